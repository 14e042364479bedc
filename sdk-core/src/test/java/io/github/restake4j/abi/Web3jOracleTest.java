package io.github.restake4j.abi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.eth.Log;
import io.github.restake4j.standard.contract.ERC20Contract;
import io.github.restake4j.standard.contract.ERC2612Contract;
import io.github.restake4j.standard.contract.Multicall3Contract;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.web3j.abi.datatypes.Type;
import org.web3j.codegen.SolidityFunctionWrapper;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.RemoteFunctionCall;
import org.web3j.protocol.core.methods.response.AbiDefinition;
import org.web3j.tx.ReadonlyTransactionManager;
import org.web3j.tx.TransactionManager;
import org.web3j.tx.gas.ContractGasProvider;
import org.web3j.tx.gas.DefaultGasProvider;

/** Our generated standard contracts against web3j's generated wrappers of the same ABIs. */
class Web3jOracleTest {
  @TempDir private static Path folder;
  private static ClassLoader wrappers = Web3jOracleTest.class.getClassLoader();

  private final Random random = new Random(3);

  @BeforeAll
  static void generateWrappers() throws Exception {
    Map<String, String> sources = new HashMap<>();
    for (String name : List.of("ERC20", "ERC2612", "Multicall3")) {
      ObjectMapper mapper =
          new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
      Path file = Path.of("src", "main", "abi", "standard", name + ".json");
      JsonNode abi = mapper.readTree(Files.readString(file)).path("abi");
      List<AbiDefinition> definitions =
          Arrays.asList(mapper.treeToValue(abi, AbiDefinition[].class));
      new SolidityFunctionWrapper(true, false, false, 160)
          .generateJavaFiles(name, "", definitions, folder.toString(), "wrapper", null);
      Path source = folder.resolve("wrapper").resolve(name + ".java");
      sources.put("wrapper/" + name + ".java", Files.readString(source));
    }
    wrappers = SourceCompiler.compile(sources, List.of("-Xlint:none"));
  }

  @Test
  void erc20_calls_encodeLikeTheWrapper() throws Exception {
    for (int i = 0; i < 50; i++) {
      Address one = address();
      Address two = address();
      BigInteger amount = new BigInteger(random.nextInt(257), random);
      assertSame(ERC20Contract.transfer(one, amount), "ERC20", text(one), amount);
      assertSame(ERC20Contract.approve(one, amount), "ERC20", text(one), amount);
      assertSame(
          ERC20Contract.transferFrom(one, two, amount), "ERC20", text(one), text(two), amount);
      assertSame(ERC20Contract.allowance(one, two), "ERC20", text(one), text(two));
      assertSame(ERC20Contract.balanceOf(one), "ERC20", text(one));
      assertSame(ERC20Contract.totalSupply(), "ERC20");
    }
  }

  @Test
  void erc2612_permit_encodesLikeTheWrapper() throws Exception {
    Address owner = address();
    Address spender = address();
    BigInteger value = new BigInteger(256, random);
    BigInteger deadline = new BigInteger(64, random);
    byte[] r = word();
    byte[] s = word();
    assertSame(
        ERC2612Contract.permit(owner, spender, value, deadline, 27, Hash32.of(r), Hash32.of(s)),
        "ERC2612",
        text(owner),
        text(spender),
        value,
        deadline,
        BigInteger.valueOf(27),
        r,
        s);
  }

