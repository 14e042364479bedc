package io.github.restake4j.eigenlayer.operator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.restake4j.Restake4j;
import io.github.restake4j.deployments.Deployment;
import io.github.restake4j.deployments.Deployments;
import io.github.restake4j.devnet.RawChain;
import io.github.restake4j.devnet.World;
import io.github.restake4j.devnet.rpc.NodeRpcException;
import io.github.restake4j.eigenlayer.OperatorSet;
import io.github.restake4j.eth.Address;
import io.github.restake4j.sign.LocalKey;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;

/** EigenLayer on a world, its levers, and the chain's own answers by calldata written by hand. */
public final class EigenWorld implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final World world;
  private final Restake4j client;

  /** Connects. */
  public EigenWorld(World world) {
    this.world = world;
    this.client =
        Restake4j.builder()
            .rpc(world.rpcUrl())
            .deployments(Deployments.parse(world.deploymentJson()))
            .pollInterval(Duration.ofMillis(50))
            .build();
  }

  /** The client under test. */
  public Restake4j client() {
    return client;
  }

  /** The world itself. */
  public World world() {
    return world;
  }

  /** One of the funded accounts. */
  public LocalKey key(int index) {
    return LocalKey.parse(world.accounts().get(index).privateKey());
  }

  /** A contract of EigenLayer. */
  public Address contract(String name) {
    return client.deployment().address("eigenlayer", name);
  }

  /** A known strategy by the symbol of its token. */
  public Deployment.Strategy strategy(String symbol) {
    return client.deployment().strategies().stream()
        .filter(each -> each.symbol().equals(symbol))
        .findFirst()
        .orElseThrow();
  }

  /** The token of a known strategy. */
  public Address token(String symbol) {
    return strategy(symbol).token().orElseThrow();
  }

  /** Pulls a lever. */
  public JsonNode lever(String name, Map<String, ?> arguments) {
    try {
      return JSON.readTree(world.invoke("eigenlayer." + name, JSON.writeValueAsString(arguments)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Registers an operator and waits until it can allocate. */
  public OperatorRegistered register(LocalKey operator, long allocationDelay, String uri) {
    OperatorRegistered registered =
        Operators.on(client)
            .registerAsOperator(Address.ZERO, allocationDelay, uri)
            .send(operator)
            .await()
            .orThrow();
    mineTo(registered.allocationDelay().effectBlock());
    return registered;
  }

  /** Mines until a block is there. */
  public void mineTo(long block) {
    long left = block - world.raw().blockNumber();
    if (left > 0) {
      world.mine(Math.toIntExact(left));
    }
  }

  /** A new operator set with strategies. */
  public OperatorSet newSet(Address... strategies) {
    String[] texts = new String[strategies.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = strategies[i].toString();
    }
    JsonNode made = lever("createOperatorSet", Map.of("strategies", texts));
    return new OperatorSet(
        Address.parse(made.get("avs").asText()), made.get("operatorSetId").asLong());
  }

  /** Sets the whole bitmap of what is paused. */
  public void pause(String contract, int bitmap) {
    lever("pause", Map.of("contract", contract, "bitmap", String.valueOf(bitmap)));
  }

  /** Lets {@code appointee} call one function of a contract for a funded account. */
  public void appoint(Address account, Address appointee, Address target, String selector) {
    String data =
        "0x950d806e"
            + RawChain.word(account.toString())
            + RawChain.word(appointee.toString())
            + RawChain.word(target.toString())
            + selector.substring(2)
            + "0".repeat(56);
    Map<String, String> transaction =
        Map.of(
            "from", account.toString(),
            "to", contract("PermissionController").toString(),
            "data", data);
    JsonNode receipt = world.node().call("eth_sendTransactionSync", transaction);
    if (!receipt.path("status").asText().equals("0x1")) {
      throw new IllegalStateException("setAppointee failed: " + receipt);
    }
  }

  /** A call whose one word is read as a number. */
  public BigInteger raw(Address contract, String selector, Object... arguments) {
    String[] words = new String[arguments.length];
    for (int i = 0; i < words.length; i++) {
      words[i] =
          arguments[i] instanceof BigInteger number
              ? RawChain.word(number)
              : RawChain.word(arguments[i].toString());
    }
    return world.raw().uint(contract.toString(), selector, words);
  }

  /** Whether a call succeeds. */
  public boolean answers(Address contract, String calldata) {
    try {
      world.node().call("eth_call", Map.of("to", contract.toString(), "data", calldata), "latest");
      return true;
    } catch (NodeRpcException e) {
      return false;
    }
  }

  /** {@code balanceOf(address)}. */
  public BigInteger balance(Address token, Address owner) {
    return raw(token, "0x70a08231", owner);
  }

  @Override
  public void close() {
    client.close();
  }
}
