package io.github.restake4j.devnet.transcript;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.List;

/**
 * Lido from staking to claiming. First every entry and refusal once, then a seeded life of five
 * people with rebases in both directions, refusals included.
 */
final class LidoStory extends LidoLife {
  LidoStory(Stage stage, long seed) {
    super(stage, seed);
  }

  void tell() {
    limits();
    views();
    tokens();
    wrapping();
    permits();
    nobody();
    requests();
    finalization();
    places();
    pauses();
    for (int i = 0; i < 140; i++) {
      anything();
    }
    views();
  }

  // ----------------------------------------------------------------- scripted

  private void limits() {
    lever("lido.setStakingLimit", limit("5000000000000000000000", "1000000000000000000"));
    // both worlds begin with a queue that was just opened
    lever("lido.pauseQueue", object());
    lever("lido.resumeQueue", object());
    pay(ether(100), "@alice", LIDO, "submit(address)", ZERO);
    pay(ether(50), "@bob", LIDO, "submit(address)", "@alice");
    pay("1", "@carol", LIDO, "submit(address)", ZERO);
    pay("0", "@carol", LIDO, "submit(address)", ZERO);
    pay(ether(20), "@carol", LIDO, "");
    pay("0", "@carol", LIDO, "");
    pay("5", "@carol", LIDO, "", "0x12345678");
    pay(ether(4_800), "@dave", LIDO, "submit(address)", ZERO);
    pay(ether(4_900), "@erin", LIDO, "submit(address)", ZERO);
    call("@alice", LIDO, "getStakeLimitFullInfo()");
    lever("lido.setStakingLimit", limit("100000000000000000000", "0"));
    call("@alice", LIDO, "getStakeLimitFullInfo()");
    pay(ether(101), "@alice", LIDO, "submit(address)", ZERO);
    lever("lido.pauseStaking", object());
    call("@alice", LIDO, "getStakeLimitFullInfo()");
    pay(ether(1), "@alice", LIDO, "submit(address)", ZERO);
    lever("lido.resumeStaking", object());
    lever("lido.removeStakingLimit", object());
    call("@alice", LIDO, "getStakeLimitFullInfo()");
    call("@alice", LIDO, "getCurrentStakeLimit()");
    pay(ether(600), "@erin", LIDO, "submit(address)", ZERO);
    lever("lido.setStakingLimit", limit("150000000000000000000000", "23437500000000000000"));
  }

