package io.github.restake4j.devnet.transcript;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * EigenLayer from the side of services: sets that burn and sets that redistribute, slashers that
 * change, what becomes of what was slashed, and rewards of every kind with every refusal.
 */
final class EigenAvsStory extends EigenLife {
  private static final String JOIN = "registerForOperatorSets(address,(address,uint32[],bytes))";
  private static final String CREATE = "createOperatorSets(address,(uint32,address[],address)[])";
  private static final String CREATE_REDISTRIBUTING =
      "createRedistributingOperatorSets(address,(uint32,address[],address)[],address[])";
  private static final String ADD = "addStrategiesToOperatorSet(address,uint32,address[])";
  private static final String REMOVE = "removeStrategiesFromOperatorSet(address,uint32,address[])";
  private static final String UPDATE_SLASHER = "updateSlasher((address,uint32),address)";
  private static final String SLASH =
      "slashOperator(address,(address,uint32,address[],uint256[],string))";
  private static final String CLEAR = "clearBurnOrRedistributableShares((address,uint32),uint256)";
  private static final String CLEAR_ONE =
      "clearBurnOrRedistributableSharesByStrategy((address,uint32),uint256,address)";
  private static final String WAITING = "getBurnOrRedistributableShares((address,uint32),uint256)";
  private static final String WAITING_IN =
      "getBurnOrRedistributableShares((address,uint32),uint256,address)";
  private static final String HALF = "500000000000000000";
  private static final String BURN = "0x00000000000000000000000000000000000e16e4";

  private static final String SUBMISSION = "((address,uint96)[],address,uint256,uint32,uint32)[]";
  private static final String DIRECTED =
      "((address,uint96)[],address,(address,uint256)[],uint32,uint32,string)[]";
  private static final String FOR_AVS = "createAVSRewardsSubmission(" + SUBMISSION + ")";
  private static final String FOR_ALL = "createRewardsForAllSubmission(" + SUBMISSION + ")";
  private static final String FOR_EARNERS = "createRewardsForAllEarners(" + SUBMISSION + ")";
  private static final String UNIQUE =
      "createUniqueStakeRewardsSubmission((address,uint32)," + SUBMISSION + ")";
  private static final String TOTAL =
      "createTotalStakeRewardsSubmission((address,uint32)," + SUBMISSION + ")";
  private static final String DIRECTED_AVS =
      "createOperatorDirectedAVSRewardsSubmission(address," + DIRECTED + ")";
  private static final String DIRECTED_SET =
      "createOperatorDirectedOperatorSetRewardsSubmission((address,uint32)," + DIRECTED + ")";
  private static final long DAY = 86_400;
  private static final long TODAY = Stage.START / DAY * DAY;
  private static final String REWARD = "@Reward";

  EigenAvsStory(Stage stage, long seed) {
    super(stage, seed);
    watch(AM, "getSlasher((address,uint32))", set("@alice", 1));
    watch(AM, "getPendingSlasher((address,uint32))", set("@alice", 1));
    watch(RC, "submissionNonce(address)", "@alice");
    watch(REWARD, "balanceOf(address)", "@alice");
    watch(TST, "balanceOf(address)", "@carol");
  }

  @Override
  void tell() {
    constants();
    sets();
    strategies();
    slashers();
    slashes();
    submissions();
    refusals();
    directed();
    ofSets();
    forAll();
    paused();
  }

  private void constants() {
    for (String view :
        List.of("SLASHER_CONFIGURATION_DELAY()", "eigenStrategy()", "DEALLOCATION_DELAY()")) {
      call("@bob", AM, view);
    }
    for (String view :
        List.of(
            "CALCULATION_INTERVAL_SECONDS()",
            "MAX_REWARDS_DURATION()",
            "MAX_RETROACTIVE_LENGTH()",
            "MAX_FUTURE_LENGTH()",
            "GENESIS_REWARDS_TIMESTAMP()")) {
      call("@bob", RC, view);
    }
  }

  // ----------------------------------------------------------------- sets

