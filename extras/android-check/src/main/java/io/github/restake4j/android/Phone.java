package io.github.restake4j.android;

import io.github.restake4j.Restake4j;
import io.github.restake4j.deployments.Deployments;
import io.github.restake4j.sign.Keystore;
import io.github.restake4j.sign.LocalKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What outlives the app's process: files in its own folder. */
final class Phone {
  private static final int KILLED = 9;

  private final Path folder;

  Phone(Path folder) {
    this.folder = folder;
  }

  void store(String name, String text) throws IOException {
    Files.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
  }

  String stored(String name) throws IOException {
    return new String(Files.readAllBytes(folder.resolve(name)), StandardCharsets.UTF_8);
  }

  /** The account's key, from its keystore. */
  LocalKey key() throws IOException {
    return Keystore.read(stored("keystore.json"), password());
  }

  /** What the user types. */
  static char[] password() {
    return "a long walk".toCharArray();
  }

  /** A client with a journal in the app's folder. */
  Restake4j connect(String url) throws IOException {
    return Restake4j.builder()
        .rpc(url)
        .deployments(Deployments.parse(stored("network.json")))
        .journal(folder.resolve("journal"))
        .pollInterval(Duration.ofMillis(50))
        .build();
  }

  /** One line that the check compares with the chain. */
  static void say(String name, Object value) {
    System.out.println(name + "=" + value);
  }

  /** The system kills the app: nothing is closed, nothing runs afterwards. */
  static void die() {
    System.out.flush();
    Runtime.getRuntime().halt(KILLED);
  }
}
