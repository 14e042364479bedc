package io.github.restake4j.devnet.transcript;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The test token, and operator sets: who is in them, what they may slash and who does. */
abstract class EigenSets extends EigenLife {
  static final String JOIN = "registerForOperatorSets(address,(address,uint32[],bytes))";
  private static final String CREATE = "createOperatorSets(address,(uint32,address[],address)[])";
  static final String LEAVE = "deregisterFromOperatorSets((address,address,uint32[]))";
  private static final String SLASH =
      "slashOperator(address,(address,uint32,address[],uint256[],string))";
  private static final String METADATA = "updateAVSMetadataURI(address,string)";

  /** Views that the story of services asks. */
  private static final String OF_SERVICES =
      "SLASHER_CONFIGURATION_DELAY|eigenStrategy|getPendingOperatorSets|MAX_.*|GENESIS_.*"
          + "|CALCULATION_INTERVAL_SECONDS";

  EigenSets(Stage stage, long seed) {
    super(stage, seed);
  }

  final void whitelist(String strategy, boolean on) {
    lever("eigenlayer.setWhitelist", object().put("strategy", strategy).put("on", on));
  }

  final void views() {
    for (String contract : stage.abis().keySet()) {
      if (contract.matches("@EigenPod(:.*)?|@Lido|@WstETH")) {
        continue;
      }
      stage
          .abis()
          .get(contract)
          .functions()
          .forEach(
              (signature, entry) -> {
                boolean view = entry.path("stateMutability").asText().matches("view|pure");
                boolean ours = !entry.path("name").asText().matches(OF_SERVICES);
                if (view && ours && entry.path("inputs").isEmpty()) {
                  call("@alice", contract, signature);
                }
              });
    }
  }

  /** The test token is a plain one, and its refusals reach whoever deposits it. */
  final void token() {
    mint("@alice", ether(5));
    call("@alice", TST, "transfer(address,uint256)", "@bob", ether(2));
    call("@alice", TST, "transfer(address,uint256)", "@bob", ether(4));
    call("@alice", TST, "transfer(address,uint256)", ZERO, "1");
    call(ZERO, TST, "transfer(address,uint256)", "@bob", "0");
    call(ZERO, TST, "approve(address,uint256)", "@bob", "0");
    call("@alice", TST, "approve(address,uint256)", ZERO, "0");
    call("@alice", TST, "approve(address,uint256)", "@bob", ether(1));
    call(
        "@bob", TST, "transferFrom(address,address,uint256)", "@alice", "@carol", TENTH.toString());
    call("@bob", TST, "transferFrom(address,address,uint256)", "@alice", "@carol", ether(1));
    call("@bob", TST, "allowance(address,address)", "@alice", "@bob");
    permit("@alice", Stage.START + 1_000_000_000L, "");
    permit("@bob", Stage.START + 1_000_000_000L, "");
    permit("@alice", Stage.START - 1, "");
    permit("@alice", Stage.START + 1_000_000_000L, "highS");
    permit("@alice", Stage.START + 1_000_000_000L, "zeroR");
    call("@bob", TST, "nonces(address)", "@alice");
  }

  private void permit(String signer, long deadline, String twist) {
    String nonce = uint(TST, "nonces(address)", "@alice").toString();
    ObjectNode sign = object().put("token", TST).put("owner", "@alice").put("spender", SM);
    sign.put("value", "1000").put("nonce", nonce).put("deadline", String.valueOf(deadline));
    sign.put("signer", signer);
    if (!twist.isEmpty()) {
      sign.put("twist", twist);
    }
    signed(
        sign,
        "@bob",
        TST,
        "permit(address,address,uint256,uint256,uint8,bytes32,bytes32)",
        "@alice",
        SM,
        "1000",
        String.valueOf(deadline),
        "$v",
        "$r",
        "$s");
  }

  // ----------------------------------------------------------------- operator sets