  private void sets() {
    List<Object> two = List.of("2", List.of(S_TST), "@alice");
    call("@alice", AM, CREATE_REDISTRIBUTING, "@alice", List.of(two), List.of("@carol"));
    call("@alice", AM, "updateAVSMetadataURI(address,string)", "@alice", "ipfs://avs");
    call("@alice", AM, "setAVSRegistrar(address,address)", "@alice", "@Registrar");
    call(
        "@alice",
        AM,
        CREATE,
        "@alice",
        List.of(List.of("1", List.of(S_TST, S_STETH), "@alice"), List.of("9", List.of(), "@bob")));
    call("@bob", AM, CREATE_REDISTRIBUTING, "@alice", List.of(two), List.of("@carol"));
    call("@alice", AM, CREATE_REDISTRIBUTING, "@alice", List.of(two), List.of());
    call("@alice", AM, CREATE_REDISTRIBUTING, "@alice", List.of(two), List.of(ZERO));
    call("@alice", AM, CREATE_REDISTRIBUTING, "@alice", List.of(two), List.of(BURN));
    for (String none : List.of(BEACON, "@EigenStrategy")) {
      List<Object> three = List.of("3", List.of(S_TST, none), "@alice");
      call("@alice", AM, CREATE_REDISTRIBUTING, "@alice", List.of(three), List.of("@carol"));
    }
    call("@alice", AM, CREATE_REDISTRIBUTING, "@alice", List.of(two), List.of("@carol"));
    call("@alice", AM, CREATE_REDISTRIBUTING, "@alice", List.of(two), List.of("@carol"));
    List<Object> noSlasher = List.of("4", List.of(S_TST), ZERO);
    call("@alice", AM, CREATE_REDISTRIBUTING, "@alice", List.of(noSlasher), List.of("@carol"));
    call("@alice", AM, CREATE_REDISTRIBUTING, "@alice", List.of(), List.of());
    for (int id : List.of(1, 2, 3)) {
      call("@bob", AM, "getRedistributionRecipient((address,uint32))", set("@alice", id));
      call("@bob", AM, "isRedistributingOperatorSet((address,uint32))", set("@alice", id));
      call("@bob", AM, "getSlasher((address,uint32))", set("@alice", id));
      call("@bob", AM, "getPendingSlasher((address,uint32))", set("@alice", id));
    }
  }

  private void strategies() {
    call("@alice", AM, ADD, "@alice", "1", List.of("@fake1", BEACON));
    call("@alice", AM, ADD, "@alice", "1", List.of("@fake2", "@fake1"));
    call("@bob", AM, ADD, "@alice", "1", List.of("@fake2"));
    call("@alice", AM, ADD, "@alice", "77", List.of("@fake2"));
    call("@alice", AM, ADD, "@alice", "2", List.of(BEACON));
    call("@alice", AM, ADD, "@alice", "2", List.of("@EigenStrategy"));
    call("@alice", AM, ADD, "@alice", "2", List.of("@fake1"));
    call("@alice", AM, ADD, "@alice", "1", List.of("@EigenStrategy"));
    call("@bob", AM, "getStrategiesInOperatorSet((address,uint32))", set("@alice", 1));
    call("@alice", AM, REMOVE, "@alice", "1", List.of("@fake1", "@fake1"));
    call("@bob", AM, REMOVE, "@alice", "1", List.of("@fake1"));
    call("@alice", AM, REMOVE, "@alice", "77", List.of("@fake1"));
    call("@alice", AM, REMOVE, "@alice", "1", List.of("@fake1", "@EigenStrategy"));
    call("@alice", AM, REMOVE, "@alice", "1", List.of("@fake1"));
    call("@bob", AM, "getStrategiesInOperatorSet((address,uint32))", set("@alice", 1));
    call("@bob", AM, "getStrategiesInOperatorSet((address,uint32))", set("@alice", 2));
  }

