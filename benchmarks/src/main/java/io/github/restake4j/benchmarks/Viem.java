package io.github.restake4j.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** viem with its nonceManager, fees and gas given, over its batching transport: its fastest way. */
final class Viem implements Way, AutoCloseable {
  private static final String VERSION = "2.38.0";

  private final Path folder;
  private final String missing;
  private final @Nullable Process node;
  private final @Nullable PrintStream to;
  private final @Nullable BufferedReader from;

  /** Installs viem into a folder of its own and starts one Node process, which stays warm. */
  Viem() throws IOException, InterruptedException {
    folder = Files.createTempDirectory("restake4j-viem");
    missing = install();
    if (!missing.isEmpty()) {
      node = null;
      to = null;
      from = null;
      return;
    }
    Path script = folder.resolve("viem-transactions.mjs");
    try (InputStream source = Viem.class.getResourceAsStream("/viem-transactions.mjs")) {
      Files.copy(Objects.requireNonNull(source), script);
    }
    Process started =
        new ProcessBuilder("node", script.toString())
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    node = started;
    to = new PrintStream(started.getOutputStream(), true, StandardCharsets.UTF_8);
    from =
        new BufferedReader(new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8));
  }

  private String install() throws InterruptedException {
    List<String> command =
        List.of(
            "npm",
            "install",
            "--no-save",
            "--no-package-lock",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "viem@" + VERSION);
    try {
      Process npm =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return npm.waitFor() == 0 ? "" : "npm could not install viem " + VERSION;
    } catch (IOException e) {
      return "there is no npm on the PATH";
    }
  }

  @Override
  public String name() {
    return "viem " + VERSION + " nonceManager, http batch";
  }

  @Override
  public String missing() {
    return missing;
  }

  @Override
  public long run(Run run) throws Exception {
    Objects.requireNonNull(to)
        .println(
            run.url()
                + " "
                + Run.KEY
                + " "
                + Run.TO
                + " "
                + run.count()
                + " "
                + Run.POLL.toMillis());
    String answer = Objects.requireNonNull(from).readLine();
    if ("failed: lost transactions".equals(answer)) {
      throw new Run.LostException(answer);
    }
    if (answer == null || !answer.startsWith("nanos ")) {
      throw new IllegalStateException("viem: " + answer);
    }
    return Long.parseLong(answer.substring("nanos ".length()));
  }

  @Override
  public void close() throws IOException {
    if (node != null) {
      node.destroy();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }
}
