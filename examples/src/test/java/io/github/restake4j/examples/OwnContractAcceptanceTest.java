package io.github.restake4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Builds {@code examples/own-contract} as a user does: with Maven, with the command line, and with
 * what a Gradle task would run. Nothing is installed: the jars of this build lie in a repository of
 * the test's own, all others come from the one Maven has filled already.
 */
class OwnContractAcceptanceTest {
  private static final Path WORK = Path.of("target", "own-contract").toAbsolutePath();
  private static final Path PROJECT = WORK.resolve("project");
  private static final Path REPOSITORY = WORK.resolve("repository");
  private static final Path GENERATED =
      PROJECT.resolve("target/generated-sources/restake4j/com/acme/contract");
  private static final String VERSION = System.getProperty("restake4j.version", "");
  private static final String DOCUMENT = read(Path.of("..", "docs", "codegen.md"));
  private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);

  @BeforeAll
  static void putJarsOfThisBuildIntoARepository() throws IOException {
    publish("restake4j-parent", Path.of("..", "pom.xml"), null);
    for (String[] module :
        new String[][] {
          {"codegen", "restake4j-codegen-maven-plugin"}, {"sdk-core", "restake4j-core"}
        }) {
      Path folder = Path.of("..", module[0]);
      Path jar = folder.resolve("target").resolve(module[1] + "-" + VERSION + ".jar");
      publish(module[1], folder.resolve("pom.xml"), jar);
    }
    Files.writeString(
        WORK.resolve("settings.xml"),
        "<settings><mirrors><mirror><id>filled</id><mirrorOf>*</mirrorOf><url>"
            + Path.of(System.getProperty("restake4j.repository", "")).toUri()
            + "</url></mirror></mirrors></settings>");
  }

  private static void publish(String artifact, Path pom, @Nullable Path jar) throws IOException {
    Path folder = REPOSITORY.resolve("io/github/restake4j/" + artifact + "/" + VERSION);
    Files.createDirectories(folder);
    String name = artifact + "-" + VERSION;
    Files.copy(pom, folder.resolve(name + ".pom"), StandardCopyOption.REPLACE_EXISTING);
    if (jar != null) {
      Files.copy(jar, folder.resolve(name + ".jar"), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Test
  void maven_plugin_buildsAndKeepsWhatDidNotChange() throws Exception {
    freshProject();
    Path queue = PROJECT.resolve("src/main/abi/acme/Queue.json");
    Files.writeString(queue, "[]");

    assertThat(maven(0, "compile")).contains("4 files written, 0 unchanged, 0 deleted");
    assertThat(GENERATED.resolve("QueueContract.java")).exists();
    Path compiled = PROJECT.resolve("target/classes/com/acme/contract/VaultContract.class");
    assertThat(compiled).exists();

    Files.setLastModifiedTime(GENERATED.resolve("VaultContract.java"), LONG_AGO);
    FileTime built = Files.getLastModifiedTime(compiled);
    assertThat(maven(0, "compile"))
        .contains("0 files written, 4 unchanged, 0 deleted")
        .contains("Nothing to compile");
    assertThat(Files.getLastModifiedTime(compiled)).isEqualTo(built);

    Files.delete(queue);
    assertThat(maven(0, "compile")).contains("0 files written, 3 unchanged, 1 deleted");
    assertThat(GENERATED.resolve("QueueContract.java")).doesNotExist();

    Files.writeString(queue, "[{\"type\":\"riddle\"}]");
    Files.writeString(PROJECT.resolve("src/main/abi/acme/Vault.json"), "[]");
    assertThat(maven(1, "generate-sources"))
        .contains("acme/Queue.json: entry without name: unknown type riddle");
    assertThat(Files.getLastModifiedTime(GENERATED.resolve("VaultContract.java")))
        .isEqualTo(LONG_AGO);

    assertThat(maven(0, "generate-sources", "-Drestake4j.codegen.skip")).contains("skipped");
  }

  @Test
  void command_asDocumented_writesWhatTheLibraryDoes() throws Exception {
    freshProject();
    Matcher command = Pattern.compile("java -jar \\S+-cli\\.jar (--package .*)").matcher(DOCUMENT);
    assertThat(command.find()).isTrue();
    List<String> arguments = List.of(command.group(1).split(" ", -1));
    List<String> line = new ArrayList<>(List.of(java(), "-jar", cli()));
    line.addAll(arguments);
    assertThat(run(0, line)).contains("3 files written, 0 unchanged, 0 deleted");
    assertThat(run(0, line)).contains("0 files written, 3 unchanged, 0 deleted");
    SortedMap<String, String> first = tree(PROJECT.resolve("build/generated/restake4j"));
    assertThat(first.keySet())
        .containsExactly(
            "com/acme/contract/AcmeErrors.java",
            "com/acme/contract/VaultContract.java",
            "com/acme/contract/package-info.java");
    assertThat(run(2, List.of(java(), "-jar", cli(), "--quick"))).contains("Usage:");
  }

  @Test
  void gradleTask_asDocumented_runsThisMainClassWithTheseArguments() throws Exception {
    freshProject();
    String script = read(Path.of("own-contract", "build.gradle.kts"));
    Matcher main = Pattern.compile("mainClass = \"(.*?)\"").matcher(script);
    Matcher arguments = Pattern.compile("args\\((.*?)\\)").matcher(script);
    assertThat(main.find() && arguments.find()).isTrue();
    List<String> line = new ArrayList<>(List.of(java(), "-cp", cli(), main.group(1)));
    for (String argument : arguments.group(1).split(", ", -1)) {
      line.add(argument.substring(1, argument.length() - 1));
    }
    assertThat(run(0, line)).contains("3 files written");
    assertThat(tree(PROJECT.resolve("build/generated/restake4j"))).hasSize(3);
    assertThat(script).contains("outputs.dir(\"build/generated/restake4j\")");
  }

  @Test
  void document_blocksOfBuildTools_standInTheProject() {
    String pom = words(read(Path.of("own-contract", "pom.xml")));
    String gradle = words(read(Path.of("own-contract", "build.gradle.kts")));
    Matcher block = Pattern.compile("```(xml|kts)\n(.*?)```", Pattern.DOTALL).matcher(DOCUMENT);
    int xml = 0;
    int kts = 0;
    while (block.find()) {
      String text = words(block.group(2));
      if (block.group(1).equals("xml")) {
        xml++;
        assertThat(pom).contains(text);
      } else {
        kts++;
        assertThat(gradle).contains(text);
      }
    }
    assertThat(xml).isPositive();
    assertThat(kts).isPositive();
  }

  private static void freshProject() throws IOException {
    if (Files.exists(PROJECT)) {
      try (Stream<Path> old = Files.walk(PROJECT)) {
        for (Path each : old.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
    Path origin = Path.of("own-contract");
    try (Stream<Path> files = Files.walk(origin)) {
      for (Path each : files.toList()) {
        Files.copy(each, PROJECT.resolve(origin.relativize(each).toString()));
      }
    }
  }

  private static String maven(int expected, String... arguments) throws Exception {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("maven.home", ""), "bin", "mvn").toString());
    line.addAll(List.of("-B", "-ntp", "-s", WORK.resolve("settings.xml").toString()));
    line.add("-Dmaven.repo.local=" + REPOSITORY);
    line.add("-Drestake4j.version=" + VERSION);
    line.addAll(List.of(arguments));
    return run(expected, line);
  }

  private static String run(int expected, List<String> line) throws Exception {
    Path output = WORK.resolve("output.txt");
    ProcessBuilder builder = new ProcessBuilder(line).directory(PROJECT.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().keySet().removeIf(name -> name.startsWith("MAVEN_"));
    Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    int code = process.waitFor();
    String text = read(output);
    assertThat(code).as(text).isEqualTo(expected);
    return text;
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static String cli() {
    String name = "restake4j-codegen-maven-plugin-" + VERSION + "-cli.jar";
    return Path.of("..", "codegen", "target", name).toAbsolutePath().normalize().toString();
  }

  private static SortedMap<String, String> tree(Path root) throws IOException {
    SortedMap<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        texts.put(root.relativize(each).toString(), read(each));
      }
    }
    return texts;
  }

  private static String words(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