  private void slashers() {
    call("@alice", AM, UPDATE_SLASHER, set("@alice", 1), ZERO);
    call("@bob", AM, UPDATE_SLASHER, set("@alice", 1), "@bob");
    call("@alice", AM, UPDATE_SLASHER, set("@alice", 77), "@bob");
    call("@alice", AM, UPDATE_SLASHER, set("@alice", 1), "@bob");
    call("@alice", AM, UPDATE_SLASHER, set("@alice", 1), "@bob");
    call("@alice", AM, UPDATE_SLASHER, set("@alice", 1), ZERO);
    laterBlocks(5);
    call("@alice", AM, UPDATE_SLASHER, set("@alice", 1), "@carol");
    laterBlocks(18);
    call("@bob", AM, "getPendingSlasher((address,uint32))", set("@alice", 1));
    call("@bob", AM, "getSlasher((address,uint32))", set("@alice", 1));
    call("@bob", AM, "getSlasher((address,uint32))", set("@alice", 1));
    call("@alice", AM, UPDATE_SLASHER, set("@alice", 1), "@alice");
    laterBlocks(22);
    call("@alice", AM, UPDATE_SLASHER, set("@alice", 1), "@alice");
    laterBlocks(22);
  }

  // ----------------------------------------------------------------- slashes

  private void slashes() {
    mint("@dave", ether(100));
    approve("@dave", TST);
    deposit("@dave", S_TST, TST, ether(100));
    call("@dave", DM, "registerAsOperator(address,uint32,string)", ZERO, "0", "");
    call("@dave", AM, JOIN, "@dave", List.of("@alice", List.of("1", "2"), "0x"));
    allocate("@dave", set("@alice", 1), S_TST, TENTH.multiply(java.math.BigInteger.TWO));
    allocate("@dave", set("@alice", 2), S_TST, TENTH.multiply(java.math.BigInteger.valueOf(3)));
    pending(1);
    slashAs("@carol", "1");
    slashAs("@alice", "1");
    slashAs("@alice", "2");
    slashAs("@alice", "1");
    pending(1);
    pending(2);
    call("@bob", SM, WAITING, set("@alice", 1), "1");
    call("@bob", SM, WAITING_IN, set("@alice", 1), "1", S_TST);
    call("@bob", SM, WAITING_IN, set("@alice", 1), "1", S_STETH);
    call("@bob", SM, CLEAR, set("@alice", 1), "1");
    call("@bob", SM, CLEAR, set("@alice", 1), "1");
    pending(1);
    call("@bob", SM, CLEAR_ONE, set("@alice", 2), "1", S_STETH);
    call("@bob", SM, CLEAR_ONE, set("@alice", 2), "1", S_TST);
    call("@bob", SM, CLEAR_ONE, set("@alice", 2), "1", S_TST);
    pending(2);
    call("@bob", SM, CLEAR, set("@alice", 1), "2");
    call("@bob", SM, CLEAR, set("@alice", 77), "5");
    pending(1);
  }

  private void slashAs(String who, String id) {
    call(who, AM, SLASH, "@alice", List.of("@dave", id, List.of(S_TST), List.of(HALF), "asleep"));
  }

  private void pending(int id) {
    call("@bob", SM, "getPendingOperatorSets()");
    call("@bob", SM, "getPendingSlashIds((address,uint32))", set("@alice", id));
    for (String slash : List.of("1", "2")) {
      call(
          "@bob",
          SM,
          "getBurnOrRedistributableCount((address,uint32),uint256)",
          set("@alice", id),
          slash);
    }
    call("@bob", AM, "getSlashCount((address,uint32))", set("@alice", id));
  }

  // ----------------------------------------------------------------- rewards

  /** Addresses that are the same on every chain, so that hashes of submissions are. */
  private static List<Object> stakes() {
    return List.of(List.of("@fake1", "7"), List.of(BEACON, ether(1)));
  }

  private static List<Object> one(Object strategies, String amount, long start, long duration) {
    return List.of(
        List.of(strategies, REWARD, amount, String.valueOf(start), String.valueOf(duration)));
  }

  private static List<Object> good(String amount) {
    return one(stakes(), amount, TODAY - 3 * DAY, 2 * DAY);
  }

