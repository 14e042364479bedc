package io.github.restake4j.devnet.transcript;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The first half of ether.fi's story: depositing, moving, wrapping and redeeming at once. */
abstract class EtherfiTokens extends EtherfiLife {
  static final String LIMITER = "@EtherFiRateLimiter";
  static final String MINT = ContractAbi.keccak("EETH_MINT_LIMIT_ID");
  static final String ODD = "7000000000000000013";

  EtherfiTokens(Stage stage, long seed) {
    super(stage, seed);
  }

  final void deposits() {
    pay(ether(100), "@alice", POOL, "deposit()");
    pay(ether(50), "@bob", POOL, DEPOSIT, "@alice");
    pay("2", "@carol", POOL, "deposit()");
    pay("1", "@carol", POOL, "deposit()");
    pay("0", "@carol", POOL, DEPOSIT, ZERO);
    pay(ODD, "@carol", POOL, DEPOSIT, ZERO);
    pay(ether(400), "@dave", POOL, "deposit()");
    pay(ether(30_001), "@erin", POOL, "deposit()");
    call("@erin", LIMITER, "consumable(bytes32)", MINT);
    call("@erin", LIMITER, "getLimit(bytes32)", MINT);
    call("@erin", LIMITER, "consumable(bytes32)", ContractAbi.keccak("no such limit"));
    call("@erin", LIMITER, "getLimit(bytes32)", ContractAbi.keccak("no such limit"));
    // ether that comes without a call is taken for a validator's
    pay(ether(3), "@erin", POOL, "");
    pay(ether(1_000_000), "@erin", POOL, "");
    pay("5", "@erin", POOL, "", "0x12345678");
    pay("5", "@erin", NFT, "");
    pay("5", "@erin", REDEMPTION, "");
    pay("5", "@erin", EETH, "");
    pay("5", "@erin", WEETH, "");
  }

  final void tokens() {
    call("@alice", EETH, TRANSFER, "@bob", ether(10));
    call("@alice", EETH, TRANSFER, "@alice", ether(1));
    call("@alice", EETH, TRANSFER, EETH, "5");
    call("@alice", EETH, TRANSFER, "@bob", "0");
    call("@alice", EETH, TRANSFER, "@bob", "1");
    call("@alice", EETH, TRANSFER, ZERO, "1");
    call("@alice", EETH, TRANSFER, "@bob", ether(100_000));
    call("@alice", EETH, TRANSFER, "@bob", MAX.toString());
    call("@bob", EETH, TRANSFER_FROM, "@alice", "@bob", "1");
    call("@bob", EETH, TRANSFER_FROM, ZERO, "@bob", "0");
    call("@alice", EETH, APPROVE, ZERO, "1");
    call("@alice", EETH, APPROVE, "@bob", ether(5));
    call("@bob", EETH, TRANSFER_FROM, "@alice", "@dave", ether(2));
    call("@bob", EETH, TRANSFER_FROM, "@alice", "@dave", ether(4));
    call("@alice", EETH, APPROVE, "@carol", MAX.toString());
    call("@carol", EETH, TRANSFER_FROM, "@alice", "@carol", "77");
    call("@carol", EETH, TRANSFER_FROM, "@alice", "@carol", ether(100_000));
    call("@bob", EETH, "allowance(address,address)", "@alice", "@carol");
  }

  final void wrapping() {
    call("@alice", WEETH, "wrap(uint256)", ether(1));
    call("@alice", EETH, APPROVE, WEETH, ether(70));
    call("@alice", WEETH, "wrap(uint256)", "0");
    call("@alice", WEETH, "wrap(uint256)", "1");
    call("@alice", WEETH, "wrap(uint256)", ether(40));
    call("@alice", WEETH, "wrap(uint256)", ether(40));
    call("@alice", WEETH, "wrap(uint256)", MAX.toString());
    call("@alice", WEETH, "unwrap(uint256)", "0");
    call("@alice", WEETH, "unwrap(uint256)", "1");
    call("@alice", WEETH, "unwrap(uint256)", ether(7));
    call("@alice", WEETH, "unwrap(uint256)", ether(700));
    call("@alice", WEETH, "unwrap(uint256)", MAX.toString());
    String deadline = soon();
    String method = "wrapWithPermit(uint256," + INPUT + ")";
    ObjectNode good = permitOf(EETH, "@dave", WEETH, ether(20), deadline);
    signed(good, "@dave", WEETH, method, ether(20), input(ether(20), deadline));
    // used up, so that nothing is left to wrap with
    signed(good, "@dave", WEETH, method, ether(20), input(ether(20), deadline));
    call("@dave", EETH, APPROVE, WEETH, ether(3));
    signed(good, "@dave", WEETH, method, ether(3), input(ether(20), deadline));
    call("@alice", WEETH, TRANSFER, "@carol", ether(2));
    call("@alice", WEETH, TRANSFER, "@carol", ether(200));
    call("@alice", WEETH, TRANSFER, ZERO, "1");
    call("@alice", WEETH, APPROVE, ZERO, "1");
    call("@alice", WEETH, APPROVE, "@bob", ether(1));
    call("@bob", WEETH, TRANSFER_FROM, "@alice", "@bob", "400");
    call("@alice", WEETH, APPROVE, "@dave", MAX.toString());
    call("@dave", WEETH, TRANSFER_FROM, "@alice", "@dave", ether(1));
    call("@dave", WEETH, "allowance(address,address)", "@alice", "@dave");
    call("@dave", WEETH, TRANSFER_FROM, "@alice", "@dave", ether(500));
    call("@erin", WEETH, TRANSFER_FROM, "@alice", "@dave", "1");
    call("@erin", WEETH, TRANSFER_FROM, ZERO, "@dave", "0");
  }

