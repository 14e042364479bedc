package io.github.restake4j.web3j;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.tools.ToolProvider;
import org.web3j.codegen.SolidityFunctionWrapper;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.RemoteFunctionCall;
import org.web3j.protocol.core.methods.response.AbiDefinition;
import org.web3j.tx.Contract;
import org.web3j.tx.TransactionManager;
import org.web3j.tx.gas.ContractGasProvider;

/** The wrapper that web3j's generator makes of ERC-20, generated and compiled as its users do. */
final class GeneratedErc20 {
  private final Class<?> type;

  private GeneratedErc20(Class<?> type) {
    this.type = type;
  }

  static GeneratedErc20 in(Path folder) throws Exception {
    ObjectMapper mapper =
        new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    Path file = Path.of("../../sdk-core/src/main/abi/standard/ERC20.json");
    JsonNode abi = mapper.readTree(Files.readString(file)).path("abi");
    List<AbiDefinition> definitions = Arrays.asList(mapper.treeToValue(abi, AbiDefinition[].class));
    new SolidityFunctionWrapper(true, false, false, 160)
        .generateJavaFiles("ERC20", "", definitions, folder.toString(), "wrapper", null);
    int failures =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-Xlint:none",
                "-classpath",
                System.getProperty("java.class.path", ""),
                "-d",
                folder.toString(),
                folder.resolve("wrapper").resolve("ERC20.java").toString());
    if (failures != 0) {
      throw new AssertionError("the generated wrapper does not compile");
    }
    URL[] place = {folder.toUri().toURL()};
    return new GeneratedErc20(
        new URLClassLoader(place, GeneratedErc20.class.getClassLoader())
            .loadClass("wrapper.ERC20"));
  }

  Contract load(String address, Web3j web3j, TransactionManager manager, ContractGasProvider gas)
      throws Exception {
    return (Contract)
        type.getMethod(
                "load",
                String.class,
                Web3j.class,
                TransactionManager.class,
                ContractGasProvider.class)
            .invoke(null, address, web3j, manager, gas);
  }

  /** A function of the wrapper, not run yet. */
  @SuppressWarnings("unchecked") // the test knows what its function returns
  <T> RemoteFunctionCall<T> call(Contract contract, String function, Object... arguments)
      throws Exception {
    Class<?>[] types = Arrays.stream(arguments).map(Object::getClass).toArray(Class<?>[]::new);
    try {
      return (RemoteFunctionCall<T>) type.getMethod(function, types).invoke(contract, arguments);
    } catch (InvocationTargetException e) {
      throw (Exception) e.getCause();
    }
  }
}