  final void sets() {
    ObjectNode strategies = object();
    strategies.putArray("strategies").add(S_TST).add(S_STETH).add(BEACON);
    lever("eigenlayer.createOperatorSet", strategies);
    lever(
        "eigenlayer.createOperatorSet", object().set("strategies", strategies.path("strategies")));
    createSets();
    call("@dave", AM, JOIN, "@dave", List.of("@AVS", List.of("1", "2"), "0x1234"));
    call("@dave", AM, JOIN, "@dave", List.of("@AVS", List.of("1"), "0x"));
    call("@dave", AM, JOIN, "@dave", List.of("@AVS", List.of("9"), "0x"));
    call("@alice", AM, JOIN, "@alice", List.of("@AVS", List.of("1"), "0x"));
    call("@alice", AM, JOIN, "@dave", List.of("@AVS", List.of("1"), "0x"));
    call("@erin", AM, JOIN, "@erin", List.of("@AVS", List.of("2"), "0x"));
    call("@alice", AM, LEAVE, List.of("@erin", "@AVS", List.of("2")));
    call("@erin", AM, LEAVE, List.of("@erin", "@AVS", List.of("1")));
    call("@erin", AM, LEAVE, List.of("@erin", "@AVS", List.of("9")));
    call("@erin", AM, LEAVE, List.of("@erin", "@AVS", List.of("2")));
    call("@bob", AM, "isOperatorSlashable(address,(address,uint32))", "@erin", set("@AVS", 2));
    call("@erin", AM, JOIN, "@erin", List.of("@AVS", List.of("2"), "0x"));
    laterBlocks(52);
    call("@bob", AM, "isOperatorSlashable(address,(address,uint32))", "@erin", set("@AVS", 2));
    call("@erin", AM, JOIN, "@erin", List.of("@AVS", List.of("2"), "0x"));
    delays();
    allocations();
    setViews();
    refusedSlashes();
  }

  private void createSets() {
    List<Object> one = List.of("7", List.of(S_TST), "@alice");
    call("@alice", AM, CREATE, "@alice", List.of(one));
    call("@bob", AM, METADATA, "@alice", "ipfs://avs");
    call("@alice", AM, METADATA, "@alice", "ipfs://avs");
    call("@bob", AM, CREATE, "@alice", List.of(one));
    call("@alice", AM, CREATE, "@alice", List.of(one));
    call("@alice", AM, CREATE, "@alice", List.of(one));
    call("@alice", AM, CREATE, "@alice", List.of(List.of("8", List.of(S_TST, S_TST), "@alice")));
    call("@alice", AM, CREATE, "@alice", List.of(List.of("8", List.of(), ZERO)));
    call("@alice", AM, "getAVSRegistrar(address)", "@alice");
    call("@alice", AM, "getAVSRegistrar(address)", "@AVS");
    call("@dave", AM, JOIN, "@dave", List.of("@alice", List.of("7"), "0x"));
    call("@alice", AM, "setAVSRegistrar(address,address)", "@alice", "@zero");
    call("@bob", AM, "setAVSRegistrar(address,address)", "@alice", "@Registrar");
    call("@alice", AM, "setAVSRegistrar(address,address)", "@alice", "@bob");
    call("@alice", AM, "setAVSRegistrar(address,address)", "@alice", "@Registrar");
    call("@dave", AM, JOIN, "@dave", List.of("@alice", List.of("7"), "0x"));
  }

  private void delays() {
    String setDelay = "setAllocationDelay(address,uint32)";
    String getDelay = "getAllocationDelay(address)";
    call("@bob", AM, getDelay, "@erin");
    call("@bob", AM, getDelay, "@bob");
    call("@bob", AM, setDelay, "@erin", "3");
    call("@bob", AM, setDelay, "@bob", "3");
    call("@erin", AM, setDelay, "@erin", "3");
    laterBlocks(18);
    call("@bob", AM, getDelay, "@erin");
    laterBlocks(5);
    call("@bob", AM, getDelay, "@erin");
  }

