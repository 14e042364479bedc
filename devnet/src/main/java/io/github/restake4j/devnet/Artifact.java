package io.github.restake4j.devnet;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** A compiled stand-in, as {@code devnet/compile-contracts} wrote it. */
final class Artifact {
  private final String name;
  private final JsonNode json;

  private Artifact(String name, JsonNode json) {
    this.name = name;
    this.json = json;
  }

  static Artifact load(String name) {
    return new Artifact(name, Json.parse(Resources.text("contracts/" + name + ".json")));
  }

  /** Creation code with constructor arguments behind it. */
  String creation(String... words) {
    return json.path("bytecode").asText() + String.join("", words);
  }

  String runtime() {
    return json.path("deployedBytecode").asText();
  }

  /**
   * Calldata of a function.
   *
   * @param signature such as {@code transfer(address,uint256)}
   */
  String calldata(String signature, String... words) {
    String selector = json.path("methodIdentifiers").path(signature).asText();
    if (selector.isEmpty()) {
      throw new IllegalArgumentException(name + " has no " + signature);
    }
    return "0x" + selector + String.join("", words);
  }

  /** The text of {@code Error(string)}, or the selector of another error. */
  static Optional<String> reason(String data) {
    if (data.startsWith("0x08c379a0")) {
      int length = Words.at("0x" + data.substring(10), 1).intValueExact();
      byte[] text = HexFormat.of().parseHex(data.substring(138, 138 + 2 * length));
      return Optional.of(new String(text, StandardCharsets.UTF_8));
    }
    return data.length() < 10 ? Optional.empty() : Optional.of("error " + data);
  }

  /** Files beside this class. */
  static final class Resources {
    private Resources() {}

    static boolean exists(String path) {
      return Artifact.class.getResource(path) != null;
    }

    static String text(String path) {
      try (InputStream in = Artifact.class.getResourceAsStream(path)) {
        if (in == null) {
          throw new IllegalStateException("missing in the devnet jar: " + path);
        }
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + path, e);
      }
    }
  }
}
