package io.github.restake4j.abi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.restake4j.codegen.AbiGenerator;
import io.github.restake4j.eth.Bytes;
import java.math.BigInteger;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Contracts beyond what one method, constant or table of a class file holds. */
class GiantContractsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void moreFunctionsThanOneConstantPoolHolds_allCompileAndEncode() throws Exception {
    double scale = Double.parseDouble(System.getProperty("scale", "0.05"));
    ArrayNode abi = JSON.createArrayNode();
    int functions = scale < 1 ? 1_200 : 8_000;
    for (int i = 0; i < functions; i++) {
      ObjectNode function = abi.addObject().put("type", "function").put("name", "f" + i);
      ArrayNode inputs = function.putArray("inputs");
      inputs.addObject().put("name", "a").put("type", "uint256");
      inputs.addObject().put("name", "b").put("type", i % 2 == 0 ? "bytes4[]" : "string");
      function.putArray("outputs").addObject().put("name", "").put("type", "bytes4[]");
    }
    Class<?> contract = compile(abi.toString());
    JsonNode last = JSON.createArrayNode().add(abi.get(functions - 1));
    assertThat(new GeneratedContract(contract, last, new Random(1)).roundTrip(3)).isEqualTo(1);
    assertThat(
            ((AbiCall<?>)
                    contract
                        .getMethod("f1", BigInteger.class, String.class)
                        .invoke(null, BigInteger.ONE, "x"))
                .signature())
        .isEqualTo("f1(uint256,string)");
  }

  @Test
  void moreLambdasThanOneClassHolds_allCompileAndRoundTrip() throws Exception {
    double scale = Double.parseDouble(System.getProperty("scale", "0.05"));
    ArrayNode abi = JSON.createArrayNode();
    int functions = scale < 1 ? 30 : 280; // javac takes minutes for thousands of lambdas
    for (int i = 0; i < functions; i++) {
      ObjectNode function = abi.addObject().put("type", "function").put("name", "f" + i);
      ArrayNode inputs = function.putArray("inputs");
      for (int j = 0; j < 40; j++) {
        inputs.addObject().put("name", "a" + j).put("type", "uint8[]");
      }
      function.putArray("outputs");
    }
    JsonNode some = JSON.createArrayNode().add(abi.get(0)).add(abi.get(functions - 1));
    assertThat(new GeneratedContract(compile(abi.toString()), some, new Random(5)).roundTrip(1))
        .isEqualTo(2);
  }

  @Test
  void eventsWithMoreFieldsThanOneMethodReads_compileAndRoundTrip() throws Exception {
    ArrayNode abi = JSON.createArrayNode();
    ArrayNode inputs = abi.addObject().put("type", "event").put("name", "E").putArray("inputs");
    for (int i = 0; i < 9_500; i++) {
      ObjectNode input = inputs.addObject().put("name", "a" + i).put("type", "uint128");
      input.put("indexed", i == 3_000);
    }
    assertThat(new GeneratedContract(compile(abi.toString()), abi, new Random(6)).roundTrip(1))
        .isEqualTo(1);
  }

  @Test
  void fixedArrayOfAMillion_roundTrips() throws Exception {
    ObjectNode struct = JSON.createObjectNode().put("name", "s").put("type", "tuple");
    struct.put("internalType", "struct S");
    ArrayNode components = struct.putArray("components");
    components.addObject().put("name", "before").put("type", "uint8");
    components.addObject().put("name", "million").put("type", "bool[1048576]");
    ArrayNode abi = JSON.createArrayNode();
    ObjectNode function = abi.addObject().put("type", "function").put("name", "f");
    function.putArray("inputs").add(struct);
    function.putArray("outputs").add(struct);
    assertThat(new GeneratedContract(compile(abi.toString()), abi, new Random(7)).roundTrip(1))
        .isEqualTo(1);
  }

  @Test
  void signatureBeyondOneConstant_isPutTogether() throws Exception {
    ObjectNode struct = JSON.createObjectNode().put("name", "leaf").put("type", "address");
    for (int i = 0; i < 13; i++) {
      ObjectNode outer = JSON.createObjectNode().put("name", "s" + i).put("type", "tuple");
      outer.put("internalType", "struct S" + i);
      outer.putArray("components").add(struct).add(struct.deepCopy().put("name", "other"));
      struct = outer;
    }
    ArrayNode abi = JSON.createArrayNode();
    for (String kind : new String[] {"function", "error"}) {
      abi.addObject().put("type", kind).put("name", kind).putArray("inputs").add(struct);
    }
    assertThat(new GeneratedContract(compile(abi.toString()), abi, new Random(2)).roundTrip(1))
        .isEqualTo(2);
  }

  @Test
  void typesAsDeepAsCompilersTakeThem_compileAndRoundTrip() throws Exception {
    ObjectNode struct = JSON.createObjectNode().put("name", "leaf").put("type", "address");
    for (int i = 0; i < 254; i++) {
      ObjectNode outer = JSON.createObjectNode().put("name", "s" + i).put("type", "tuple");
      outer.put("internalType", "struct S" + i);
      outer.putArray("components").add(struct);
      struct = outer;
    }
    ArrayNode abi = JSON.createArrayNode();
    abi.addObject().put("type", "function").put("name", "f").putArray("inputs").add(struct);
    ObjectNode array = JSON.createObjectNode().put("name", "a");
    array.put("type", "uint8".concat("[]".repeat(100)));
    abi.addObject().put("type", "error").put("name", "E").putArray("inputs").add(array);
    ObjectNode both = abi.addObject().put("type", "function").put("name", "g");
    both.putArray("inputs").add(array);
    both.putArray("outputs").add(array).add(array);
    assertThat(new GeneratedContract(compile(abi.toString()), abi, new Random(3)).roundTrip(2))
        .isEqualTo(3);
  }

  @Test
  void largestCreationCode_isKeptExactly() throws Exception {
    byte[] code = new byte[49_152];
    new Random(4).nextBytes(code);
    String abi = "{\"abi\":[],\"bytecode\":\"" + Bytes.of(code) + "\"}";
    Class<?> contract = compile(abi);
    assertThat(contract.getMethod("creationCode").invoke(null)).isEqualTo(Bytes.of(code));
    assertThat(contract.getMethod("deployData").invoke(null)).isEqualTo(Bytes.of(code));
  }

  private static Class<?> compile(String abi) throws Exception {
    String source = AbiGenerator.contract(abi, "giant", "Giant");
    return SourceCompiler.compile(Map.of("giant/Giant.java", source), CorpusTest.STRICT)
        .loadClass("giant.Giant");
  }
}
