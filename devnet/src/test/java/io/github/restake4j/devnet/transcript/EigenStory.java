package io.github.restake4j.devnet.transcript;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * EigenLayer from the first deposit to rewards. First every entry and refusal once, then a seeded
 * life of three stakers with slashes, refusals included.
 */
final class EigenStory extends EigenOffices {
  private static final String SIGNED =
      "depositIntoStrategyWithSignature(address,address,uint256,address,uint256,bytes)";
  private static final String DEPOSIT_DIGEST =
      "calculateStrategyDepositDigestHash(address,address,address,uint256,uint256,uint256)";
  private static final String APPROVAL_DIGEST =
      "calculateDelegationApprovalDigestHash(address,address,address,bytes32,uint256)";
  private static final String REGISTER = "registerAsOperator(address,uint32,string)";
  private static final String SALT = "0x" + "5a".repeat(32);
  private static final String LATE = String.valueOf(Stage.START - 1);
  private static final String SOON = String.valueOf(Stage.START + 1_000_000_000L);

  EigenStory(Stage stage, long seed) {
    super(stage, seed);
  }

  @Override
  void tell() {
    views();
    token();
    deposits();
    signatures();
    operators();
    sets();
    slashing();
    completing();
    leaving();
    edges();
    fullySlashed();
    rewards();
    permissions();
    pods();
    manyStrategies();
    pauses();
    for (int i = 0; i < 90; i++) {
      anything();
    }
    views();
  }

  private void deposits() {
    for (String who : List.of("@alice", "@bob", "@carol")) {
      mint(who, ether(1_000));
      approve(who, TST);
      approve(who, "@Lido");
      pay(ether(300), who, "@Lido", "submit(address)", ZERO);
    }
    deposit("@alice", S_TST, TST, ether(100));
    deposit("@alice", S_STETH, "@Lido", ether(10));
    deposit("@bob", S_TST, TST, "1");
    deposit("@bob", S_TST, TST, "0");
    deposit("@bob", S_TST, "@Lido", ether(1));
    deposit("@bob", "@fake1", TST, ether(1));
    deposit("@bob", S_TST, "@dave", ether(1));
    deposit("@bob", S_TST, "@stone", ether(1));
    deposit("@dave", S_TST, TST, ether(1));
    call("@bob", TST, "transfer(address,uint256)", S_TST, "777");
    deposit("@bob", S_TST, TST, ether(3));
    call("@carol", "@Lido", "approve(address,uint256)", "@WstETH", MAX.toString());
    call("@carol", "@WstETH", "wrap(uint256)", ether(20));
    approve("@carol", "@WstETH");
    deposit("@carol", S_WSTETH, "@WstETH", ether(5));
    whitelist(S_WSTETH, false);
    deposit("@carol", S_WSTETH, "@WstETH", ether(5));
    whitelist(S_WSTETH, false);
    whitelist(S_WSTETH, true);
    mint("@erin", "200000000000000000000000000000000000000");
    approve("@erin", TST);
    deposit("@erin", S_TST, TST, "200000000000000000000000000000000000000");
    call("@alice", SM, "stakerDepositShares(address,address)", "@alice", S_STETH);
    call("@alice", SM, "getDeposits(address)", "@alice");
    call("@alice", SM, "getStakerStrategyList(address)", "@alice");
    call("@alice", SM, "stakerStrategyListLength(address)", "@alice");
    call("@alice", SM, "strategyIsWhitelistedForDeposit(address)", S_TST);
    call("@alice", DM, "getDepositedShares(address)", "@alice");
    for (String strategy : List.of(S_TST, S_STETH, S_WSTETH)) {
      for (String amount : List.of("0", "1", "7000000000000000013")) {
        call("@alice", strategy, "sharesToUnderlyingView(uint256)", amount);
        call("@alice", strategy, "sharesToUnderlying(uint256)", amount);
        call("@alice", strategy, "underlyingToSharesView(uint256)", amount);
        call("@alice", strategy, "underlyingToShares(uint256)", amount);
      }
      call("@alice", strategy, "shares(address)", "@alice");
      call("@alice", strategy, "userUnderlyingView(address)", "@alice");
    }
  }

