package io.github.restake4j.devnet.transcript;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.List;

/**
 * ether.fi from depositing to claiming. First every entry and refusal once, then a seeded life of
 * five people with rebases in both directions, refusals included.
 */
final class EtherfiStory extends EtherfiTokens {
  private static final String BURN = ContractAbi.keccak("EETH_BURN_LIMIT_ID");

  /** On the stage, but not of the story. */
  private static final List<String> OTHERS = List.of(LIDO, "@Multicall3");

  EtherfiStory(Stage stage, long seed) {
    super(stage, seed);
  }

  void tell() {
    deposits();
    tokens();
    wrapping();
    permits();
    nobody();
    redemption();
    redemptionForSteth();
    views();
    requests();
    finalization();
    frozen();
    tickets();
    pauses();
    blacklist();
    limits();
    life(80);
    losses();
    life(40);
    views();
  }

  private void life(int steps) {
    for (int i = 0; i < steps; i++) {
      anything();
    }
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
                if (view && entry.path("inputs").isEmpty() && !OTHERS.contains(contract)) {
                  call("@alice", contract, signature);
                }
              });
    }
    for (String who : List.of("@alice", "@wallet", ZERO)) {
      call("@bob", EETH, "balanceOf(address)", who);
      call("@bob", EETH, "shares(address)", who);
      call("@bob", POOL, "getTotalEtherClaimOf(address)", who);
      call("@bob", WEETH, "balanceOf(address)", who);
      call("@bob", NFT, "balanceOf(address)", who);
      call("@bob", EETH, "nonces(address)", who);
      call("@bob", WEETH, "nonces(address)", who);
    }
    for (String amount : List.of("0", "1", ODD, MAX.toString())) {
      call("@bob", POOL, "sharesForAmount(uint256)", amount);
      call("@bob", POOL, "sharesForWithdrawalAmount(uint256)", amount);
      call("@bob", POOL, "amountForShare(uint256)", amount);
      call("@bob", WEETH, "getWeETHByeETH(uint256)", amount);
      call("@bob", WEETH, "getEETHByWeETH(uint256)", amount);
      call("@bob", REDEMPTION, "previewRedeem(uint256,address)", amount, ETH);
      call("@bob", REDEMPTION, "canRedeem(uint256,address)", amount, ETH);
      call("@bob", REDEMPTION, "canRedeem(uint256,address)", amount, ZERO);
    }
    for (String token : List.of(ETH, LIDO, ZERO)) {
      call("@bob", REDEMPTION, "previewRedeem(uint256,address)", ODD, token);
      call("@bob", REDEMPTION, "totalRedeemableAmount(address)", token);
      call("@bob", REDEMPTION, "lowWatermarkInETH(address)", token);
      call("@bob", REDEMPTION, "getInstantLiquidityAmount(address)", token);
      call("@bob", REDEMPTION, "tokenToRedemptionInfo(address)", token);
    }
    call("@bob", LIMITER, "consumable(bytes32)", BURN);
    call("@bob", LIMITER, "getLimit(bytes32)", BURN);
    for (String id : List.of("0", "1", last(), "999", "4294967297")) {
      call("@bob", NFT, "getRequest(uint256)", id);
      call("@bob", NFT, "isFinalized(uint256)", id);
      call("@bob", NFT, "isValid(uint256)", id);
      call("@bob", NFT, "getClaimableAmount(uint256)", id);
      call("@bob", NFT, "frozenRateFor(uint256)", id);
      call("@bob", NFT, "ownerOf(uint256)", id);
    }
  }

  private void requests() {
    call("@alice", POOL, REQUEST, "@alice", ether(1));
    call("@alice", EETH, APPROVE, POOL, ether(30));
    call("@alice", POOL, REQUEST, "@alice", ether(3));
    call("@alice", POOL, REQUEST, "@bob", ODD);
    call("@alice", POOL, REQUEST, "@wallet", ether(2));
    call("@alice", POOL, REQUEST, "@vault", ether(2));
    call("@alice", POOL, REQUEST, "@stone", ether(2));
    call("@alice", POOL, REQUEST, EETH, ether(2));
    call("@alice", POOL, REQUEST, ZERO, ether(2));
    for (String few : List.of("0", "999999999999999", ether(1_000) + "1")) {
      call("@alice", POOL, REQUEST, "@alice", few);
    }
    call("@alice", POOL, REQUEST, "@alice", "1000000000000000");
    call("@alice", POOL, REQUEST, "@alice", ether(28));
    call("@erin", EETH, APPROVE, POOL, ether(30));
    call("@erin", POOL, REQUEST, "@erin", ether(28));
    requestWithPermit("@bob", "@carol", ether(4));
    String deadline = soon();
    // signed by another: passed over, and no allowance is left
    signed(
        permitOf(EETH, "@bob", POOL, ether(4), deadline).put("signer", "@dave"),
        "@bob",
        POOL,
        "requestWithdrawWithPermit(address,uint256," + INPUT + ")",
        "@bob",
        ether(4),
        input(ether(4), deadline));
    lever("etherfi.setWithdrawLimits", object().put("min", "0").put("max", ether(5)));
    call("@alice", POOL, REQUEST, "@alice", ether(6));
    call("@alice", POOL, REQUEST, "@alice", "1");
    call("@alice", POOL, REQUEST, "@alice", "2");
    lever("etherfi.setWithdrawLimits", limits("1000000000000000", ether(1_000)));
    for (String id : List.of("0", "1", "2", "99")) {
      call("@bob", NFT, "getRequest(uint256)", id);
      call("@bob", NFT, "isValid(uint256)", id);
      call("@bob", NFT, "getClaimableAmount(uint256)", id);
    }
    call("@alice", NFT, CLAIM, "1");
  }

  private ObjectNode limits(String min, String max) {
    return object().put("min", min).put("max", max);
  }

  private void finalization() {
    rebase("3000000000000000000");
    finalizeUpTo("1");
    rebase("-30000000000000000000");
    finalizeUpTo("3");
    rebase("40000000000000000001");
    call("@bob", NFT, "isFinalized(uint256)", "3");
    call("@bob", NFT, "isFinalized(uint256)", "4");
    for (String id : List.of("1", "2", "3", "4")) {
      call("@bob", NFT, "getClaimableAmount(uint256)", id);
      call("@bob", NFT, "frozenRateFor(uint256)", id);
    }
    call("@erin", NFT, CLAIM, "1");
    call("@erin", NFT, CLAIM, "1");
    call("@erin", NFT, CLAIM, "0");
    call("@erin", NFT, CLAIM, "99");
    call("@erin", NFT, CLAIM_ALL, List.of("2", "2"));
    call("@erin", NFT, CLAIM_ALL, List.of("2", "4"));
    call("@erin", NFT, CLAIM_ALL, List.of());
    call("@bob", NFT, CLAIM_ALL, List.of("3", "2"));
    call("@bob", NFT, "getClaimableAmount(uint256)", "2");
    call("@bob", NFT, "getRequest(uint256)", "2");
    call("@bob", NFT, "isFinalized(uint256)", "2");
    call("@bob", NFT, "isValid(uint256)", "2");
    // what the pool lacks comes back from validators
    lever("etherfi.setLiquidity", object().put("amount", "1000"));
    call("@dave", EETH, APPROVE, POOL, ether(200));
    call("@dave", POOL, REQUEST, "@dave", ether(50));
    finalizeUpTo(last());
    lever("etherfi.setLiquidity", object().put("amount", ether(2_000)));
    call("@alice", NFT, CLAIM, last());
    pay(ether(200), "@erin", POOL, "deposit()");
  }

  /** Requests that were invalidated. */
  private void frozen() {
    call("@dave", POOL, REQUEST, "@dave", ether(11));
    String first = last();
    call("@dave", POOL, REQUEST, "@dave", ether(12));
    String second = last();
    lever("etherfi.invalidateRequest", object().put("id", first));
    lever("etherfi.invalidateRequest", object().put("id", second));
    call("@bob", NFT, "isValid(uint256)", first);
    call("@bob", NFT, "getRequest(uint256)", first);
    call("@dave", NFT, TRANSFER_FROM, "@dave", "@bob", first);
    call("@dave", NFT, CLAIM, first);
    lever("etherfi.validateRequest", object().put("id", first));
    call("@dave", NFT, TRANSFER_FROM, "@dave", "@bob", first);
    finalizeUpTo(second);
    call("@dave", NFT, CLAIM, first);
    call("@dave", NFT, CLAIM, second);
    call("@bob", NFT, "getClaimableAmount(uint256)", second);
    lever("etherfi.validateRequest", object().put("id", second));
    call("@erin", NFT, CLAIM, second);
    call("@bob", "@RoleRegistry", "onlyUpgradeTimelock(address)", "@bob");
    call("@bob", "@RoleRegistry", "onlyUpgradeTimelock(address)", "@governance");
  }

  private void tickets() {
    call("@dave", POOL, REQUEST, "@alice", ether(9));
    String id = last();
    call("@bob", NFT, "ownerOf(uint256)", id);
    call("@bob", NFT, "ownerOf(uint256)", "1");
    call("@bob", NFT, "getApproved(uint256)", id);
    call("@bob", NFT, "getApproved(uint256)", "1");
    call("@bob", NFT, APPROVE, "@bob", id);
    call("@alice", NFT, APPROVE, "@alice", id);
    call("@alice", NFT, APPROVE, "@bob", "1");
    call("@carol", NFT, TRANSFER_FROM, "@alice", "@carol", id);
    call("@alice", NFT, APPROVE, "@carol", id);
    call("@bob", NFT, "getApproved(uint256)", id);
    call("@carol", NFT, TRANSFER_FROM, "@alice", ZERO, id);
    call("@carol", NFT, TRANSFER_FROM, "@alice", "@carol", "999");
    call("@carol", NFT, TRANSFER_FROM, "@dave", "@carol", id);
    call("@carol", NFT, TRANSFER_FROM, "@alice", "@alice", id);
    call("@carol", NFT, TRANSFER_FROM, "@alice", "@carol", id);
    call("@alice", NFT, TRANSFER_FROM, "@alice", "@carol", id);
    call("@bob", NFT, "getApproved(uint256)", id);
    call("@carol", NFT, "setApprovalForAll(address,bool)", "@carol", true);
    call("@carol", NFT, "setApprovalForAll(address,bool)", "@dave", true);
    call("@bob", NFT, "isApprovedForAll(address,address)", "@carol", "@dave");
    call("@dave", NFT, APPROVE, "@erin", id);
    for (String receiver : List.of("@wallet", "@stone", WEETH, POOL, ZERO)) {
      call("@dave", NFT, SAFE_TRANSFER, "@carol", receiver, id);
    }
    call("@dave", NFT, SAFE_TRANSFER, "@carol", "@vault", id);
    call("@vault", NFT, SAFE_TRANSFER, "@vault", "@bob", id);
    call("@carol", NFT, "setApprovalForAll(address,bool)", "@dave", false);
    // whoever refuses ether cannot be paid
    call("@bob", NFT, TRANSFER_FROM, "@bob", "@stone", id);
    finalizeUpTo(id);
    call("@bob", NFT, CLAIM, id);
    call("@stone", NFT, TRANSFER_FROM, "@stone", "@wallet", id);
    call("@bob", NFT, CLAIM, id);
  }

  private void pauses() {
    call("@dave", POOL, REQUEST, "@dave", ether(5));
    finalizeUpTo(last());
    String due = last();
    for (String contract : List.of(POOL, EETH, WEETH, NFT, REDEMPTION)) {
      ObjectNode which = object().put("contract", contract.substring(1));
      lever("etherfi.pause", which);
      everything(due);
      lever("etherfi.unpause", which.deepCopy());
      long until = Stage.START + now() + 100_000;
      lever("etherfi.pause", which.deepCopy().put("until", Long.toString(until)));
      call("@alice", contract, "pausedUntil()");
      call("@dave", REDEMPTION, REDEEM, ether(1), "@wallet", ETH);
      call("@alice", WEETH, "unwrap(uint256)", "1000");
      lever("etherfi.unpause", which.deepCopy());
    }
    long until = Stage.START + now() + 100_000;
    ObjectNode pool = object().put("contract", "LiquidityPool");
    lever("etherfi.pause", pool.put("until", Long.toString(until)));
    later(99_000);
    pay(ether(1), "@alice", POOL, "deposit()");
    later(1_000);
    pay(ether(1), "@alice", POOL, "deposit()");
  }

  /** One call of each kind; the claim must be refused, or it could not be asked for again. */
  private void everything(String due) {
    pay(ether(1), "@alice", POOL, "deposit()");
    call("@alice", POOL, REQUEST, "@alice", ether(1));
    call("@alice", EETH, TRANSFER, "@bob", "1000");
    call("@alice", EETH, APPROVE, "@bob", "5");
    call("@alice", WEETH, "wrap(uint256)", "1000");
    call("@alice", WEETH, "unwrap(uint256)", "1000");
    call("@alice", WEETH, TRANSFER, "@bob", "1000");
    call("@dave", REDEMPTION, REDEEM, ether(1), "@wallet", ETH);
    call("@dave", REDEMPTION, REDEEM_WE, "100000", "@wallet", ETH);
    call("@dave", REDEMPTION, REDEEM, "100000", "@wallet", LIDO);
    call("@dave", NFT, TRANSFER_FROM, "@dave", "@dave", due);
    call("@alice", NFT, CLAIM_ALL, List.of(due, "1"));
  }

  private void blacklist() {
    call("@dave", POOL, REQUEST, "@dave", ether(5));
    finalizeUpTo(last());
    String due = last();
    lever("etherfi.blacklist", account("@dave", true));
    call("@bob", "@Blacklister", "nonBlacklisted(address)", "@dave");
    call("@bob", "@Blacklister", "nonBlacklisted(address)", "@bob");
    call("@bob", "@Blacklister", "blacklistedUntil(address)", "@dave");
    pay(ether(1), "@dave", POOL, "deposit()");
    call("@dave", POOL, REQUEST, "@bob", ether(1));
    call("@alice", POOL, REQUEST, "@dave", ether(1));
    call("@dave", EETH, TRANSFER, "@bob", "1000");
    call("@alice", EETH, TRANSFER, "@dave", "1000");
    call("@dave", EETH, APPROVE, "@bob", "1000");
    call("@bob", EETH, TRANSFER_FROM, "@dave", "@bob", "1000");
    call("@dave", WEETH, TRANSFER, "@bob", "1000");
    call("@dave", WEETH, "unwrap(uint256)", "1000");
    call("@dave", REDEMPTION, REDEEM, ether(1), "@wallet", ETH);
    call("@bob", REDEMPTION, REDEEM, ether(1), "@dave", ETH);
    call("@dave", NFT, CLAIM, due);
    call("@bob", NFT, CLAIM, due);
    call("@dave", NFT, CLAIM_ALL, List.of());
    call("@dave", NFT, TRANSFER_FROM, "@dave", "@bob", due);
    lever("etherfi.blacklist", account("@dave", false));
    call("@bob", NFT, CLAIM, due);
  }

  /** Levers take addresses; those of people are the same in every world. */
  private ObjectNode account(String person, boolean on) {
    return object().put("account", stage.address(person)).put("on", on);
  }

  private void limits() {
    call("@dave", POOL, REQUEST, "@wallet", ether(1));
    call("@dave", POOL, REQUEST, "@dave", ether(5));
    finalizeUpTo(last());
    String due = last();
    limit("burn", "25000000000000", "0", "4000000000");
    call("@bob", LIMITER, "getLimit(bytes32)", MINT);
    call("@bob", NFT, CLAIM, due);
    call("@dave", REDEMPTION, REDEEM, ether(5), "@wallet", ETH);
    limit("burn", "25000000000000", "1736111111", "25000000000000");
    call("@bob", NFT, CLAIM, due);
    limit("mint", "3000000000", "0", "30000000000000");
    pay(ether(2), "@bob", POOL, "deposit()");
    pay(ether(2), "@bob", POOL, "deposit()");
    limit("mint", "30000000000000", "2083333333", "30000000000000");
    pay(ether(2), "@bob", POOL, "deposit()");
  }

  private void limit(String bucket, String capacity, String refillRate, String remaining) {
    ObjectNode arguments = object().put("bucket", bucket);
    arguments.put("capacity", capacity).put("refillRate", refillRate).put("remaining", remaining);
    lever("etherfi.setRateLimit", arguments);
  }

  /** More is lost than the claims still need: they fail until a gain. */
  private void losses() {
    call("@dave", POOL, REQUEST, "@vault", ether(5));
    finalizeUpTo(last());
    String due = last();
    call("@dave", EETH, APPROVE, REDEMPTION, ether(30));
    BigInteger outside = uint(POOL, "totalValueOutOfLp()");
    rebase(outside.subtract(ETHER).negate().toString());
    call("@bob", NFT, "getClaimableAmount(uint256)", due);
    call("@bob", NFT, CLAIM, due);
    call("@dave", REDEMPTION, REDEEM, ether(5), "@wallet", LIDO);
    call("@bob", POOL, "sharesForAmount(uint256)", MAX.toString());
    call("@bob", POOL, "amountForShare(uint256)", MAX.toString());
    call("@alice", EETH, TRANSFER, "@bob", "1000");
    call("@alice", WEETH, "wrap(uint256)", "1");
    pay("1", "@alice", POOL, "deposit()");
    rebase("20000000000000000000");
    call("@bob", NFT, CLAIM, due);
    lever("etherfi.setLiquidity", object().put("amount", ether(900)));
  }
}