  private void allocations() {
    allocate("@alice", set("@AVS", 1), S_TST, TENTH);
    call("@bob", AM, MODIFY, "@dave", List.of());
    call("@dave", AM, MODIFY, "@dave", List.of(List.of(set("@AVS", 1), List.of(S_TST), List.of())));
    allocate("@dave", set("@AVS", 9), S_TST, TENTH);
    allocate("@dave", set("@AVS", 1), S_TST, ETHER);
    allocate("@dave", set("@AVS", 1), S_TST, ETHER);
    allocate("@dave", set("@AVS", 2), S_TST, TENTH);
    allocate("@dave", set("@AVS", 1), BEACON, TENTH);
    allocate("@dave", set("@alice", 7), S_STETH, TENTH);
    allocate("@dave", set("@alice", 7), S_STETH, TENTH.shiftLeft(1));
    allocate("@dave", set("@alice", 7), S_STETH, java.math.BigInteger.ZERO);
    allocate("@erin", set("@AVS", 2), S_TST, TENTH);
    allocate("@erin", set("@AVS", 2), S_TST, TENTH.shiftLeft(1));
    slash("@erin", 2, S_TST, ether(1));
    laterBlocks(3);
    allocate("@erin", set("@AVS", 2), S_TST, TENTH.shiftLeft(1));
    laterBlocks(5);
    allocate("@erin", set("@AVS", 2), S_TST, TENTH);
    call("@bob", AM, "getEncumberedMagnitude(address,address)", "@erin", S_TST);
    call(
        "@bob",
        AM,
        "clearDeallocationQueue(address,address[],uint16[])",
        "@erin",
        List.of(S_TST),
        List.of());
    call(
        "@bob",
        AM,
        "clearDeallocationQueue(address,address[],uint16[])",
        "@erin",
        List.of(S_TST),
        List.of("1"));
    stakes("2000");
    laterBlocks(52);
    call(
        "@bob",
        AM,
        "getAllocation(address,(address,uint32),address)",
        "@erin",
        set("@AVS", 2),
        S_TST);
    call("@bob", AM, "getEncumberedMagnitude(address,address)", "@erin", S_TST);
    call(
        "@bob",
        AM,
        "clearDeallocationQueue(address,address[],uint16[])",
        "@erin",
        List.of(S_TST),
        List.of("1"));
    allocate("@erin", set("@AVS", 2), S_TST, java.math.BigInteger.ZERO);
  }

  private void stakes(String until) {
    List<String> operators = List.of("@dave", "@erin", "@bob");
    List<String> strategies = List.of(S_TST, S_STETH, BEACON);
    for (int id = 1; id <= 2; id++) {
      call(
          "@bob",
          AM,
          "getMinimumSlashableStake((address,uint32),address[],address[],uint32)",
          set("@AVS", id),
          operators,
          strategies,
          until);
      call(
          "@bob",
          AM,
          "getAllocatedStake((address,uint32),address[],address[])",
          set("@AVS", id),
          operators,
          strategies);
    }
  }

  private void setViews() {
    stakes("1000");
    for (String who : List.of("@dave", "@erin")) {
      call("@bob", AM, "getAllocatedSets(address)", who);
      call("@bob", AM, "getRegisteredSets(address)", who);
      call("@bob", AM, "getAllocatedStrategies(address,(address,uint32))", who, set("@AVS", 1));
      call("@bob", AM, "getStrategyAllocations(address,address)", who, S_TST);
      call("@bob", AM, "isMemberOfOperatorSet(address,(address,uint32))", who, set("@AVS", 2));
      call("@bob", AM, "getMaxMagnitude(address,address)", who, S_TST);
      call("@bob", AM, "getMaxMagnitudes(address,address[])", who, List.of(S_TST, BEACON));
      call("@bob", AM, "getAllocatableMagnitude(address,address)", who, S_TST);
    }
    for (Object one : List.of(set("@AVS", 1), set("@AVS", 2), set("@alice", 7), set("@bob", 1))) {
      for (String view :
          List.of(
              "isOperatorSet",
              "getMembers",
              "getMemberCount",
              "getStrategiesInOperatorSet",
              "getSlasher",
              "getSlashCount")) {
        call("@bob", AM, view + "((address,uint32))", one);
      }
    }
    call("@bob", AM, "getOperatorSetCount(address)", "@AVS");
  }

  private void refusedSlashes() {
    String half = "500000000000000000";
    slashAs("@alice", "@AVS", "1", List.of(S_TST), List.of());
    slashAs("@alice", "@AVS", "9", List.of(S_TST), List.of(half));
    slashAs("@alice", "@AVS", "1", List.of(S_TST), List.of(half));
    call("@alice", AM, SLASH, "@alice", List.of("@erin", "7", List.of(S_TST), List.of(half), ""));
    slashAs("@alice", "@alice", "7", List.of(S_TST), List.of("0"));
    slashAs("@alice", "@alice", "7", List.of(S_TST), List.of("1000000000000000001"));
    slashAs("@alice", "@alice", "7", List.of(S_WSTETH), List.of(half));
    slashAs("@alice", "@alice", "7", List.of(S_TST, S_TST), List.of(half, half));
    slashAs("@alice", "@alice", "7", List.of(S_TST), List.of(half));
  }

  final void slashAs(
      String who, String avs, String id, List<String> strategies, List<String> wads) {
    call(who, AM, SLASH, avs, List.of("@dave", id, strategies, wads, "why"));
  }
}
