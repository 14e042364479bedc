package io.github.restake4j.codegen;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code restake4j-codegen}; also what a Gradle build runs. */
@Command(
    name = "restake4j-codegen",
    description = "Turns contract ABIs (JSON) into Java for Restake4j.",
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:an ABI was refused; the message names file and entry, nothing was written",
      "2:wrong use of this command",
      "3:a file could not be read or written"
    })
public final class CodegenCommand implements Callable<Integer> {
  private static final int REFUSED = 1;
  private static final int IO = 3;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = {"-p", "--package"},
      required = true,
      paramLabel = "PACKAGE",
      description =
          "For a folder: what packages start with, followed by .<protocol>.contract."
              + " For a file: the package itself.")
  private String basePackage = "";

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "DIR",
      description =
          "Source root to write to. Files are written only if they changed; with a folder,"
              + " generated files no ABI stands for any more are deleted.")
  private Path output = Path.of("");

  @Option(
      names = {"-c", "--class"},
      paramLabel = "NAME",
      description = "For a file: name of the class. Default: the file's name and Contract.")
  private @Nullable String className;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this text.")
  @SuppressWarnings("unused") // picocli acts on it
  private boolean help;

  @Parameters(
      paramLabel = "ABI",
      description =
          "A folder with <protocol>/<Name>.json files, or one .json file: an ABI array, or an"
              + " object with an abi array.")
  private Path abi = Path.of("");

  private CodegenCommand() {}

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(
        run(
            new PrintWriter(System.out, true, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8),
            arguments));
  }

  /**
   * Runs the command within this process.
   *
   * @return the exit code, see {@code --help}
   */
  public static int run(PrintWriter out, PrintWriter err, String... arguments) {
    return new CommandLine(new CodegenCommand())
        .setOut(out)
        .setErr(err)
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              if (failure instanceof AbiRefusedException) {
                err.println("refused: " + failure.getMessage());
                return REFUSED;
              }
              if (failure instanceof IOException) {
                err.println("cannot read or write: " + failure);
                return IO;
              }
              throw failure;
            })
        .execute(arguments);
  }

  @Override
  public Integer call() throws IOException {
    boolean folder = Files.isDirectory(abi);
    if (folder && className != null) {
      throw wrongUse("--class goes with a file, not with a folder");
    }
    AbiFolder.Changes changes;
    try {
      changes =
          folder
              ? AbiFolder.write(AbiFolder.generate(abi, basePackage), output)
              : AbiFolder.writeOnly(one(), output);
    } catch (IllegalArgumentException e) {
      throw wrongUse(e.getMessage());
    }
    if (spec != null) {
      spec.commandLine().getOut().println(changes.summary());
    }
    return 0;
  }

  private SortedMap<String, String> one() throws IOException {
    Path file = abi.getFileName();
    String name = file == null ? "" : file.toString();
    if (!name.endsWith(".json")) {
      throw wrongUse("neither a folder nor a .json file: " + abi);
    }
    String chosen =
        className == null
            ? name.substring(0, name.length() - ".json".length()) + "Contract"
            : className;
    String json = new String(Files.readAllBytes(abi), StandardCharsets.UTF_8);
    SortedMap<String, String> sources = new TreeMap<>();
    AbiFolder.put(sources, basePackage, chosen, AbiGenerator.contract(json, basePackage, chosen));
    return sources;
  }

  private ParameterException wrongUse(@Nullable String message) {
    return new ParameterException(new CommandLine(this), String.valueOf(message));
  }
}