  final void permits() {
    for (String token : List.of(EETH, WEETH)) {
      permit(token, "@alice", "@alice", "", 600, 0);
      permit(token, "@alice", "@alice", "", 600, 0);
      permit(token, "@alice", "@alice", "", -600, 1);
      permit(token, "@alice", "@bob", "", 600, 1);
      for (String twist : List.of("highS", "badV", "zeroR")) {
        permit(token, "@alice", "@alice", twist, 600, 1);
      }
      // neither token asks a contract for its word
      permit(token, "@wallet", "@bob", "", 600, 0);
      call("@bob", token, "nonces(address)", "@alice");
      call("@bob", token, "allowance(address,address)", "@alice", "@erin");
    }
  }

  private void permit(
      String token, String owner, String signer, String twist, long left, int nonce) {
    String deadline = Long.toString(Stage.START + now() + left);
    ObjectNode sign = sign(token, owner, "@erin", ether(5), deadline, nonce);
    sign.put("signer", signer).put("twist", twist);
    signed(sign, "@dave", token, PERMIT, owner, "@erin", ether(5), deadline, "$v", "$r", "$s");
  }

  /** A call without a sender comes from the zero address: simulations do that. */
  final void nobody() {
    for (String token : List.of(EETH, WEETH)) {
      call(ZERO, token, TRANSFER, "@bob", "0");
      call(ZERO, token, APPROVE, "@bob", "0");
    }
    call(ZERO, WEETH, "wrap(uint256)", "1");
    call(ZERO, WEETH, "unwrap(uint256)", "1");
    call(ZERO, POOL, REQUEST, "@bob", ether(1));
    call(ZERO, NFT, CLAIM, "1");
  }