  private void signatures() {
    depositFor("@alice", "@alice", "0", SOON, "");
    call("@bob", SM, "nonces(address)", "@alice");
    depositFor("@alice", "@alice", "0", SOON, "");
    depositFor("@carol", "@alice", "1", SOON, "");
    depositFor("@alice", "@alice", "1", LATE, "");
    depositFor("@alice", "@alice", "1", SOON, "highS");
    depositFor("@alice", "@alice", "1", SOON, "badV");
    depositFor("@alice", "@alice", "1", SOON, "zeroR");
    call("@bob", SM, SIGNED, S_TST, TST, ether(1), "@alice", SOON, "0x1234");
    call("@bob", SM, SIGNED, S_TST, TST, ether(1), "@wallet", SOON, "0x1234");
    call("@bob", SM, SIGNED, S_TST, TST, ether(1), "@stone", SOON, "0x1234");
    call("@bob", SM, SIGNED, S_TST, TST, ether(1), ZERO, SOON, "0x");
    call("@bob", SM, DEPOSIT_DIGEST, "@alice", S_TST, TST, ether(1), "1", SOON);
    depositFor("@alice", "@alice", "1", SOON, "");
  }

  /** Bob pays, the staker should have signed. */
  private void depositFor(String signer, String staker, String nonce, String expiry, String twist) {
    ObjectNode sign = object().put("of", "calculateStrategyDepositDigestHash");
    sign.putArray("args").add(staker).add(S_TST).add(TST).add(ether(2)).add(nonce).add(expiry);
    sign.put("signer", signer);
    if (!twist.isEmpty()) {
      sign.put("twist", twist);
    }
    signed(sign, "@bob", SM, SIGNED, S_TST, TST, ether(2), staker, expiry, "$signature");
  }

  private void operators() {
    call("@dave", DM, REGISTER, ZERO, "0", "https://dave.example/operator.json");
    call("@dave", DM, REGISTER, ZERO, "0", "again");
    call("@erin", DM, REGISTER, "@carol", "5", "");
    for (String operator : List.of("@dave", "@alice")) {
      call("@bob", DM, "isOperator(address)", operator);
      call("@bob", DM, "isDelegated(address)", operator);
      call("@bob", DM, "delegatedTo(address)", operator);
      call("@bob", DM, "delegationApprover(address)", operator);
    }
    call("@dave", DM, "modifyOperatorDetails(address,address)", "@dave", ZERO);
    call("@alice", DM, "modifyOperatorDetails(address,address)", "@dave", "@alice");
    call("@alice", DM, "modifyOperatorDetails(address,address)", "@alice", "@alice");
    call("@dave", DM, "updateOperatorMetadataURI(address,string)", "@dave", "ipfs://new");
    call("@bob", DM, "updateOperatorMetadataURI(address,string)", "@dave", "ipfs://bob");
    call("@bob", DM, "updateOperatorMetadataURI(address,string)", "@bob", "ipfs://bob");
    delegate("@alice", "@bob");
    delegate("@alice", "@dave");
    delegate("@alice", "@erin");
    approved("@carol", "@bob", "@erin", LATE, "");
    approved("@dave", "@bob", "@erin", SOON, "");
    approved("@carol", "@bob", "@erin", SOON, "highS");
    delegate("@bob", "@erin");
    approved("@carol", "@bob", "@erin", SOON, "");
    call("@alice", DM, "delegationApproverSaltIsSpent(address,bytes32)", "@carol", SALT);
    call("@alice", DM, APPROVAL_DIGEST, "@bob", "@erin", "@carol", SALT, SOON);
    approved("@carol", "@vault", "@erin", SOON, "");
    call("@erin", DM, "modifyOperatorDetails(address,address)", "@erin", "@wallet");
    call("@vault", DM, DELEGATE, "@erin", List.of("0x77", SOON), SALT);
    keep(call("@wallet", DM, "undelegate(address)", "@vault"));
    call("@erin", DM, "modifyOperatorDetails(address,address)", "@erin", "@carol");
    call("@bob", DM, "operatorShares(address,address)", "@dave", S_TST);
    call("@bob", DM, "getOperatorShares(address,address[])", "@dave", List.of(S_TST, S_STETH));
    call(
        "@bob",
        DM,
        "getOperatorsShares(address[],address[])",
        List.of("@dave", "@erin"),
        List.of(S_TST, S_STETH));
  }