  private void submissions() {
    lever("eigenlayer.setWhitelist", object().put("strategy", "@fake1").put("on", true));
    lever("eigenlayer.setWhitelist", object().put("strategy", "@fake2").put("on", true));
    call("@alice", RC, FOR_AVS, good("5"));
    call("@alice", REWARD, "approve(address,uint256)", RC, MAX.toString());
    call("@alice", RC, FOR_AVS, List.of());
    known("isAVSRewardsSubmissionHash", 2, call("@alice", RC, FOR_AVS, good("5")));
    call("@alice", RC, FOR_AVS, List.of(good("6").get(0), good("7").get(0)));
    call("@alice", RC, FOR_AVS, one(stakes(), "8", TODAY + 10 * DAY, DAY));
    call("@alice", RC, FOR_AVS, List.of(good("9").get(0), good("0").get(0)));
    call("@bob", RC, "submissionNonce(address)", "@alice");
    call("@bob", RC, "isOptedInForProtocolFee(address)", "@alice");
  }

  /** Asks whether a submission is known, under its submitter and another. */
  private void known(String view, int hashAt, JsonNode step) {
    for (JsonNode event : step.path("events")) {
      if (event.path("at").asText().equals(RC)) {
        String hash = event.path("args").get(hashAt).asText();
        call("@bob", RC, view + "(address,bytes32)", "@alice", hash);
        call("@bob", RC, view + "(address,bytes32)", "@bob", hash);
      }
    }
  }

  private void refusals() {
    long start = TODAY - 3 * DAY;
    call("@alice", RC, FOR_AVS, one(List.of(), "1", start, DAY));
    call("@alice", RC, FOR_AVS, one(stakes(), "1", start, 63_072_000 + DAY));
    call("@alice", RC, FOR_AVS, one(stakes(), "1", start, 63_072_000));
    call("@alice", RC, FOR_AVS, one(stakes(), "1", start, DAY + 1));
    call("@alice", RC, FOR_AVS, one(stakes(), "1", start, 0));
    call("@alice", RC, FOR_AVS, one(stakes(), "1", start + 1, DAY));
    call("@alice", RC, FOR_AVS, one(stakes(), "1", TODAY - 168 * DAY, DAY));
    call("@alice", RC, FOR_AVS, one(stakes(), "1", TODAY - 166 * DAY, DAY));
    call("@alice", RC, FOR_AVS, one(stakes(), "1", TODAY + 32 * DAY, DAY));
    call("@alice", RC, FOR_AVS, one(stakes(), "0", start, DAY));
    String most = java.math.BigInteger.TEN.pow(38).toString();
    call("@alice", RC, FOR_AVS, one(stakes(), most, start, DAY));
    call("@alice", RC, FOR_AVS, one(stakes(), ether(9_999_999), start, DAY));
    List<Object> off = List.of(List.of("@fake3", "1"));
    call("@alice", RC, FOR_AVS, one(off, "1", start, DAY));
    List<Object> falling = List.of(List.of("@fake2", "1"), List.of("@fake1", "1"));
    call("@alice", RC, FOR_AVS, one(falling, "1", start, DAY));
    List<Object> twice = List.of(List.of("@fake1", "1"), List.of("@fake1", "1"));
    call("@alice", RC, FOR_AVS, one(twice, "1", start, DAY));
    List<Object> none = List.of(List.of("@fake1", "0"));
    call("@alice", RC, FOR_AVS, one(none, "1", start, DAY));
  }

  private static List<Object> byName(Object rewards, long start) {
    return List.of(
        List.of(
            stakes(),
            REWARD,
            rewards,
            String.valueOf(start),
            String.valueOf(DAY),
            "for the last days"));
  }

  private static List<Object> rewards() {
    return List.of(List.of("@fake1", "11"), List.of("@fake2", "13"));
  }

