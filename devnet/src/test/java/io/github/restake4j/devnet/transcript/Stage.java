package io.github.restake4j.devnet.transcript;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.restake4j.devnet.Account;
import io.github.restake4j.devnet.rpc.NodeRpc;
import io.github.restake4j.devnet.rpc.NodeRpcException;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Plays one step of a transcript on a chain and tells what came of it, in the words of the
 * transcript: accounts and contracts by name, times and blocks as the transcript sets them.
 */
final class Stage {
  /** Every transcript begins here, in March 2030, so that no machine's clock is ahead of it. */
  static final long START = 1_900_000_000L;

  /** Contract accounts of the story, with their code. */
  static final Map<String, String> CONTRACTS =
      Map.of(
          // answers EIP-1271's magic value to everything
          "@wallet", "0x631626ba7e60e01b5f5260205ff3",
          // answers onERC721Received's selector to everything
          "@vault", "0x63150b7a0260e01b5f5260205ff3",
          // refuses everything
          "@stone", "0x5f5ffd",
          // says zero, or no, to everything
          "@zero", "0x5f5f5260205ff3");

  /** Named after what they sign for; dev accounts in this order. */
  static final List<String> PEOPLE = List.of("@alice", "@bob", "@carol", "@dave", "@erin");

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String GAS = "0x7a1200";

  /** Who gets fee shares and burns is governance's choice: not part of what a report shows. */
  private static final Set<String> BESIDE_A_LEVER =
      Set.of("Transfer(address,address,uint256)", "TransferShares(address,address,uint256)");

  /** What proxies say of themselves when they are made; stand-ins have none. */
  private static final Set<String> OF_PROXIES =
      Set.of(
          ContractAbi.keccak("Initialized(uint8)"), ContractAbi.keccak("BeaconUpgraded(address)"));

  /** Answers that hold the hash of a block that never was: the call was only tried in it. */
  private static final Set<String> TRIED_HASHES =
      Set.of("queueWithdrawals", "redelegate", "undelegate");

  private final NodeRpc node;
  private final BinaryOperator<String> levers;
  private final Map<String, ContractAbi> abis = new LinkedHashMap<>();
  private final Map<String, String> addresses = new LinkedHashMap<>();
  private final Map<String, String> names = new LinkedHashMap<>();
  private final Map<String, String> keys = new LinkedHashMap<>();
  private final AbiCodec codec = new AbiCodec(this::address, this::name);
  private long startBlock;
  private int withdrawals;

  Stage(NodeRpc node, BinaryOperator<String> levers) {
    this.node = node;
    this.levers = levers;
  }

  Stage contract(String protocol, String contract, String address) {
    return contract("@" + contract, ContractAbi.load(protocol, contract), address);
  }

  Stage contract(String name, ContractAbi abi, String address) {
    abis.put(name, abi);
    return named(name, address);
  }

  Stage named(String name, String address) {
    addresses.put(name, address);
    names.put(address.toLowerCase(Locale.ROOT), name);
    return this;
  }

  /** Brings the people on, gives them ether, and sets the clock. */
  Stage open(List<Account> accounts) {
    for (int i = 0; i < PEOPLE.size(); i++) {
      named(PEOPLE.get(i), accounts.get(i).address());
      keys.put(PEOPLE.get(i), accounts.get(i).privateKey());
    }
    int next = 0xa1;
    for (String contract : new TreeSet<>(CONTRACTS.keySet())) {
      String address = "0x" + "0".repeat(36) + "aa" + Integer.toHexString(next++);
      named(contract, address);
      node.call("anvil_setCode", address, CONTRACTS.getOrDefault(contract, "0x"));
      node.call("anvil_impersonateAccount", address);
    }
    for (String actor : addresses.keySet()) {
      if (!abis.containsKey(actor)) {
        node.call("anvil_setBalance", address(actor), BigInteger.TEN.pow(30));
      }
    }
    node.call("anvil_setBalance", Story.ZERO, BigInteger.TEN.pow(30));
    mineAt(START);
    startBlock = blockNumber();
    return this;
  }

  Map<String, ContractAbi> abis() {
    return abis;
  }

  private ContractAbi abi(String contract) {
    ContractAbi abi = abis.get(contract);
    if (abi == null) {
      throw new IllegalArgumentException("no contract is called " + contract);
    }
    return abi;
  }

  /** The present block, counted from the first of the story. */
  long block() {
    return blockNumber() - startBlock;
  }

  /** Plays a step: what it returned or why it reverted, and its events. */
  ObjectNode play(JsonNode step) {
    long behind = step.path("block").asLong() - block() - 1;
    if (behind < 0) {
      throw new IllegalStateException("the chain is past block " + step.path("block"));
    }
    if (behind > 0) {
      node.call("anvil_mine", behind, 0);
    }
    long time = step.path("time").asLong();
    mineAt(START + time);
    node.call("evm_setNextBlockTimestamp", START + time + 1);
    return step.has("lever") ? pull(step) : call(step);
  }