  private void approved(
      String signer, String staker, String operator, String expiry, String twist) {
    ObjectNode sign = object().put("of", "calculateDelegationApprovalDigestHash");
    sign.putArray("args").add(staker).add(operator).add("@carol").add(SALT).add(expiry);
    sign.put("signer", signer);
    if (!twist.isEmpty()) {
      sign.put("twist", twist);
    }
    signed(sign, staker, DM, DELEGATE, operator, List.of("$signature", expiry), SALT);
  }

  private void slashing() {
    queue("@alice", S_TST, ether(10));
    slash("@dave", 1, S_TST, "300000000000000000");
    deposit("@alice", S_TST, TST, ether(10));
    queue("@alice", S_TST, ether(40));
    queue("@bob", S_TST, "1");
    slash("@dave", 1, S_TST, "57142857142857142");
    String three = "333333333333333333";
    call(
        "@bob",
        DM,
        "convertToDepositShares(address,address[],uint256[])",
        "@alice",
        List.of(S_TST, S_STETH),
        List.of(ether(7), three));
    call(
        "@bob",
        DM,
        "convertToDepositShares(address,address[],uint256[])",
        "@alice",
        List.of(S_TST),
        List.of(MAX.toString()));
    call(
        "@bob",
        DM,
        "getWithdrawableShares(address,address[])",
        "@alice",
        List.of(S_TST, S_STETH, S_WSTETH));
    call("@bob", DM, "depositScalingFactor(address,address)", "@alice", S_TST);
    call("@bob", DM, "depositScalingFactor(address,address)", "@carol", S_TST);
    call("@bob", DM, "getSlashableSharesInQueue(address,address)", "@dave", S_TST);
    call("@bob", AM, "getSlashCount((address,uint32))", set("@AVS", 1));
    String burnt = "getBurnOrRedistributableShares((address,uint32),uint256)";
    String burn = "clearBurnOrRedistributableShares((address,uint32),uint256)";
    call("@bob", SM, burnt, set("@AVS", 1), "2");
    call("@bob", SM, burn, set("@AVS", 1), "2");
    call("@bob", SM, burn, set("@AVS", 1), "2");
    call("@bob", SM, burnt, set("@AVS", 1), "2");
    // a deallocation that waits shrinks with the rest
    allocate("@dave", set("@AVS", 1), S_TST, TENTH);
    slash("@dave", 1, S_TST, "333333333333333333");
    call(
        "@bob",
        AM,
        "getAllocation(address,(address,uint32),address)",
        "@dave",
        set("@AVS", 1),
        S_TST);
    slash("@dave", 1, S_STETH, "1");
  }

  private void completing() {
    rebase("40000000000000000001");
    JsonNode first = waiting.get(1);
    queue("@alice", S_TST, "0");
    queue("@alice", S_TST, ether(500_000));
    queue("@carol", S_TST, ether(1));
    queue("@carol", S_WSTETH, "0");
    queue("@carol", S_WSTETH, ether(50));
    call("@alice", DM, QUEUE, List.of(List.of(List.of(S_TST), List.of(), ZERO)));
    call("@alice", DM, QUEUE, List.of(List.of(List.of(), List.of(), ZERO)));
    keep(
        call(
            "@alice",
            DM,
            QUEUE,
            List.of(
                List.of(List.of(S_STETH, S_TST, S_TST), List.of("5", "6", "7"), ZERO),
                List.of(List.of(S_STETH), List.of(ether(1)), "@bob"))));
    complete("@alice", first, true);
    complete("@bob", first, true);
    call("@alice", DM, COMPLETE, first, List.of(), true);
    laterBlocks(55);
    call("@alice", DM, "getQueuedWithdrawals(address)", "@alice");
    call("@alice", DM, "getQueuedWithdrawalRoots(address)", "@alice");
    for (String root : List.of("@withdrawal1", "@withdrawal3", NO_SALT)) {
      call("@alice", DM, "getQueuedWithdrawal(bytes32)", root);
      call("@alice", DM, "queuedWithdrawals(bytes32)", root);
      call("@alice", DM, "pendingWithdrawals(bytes32)", root);
    }
    call("@alice", DM, "cumulativeWithdrawalsQueued(address)", "@alice");
    call(
        "@alice",
        DM,
        "calculateWithdrawalRoot((address,address,address,uint256,uint32,address[],uint256[]))",
        first);
    slash("@dave", 1, S_TST, "500000000000000000");
    complete("@alice", first, true);
    complete("@alice", first, true);
    String all =
        "completeQueuedWithdrawals((address,address,address,uint256,uint32,address[],uint256[])[],"
            + "address[][],bool[])";
    List<JsonNode> two = List.of(waiting.get(waiting.size() - 2), waiting.get(waiting.size() - 1));
    List<Object> tokens = List.of(List.of("@Lido", TST, TST), List.of("@Lido"));
    call("@alice", DM, all, two, tokens, List.of(true));
    call(
        "@alice",
        DM,
        all,
        two,
        List.of(List.of("@Lido", TST, ZERO), List.of("@Lido")),
        List.of(true, false));
    call("@alice", DM, all, two, tokens, List.of(true, false));
    waiting.removeAll(two);
    rebase("-70000000000000000003");
    complete("@alice", waiting.get(waiting.size() - 1), true);
    for (JsonNode one : List.copyOf(waiting)) {
      complete(one.get(0).asText(), one, false);
    }
  }

