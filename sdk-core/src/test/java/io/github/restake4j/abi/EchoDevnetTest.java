package io.github.restake4j.abi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.restake4j.codegen.AbiGenerator;
import io.github.restake4j.devnet.LocalDevnet;
import io.github.restake4j.devnet.junit.Devnet;
import io.github.restake4j.eth.Address;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What solc's decoder reads and its encoder writes back, for random structs. */
@Devnet(local = true)
class EchoDevnetTest {
  private static final double SCALE = Double.parseDouble(System.getProperty("scale", "0.05"));

  /** Of each of forty functions: 2,000 cases in all at full scale. */
  private static final int VALUES = SCALE >= 1 ? 50 : Math.max(1, (int) (50 * SCALE));

  private static final Address ECHO = Address.parse("0x" + "ec".repeat(20));

  private final LocalDevnet devnet;
  private final Random random = new Random(2_000);

  EchoDevnetTest(LocalDevnet devnet) {
    this.devnet = devnet;
  }

  @Test
  void A11_echo_givesBackEveryValue() throws Exception {
    JsonNode echo = artifact();
    devnet.node().call("anvil_setCode", ECHO.toString(), echo.path("runtime").asText());
    String source = AbiGenerator.contract(echo.toString(), "generated", "Echo");
    Class<?> contract =
        SourceCompiler.compile(Map.of("generated/Echo.java", source), List.of("-Xlint:none"))
            .loadClass("generated.Echo");
    int seen = 0;
    for (JsonNode function : echo.path("abi")) {
      Shape inputs = JavaValues.shape(function.path("inputs"));
      for (int i = 0; i < VALUES; i++) {
        Object value = ((List<?>) inputs.value(random)).get(0);
        AbiCall<?> call = call(contract, function.path("name").asText(), value);
        String answer =
            devnet
                .node()
                .call(
                    "eth_call",
                    Map.of("to", ECHO.toString(), "data", call.calldata().toString()),
                    "latest")
                .asText();
        assertThat(answer.substring(2))
            .as(call.declaration())
            .isEqualTo(call.calldata().toString().substring(10));
        assertThat(JavaValues.from(call.decodeHex(answer))).isEqualTo(Shape.plain(value));
        seen++;
      }
    }
    assertThat(seen).isEqualTo(40 * VALUES);
  }

  private static AbiCall<?> call(Class<?> contract, String name, Object value) throws Exception {
    for (Method method : contract.getDeclaredMethods()) {
      if (method.getName().equals(name)) {
        Object argument = JavaValues.to(method.getGenericParameterTypes()[0], value);
        return (AbiCall<?>) Objects.requireNonNull(method.invoke(null, argument));
      }
    }
    throw new AssertionError("no method " + name);
  }

  private static JsonNode artifact() throws IOException {
    try (InputStream in = EchoDevnetTest.class.getResourceAsStream("Echo.json")) {
      return new ObjectMapper().readTree(Objects.requireNonNull(in));
    }
  }
}