  private ObjectNode pull(JsonNode step) {
    long from = blockNumber() + 1;
    ObjectNode outcome = JSON.objectNode();
    String arguments = called(step.path("args")).toString();
    ObjectNode said = (ObjectNode) parse(levers.apply(step.path("lever").asText(), arguments));
    said.remove("transactionHash");
    said.properties()
        .forEach(field -> field.setValue(JSON.textNode(name(field.getValue().asText()))));
    outcome.set("result", said);
    ArrayNode events = outcome.putArray("events");
    JsonNode filter =
        JSON.objectNode().put("fromBlock", "0x" + Long.toHexString(from)).put("toBlock", "latest");
    for (JsonNode log : node.call("eth_getLogs", filter)) {
      JsonNode event = event(log);
      if (event != null && !BESIDE_A_LEVER.contains(event.path("event").asText())) {
        events.add(event);
      }
    }
    // a lever may take more blocks there than here
    long missing = step.path("endBlock").asLong(block()) - block();
    if (missing > 0) {
      node.call("anvil_mine", missing, 0);
    }
    return outcome.put("endBlock", block());
  }

  /** A lever's arguments with addresses for names. */
  private JsonNode called(JsonNode tree) {
    if (tree.isObject()) {
      ObjectNode copy = JSON.objectNode();
      tree.properties().forEach(field -> copy.set(field.getKey(), called(field.getValue())));
      return copy;
    }
    if (tree.isArray()) {
      ArrayNode copy = JSON.arrayNode();
      tree.forEach(element -> copy.add(called(element)));
      return copy;
    }
    return tree.asText().startsWith("@") ? JSON.textNode(address(tree.asText())) : tree;
  }

  private ObjectNode call(JsonNode step) {
    String contract = step.path("to").asText();
    String signature = step.path("call").asText();
    ObjectNode transaction =
        JSON.objectNode()
            .put("from", address(step.path("from").asText()))
            .put("to", address(contract))
            .put("gas", GAS)
            .put("value", "0x" + new BigInteger(step.path("value").asText("0")).toString(16))
            .put("data", calldata(contract, signature, arguments(step)));
    ObjectNode outcome = JSON.objectNode();
    String returned;
    try {
      returned = node.call("eth_call", transaction, "latest").asText();
    } catch (NodeRpcException e) {
      return outcome.put("reverts", revert(e));
    }
    if (!signature.isEmpty()) {
      JsonNode entry = abi(contract).function(signature);
      outcome.set("returns", returns(contract, entry, step.path("args"), returned));
      if (!entry.path("stateMutability").asText().matches("payable|nonpayable")) {
        return outcome;
      }
    }
    JsonNode receipt = node.call("eth_sendTransactionSync", transaction);
    if (!receipt.path("status").asText().equals("0x1")) {
      throw new IllegalStateException("called well, then failed: " + step);
    }
    ArrayNode events = outcome.putArray("events");
    for (JsonNode log : receipt.path("logs")) {
      JsonNode event = event(log);
      if (event != null) {
        events.add(event);
      } else if (!beside(log)) {
        throw new IllegalStateException("an event that is not declared: " + log);
      }
    }
    return outcome;
  }

  /** An event of a proxy, or of somebody who is named but plays no part. */
  private boolean beside(JsonNode log) {
    String who = name(log.path("address").asText());
    return OF_PROXIES.contains(log.path("topics").path(0).asText())
        || (who.startsWith("@") && !abis.containsKey(who));
  }

  /** Asks a view at the present block. */
  JsonNode read(String contract, String signature, JsonNode arguments) {
    JsonNode request =
        JSON.objectNode()
            .put("to", address(contract))
            .put("data", calldata(contract, signature, arguments));
    JsonNode entry = abi(contract).function(signature);
    try {
      return returns(contract, entry, arguments, node.call("eth_call", request, "latest").asText());
    } catch (NodeRpcException e) {
      return JSON.textNode(revert(e));
    }
  }

  private JsonNode returns(String contract, JsonNode entry, JsonNode arguments, String data) {
    ArrayNode values = codec.decode(entry.path("outputs"), data.substring(2), 0);
    String function = entry.path("name").asText();
    if (TRIED_HASHES.contains(function)) {
      return JSON.arrayNode().add(values.get(0).size() + " hashes");
    }
    if (function.endsWith("DigestHash")) {
      String own = Approvals.digest(function, arguments, this::address);
      return JSON.arrayNode().add(values.get(0).asText().equals(own) ? "as computed" : "other");
    }
    for (int i = 0; i < values.size(); i++) {
      if (entry.path("outputs").path(i).path("name").asText().equals("prevStakeBlockNumber")
          && values.get(i).asLong() != 0) {
        values.set(i, JSON.textNode("start + " + (values.get(i).asLong() - startBlock)));
      }
    }
    if (function.equals("DOMAIN_SEPARATOR") || function.equals("domainSeparator")) {
      String own = "0x" + HexFormat.of().formatHex(Permits.domainOf(contract, this::address));
      values.set(0, JSON.textNode(values.get(0).asText().equals(own) ? "as computed" : "other"));
    }
    return values;
  }