  private void views() {
    for (String contract : stage.abis().keySet()) {
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
    for (String who : List.of("@alice", "@wallet", ZERO)) {
      call("@bob", LIDO, "balanceOf(address)", who);
      call("@bob", LIDO, "sharesOf(address)", who);
      call("@bob", WST, "balanceOf(address)", who);
      call("@bob", QUEUE, "balanceOf(address)", who);
      call("@bob", QUEUE, "getWithdrawalRequests(address)", who);
      call("@bob", LIDO, "nonces(address)", who);
      call("@bob", WST, "nonces(address)", who);
    }
    String odd = ETHER.multiply(BigInteger.valueOf(7)).add(BigInteger.valueOf(13)).toString();
    for (String amount : List.of("0", "1", odd, TOO_LARGE.toString())) {
      call("@bob", LIDO, "getSharesByPooledEth(uint256)", amount);
      call("@bob", LIDO, "getPooledEthByShares(uint256)", amount);
      call("@bob", WST, "getWstETHByStETH(uint256)", amount);
      call("@bob", WST, "getStETHByWstETH(uint256)", amount);
    }
  }

  private void tokens() {
    call("@alice", LIDO, TRANSFER, "@bob", ether(10));
    call("@alice", LIDO, TRANSFER, "@alice", ether(1));
    call("@alice", LIDO, TRANSFER, "@bob", "0");
    call("@alice", LIDO, TRANSFER, ZERO, "1");
    call("@alice", LIDO, TRANSFER, LIDO, "1");
    call("@alice", LIDO, TRANSFER, "@bob", ether(100_000));
    call("@alice", LIDO, TRANSFER, "@bob", TOO_LARGE.toString());
    call("@alice", LIDO, "transferShares(address,uint256)", "@carol", ether(3));
    call("@alice", LIDO, "transferShares(address,uint256)", "@carol", ether(100_000));
    call("@alice", LIDO, "transferShares(address,uint256)", ZERO, "1");
    call("@alice", LIDO, "transferShares(address,uint256)", LIDO, "1");
    call("@bob", LIDO, TRANSFER_FROM, "@alice", "@bob", "1");
    call("@bob", LIDO, TRANSFER_FROM, ZERO, "@bob", "0");
    call("@alice", LIDO, APPROVE, ZERO, "1");
    call("@alice", LIDO, APPROVE, "@bob", ether(5));
    call("@bob", LIDO, TRANSFER_FROM, "@alice", "@dave", ether(2));
    call("@bob", LIDO, "transferSharesFrom(address,address,uint256)", "@alice", "@dave", ether(1));
    call("@bob", LIDO, "transferSharesFrom(address,address,uint256)", "@alice", "@dave", ether(4));
    call(
        "@bob",
        LIDO,
        "transferSharesFrom(address,address,uint256)",
        "@alice",
        "@dave",
        TOO_LARGE.toString());
    call("@bob", LIDO, "allowance(address,address)", "@alice", "@bob");
    call("@alice", LIDO, APPROVE, "@carol", MAX.toString());
    call("@carol", LIDO, TRANSFER_FROM, "@alice", "@carol", "77");
    call("@carol", LIDO, TRANSFER_FROM, "@alice", "@carol", ether(100_000));
    call("@carol", LIDO, TRANSFER_FROM, "@alice", LIDO, "1");
    call("@bob", LIDO, "allowance(address,address)", "@alice", "@carol");
  }

  private void wrapping() {
    call("@alice", WST, "wrap(uint256)", ether(1));
    call("@alice", LIDO, APPROVE, WST, ether(40));
    call("@alice", WST, "wrap(uint256)", "0");
    call("@alice", WST, "wrap(uint256)", ether(30));
    call("@alice", WST, "wrap(uint256)", ether(30));
    call("@alice", WST, "wrap(uint256)", TOO_LARGE.toString());
    call("@alice", WST, "unwrap(uint256)", "0");
    call("@alice", WST, "unwrap(uint256)", ether(7));
    call("@alice", WST, "unwrap(uint256)", ether(700));
    pay(ether(9), "@bob", WST, "");
    pay("0", "@bob", WST, "");
    call("@alice", WST, TRANSFER, "@carol", ether(2));
    call("@alice", WST, TRANSFER, "@carol", ether(200));
    call("@alice", WST, TRANSFER, ZERO, "1");
    call("@alice", WST, APPROVE, ZERO, "1");
    call("@alice", WST, APPROVE, "@dave", MAX.toString());
    call("@dave", WST, TRANSFER_FROM, "@alice", "@dave", ether(1));
    call("@dave", WST, "allowance(address,address)", "@alice", "@dave");
    call("@dave", WST, TRANSFER_FROM, "@alice", "@dave", ether(500));
    call("@erin", WST, TRANSFER_FROM, "@alice", "@dave", "1");
    call("@erin", WST, TRANSFER_FROM, ZERO, "@dave", "0");
  }

  /** A call without a sender comes from the zero address: simulations do that. */
  private void nobody() {
    pay("1", ZERO, LIDO, "submit(address)", ZERO);
    pay("1", ZERO, WST, "");
    for (String token : List.of(LIDO, WST)) {
      call(ZERO, token, TRANSFER, "@bob", "0");
      call(ZERO, token, APPROVE, "@bob", "0");
    }
    call(ZERO, LIDO, "transferShares(address,uint256)", "@bob", "0");
    call(ZERO, WST, "wrap(uint256)", "1");
    call(ZERO, WST, "unwrap(uint256)", "1");
    call(ZERO, QUEUE, REQUEST, List.of("100"), ZERO);
    call(ZERO, QUEUE, REQUEST_WST, List.of("100"), ZERO);
  }

  private void permits() {
    for (String token : List.of(LIDO, WST)) {
      permit(token, "@alice", "@alice", "", 600, ether(5), 0);
      permit(token, "@alice", "@alice", "", 600, ether(5), 0);
      permit(token, "@alice", "@alice", "", -600, ether(5), 1);
      permit(token, "@alice", "@bob", "", 600, ether(5), 1);
      for (String twist : List.of("highS", "badV", "zeroR")) {
        permit(token, "@alice", "@alice", twist, 600, ether(5), 1);
      }
      permit(token, "@wallet", "@bob", "", 600, ether(2), 0);
      permit(token, "@vault", "@bob", "", 600, ether(2), 0);
      call("@bob", token, "nonces(address)", "@wallet");
      call("@bob", token, "allowance(address,address)", "@alice", "@erin");
    }
  }

  private void permit(
      String token, String owner, String signer, String twist, long left, String value, int nonce) {
    String deadline = Long.toString(Stage.START + stage.time() + left);
    ObjectNode sign = sign(token, owner, "@erin", value, deadline, nonce);
    sign.put("signer", signer).put("twist", twist);
    signed(sign, "@dave", token, PERMIT, owner, "@erin", value, deadline, "$v", "$r", "$s");
  }

  private void requests() {
    call("@bob", QUEUE, HINTS, List.of(), "1", "0");
    call("@alice", LIDO, APPROVE, QUEUE, ether(30));
    call("@alice", QUEUE, REQUEST, List.of(), ZERO);
    call("@alice", QUEUE, REQUEST, List.of(ether(3), "100"), ZERO);
    call("@alice", QUEUE, REQUEST, List.of(ether(2)), "@bob");
    call("@alice", QUEUE, REQUEST, List.of(ether(1), "99"), ZERO);
    call("@alice", QUEUE, REQUEST, List.of("1000000000000000000001"), ZERO);
    call("@alice", QUEUE, REQUEST, List.of(ether(28)), ZERO);
    call("@carol", QUEUE, REQUEST, List.of(ether(1)), ZERO);
    call("@alice", WST, APPROVE, QUEUE, ether(12));
    call("@alice", QUEUE, REQUEST_WST, List.of(ether(2), "100"), "@alice");
    call("@alice", QUEUE, REQUEST_WST, List.of("0"), ZERO);
    call("@alice", QUEUE, REQUEST_WST, List.of("50"), ZERO);
    call("@alice", QUEUE, REQUEST_WST, List.of(ether(900)), ZERO);
    call("@erin", WST, APPROVE, QUEUE, ether(5));
    call("@erin", QUEUE, REQUEST_WST, List.of(ether(1)), ZERO);
    pay(ether(1_500), "@erin", WST, "");
    call("@erin", WST, APPROVE, QUEUE, ether(1_500));
    call("@erin", QUEUE, REQUEST_WST, List.of(ether(1_200)), ZERO);
    requestWithPermit("@bob", LIDO, "requestWithdrawalsWithPermit", ether(4));
    requestWithPermit("@bob", WST, "requestWithdrawalsWstETHWithPermit", ether(3));
    // the same signature again: somebody was faster
    String deadline = Long.toString(Stage.START + stage.time() + 600);
    ObjectNode used = sign(LIDO, "@bob", QUEUE, ether(4), deadline, 0);
    signed(
        used,
        "@bob",
        QUEUE,
        "requestWithdrawalsWithPermit" + PERMIT_INPUT,
        List.of(ether(4)),
        ZERO,
        List.of(ether(4), deadline, "$v", "$r", "$s"));
    for (Object ids : List.of(List.of("1", "3"), List.of("0"), List.of("1", "999"), List.of())) {
      call("@bob", QUEUE, STATUS, ids);
    }
    call("@bob", QUEUE, HINTS, List.of("1"), "1", "0");
    call("@bob", QUEUE, HINTS, List.of("1", "2"), "1", "0");
    call("@bob", QUEUE, CLAIMABLE, List.of("1", "2"), List.of("0", "0"));
    call("@alice", QUEUE, "claimWithdrawal(uint256)", "1");
  }

  private void finalization() {
    report("3000000000000000000", "3", 86_400);
    report("-40000000000000000000", "0", 86_400);
    call("@alice", QUEUE, REQUEST, List.of(ether(1), ether(2)), ZERO);
    report("-25000000000000000000", "5", 86_400);
    report("500000000000000001", last(), 172_800);
    call("@bob", QUEUE, HINTS, List.of("1", "2", "4", "6"), "1", checkpoints());
    call("@bob", QUEUE, HINTS, List.of("4", "2"), "1", checkpoints());
    call("@bob", QUEUE, HINTS, List.of("0"), "1", checkpoints());
    call("@bob", QUEUE, HINTS, List.of("999"), "1", checkpoints());
    call("@bob", QUEUE, HINTS, List.of("1"), "0", checkpoints());
    call("@bob", QUEUE, HINTS, List.of("1"), "1", "99");
    call("@bob", QUEUE, HINTS, List.of("1"), "2", "1");
    call("@bob", QUEUE, HINTS, List.of("1"), "2", "2");
    call("@bob", QUEUE, HINTS, List.of("6"), "1", "1");
    call("@bob", QUEUE, CLAIMABLE, List.of("1", "2", "4"), List.of("1", "1", "2"));
    call("@bob", QUEUE, CLAIMABLE, List.of("1"), List.of("0"));
    call("@bob", QUEUE, CLAIMABLE, List.of("1"), List.of("2"));
    call("@bob", QUEUE, CLAIMABLE, List.of("4"), List.of("1"));
    call("@bob", QUEUE, CLAIMABLE, List.of("1"), List.of("99"));
    call("@bob", QUEUE, CLAIMABLE, List.of("999"), List.of("1"));
    call("@bob", QUEUE, CLAIMABLE, List.of("1", "2"), List.of("1"));
    call("@bob", QUEUE, "claimWithdrawal(uint256)", "1");
    call("@alice", QUEUE, "claimWithdrawal(uint256)", "1");
    call("@alice", QUEUE, "claimWithdrawal(uint256)", "1");
    call("@alice", QUEUE, "claimWithdrawal(uint256)", "0");
    call("@alice", QUEUE, "claimWithdrawal(uint256)", "999");
    call("@alice", QUEUE, CLAIM, List.of("0"), List.of("1"));
    call("@alice", QUEUE, CLAIM, List.of("999"), List.of("1"));
    call("@alice", QUEUE, CLAIM, List.of("2", "4"), List.of("1"));
    call("@alice", QUEUE, CLAIM, List.of("2", "2"), List.of("1", "1"));
    call("@alice", QUEUE, CLAIM, List.of("2"), List.of("2"));
    call("@alice", QUEUE, CLAIM_TO, List.of("2"), List.of("1"), ZERO);
    call("@alice", QUEUE, CLAIM_TO, List.of("2"), List.of("1"), "@stone");
    call("@alice", QUEUE, CLAIM_TO, List.of("4", "2"), List.of("2", "1"), "@erin");
    call("@alice", QUEUE, CLAIM, List.of("5"), List.of("2"));
    call("@alice", QUEUE, CLAIM, List.of(), List.of());
    call("@bob", QUEUE, CLAIMABLE, List.of("1", "6"), List.of("0", "3"));
    call("@alice", QUEUE, REQUEST, List.of(ether(1), ether(1)), ZERO);
    call("@bob", QUEUE, HINTS, List.of("6", last()), "1", checkpoints());
    call("@bob", QUEUE, HINTS, List.of("6", lastBut(1), last()), "1", checkpoints());
    call("@bob", QUEUE, "getWithdrawalRequests(address)", "@alice");
    call("@alice", QUEUE, CLAIM, List.of(last()), List.of("1"));
  }

  private void places() {
    String id = last();
    call("@bob", QUEUE, "ownerOf(uint256)", id);
    call("@bob", QUEUE, "ownerOf(uint256)", "1");
    call("@bob", QUEUE, "ownerOf(uint256)", "0");
    call("@bob", QUEUE, "getApproved(uint256)", id);
    call("@bob", QUEUE, "getApproved(uint256)", "1");
    call("@bob", QUEUE, APPROVE, "@bob", id);
    call("@alice", QUEUE, APPROVE, "@alice", id);
    call("@alice", QUEUE, APPROVE, "@bob", "1");
    call("@carol", QUEUE, TRANSFER_FROM, "@alice", "@carol", id);
    call("@alice", QUEUE, APPROVE, "@carol", id);
    call("@bob", QUEUE, "getApproved(uint256)", id);
    call("@carol", QUEUE, TRANSFER_FROM, "@alice", ZERO, id);
    call("@carol", QUEUE, TRANSFER_FROM, "@alice", "@alice", id);
    call("@carol", QUEUE, TRANSFER_FROM, "@alice", "@carol", "999");
    call("@carol", QUEUE, TRANSFER_FROM, "@alice", "@carol", "1");
    call("@carol", QUEUE, TRANSFER_FROM, "@dave", "@carol", id);
    call("@carol", QUEUE, TRANSFER_FROM, "@alice", "@carol", id);
    call("@bob", QUEUE, "getApproved(uint256)", id);
    call("@carol", QUEUE, "setApprovalForAll(address,bool)", "@carol", true);
    call("@carol", QUEUE, "setApprovalForAll(address,bool)", "@dave", true);
    call("@bob", QUEUE, "isApprovedForAll(address,address)", "@carol", "@dave");
    call("@dave", QUEUE, APPROVE, "@erin", id);
    call("@dave", QUEUE, SAFE_TRANSFER, "@carol", "@wallet", id);
    call("@dave", QUEUE, SAFE_TRANSFER, "@carol", WST, id);
    call("@dave", QUEUE, SAFE_TRANSFER, "@carol", LIDO, id);
    call("@dave", QUEUE, SAFE_TRANSFER, "@carol", "@stone", id);
    call("@dave", QUEUE, SAFE_TRANSFER, "@carol", "@bob", id);
    call("@bob", QUEUE, SAFE_TRANSFER, "@bob", "@vault", id);
    call("@vault", QUEUE, TRANSFER_FROM, "@vault", "@bob", id);
    call("@carol", QUEUE, "setApprovalForAll(address,bool)", "@dave", false);
    call("@bob", QUEUE, "getWithdrawalRequests(address)", "@bob");
  }

  private void pauses() {
    lever("lido.pauseQueue", object());
    call("@alice", QUEUE, REQUEST, List.of(ether(1)), ZERO);
    call("@alice", QUEUE, REQUEST_WST, List.of(), ZERO);
    call("@alice", QUEUE, "getResumeSinceTimestamp()");
    call("@bob", QUEUE, "claimWithdrawal(uint256)", "3");
    lever("lido.resumeQueue", object());
    lever("lido.pauseQueue", object().put("seconds", "600"));
    call("@alice", QUEUE, "isPaused()");
    call("@alice", QUEUE, "getResumeSinceTimestamp()");
    later(700);
    call("@alice", QUEUE, "isPaused()");
    lever("lido.setBunkerMode", object().put("on", true));
    call("@alice", QUEUE, "isBunkerModeActive()");
    call("@alice", QUEUE, "bunkerModeSinceTimestamp()");
    lever("lido.setBunkerMode", object().put("on", false));
    call("@alice", QUEUE, "isBunkerModeActive()");
    lever("lido.stop", object());
    call("@alice", LIDO, "isStopped()");
    pay(ether(1), "@alice", LIDO, "submit(address)", ZERO);
    call("@alice", LIDO, TRANSFER, "@bob", "1");
    call("@alice", LIDO, APPROVE, "@bob", "5");
    call("@alice", WST, "unwrap(uint256)", "1000");
    call("@alice", QUEUE, REQUEST, List.of(ether(1)), ZERO);
    lever("lido.resume", object());
    call("@alice", LIDO, TRANSFER, "@bob", "1");
  }
}
