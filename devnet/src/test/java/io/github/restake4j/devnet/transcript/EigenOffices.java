package io.github.restake4j.devnet.transcript;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What EigenLayer has beside stakes: rewards, permissions, pods, limits and switches. */
abstract class EigenOffices extends EigenSets {
  private static final String APPOINT = "setAppointee(address,address,address,bytes4)";
  private static final String DISMISS = "removeAppointee(address,address,address,bytes4)";
  private static final String MODIFY_DETAILS =
      ContractAbi.keccak("modifyOperatorDetails(address,address)").substring(0, 10);

  EigenOffices(Stage stage, long seed) {
    super(stage, seed);
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