  /** A contract's arguments with the signature they ask for put in. */
  private JsonNode arguments(JsonNode step) {
    if (!step.has("sign")) {
      return step.path("args");
    }
    JsonNode sign = step.path("sign");
    ArrayNode signed =
        sign.has("of")
            ? Approvals.sign(sign, this::address, keys::get)
            : Permits.sign(sign, this::address, keys::get);
    return replace(step.path("args"), signed);
  }

  private static JsonNode replace(JsonNode tree, ArrayNode signature) {
    if (tree.isArray()) {
      ArrayNode copy = JSON.arrayNode();
      tree.forEach(part -> copy.add(replace(part, signature)));
      return copy;
    }
    return switch (tree.asText()) {
      case "$v" -> signature.get(0);
      case "$r" -> signature.get(1);
      case "$s" -> signature.get(2);
      case "$signature" -> JSON.textNode(Approvals.packed(signature));
      default -> tree;
    };
  }

  private String calldata(String contract, String signature, JsonNode arguments) {
    if (signature.isEmpty()) {
      return arguments.isEmpty() ? "0x" : arguments.get(0).asText();
    }
    JsonNode entry = abi(contract).function(signature);
    return ContractAbi.keccak(signature).substring(0, 10)
        + codec.encode(entry.path("inputs"), arguments);
  }

  private @Nullable JsonNode event(JsonNode log) {
    String contract = name(log.path("address").asText());
    ContractAbi abi = abis.get(contract);
    if (abi == null || abi.eventOf(log.path("topics").path(0).asText()).isEmpty()) {
      return null;
    }
    String signature = abi.eventOf(log.path("topics").path(0).asText());
    if (signature.startsWith("SlashingWithdrawalQueued(")) {
      named("@withdrawal" + ++withdrawals, log.path("data").asText().substring(0, 66));
    }
    JsonNode inputs = abi.event(signature).path("inputs");
    ArrayNode plain = JSON.arrayNode();
    inputs.forEach(
        input -> {
          if (!input.path("indexed").asBoolean()) {
            plain.add(input);
          }
        });
    ArrayNode data = codec.decode(plain, log.path("data").asText().substring(2), 0);
    ObjectNode event = JSON.objectNode().put("at", contract).put("event", signature);
    ArrayNode values = event.putArray("args");
    int topic = 1;
    int word = 0;
    for (JsonNode input : inputs) {
      if (input.path("indexed").asBoolean()) {
        String text = log.path("topics").path(topic++).asText().substring(2);
        values.add(codec.decode(JSON.arrayNode().add(input), text, 0).get(0));
      } else {
        values.add(data.get(word++));
      }
    }
    return event;
  }

  private String revert(NodeRpcException e) {
    String data = e.data();
    if (data.length() < 10) {
      return "empty";
    }
    String selector = data.substring(0, 10);
    String rest = data.substring(10);
    if (selector.equals("0x08c379a0")) {
      JsonNode string = parse("[{\"type\":\"string\"}]");
      return "\"" + codec.decode(string, rest, 0).get(0).asText() + "\"";
    }
    if (selector.equals("0x4e487b71")) {
      return "Panic(0x" + new BigInteger(rest, 16).toString(16) + ")";
    }
    for (ContractAbi abi : abis.values()) {
      String error = abi.errorOf(selector);
      if (!error.isEmpty()) {
        return error + " " + codec.decode(abi.error(error).path("inputs"), rest, 0);
      }
    }
    return data;
  }

  private long blockNumber() {
    return Long.decode(node.call("eth_blockNumber").asText());
  }

  /** The present time, counted from the start. */
  long time() {
    JsonNode block = node.call("eth_getBlockByNumber", "latest", false);
    return Long.decode(block.path("timestamp").asText()) - START;
  }

  private void mineAt(long time) {
    node.call("evm_setNextBlockTimestamp", time);
    node.call("evm_mine");
  }

  String address(String name) {
    if (name.startsWith("0x")) {
      return name;
    }
    String address = addresses.get(name);
    if (address == null) {
      throw new IllegalArgumentException("nobody is called " + name);
    }
    return address;
  }

  private String name(String address) {
    return names.getOrDefault(address.toLowerCase(Locale.ROOT), address);
  }

  static JsonNode parse(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + text, e);
    }
  }
}