  /** What a strategy of stETH holds changes with no one touching it. */
  private void rebase(String delta) {
    lever("lido.report", object().put("clDelta", delta).put("finalizeUpTo", "0"));
  }

  private void leaving() {
    keep(call("@dave", DM, "undelegate(address)", "@dave"));
    keep(call("@carol", DM, "undelegate(address)", "@carol"));
    keep(call("@carol", DM, "undelegate(address)", "@alice"));
    keep(call("@dave", DM, "undelegate(address)", "@alice"));
    keep(call("@carol", DM, "undelegate(address)", "@bob"));
    String redelegate = "redelegate(address,(bytes,uint256),bytes32)";
    delegate("@carol", "@dave");
    keep(call("@carol", DM, redelegate, "@bob", List.of("0x", "0"), NO_SALT));
    keep(call("@carol", DM, redelegate, "@erin", List.of("0x", "0"), NO_SALT));
    call("@erin", DM, "modifyOperatorDetails(address,address)", "@erin", ZERO);
    keep(call("@carol", DM, redelegate, "@erin", List.of("0x", "0"), NO_SALT));
    delegate("@alice", "@dave");
    laterBlocks(60);
    for (JsonNode one : List.copyOf(waiting)) {
      complete(one.get(0).asText(), one, one.get(0).asText().equals("@bob"));
    }
    deposit("@bob", S_TST, TST, ether(20));
    delegate("@bob", "@dave");
  }

  /** The last block that can be slashed, the first that can be completed in. */
  private void edges() {
    queue("@bob", S_TST, ether(1));
    laterBlocks(49);
    complete("@bob", waiting.get(waiting.size() - 1), true);
    complete("@bob", waiting.get(waiting.size() - 1), true);
    for (int blocks = 48; blocks <= 49; blocks++) {
      queue("@bob", S_TST, ether(2));
      laterBlocks(blocks);
      slash("@dave", 1, S_TST, TENTH.toString());
      complete("@bob", waiting.get(waiting.size() - 1), false);
    }
  }

  private void fullySlashed() {
    call("@wallet", DM, REGISTER, ZERO, "0", "");
    call("@wallet", AM, JOIN, "@wallet", List.of("@AVS", List.of("1"), "0x"));
    allocate("@wallet", set("@AVS", 1), S_TST, ETHER);
    mint("@vault", ether(50));
    approve("@vault", TST);
    deposit("@vault", S_TST, TST, ether(9));
    delegate("@vault", "@wallet");
    queue("@vault", S_TST, ether(4));
    slash("@wallet", 1, S_TST, ether(1));
    deposit("@vault", S_TST, TST, ether(1));
    call("@bob", DM, "getSlashableSharesInQueue(address,address)", "@wallet", S_TST);
    call(
        "@bob",
        DM,
        "convertToDepositShares(address,address[],uint256[])",
        "@vault",
        List.of(S_TST),
        List.of("1"));
    queue("@vault", S_TST, ether(1));
    laterBlocks(52);
    complete("@vault", waiting.get(waiting.size() - 2), false);
    complete("@vault", waiting.get(waiting.size() - 1), true);
    call(
        "@alice",
        AM,
        "getMaxMagnitudesAtBlock(address,address[],uint32)",
        "@wallet",
        List.of(S_TST),
        "1001");
    call(
        "@alice",
        AM,
        "getMaxMagnitudesAtBlock(address,address[],uint32)",
        "@wallet",
        List.of(S_TST),
        "9999");
  }
}
