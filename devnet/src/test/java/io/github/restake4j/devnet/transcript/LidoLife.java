package io.github.restake4j.devnet.transcript;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * The seeded part of Lido's story: five people who stake, wrap, request, trade places and claim.
 */
abstract class LidoLife extends Story {
  static final String LIDO = "@Lido";
  static final String WST = "@WstETH";
  static final String QUEUE = "@WithdrawalQueueERC721";
  static final String PERMIT = "permit(address,address,uint256,uint256,uint8,bytes32,bytes32)";
  static final String REQUEST = "requestWithdrawals(uint256[],address)";
  static final String REQUEST_WST = "requestWithdrawalsWstETH(uint256[],address)";
  static final String PERMIT_INPUT = "(uint256[],address,(uint256,uint256,uint8,bytes32,bytes32))";
  static final String TRANSFER = "transfer(address,uint256)";
  static final String TRANSFER_FROM = "transferFrom(address,address,uint256)";
  static final String APPROVE = "approve(address,uint256)";
  static final String HINTS = "findCheckpointHints(uint256[],uint256,uint256)";
  static final String CLAIMABLE = "getClaimableEther(uint256[],uint256[])";
  static final String CLAIM = "claimWithdrawals(uint256[],uint256[])";
  static final String CLAIM_TO = "claimWithdrawalsTo(uint256[],uint256[],address)";
  static final String STATUS = "getWithdrawalStatus(uint256[])";
  static final String SAFE_TRANSFER = "safeTransferFrom(address,address,uint256)";
  static final BigInteger TOO_LARGE = BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);

  LidoLife(Stage stage, long seed) {
    super(stage, seed);
    for (String view :
        List.of("getTotalPooledEther()", "getTotalShares()", "getCurrentStakeLimit()")) {
      watch(LIDO, view);
    }
    watch(LIDO, "sharesOf(address)", "@alice");
    watch(LIDO, "balanceOf(address)", "@bob");
    watch(LIDO, "sharesOf(address)", QUEUE);
    watch(WST, "totalSupply()");
    watch(WST, "balanceOf(address)", "@alice");
    for (String view :
        List.of(
            "getLastRequestId()",
            "getLastFinalizedRequestId()",
            "getLastCheckpointIndex()",
            "unfinalizedStETH()")) {
      watch(QUEUE, view);
    }
    watch(QUEUE, "balanceOf(address)", "@alice");
  }

  final void anything() {
    String who = person();
    String other = person();
    later(random.nextInt(900));
    switch (random.nextInt(16)) {
      case 0, 1 -> pay(amount(200), who, LIDO, "submit(address)", other);
      case 2 -> call(who, LIDO, TRANSFER, other, amount(80));
      case 3 -> call(who, LIDO, "transferShares(address,uint256)", other, amount(80));
      case 4 -> call(who, LIDO, APPROVE, random.nextBoolean() ? QUEUE : WST, amount(400));
      case 5 -> call(other, LIDO, TRANSFER_FROM, who, other, amount(20));
      case 6 -> call(who, WST, "wrap(uint256)", amount(120));
      case 7 -> call(who, WST, "unwrap(uint256)", amount(30));
      case 8 -> call(who, QUEUE, REQUEST, List.of(amount(50), amount(1)), other);
      case 9 -> {
        call(who, WST, APPROVE, QUEUE, amount(60));
        call(who, QUEUE, REQUEST_WST, List.of(amount(20)), ZERO);
      }
      case 10 -> requestWithPermit(who, LIDO, "requestWithdrawalsWithPermit", amount(30));
      case 11, 12 -> randomReport();
      case 13 -> claimSome(who);
      case 14 -> {
        String id = Integer.toString(1 + random.nextInt(Integer.parseInt(last()) + 1));
        call(who, QUEUE, TRANSFER_FROM, who, other, id);
      }
      default -> pay(amount(50), who, WST, "");
    }
  }

  final void randomReport() {
    // a gain small enough to be believed of validators in a day
    BigInteger gain = new BigInteger(amount(15));
    BigInteger delta = random.nextInt(3) == 0 ? gain.multiply(BigInteger.TWO).negate() : gain;
    int finalized = uint(QUEUE, "getLastFinalizedRequestId()").intValueExact();
    int open = Integer.parseInt(last()) - finalized;
    int upTo = open == 0 ? 0 : finalized + random.nextInt(open + 1);
    String id = upTo == finalized ? "0" : Integer.toString(upTo);
    report(delta.toString(), id, 86_400L * (1 + random.nextInt(2)));
  }

  final void claimSome(String who) {
    JsonNode ids = read(QUEUE, "getWithdrawalRequests(address)", who).get(0);
    int finalized = uint(QUEUE, "getLastFinalizedRequestId()").intValueExact();
    List<Integer> due = new ArrayList<>();
    ids.forEach(id -> due.add(id.asInt()));
    due.removeIf(id -> id > finalized);
    due.sort(null);
    List<String> texts = due.stream().map(String::valueOf).toList();
    JsonNode hints = call(who, QUEUE, HINTS, texts, "1", checkpoints()).path("returns").path(0);
    call(who, QUEUE, CLAIMABLE, texts, hints);
    call(who, QUEUE, CLAIM_TO, texts, hints, person());
  }

  final void report(String delta, String upTo, long elapsed) {
    ObjectNode arguments = object().put("clDelta", delta).put("finalizeUpTo", upTo);
    lever("lido.report", arguments.put("timeElapsed", Long.toString(elapsed)));
  }

  final ObjectNode limit(String max, String perBlock) {
    return object().put("max", max).put("perBlock", perBlock);
  }

  final String last() {
    return uint(QUEUE, "getLastRequestId()").toString();
  }

  final String lastBut(int back) {
    return uint(QUEUE, "getLastRequestId()").subtract(BigInteger.valueOf(back)).toString();
  }

  final String checkpoints() {
    return uint(QUEUE, "getLastCheckpointIndex()").toString();
  }

  final String person() {
    return Stage.PEOPLE.get(random.nextInt(Stage.PEOPLE.size()));
  }

  /** Up to so many ether, to the wei. */
  final String amount(int most) {
    long gwei = 1 + random.nextLong(most * 1_000_000_000L);
    return BigInteger.valueOf(gwei)
        .multiply(BigInteger.valueOf(1_000_000_000))
        .add(BigInteger.valueOf(random.nextInt(1_000_000_000)))
        .toString();
  }

  static String ether(int amount) {
    return ETHER.multiply(BigInteger.valueOf(amount)).toString();
  }

  final ObjectNode sign(
      String token, String owner, String spender, String value, String deadline, long nonce) {
    return object()
        .put("token", token)
        .put("owner", owner)
        .put("signer", owner)
        .put("spender", spender)
        .put("value", value)
        .put("deadline", deadline)
        .put("nonce", Long.toString(nonce));
  }

  final void requestWithPermit(String who, String token, String method, String amount) {
    String deadline = Long.toString(Stage.START + stage.time() + 600);
    long nonce = uint(token, "nonces(address)", who).longValueExact();
    signed(
        sign(token, who, QUEUE, amount, deadline, nonce),
        who,
        QUEUE,
        method + PERMIT_INPUT,
        List.of(amount),
        ZERO,
        List.of(amount, deadline, "$v", "$r", "$s"));
  }
}
