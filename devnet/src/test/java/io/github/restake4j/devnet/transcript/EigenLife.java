package io.github.restake4j.devnet.transcript;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** What people do with EigenLayer, and a seeded life of it. */
abstract class EigenLife extends Story {
  static final String SM = "@StrategyManager";
  static final String DM = "@DelegationManager";
  static final String AM = "@AllocationManager";
  static final String RC = "@RewardsCoordinator";
  static final String PC = "@PermissionController";
  static final String EPM = "@EigenPodManager";
  static final String S_TST = "@StrategyBase";
  static final String S_STETH = "@StrategyBaseTVLLimits";
  static final String S_WSTETH = "@StrategyBase:wstETH";
  static final String TST = "@TST";
  static final String BEACON = "@BeaconETH";
  static final String NO_SALT = "0x" + "00".repeat(32);
  static final String DEPOSIT = "depositIntoStrategy(address,address,uint256)";
  static final String DELEGATE = "delegateTo(address,(bytes,uint256),bytes32)";
  static final String QUEUE = "queueWithdrawals((address[],uint256[],address)[])";
  static final String COMPLETE =
      "completeQueuedWithdrawal((address,address,address,uint256,uint32,address[],uint256[]),"
          + "address[],bool)";
  static final String MODIFY = "modifyAllocations(address,((address,uint32),address[],uint64[])[])";
  static final BigInteger TENTH = BigInteger.TEN.pow(17);

  /** Withdrawals that wait, as their events told them. */
  final List<JsonNode> waiting = new ArrayList<>();

  EigenLife(Stage stage, long seed) {
    super(stage, seed);
    for (String who : List.of("@alice", "@bob")) {
      watch(DM, "getWithdrawableShares(address,address[])", who, List.of(S_TST, S_STETH, BEACON));
      watch(DM, "getQueuedWithdrawals(address)", who);
    }
    watch(DM, "getOperatorShares(address,address[])", "@dave", List.of(S_TST, S_STETH, BEACON));
    watch(AM, "getMaxMagnitude(address,address)", "@dave", S_TST);
    watch(AM, "getAllocatableMagnitude(address,address)", "@dave", S_TST);
    watch(DM, "getSlashableSharesInQueue(address,address)", "@dave", S_TST);
    watch(S_TST, "totalShares()");
    watch(S_STETH, "userUnderlyingView(address)", "@alice");
    watch(TST, "balanceOf(address)", "@alice");
  }

  /** All of it, once. */
  abstract void tell();

  static String ether(long amount) {
    return ETHER.multiply(BigInteger.valueOf(amount)).toString();
  }

  static List<Object> set(String avs, int id) {
    return List.of(avs, String.valueOf(id));
  }

  final void mint(String to, String amount) {
    lever("eigenlayer.mintToken", object().put("token", TST).put("to", to).put("amount", amount));
  }

  final void approve(String who, String token) {
    call(who, token, "approve(address,uint256)", SM, MAX.toString());
  }

  final JsonNode deposit(String who, String strategy, String token, String amount) {
    return call(who, SM, DEPOSIT, strategy, token, amount);
  }

  final JsonNode delegate(String who, String operator) {
    return call(who, DM, DELEGATE, operator, List.of("0x", "0"), NO_SALT);
  }

  final JsonNode queue(String who, String strategy, String shares) {
    return keep(call(who, DM, QUEUE, List.of(List.of(List.of(strategy), List.of(shares), ZERO))));
  }

  /** Remembers what a step put into the queue. */
  final JsonNode keep(JsonNode step) {
    for (JsonNode event : step.path("events")) {
      if (event.path("event").asText().startsWith("SlashingWithdrawalQueued(")) {
        waiting.add(event.path("args").get(1));
      }
    }
    return step;
  }

  final JsonNode complete(String who, JsonNode withdrawal, boolean asTokens) {
    List<String> tokens = new ArrayList<>();
    withdrawal.get(5).forEach(strategy -> tokens.add(tokenOf(strategy.asText())));
    JsonNode step = call(who, DM, COMPLETE, withdrawal, tokens, asTokens);
    if (step.has("returns")) {
      waiting.remove(withdrawal);
    }
    return step;
  }

  static String tokenOf(String strategy) {
    return switch (strategy) {
      case S_TST -> TST;
      case S_STETH -> "@Lido";
      case S_WSTETH -> "@WstETH";
      default -> ZERO;
    };
  }

  final JsonNode allocate(String operator, Object set, String strategy, BigInteger magnitude) {
    return call(
        operator,
        AM,
        MODIFY,
        operator,
        List.of(List.of(set, List.of(strategy), List.of(magnitude.toString()))));
  }

  final void slash(String operator, int set, String strategy, String wad) {
    ObjectNode arguments = object().put("operator", operator);
    arguments.put("operatorSetId", String.valueOf(set));
    arguments.putArray("strategies").add(strategy);
    arguments.putArray("wadsToSlash").add(wad);
    lever("eigenlayer.slash", arguments.put("description", "asleep"));
  }

  final void pause(String contract, int bits) {
    lever(
        "eigenlayer.pause", object().put("contract", contract).put("bitmap", String.valueOf(bits)));
  }

  final void unpause(String contract) {
    lever("eigenlayer.unpause", object().put("contract", contract));
  }

  // ----------------------------------------------------------------- a life

  private static final List<String> STAKERS = List.of("@alice", "@bob", "@carol");

  /** One thing that somebody does; about a third of them come to nothing. */
  final void anything() {
    String who = STAKERS.get(random.nextInt(STAKERS.size()));
    String strategy = random.nextInt(4) == 0 ? S_STETH : S_TST;
    switch (random.nextInt(12)) {
      case 0, 1, 2 -> deposit(who, strategy, tokenOf(strategy), some(20));
      case 3 -> queue(who, strategy, some(60));
      case 4, 5 -> queueAPart(who, strategy);
      case 6 -> {
        later(12L * random.nextInt(20));
        laterBlocks(random.nextInt(20));
        completeOne();
      }
      case 7 -> {
        laterBlocks(51);
        completeOne();
      }
      case 8 -> delegate(who, random.nextBoolean() ? "@dave" : "@erin");
      case 9 -> keep(call(who, DM, "undelegate(address)", who));
      case 10 ->
          slash("@dave", 1, S_TST, String.valueOf(1 + random.nextLong(200_000_000_000_000_000L)));
      default -> allocate("@dave", set("@AVS", 1), S_TST, new BigInteger(some(1)));
    }
  }

  private void queueAPart(String who, String strategy) {
    BigInteger has = uint(SM, "stakerDepositShares(address,address)", who, strategy);
    BigInteger part =
        random.nextInt(3) == 0
            ? has
            : has.multiply(BigInteger.valueOf(random.nextInt(1000)))
                .divide(BigInteger.valueOf(999));
    queue(who, strategy, part.toString());
  }

  private void completeOne() {
    if (waiting.isEmpty()) {
      return;
    }
    JsonNode withdrawal = waiting.get(random.nextInt(waiting.size()));
    complete(withdrawal.get(0).asText(), withdrawal, random.nextBoolean());
  }

  /** Below a number of ether, to the wei. */
  private String some(int ethers) {
    BigInteger most = ETHER.multiply(BigInteger.valueOf(ethers));
    return new BigInteger(80, random).mod(most).toString();
  }
}