  private void directed() {
    long start = TODAY - 3 * DAY;
    known(
        "isOperatorDirectedAVSRewardsSubmissionHash",
        2,
        call("@alice", RC, DIRECTED_AVS, "@alice", byName(rewards(), start)));
    call("@bob", RC, DIRECTED_AVS, "@alice", byName(rewards(), start));
    call("@alice", RC, DIRECTED_AVS, "@alice", byName(List.of(), start));
    call("@alice", RC, DIRECTED_AVS, "@alice", byName(rewards(), TODAY));
    call("@alice", RC, DIRECTED_AVS, "@alice", byName(rewards(), start + 1));
    call("@alice", RC, DIRECTED_AVS, "@alice", byName(List.of(List.of(ZERO, "1")), start));
    call("@alice", RC, DIRECTED_AVS, "@alice", byName(List.of(List.of("@fake1", "0")), start));
    List<Object> falling = List.of(List.of("@fake2", "1"), List.of("@fake1", "1"));
    call("@alice", RC, DIRECTED_AVS, "@alice", byName(falling, start));
    String most = java.math.BigInteger.TEN.pow(38).toString();
    call("@alice", RC, DIRECTED_AVS, "@alice", byName(List.of(List.of("@fake1", most)), start));
    call("@alice", RC, DIRECTED_AVS, "@alice", List.of());
  }

  private void ofSets() {
    long start = TODAY - 3 * DAY;
    List<Object> set = set("@alice", 1);
    List<Object> absent = set("@alice", 77);
    known(
        "isOperatorDirectedOperatorSetRewardsSubmissionHash",
        1,
        call("@alice", RC, DIRECTED_SET, set, byName(rewards(), start)));
    call("@alice", RC, DIRECTED_SET, absent, byName(rewards(), start));
    call("@bob", RC, DIRECTED_SET, set, byName(rewards(), start));
    known("isUniqueStakeRewardsSubmissionHash", 1, call("@alice", RC, UNIQUE, set, good("21")));
    known("isTotalStakeRewardsSubmissionHash", 1, call("@alice", RC, TOTAL, set, good("22")));
    for (String kind : List.of(UNIQUE, TOTAL)) {
      call("@alice", RC, kind, absent, good("23"));
      call("@bob", RC, kind, set, good("23"));
      call("@alice", RC, kind, set, good("0"));
      call("@alice", RC, kind, set, List.of(good("24").get(0), good("25").get(0)));
    }
  }

  private void forAll() {
    for (String kind : List.of(FOR_ALL, FOR_EARNERS)) {
      call("@alice", RC, kind, good("31"));
    }
    call("@bob", RC, "isRewardsForAllSubmitter(address)", "@alice");
    submitter(true);
    call("@bob", RC, "isRewardsForAllSubmitter(address)", "@alice");
    known("isRewardsSubmissionForAllHash", 2, call("@alice", RC, FOR_ALL, good("32")));
    known("isRewardsSubmissionForAllEarnersHash", 2, call("@alice", RC, FOR_EARNERS, good("33")));
    for (String kind : List.of(FOR_ALL, FOR_EARNERS)) {
      call("@alice", RC, kind, good("0"));
      call("@alice", RC, kind, one(stakes(), ether(9_999_999), TODAY, DAY));
    }
    submitter(true);
    submitter(false);
    call("@alice", RC, FOR_ALL, good("34"));
  }

  private void submitter(boolean on) {
    lever(
        "eigenlayer.setRewardsForAllSubmitter", object().put("submitter", "@alice").put("on", on));
  }

  private void paused() {
    long start = TODAY - 3 * DAY;
    for (int bit : List.of(0, 1, 4, 5, 9, 10, 11)) {
      pause("RewardsCoordinator", 1 << bit);
      call("@alice", RC, FOR_AVS, good("41"));
      call("@alice", RC, FOR_ALL, good("42"));
      call("@alice", RC, FOR_EARNERS, good("43"));
      call("@alice", RC, DIRECTED_AVS, "@alice", byName(rewards(), start));
      call("@alice", RC, DIRECTED_SET, set("@alice", 1), byName(rewards(), start));
      call("@alice", RC, UNIQUE, set("@alice", 1), good("44"));
      call("@alice", RC, TOTAL, set("@alice", 1), good("45"));
      unpause("RewardsCoordinator");
    }
  }
}
