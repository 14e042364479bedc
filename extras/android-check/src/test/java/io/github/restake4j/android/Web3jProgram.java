package io.github.restake4j.android;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.web3j.codegen.SolidityFunctionWrapper;
import org.web3j.protocol.core.methods.response.AbiDefinition;

/** The wallet on web3j: wrappers from its generator, compiled with {@code src/test/web3j}. */
final class Web3jProgram {
  static final String MAIN = "Web3jWallet";

  private static final Pattern NEEDED =
      Pattern.compile(
          ".*/(org/web3j/(?!codegen)|io/reactivex|org/reactivestreams|com/squareup/okhttp3"
              + "|com/squareup/okio|org/jetbrains|com/fasterxml|org/bouncycastle|org/slf4j/slf4j-api).*");

  private Web3jProgram() {}

  /** Its classes first, then the jars it needs. */
  static List<Path> build(Path folder) throws Exception {
    Files.createDirectories(folder);
    List<Path> libraries =
        Arrays.stream(
                System.getProperty("java.class.path", "")
                    .split(Pattern.quote(File.pathSeparator), -1))
            .filter(entry -> NEEDED.matcher(entry.replace('\\', '/')).matches())
            .map(Path::of)
            .collect(Collectors.toList());
    List<String> sources = new ArrayList<>();
    for (String abi :
        List.of(
            "sdk-lst/src/main/abi/lido/Lido.json",
            "sdk-lst/src/main/abi/lido/WithdrawalQueueERC721.json",
            "sdk-core/src/main/abi/standard/ERC20.json")) {
      String contract = abi.substring(abi.lastIndexOf('/') + 1, abi.lastIndexOf('.'));
      wrap(Path.of("..", "..").resolve(abi), contract, folder);
      sources.add(folder.resolve("wrapper").resolve(contract + ".java").toString());
    }
    sources.add(Path.of("src/test/web3j/Web3jWallet.java").toString());
    Path classes = folder.resolve("classes");
    Files.createDirectories(classes);
    List<String> options =
        new ArrayList<>(
            List.of(
                "-proc:none", "-Xlint:none", "-nowarn", "-d", classes.toString(), "-classpath"));
    options.add(
        libraries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    options.addAll(sources);
    int status =
        ToolProvider.getSystemJavaCompiler().run(null, null, null, options.toArray(String[]::new));
    if (status != 0) {
      throw new AssertionError("the wallet on web3j does not compile");
    }
    List<Path> program = new ArrayList<>();
    program.add(Jars.of(classes, folder.resolve("wallet.jar")));
    program.addAll(libraries);
    return program;
  }

  private static void wrap(Path file, String contract, Path folder) throws Exception {
    ObjectMapper mapper =
        new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    JsonNode abi = mapper.readTree(Files.readString(file)).path("abi");
    List<AbiDefinition> definitions =
        new ArrayList<>(Arrays.asList(mapper.treeToValue(abi, AbiDefinition[].class)));
    definitions.removeIf(each -> each.getType().equals("error"));
    new SolidityFunctionWrapper(true, false, false, 160)
        .generateJavaFiles(contract, "", definitions, folder.toString(), "wrapper", null);
  }
}
