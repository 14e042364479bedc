package io.github.restake4j.android;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A program that runs in a JVM of its own, with nothing on its class path but what is given. */
final class Program {
  private static final int SECONDS = 120;

  private final List<Path> classPath;
  private final String main;

  Program(List<Path> classPath, String main) {
    this.classPath = List.copyOf(classPath);
    this.main = main;
  }

  /** Runs it to its end. */
  Run run(Path folder, String... arguments) throws IOException, InterruptedException {
    Path output = Files.createTempFile(folder, "output", ".txt");
    Path errors = Files.createTempFile(folder, "errors", ".txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp"));
    command.add(
        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    command.add(main);
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    try {
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("still runs after " + SECONDS + " s: " + Files.readString(output));
      }
    } finally {
      process.destroyForcibly();
    }
    return new Run(process.exitValue(), Files.readString(output), Files.readString(errors));
  }

  /**
   * How it went.
   *
   * @param status exit status
   * @param output all it printed
   * @param errors all it printed to standard error
   */
  record Run(int status, String output, String errors) {
    /** The lines {@code name=value} it printed; of equal names the last. */
    Said said() {
      Map<String, String> values = new LinkedHashMap<>();
      output
          .lines()
          .filter(line -> line.contains("="))
          .forEach(
              line -> {
                int at = line.indexOf('=');
                values.put(line.substring(0, at), line.substring(at + 1));
              });
      return new Said(values);
    }
  }

  /**
   * What a program said.
   *
   * @param values by name
   */
  record Said(Map<String, String> values) {
    /** One value, which has to be there. */
    String of(String name) {
      String value = values.get(name);
      if (value == null) {
        throw new AssertionError("nothing about " + name + " in " + values);
      }
      return value;
    }
  }
}