  final void redemption() {
    lever("etherfi.setRedemption", terms("30", "100", ether(200), "23148000000000000"));
    call("@dave", REDEMPTION, REDEEM, ether(5), "@wallet", ETH);
    call("@dave", EETH, APPROVE, REDEMPTION, ether(3_000));
    call("@dave", REDEMPTION, REDEEM, ether(5), "@wallet", ETH);
    call("@dave", REDEMPTION, REDEEM, ODD, "@wallet", ETH);
    call("@dave", REDEMPTION, REDEEM, ether(1_000), "@wallet", ETH);
    call("@dave", REDEMPTION, REDEEM, ether(195), "@wallet", ETH);
    call("@dave", REDEMPTION, REDEEM, ether(5), "@stone", ETH);
    call("@dave", REDEMPTION, REDEEM, ether(5), ZERO, ETH);
    for (String few : List.of("0", "1", "2", "3", "1000")) {
      call("@dave", REDEMPTION, REDEEM, few, "@wallet", ETH);
    }
    call("@dave", REDEMPTION, REDEEM, "0", "@wallet", ZERO);
    call("@dave", REDEMPTION, REDEEM, "1", "@wallet", ZERO);
    call("@dave", REDEMPTION, REDEEM_WE, ether(4), "@wallet", ETH);
    call("@dave", WEETH, APPROVE, REDEMPTION, ether(10));
    call("@dave", REDEMPTION, REDEEM_WE, ether(4), "@wallet", ETH);
    call("@dave", REDEMPTION, REDEEM_WE, ether(100), "@wallet", ETH);
    call("@dave", REDEMPTION, REDEEM_WE, ether(1), "@wallet", ZERO);
    call("@dave", REDEMPTION, REDEEM_WE, ether(1), "@stone", ETH);
    call("@alice", REDEMPTION, "totalRedeemableAmount(address)", ETH);
    later(600);
    call("@alice", REDEMPTION, "totalRedeemableAmount(address)", ETH);
    String deadline = soon();
    signed(
        permitOf(EETH, "@bob", REDEMPTION, ether(6), deadline),
        "@bob",
        REDEMPTION,
        "redeemEEthWithPermit(uint256,address," + INPUT + ",address)",
        ether(6),
        "@wallet",
        input(ether(6), deadline),
        ETH);
    String method = "redeemWeEthWithPermit(uint256,address," + INPUT + ",address)";
    ObjectNode good = permitOf(WEETH, "@alice", REDEMPTION, ether(2), deadline);
    for (int i = 0; i < 2; i++) {
      signed(
          good, "@alice", REDEMPTION, method, ether(2), "@wallet", input(ether(2), deadline), ETH);
    }
    lever("etherfi.setRedemption", terms("0", "0", ether(300), "0"));
    call("@dave", REDEMPTION, REDEEM, ODD, "@wallet", ETH);
    lever("etherfi.setRedemption", terms("500", "500", ether(300), "0"));
    call("@dave", REDEMPTION, REDEEM, ODD, "@wallet", ETH);
    lever("etherfi.setLiquidity", object().put("amount", ether(430)));
    call("@dave", REDEMPTION, REDEEM, ether(100), "@wallet", ETH);
    call("@dave", REDEMPTION, "totalRedeemableAmount(address)", ETH);
    lever("etherfi.setLiquidity", object().put("amount", ether(100)));
    call("@dave", REDEMPTION, "totalRedeemableAmount(address)", ETH);
    call("@dave", REDEMPTION, "canRedeem(uint256,address)", "1", ETH);
    call("@dave", REDEMPTION, REDEEM, ether(1), "@wallet", ETH);
    lever("etherfi.setLiquidity", object().put("amount", ether(2_000)));
    lever("etherfi.setRedemption", terms("30", "100", ether(2_000), "23148000000000000"));
    call("@dave", REDEMPTION, REDEEM, ether(1), "@wallet", ETH);
  }

  final void redemptionForSteth() {
    call("@dave", REDEMPTION, "canRedeem(uint256,address)", ether(250), LIDO);
    call("@dave", REDEMPTION, "canRedeem(uint256,address)", ether(249), LIDO);
    call("@dave", REDEMPTION, REDEEM, ether(10), "@wallet", LIDO);
    call("@dave", REDEMPTION, REDEEM, ODD, "@wallet", LIDO);
    call("@dave", REDEMPTION, REDEEM, ether(240), "@wallet", LIDO);
    call("@dave", REDEMPTION, REDEEM, ether(1), ZERO, LIDO);
    call("@dave", REDEMPTION, REDEEM, ether(1), "@stone", LIDO);
    for (String few : List.of("0", "1", "2", "3", "1000")) {
      call("@dave", REDEMPTION, REDEEM, few, "@wallet", LIDO);
    }
    call("@dave", REDEMPTION, REDEEM_WE, ether(1), "@wallet", LIDO);
    call("@dave", REDEMPTION, "totalRedeemableAmount(address)", LIDO);
    price("0", 0);
    call("@dave", REDEMPTION, REDEEM, ether(1), "@wallet", LIDO);
    price("-5", 0);
    call("@dave", REDEMPTION, REDEEM, ether(1), "@wallet", LIDO);
    price("1000000000000000000", 90_000);
    call("@dave", REDEMPTION, REDEEM, ether(1), "@wallet", LIDO);
    price("1000000000000000000", 90_001);
    call("@dave", REDEMPTION, REDEEM, ether(1), "@wallet", LIDO);
    price("1010000000000000000", 0);
    call("@dave", REDEMPTION, REDEEM, ether(1), "@wallet", LIDO);
    price("1010000000000000001", 0);
    call("@dave", REDEMPTION, REDEEM, ether(1), "@wallet", LIDO);
    price("999500000000000000", 0);
  }

  private void price(String answer, long age) {
    ObjectNode arguments = object().put("answer", answer).put("age", Long.toString(age));
    lever("etherfi.setStETHPrice", arguments);
  }

  private ObjectNode terms(String fee, String low, String capacity, String refillRate) {
    return object()
        .put("exitFeeBps", fee)
        .put("lowWatermarkBps", low)
        .put("capacity", capacity)
        .put("refillRate", refillRate);
  }
}
