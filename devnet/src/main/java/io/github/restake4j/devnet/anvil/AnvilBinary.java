package io.github.restake4j.devnet.anvil;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Where anvil is. Looked for in this order: the system property {@code restake4j.anvil}, the
 * environment variable {@code RESTAKE4J_ANVIL}, {@code PATH}, {@code ~/.foundry/bin}, and a cache
 * of this user, which is filled once from npm with the pinned version.
 */
public final class AnvilBinary {
  /** The version fetched when the machine has none. */
  public static final String VERSION = "1.7.1";

  private static final String WHAT_TO_INSTALL =
      "no anvil found: install Node 20 or newer (npm then fetches anvil "
          + VERSION
          + " by itself), or Foundry, or name the binary with -Drestake4j.anvil or RESTAKE4J_ANVIL";

  private final Map<String, String> environment;
  private final Path home;
  private final String property;

  AnvilBinary(Map<String, String> environment, Path home, String property) {
    this.environment = environment;
    this.home = home;
    this.property = property;
  }

  /**
   * Finds the binary, fetching it if it must. Several processes may do so at once.
   *
   * @return an executable file
   * @throws AnvilMissingException if there is none and npm cannot fetch one, or if a path that was
   *     given is not an executable file
   */
  public static Path find() {
    return new AnvilBinary(
            System.getenv(),
            Path.of(System.getProperty("user.home", ".")),
            System.getProperty("restake4j.anvil", ""))
        .locate();
  }

  Path locate() {
    if (!property.isBlank()) {
      return given(property, "-Drestake4j.anvil");
    }
    String named = environment.getOrDefault("RESTAKE4J_ANVIL", "");
    if (!named.isBlank()) {
      return given(named, "RESTAKE4J_ANVIL");
    }
    return onPath()
        .or(() -> binary(home.resolve(".foundry").resolve("bin").resolve(executable("anvil"))))
        .or(() -> binaryIn(cache()))
        .orElseGet(this::install);
  }

  private static Path given(String text, String where) {
    Path path = Path.of(text);
    if (!Files.isRegularFile(path) || !Files.isExecutable(path)) {
      throw new AnvilMissingException(
          where + " names " + text + ", which is not an executable file");
    }
    return path;
  }

  private Optional<Path> onPath() {
    return pathFolders()
        .map(folder -> binary(folder.resolve(executable("anvil"))))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Path npm() {
    return pathFolders()
        .map(folder -> folder.resolve(windows() ? "npm.cmd" : "npm"))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new AnvilMissingException(WHAT_TO_INSTALL));
  }

  private Stream<Path> pathFolders() {
    return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
        .filter(folder -> !folder.isBlank())
        .map(Path::of);
  }

  /** A script that starts anvil would outlive a kill, or anvil the script: only binaries count. */
  private static Optional<Path> binary(Path file) {
    if (!Files.isRegularFile(file) || !Files.isExecutable(file)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(2);
      boolean script = start.length == 2 && start[0] == '#' && start[1] == '!';
      return script ? Optional.empty() : Optional.of(file);
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  private Path cache() {
    String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path caches = xdg.isBlank() ? home.resolve(".cache") : Path.of(xdg);
    return caches.resolve("restake4j").resolve("anvil-" + VERSION);
  }

  private static Optional<Path> binaryIn(Path installation) {
    String platform = "anvil-" + os() + "-" + arch();
    return binary(
        installation
            .resolve("node_modules")
            .resolve("@foundry-rs")
            .resolve(platform)
            .resolve("bin")
            .resolve(executable("anvil")));
  }

  /** Installs beside the final place and renames: whoever comes second finds the place taken. */
  private Path install() {
    Path target = cache();
    Path npm = npm();
    try {
      Files.createDirectories(target.getParent());
      Path fresh = Files.createTempDirectory(target.getParent(), "anvil-" + VERSION + "-");
      try {
        npmInstall(npm, fresh);
        if (binaryIn(fresh).isEmpty()) {
          throw new AnvilMissingException(
              "npm has no anvil "
                  + VERSION
                  + " for "
                  + os()
                  + "-"
                  + arch()
                  + ": install Foundry and name its anvil with RESTAKE4J_ANVIL");
        }
        publish(fresh, target);
      } finally {
        deleteTree(fresh);
      }
    } catch (IOException e) {
      throw new AnvilMissingException("cannot write the anvil cache " + target, e);
    }
    return binaryIn(target)
        .orElseThrow(
            () ->
                new AnvilMissingException("the anvil cache " + target + " is damaged: delete it"));
  }

  private static void publish(Path fresh, Path target) throws IOException {
    try {
      Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException taken) {
      if (binaryIn(target).isEmpty()) {
        throw taken;
      }
    }
  }

  private void npmInstall(Path program, Path into) {
    ProcessBuilder npm =
        new ProcessBuilder(
            program.toString(),
            "install",
            "--no-save",
            "--no-package-lock",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--prefix",
            into.toString(),
            "@foundry-rs/anvil@" + VERSION);
    npm.environment().clear();
    npm.environment().putAll(environment);
    npm.redirectErrorStream(true);
    npm.directory(into.toFile());
    try {
      Process process = npm.start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new AnvilMissingException(
            "npm could not fetch anvil " + VERSION + ": " + lastLine(said));
      }
    } catch (IOException e) {
      throw new AnvilMissingException(WHAT_TO_INSTALL, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AnvilMissingException("interrupted while npm fetched anvil " + VERSION, e);
    }
  }

  private static String lastLine(String text) {
    String[] lines = text.strip().split("\n", -1);
    return lines[lines.length - 1];
  }

  private static void deleteTree(Path root) {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + root, e);
    }
  }

  private static String executable(String name) {
    return windows() ? name + ".exe" : name;
  }

  private static boolean windows() {
    return os().equals("win32");
  }

  private static String os() {
    String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    if (name.startsWith("windows")) {
      return "win32";
    }
    return name.startsWith("mac") ? "darwin" : "linux";
  }

  private static String arch() {
    String name = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    return name.equals("aarch64") || name.equals("arm64") ? "arm64" : "amd64";
  }
}