  @Test
  void multicall3_aggregate3_encodesLikeTheWrapper() throws Exception {
    Constructor<?> call3 =
        wrappers
            .loadClass("wrapper.Multicall3$Call3")
            .getConstructor(String.class, Boolean.class, byte[].class);
    for (int count = 0; count < 10; count++) {
      List<Multicall3Contract.Call3> ours = new ArrayList<>();
      List<Object> theirs = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        Address target = address();
        byte[] data = new byte[random.nextInt(100)];
        random.nextBytes(data);
        ours.add(new Multicall3Contract.Call3(target, i % 2 == 0, Bytes.of(data)));
        theirs.add(call3.newInstance(text(target), i % 2 == 0, data));
      }
      BigInteger noEther = BigInteger.ZERO; // wrappers of payable functions ask for it
      assertSame(Multicall3Contract.aggregate3(ours), "Multicall3", theirs, noEther);
    }
  }

  @Test
  @SuppressWarnings("rawtypes") // web3j returns them
  void erc20_results_decodeLikeTheWrapper() throws Exception {
    for (int i = 0; i < 50; i++) {
      BigInteger supply = new BigInteger(random.nextInt(257), random);
      Bytes returned = Words.of(supply.toString(16));
      List<Type> theirs =
          wrapped("totalSupply", "ERC20").decodeFunctionResponse(returned.toString());
      assertThat(ERC20Contract.totalSupply().decode(returned))
          .isEqualTo(theirs.get(0).getValue())
          .isEqualTo(supply);
    }
    Bytes name = Words.of("20", "4", "73744554" + "0".repeat(56)); // half of stETH, four letters
    assertThat(ERC20Contract.name().decode(name))
        .isEqualTo(
            wrapped("name", "ERC20").decodeFunctionResponse(name.toString()).get(0).getValue())
        .isEqualTo("stET");
  }

  @Test
  void erc20_transferLog_decodesLikeTheWrapper() throws Exception {
    Address from = address();
    Address to = address();
    BigInteger value = new BigInteger(256, random);
    List<Hash32> topics = List.of(ERC20Contract.Transfer.EVENT.topic0(), topic(from), topic(to));
    Bytes data = Words.of(value.toString(16));
    org.web3j.protocol.core.methods.response.Log theirLog =
        new org.web3j.protocol.core.methods.response.Log();
    theirLog.setTopics(topics.stream().map(Hash32::toString).toList());
    theirLog.setData(data.toString());
    Object theirs =
        wrappers
            .loadClass("wrapper.ERC20")
            .getMethod("getTransferEventFromLog", theirLog.getClass())
            .invoke(null, theirLog);
    Log log = new Log(address(), topics, data, 1, Hash32.ZERO, Hash32.ZERO, 0);
    assertThat(ERC20Contract.Transfer.EVENT.decode(log))
        .isEqualTo(new ERC20Contract.Transfer(from, to, value));
    assertThat(theirs).hasFieldOrPropertyWithValue("_from", text(from));
    assertThat(theirs).hasFieldOrPropertyWithValue("_to", text(to));
    assertThat(theirs).hasFieldOrPropertyWithValue("_value", value);
  }

  private static void assertSame(AbiCall<?> ours, String contract, Object... arguments)
      throws Exception {
    assertThat(ours.calldata().toString())
        .isEqualTo(wrapped(ours.name(), contract, arguments).encodeFunctionCall());
  }

  @SuppressWarnings("NullAway") // a wrapper needs no node to encode
  private static RemoteFunctionCall<?> wrapped(String name, String contract, Object... arguments)
      throws Exception {
    Class<?> type = wrappers.loadClass("wrapper." + contract);
    Object wrapper =
        type.getMethod(
                "load",
                String.class,
                Web3j.class,
                TransactionManager.class,
                ContractGasProvider.class)
            .invoke(
                null,
                text(Address.ZERO),
                null,
                new ReadonlyTransactionManager(null, text(Address.ZERO)),
                new DefaultGasProvider());
    for (Method method : type.getMethods()) {
      if (method.getName().equals(name) && method.getParameterCount() == arguments.length) {
        return (RemoteFunctionCall<?>) method.invoke(wrapper, arguments);
      }
    }
    throw new AssertionError("no " + name + " in " + type);
  }

  private Address address() {
    return Address.of(Arrays.copyOf(word(), Address.SIZE));
  }

  private byte[] word() {
    byte[] word = new byte[Hash32.SIZE];
    random.nextBytes(word);
    return word;
  }

  private static Hash32 topic(Address address) {
    byte[] word = new byte[Hash32.SIZE];
    System.arraycopy(address.toBytes(), 0, word, 12, Address.SIZE);
    return Hash32.of(word);
  }

  /** Lower case, as web3j prints addresses. */
  private static String text(Address address) {
    return Bytes.of(address.toBytes()).toString();
  }
}
