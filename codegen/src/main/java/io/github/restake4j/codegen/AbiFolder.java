package io.github.restake4j.codegen;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A folder of ABI files and the source tree that comes out of it.
 *
 * <p>{@code <protocol>/<Name>.json} becomes the class {@code <Name>Contract} in package {@code
 * <base>.<protocol>.contract}; {@code <protocol>/<generation>/<Name>.json} lands in {@code
 * <base>.<protocol>.contract.<generation>}. Each protocol also gets a class {@code
 * <Protocol>Errors} whose list {@code ALL} holds every custom error of its folder once, and each
 * package a null-marked {@code package-info}. A folder named like a Java keyword gets an underscore
 * in the package.
 */
public final class AbiFolder {
  private static final String JSON = ".json";
  private static final String JAVA = ".java";

  private AbiFolder() {}

  /**
   * What {@link #write} did.
   *
   * @param written files that were new or different
   * @param unchanged files that were not touched
   * @param deleted files of an earlier run that nothing generates any more
   */
  public record Changes(int written, int unchanged, int deleted) {

    /** {@code 2 files written, 17 unchanged, 1 deleted}. */
    public String summary() {
      return written + " files written, " + unchanged + " unchanged, " + deleted + " deleted";
    }
  }

  /**
   * Generates the sources of a whole folder, without writing anything.
   *
   * @param abiFolder holds a folder per protocol
   * @param basePackage what package names start with
   * @return source text by path below the source root, with {@code /} between names
   * @throws AbiRefusedException if a file cannot become Java; the message names it
   * @throws IOException if a file cannot be read
   */
  public static SortedMap<String, String> generate(Path abiFolder, String basePackage)
      throws IOException {
    SortedMap<String, String> sources = new TreeMap<>();
    SortedMap<String, ErrorsEmitter> errors = new TreeMap<>();
    Map<String, String> owners = new HashMap<>();
    for (List<String> names : jsonFiles(abiFolder)) {
      String name = String.join("/", names);
      try {
        String path = generate(abiFolder.resolve(name), names, basePackage, sources, errors);
        String owner = owners.putIfAbsent(path.toLowerCase(Locale.ROOT), name);
        if (owner != null) {
          throw new AbiRefusedException("becomes the same file as " + owner);
        }
        String folder = path.substring(0, path.lastIndexOf('/'));
        String known = owners.putIfAbsent(folder.toLowerCase(Locale.ROOT), folder);
        if (known != null && !known.equals(folder)) {
          throw new AbiRefusedException("its package differs from " + known + " in case only");
        }
      } catch (AbiRefusedException | IllegalArgumentException e) {
        throw new AbiRefusedException(name + ": " + e.getMessage(), e);
      }
    }
    errors.values().forEach(emitter -> emitter.emitTo(sources));
    return Collections.unmodifiableSortedMap(sources);
  }

  /** Adds the classes of one file; gives the path of the contract's. */
  private static String generate(
      Path file,
      List<String> names,
      String basePackage,
      Map<String, String> sources,
      Map<String, ErrorsEmitter> errors)
      throws IOException {
    if (names.size() < 2 || names.size() > 3) {
      throw new AbiRefusedException(
          "expected <protocol>/<Name>.json or <protocol>/<x>/<Name>.json");
    }
    String protocol = names.get(0);
    String contractPackage = basePackage + "." + Names.method(protocol) + ".contract";
    String packageName =
        names.size() == 2 ? contractPackage : contractPackage + "." + Names.method(names.get(1));
    String fileName = names.get(names.size() - 1);
    String className = fileName.substring(0, fileName.length() - JSON.length()) + "Contract";
    AbiContract contract =
        AbiParser.parse(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    ContractNames javaNames = new ContractNames(className, contract);
    put(
        sources,
        packageName,
        className,
        AbiGenerator.contract(contract, javaNames, packageName, className));
    put(sources, packageName, "package-info", packageInfo(packageName));
    errors
        .computeIfAbsent(protocol, key -> new ErrorsEmitter(protocol, contractPackage))
        .add(contract, javaNames, packageName, className);
    return path(packageName, className);
  }

  static void put(Map<String, String> sources, String packageName, String name, String text) {
    sources.put(path(packageName, name), text);
  }

  private static String path(String packageName, String name) {
    return packageName.replace('.', '/') + "/" + name + JAVA;
  }

  static String packageInfo(String packageName) {
    return "/** Contracts as values. Generated: do not edit. */\n"
        + Source.GENERATED
        + "\n@NullMarked\npackage "
        + packageName
        + ";\n\n"
        + "import io.github.restake4j.abi.Generated;\n"
        + "import org.jspecify.annotations.NullMarked;\n";
  }

  /** Main folder before older generations, otherwise by name; the same on every system. */
  private static List<List<String>> jsonFiles(Path abiFolder) throws IOException {
    List<List<String>> files = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(abiFolder)) {
      walk.filter(path -> path.getFileName().toString().endsWith(JSON))
          .forEach(path -> files.add(names(abiFolder.relativize(path))));
    }
    files.sort(
        Comparator.<List<String>>comparingInt(List::size)
            .thenComparing(names -> String.join("/", names)));
    return files;
  }

  private static List<String> names(Path relative) {
    List<String> names = new ArrayList<>();
    relative.forEach(name -> names.add(name.toString()));
    return names;
  }

  /**
   * Brings a source root to what was generated. A file is written only if its text changed, so
   * nothing is compiled again without need; generated files that no ABI stands for any more are
   * deleted, others are left alone.
   *
   * @param sources as {@link #generate} gives them
   * @param sourceRoot created if absent
   * @return what was done
   * @throws IOException if a file cannot be read, written or deleted
   */
  public static Changes write(SortedMap<String, String> sources, Path sourceRoot)
      throws IOException {
    Changes changes = writeOnly(sources, sourceRoot);
    return new Changes(changes.written(), changes.unchanged(), deleteStale(sources, sourceRoot));
  }

  /** The same without deleting anything. */
  static Changes writeOnly(SortedMap<String, String> sources, Path sourceRoot) throws IOException {
    int written = 0;
    int unchanged = 0;
    for (Map.Entry<String, String> source : sources.entrySet()) {
      Path file = sourceRoot.resolve(source.getKey());
      byte[] text = source.getValue().getBytes(StandardCharsets.UTF_8);
      if (Files.exists(file) && Arrays.equals(Files.readAllBytes(file), text)) {
        unchanged++;
      } else {
        Files.createDirectories(file.getParent());
        Files.write(file, text);
        written++;
      }
    }
    return new Changes(written, unchanged, 0);
  }

  private static int deleteStale(SortedMap<String, String> sources, Path sourceRoot)
      throws IOException {
    if (!Files.isDirectory(sourceRoot)) {
      return 0;
    }
    List<Path> files = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(sourceRoot)) {
      walk.filter(path -> path.getFileName().toString().endsWith(JAVA)).forEach(files::add);
    }
    int deleted = 0;
    for (Path file : files) {
      String name = String.join("/", names(sourceRoot.relativize(file)));
      if (!sources.containsKey(name)
          && new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
              .contains(Source.GENERATED)) {
        Files.delete(file);
        deleted++;
      }
    }
    return deleted;
  }
}
