package io.github.restake4j.devnet.transcript;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What EigenLayer has beside stakes: operator sets, rewards, permissions and pods. */
abstract class EigenOffices extends EigenLife {
  static final String JOIN = "registerForOperatorSets(address,(address,uint32[],bytes))";
  private static final String CREATE = "createOperatorSets(address,(uint32,address[],address)[])";
  private static final String LEAVE = "deregisterFromOperatorSets((address,address,uint32[]))";
  private static final String SLASH =
      "slashOperator(address,(address,uint32,address[],uint256[],string))";
  private static final String METADATA = "updateAVSMetadataURI(address,string)";
  private static final String APPOINT = "setAppointee(address,address,address,bytes4)";
  private static final String DISMISS = "removeAppointee(address,address,address,bytes4)";
  private static final String MODIFY_DETAILS =
      ContractAbi.keccak("modifyOperatorDetails(address,address)").substring(0, 10);

  EigenOffices(Stage stage, long seed) {
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
                if (view && entry.path("inputs").isEmpty()) {
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

  private void slashAs(
      String who, String avs, String id, List<String> strategies, List<String> wads) {
    call(who, AM, SLASH, avs, List.of("@dave", id, strategies, wads, "why"));
  }

  // ----------------------------------------------------------------- rewards

  final void rewards() {
    call("@bob", RC, "getCurrentDistributionRoot()");
    call("@bob", RC, "getCurrentClaimableDistributionRoot()");
    String fake = stage.address("@fake1");
    String reward = stage.address("@Reward").toLowerCase(Locale.ROOT);
    List<String> earners =
        Stream.of("@alice", "@bob", "@dave")
            .map(stage::address)
            .map(address -> address.toLowerCase(Locale.ROOT))
            .sorted()
            .toList();
    EigenRewards first =
        new EigenRewards(
            earners, List.of(reward), List.of(List.of(ether(5)), List.of("1"), List.of(ether(7))));
    EigenRewards second =
        new EigenRewards(
            earners,
            List.of(fake, reward),
            List.of(
                List.of("3", ether(9)), List.of(ether(1), ether(2)), List.of("5", ether(5_000))));
    post(first.root(), "0");
    claims(first, 0, 0);
    later(120);
    claims(first, 0, 0);
    claims(first, 0, 1);
    post(second.root(), "0");
    later(120);
    for (int earner = 0; earner < 3; earner++) {
      claims(second, 1, earner);
    }
    badClaims(second);
    claimers(first, second);
    post("0x" + "00".repeat(32), String.valueOf(Stage.START + stage.time()));
    later(120);
    call("@alice", RC, CLAIM, second.claim(2, 0), "@alice");
    call("@alice", RC, "getCurrentDistributionRoot()");
    call("@alice", RC, "getCurrentClaimableDistributionRoot()");
    call("@alice", RC, "getDistributionRootAtIndex(uint256)", "1");
    call("@alice", RC, "getDistributionRootAtIndex(uint256)", "3");
    call("@alice", RC, "getRootIndexFromHash(bytes32)", second.root());
    call("@alice", RC, "getRootIndexFromHash(bytes32)", "0x" + "77".repeat(32));
    call("@alice", RC, "cumulativeClaimed(address,address)", "@alice", "@Reward");
    lever("eigenlayer.fundRewards", object().put("token", TST).put("amount", ether(3)));
    call("@alice", TST, "balanceOf(address)", RC);
  }

  private static final String CLAIM_TYPE =
      "(uint32,uint32,bytes,(address,bytes32),uint32[],bytes[],(address,uint256)[])";
  private static final String CLAIM = "processClaim(" + CLAIM_TYPE + ",address)";

  private void post(String root, String end) {
    ObjectNode arguments = object().put("root", root);
    lever("eigenlayer.postRewardsRoot", arguments.put("rewardsCalculationEndTimestamp", end));
  }

  private void claims(EigenRewards tree, int root, int earner) {
    List<Object> claim = tree.claim(root, earner);
    String address = ((List<?>) claim.get(3)).get(0).toString();
    String who =
        Stage.PEOPLE.stream()
            .filter(name -> stage.address(name).equalsIgnoreCase(address))
            .findFirst()
            .orElseThrow();
    call("@carol", RC, "checkClaim(" + CLAIM_TYPE + ")", claim);
    call("@carol", RC, CLAIM, claim, "@carol");
    call(who, RC, CLAIM, claim, "@carol");
    call(who, RC, CLAIM, claim, "@carol");
  }

  /** A good claim with one part of it changed. */
  private void badClaims(EigenRewards tree) {
    List<Object> good = tree.claim(1, 0);
    Object[][] changes = {
      {0, "9"},
      {1, "1"},
      {1, "4"},
      {2, good.get(2) + "00"},
      {2, good.get(2) + "00".repeat(32)},
      {4, List.of("0")},
      {4, List.of("1", "0")},
      {4, List.of("2", "1")},
      {6, List.of()},
    };
    for (Object[] change : changes) {
      List<Object> bad = new java.util.ArrayList<>(good);
      bad.set((Integer) change[0], change[1]);
      call("@alice", RC, "checkClaim(" + CLAIM_TYPE + ")", bad);
    }
    call("@alice", RC, "calculateEarnerLeafHash((address,bytes32))", good.get(3));
    call("@alice", RC, "calculateTokenLeafHash((address,uint256))", List.of("@Reward", "17"));
  }

  private void claimers(EigenRewards first, EigenRewards second) {
    call("@alice", RC, "setClaimerFor(address)", "@carol");
    call("@bob", RC, "setClaimerFor(address)", "@carol");
    call("@alice", RC, "claimerFor(address)", "@alice");
    call("@alice", RC, "setClaimerFor(address,address)", "@dave", "@carol");
    call("@bob", RC, "setClaimerFor(address,address)", "@bob", "@carol");
    call("@alice", RC, "setClaimerFor(address,address)", "@alice", ZERO);
    call("@dave", RC, "setClaimerFor(address,address)", "@dave", "@carol");
    for (int earner = 0; earner < 3; earner++) {
      call("@carol", RC, CLAIM, first.claim(0, earner), "@bob");
    }
    call(
        "@carol",
        RC,
        "processClaims(" + CLAIM_TYPE + "[],address)",
        List.of(first.claim(0, 1), second.claim(1, 1)),
        "@bob");
    call("@carol", RC, "processClaims(" + CLAIM_TYPE + "[],address)", List.of(), "@bob");
  }

  // ----------------------------------------------------------------- permissions

  final void permissions() {
    call("@bob", PC, APPOINT, "@dave", "@bob", DM, MODIFY_DETAILS);
    call("@dave", PC, APPOINT, "@dave", "@bob", DM, MODIFY_DETAILS);
    call("@dave", PC, APPOINT, "@dave", "@bob", DM, MODIFY_DETAILS);
    call("@dave", PC, APPOINT, "@dave", "@bob", AM, "0x12345678");
    call("@bob", DM, "modifyOperatorDetails(address,address)", "@dave", ZERO);
    call("@bob", DM, "updateOperatorMetadataURI(address,string)", "@dave", "ipfs://bob");
    call(
        "@bob", PC, "canCall(address,address,address,bytes4)", "@dave", "@bob", DM, MODIFY_DETAILS);
    call(
        "@bob",
        PC,
        "canCall(address,address,address,bytes4)",
        "@dave",
        "@carol",
        DM,
        MODIFY_DETAILS);
    call("@bob", PC, "getAppointees(address,address,bytes4)", "@dave", DM, MODIFY_DETAILS);
    call("@bob", PC, "getAppointeePermissions(address,address)", "@dave", "@bob");
    call("@dave", PC, DISMISS, "@dave", "@bob", DM, MODIFY_DETAILS);
    call("@dave", PC, DISMISS, "@dave", "@bob", DM, MODIFY_DETAILS);
    call("@bob", DM, "modifyOperatorDetails(address,address)", "@dave", ZERO);
    String propose = "addPendingAdmin(address,address)";
    call("@bob", PC, propose, "@dave", "@bob");
    call("@dave", PC, propose, "@dave", "@bob");
    call("@dave", PC, propose, "@dave", "@bob");
    call("@dave", PC, propose, "@dave", "@alice");
    call("@dave", PC, "removePendingAdmin(address,address)", "@dave", "@alice");
    call("@dave", PC, "removePendingAdmin(address,address)", "@dave", "@alice");
    call("@dave", PC, "getPendingAdmins(address)", "@dave");
    call("@dave", PC, "isPendingAdmin(address,address)", "@dave", "@bob");
    call("@dave", PC, "getAdmins(address)", "@dave");
    call("@alice", PC, "acceptAdmin(address)", "@dave");
    call("@bob", PC, "acceptAdmin(address)", "@dave");
    call("@dave", PC, propose, "@dave", "@alice");
    call("@bob", PC, propose, "@dave", "@bob");
    call("@bob", PC, "removeAdmin(address,address)", "@dave", "@bob");
    call("@bob", PC, propose, "@dave", "@dave");
    call("@dave", PC, "acceptAdmin(address)", "@dave");
    call("@bob", PC, "removeAdmin(address,address)", "@dave", "@alice");
    call("@bob", PC, "isAdmin(address,address)", "@dave", "@bob");
    call("@bob", DM, "updateOperatorMetadataURI(address,string)", "@dave", "ipfs://bob");
    call("@bob", PC, "removeAdmin(address,address)", "@dave", "@bob");
    call("@bob", PC, "getAdmins(address)", "@dave");
  }

  // ----------------------------------------------------------------- pods

  final void pods() {
    String pod = "@EigenPod";
    call("@bob", EPM, "getPod(address)", "@alice");
    call("@bob", EPM, "hasPod(address)", "@alice");
    call("@alice", EPM, "createPod()");
    call("@alice", EPM, "createPod()");
    call("@bob", EPM, "hasPod(address)", "@alice");
    call("@bob", EPM, "ownerToPod(address)", "@alice");
    call("@stone", EPM, "createPod()");
    call("@dave", EPM, "createPod()");
    for (String view :
        List.of(
            "podOwner()",
            "proofSubmitter()",
            "eigenPodManager()",
            "activeValidatorCount()",
            "currentCheckpointTimestamp()",
            "lastCheckpointTimestamp()",
            "withdrawableRestakedExecutionLayerGwei()")) {
      call("@bob", pod, view);
    }
    String check = "startCheckpoint(bool)";
    call("@alice", pod, check, true);
    call("@bob", pod, check, false);
    call("@alice", pod, check, false);
    pay("1500000000000000007", "@bob", pod, "");
    call("@bob", pod, "setProofSubmitter(address)", "@bob");
    call("@alice", pod, "setProofSubmitter(address)", "@bob");
    call("@bob", pod, check, true);
    pay(ether(3), "@bob", "@EigenPod:stone", "");
    call("@stone", "@EigenPod:stone", check, true);
    pay(ether(8), "@bob", "@EigenPod:dave", "");
    call("@dave", "@EigenPod:dave", check, true);
    call("@bob", pod, "withdrawableRestakedExecutionLayerGwei()");
    call("@bob", EPM, "podOwnerDepositShares(address)", "@alice");
    call("@bob", EPM, "stakerDepositShares(address,address)", "@alice", BEACON);
    call("@bob", EPM, "stakerDepositShares(address,address)", "@alice", S_TST);
    call("@bob", EPM, "beaconChainSlashingFactor(address)", "@alice");
    call("@bob", DM, "getDepositedShares(address)", "@alice");
    slash("@dave", 1, BEACON, "123456789012345678");
    queue("@stone", BEACON, MAX.toString());
    queue("@stone", BEACON, ether(4));
    queue("@stone", BEACON, ether(2));
    queue("@stone", BEACON, "0");
    queue("@alice", BEACON, "1000000000000000003");
    laterBlocks(52);
    int last = waiting.size();
    for (JsonNode one : List.copyOf(waiting).subList(last - 3, last)) {
      complete(one.get(0).asText(), one, true);
    }
    JsonNode stuck = waiting.get(waiting.size() - 1);
    complete("@stone", stuck, false);
    String recover = "recoverTokens(address[],uint256[],address)";
    call("@bob", TST, "transfer(address,uint256)", pod, "55");
    call("@bob", pod, recover, List.of(TST), List.of("55"), "@bob");
    call("@alice", pod, recover, List.of(TST), List.of(), "@bob");
    call("@alice", pod, recover, List.of(TST), List.of("55"), "@bob");
  }

  // ----------------------------------------------------------------- limits and switches

  final void manyStrategies() {
    mint("@vault", ether(1));
    for (int i = 1; i <= EigenStage.FAKES; i++) {
      whitelist("@fake" + i, true);
      deposit("@vault", "@fake" + i, TST, "1");
    }
  }

  final void pauses() {
    pause("StrategyManager", 1);
    deposit("@alice", S_TST, TST, ether(1));
    call(
        "@bob",
        SM,
        "depositIntoStrategyWithSignature(address,address,uint256,address,uint256,bytes)",
        S_TST,
        TST,
        "1",
        "@alice",
        "0",
        "0x");
    unpause("StrategyManager");
    queue("@carol", S_WSTETH, "5");
    JsonNode waits = waiting.get(waiting.size() - 1);
    pause("DelegationManager", 1);
    delegate("@vault", "@dave");
    pause("DelegationManager", 6);
    queue("@carol", S_WSTETH, "5");
    call("@carol", DM, "undelegate(address)", "@carol");
    complete("@carol", waits, true);
    unpause("DelegationManager");
    pause("AllocationManager", 5);
    allocate("@bob", set("@AVS", 1), S_TST, TENTH);
    call(
        "@bob",
        AM,
        "clearDeallocationQueue(address,address[],uint16[])",
        "@erin",
        List.of(),
        List.of());
    call("@bob", AM, JOIN, "@dave", List.of("@AVS", List.of("1"), "0x"));
    call("@bob", AM, LEAVE, List.of("@dave", "@AVS", List.of("1")));
    pause("AllocationManager", 2);
    slashAs("@alice", "@alice", "7", List.of(S_TST), List.of("1"));
    unpause("AllocationManager");
    pause("RewardsCoordinator", 4);
    call("@alice", RC, "processClaims(" + CLAIM_TYPE + "[],address)", List.of(), "@bob");
    unpause("RewardsCoordinator");
    pause("EigenPodManager", 97);
    call("@bob", EPM, "createPod()");
    call("@alice", "@EigenPod", "startCheckpoint(bool)", false);
    call(
        "@alice",
        "@EigenPod",
        "recoverTokens(address[],uint256[],address)",
        List.of(),
        List.of(),
        "@bob");
    unpause("EigenPodManager");
    call("@bob", EPM, "createPod()");
  }
}
