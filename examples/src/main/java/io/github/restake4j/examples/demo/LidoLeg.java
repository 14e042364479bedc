package io.github.restake4j.examples.demo;

import static io.github.restake4j.lido.Steth.STETH;

import io.github.restake4j.devnet.RawChain;
import io.github.restake4j.lido.Lido;
import io.github.restake4j.lido.LidoPosition;
import io.github.restake4j.lido.Staked;
import io.github.restake4j.lido.Steth;
import io.github.restake4j.lido.WithdrawalPayout;
import io.github.restake4j.lido.WithdrawalRequest;
import io.github.restake4j.lido.WithdrawalTicket;
import io.github.restake4j.lido.Wrapped;
import io.github.restake4j.tx.TxOutcome;
import io.github.restake4j.units.Amount;
import io.github.restake4j.units.Rate;
import io.github.restake4j.units.Wei;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;

/** Stake with Lido, wrap, earn, request a withdrawal, claim it. */
final class LidoLeg {
  private static final int RATE_DIGITS = 27;

  private final Stage on;
  private final ChainCheck check;
  private final Lido lido;
  private final String steth;
  private final String wsteth;
  private final String queue;

  LidoLeg(Stage on) {
    this.on = on;
    this.check = on.check;
    this.lido = Lido.on(on.ethereum);
    String locator = on.devnet.address("lido", "LidoLocator");
    this.steth = check.address(locator, "0x23509a2d"); // lido()
    this.queue = check.address(locator, "0x37d5fe99"); // withdrawalQueue()
    this.wsteth = check.address(queue, "0xd9fb643a"); // WSTETH()
  }

  void stake() {
    on.title("Stake 20 ETH with Lido");
    Rate rate = lido.shareRate().now();
    // getPooledEthByShares(uint256)
    check.view(
        "share rate",
        rate.numerator(),
        steth,
        "0x7a28fb88",
        RawChain.word(BigInteger.TEN.pow(RATE_DIGITS)));
    on.line(
        "rate", "1 share = " + rate.toBigDecimal(RATE_DIGITS, RoundingMode.UNNECESSARY) + " stETH");
    TxOutcome<Staked> outcome = on.send(lido.stake(Wei.ofEther("20")));
    Staked staked = outcome.orThrow();
    check.event(
        "minted",
        staked.shares().smallest(),
        Stage.hashOfLast(outcome),
        steth,
        ChainCheck.TRANSFER_SHARES,
        0);
    on.line("minted", staked.shares());
    balances();
  }

  void wrap() {
    on.title("Wrap 4 stETH: an exact approval, then the wrap");
    TxOutcome<Wrapped> outcome = on.send(lido.wsteth().wrap(Amount.parse("4", STETH)));
    Wrapped wrapped = outcome.orThrow();
    String hash = Stage.hashOfLast(outcome);
    check.event("stETH in", wrapped.steth().smallest(), hash, steth, ChainCheck.TRANSFER, 0);
    check.event("wstETH out", wrapped.wsteth().smallest(), hash, wsteth, ChainCheck.TRANSFER, 0);
    on.line("wrapped", wrapped.steth() + " into " + wrapped.wsteth());
    balances();
  }

  void earn() {
    on.title("A day passes, Lido's oracle reports 2 ETH of rewards");
    Amount<Steth> before = lido.steth().balanceOf(on.me()).now();
    BigInteger onChain = check.balanceOf(steth, on.myself());
    on.devnet.lido().report(Wei.ofEther("2").smallest(), BigInteger.ZERO);
    Amount<Steth> earned = lido.steth().balanceOf(on.me()).now().minus(before);
    check.same("earned", earned.smallest(), check.balanceOf(steth, on.myself()).subtract(onChain));
    on.line("earned", earned);
    balances();
  }

  void withdraw() {
    on.title("Request a withdrawal of 3 stETH, with a signed permit instead of an approval");
    WithdrawalTicket ticket =
        on.send(lido.withdrawals().requestWithdrawals(List.of(Amount.parse("3", STETH)), on.me()))
            .orThrow()
            .get(0);
    status(ticket.requestId(), ticket.amount(), ticket.shares().smallest(), false);
    on.line(
        "ticket", "#" + ticket.requestId() + " for " + ticket.amount() + ", " + ticket.shares());

    on.title("The next report finalizes it; claim");
    on.devnet.lido().report(BigInteger.ZERO, ticket.requestId());
    WithdrawalRequest request =
        lido.withdrawals().requests(List.of(ticket.requestId())).now().get(0);
    status(ticket.requestId(), request.amount(), request.shares().smallest(), true);
    if (!(request.status() instanceof WithdrawalRequest.Claimable claimable)) {
      throw new IllegalStateException("the report did not finalize the request: " + request);
    }
    check.same("claimable", claimable.payout().smallest(), claimable(ticket.requestId()));
    on.line("pays", claimable.payout());
    BigInteger before = check.ether(on.myself());
    TxOutcome<List<WithdrawalPayout>> outcome =
        on.send(lido.withdrawals().claimWithdrawals(List.of(ticket.requestId())));
    Wei paid = outcome.orThrow().get(0).amount();
    BigInteger fee = outcome.receipts().get(0).fee().smallest();
    check.same("paid", paid.smallest(), check.ether(on.myself()).subtract(before).add(fee));
    on.line("paid", paid);
    balances();
  }

  Lido facade() {
    return lido;
  }

  /** Checks and prints the position of the wallet. */
  void show(LidoPosition position) {
    same(position);
    // getStETHByWstETH(uint256)
    check.view(
        "worth of wstETH",
        position.wstethInSteth().smallest(),
        wsteth,
        "0xbb2952fc",
        RawChain.word(position.wsteth().smallest()));
    // getWithdrawalRequests(address) answers offset, count, ids
    check.same(
        "open requests",
        BigInteger.valueOf(position.withdrawals().size()),
        check.word(1, queue, "0x7d031b65", RawChain.word(on.myself())));
    on.line("Lido", position.steth() + " = " + position.shares());
    on.line("", position.wsteth() + ", worth " + position.wstethInSteth());
    on.line("", position.withdrawals().size() + " open withdrawal requests");
  }

  private void balances() {
    LidoPosition position = lido.position(on.me()).now();
    same(position);
    on.line("balance", position.steth() + " = " + position.shares() + "; " + position.wsteth());
  }

  private void same(LidoPosition position) {
    check.balance("stETH", position.steth().smallest(), steth, on.myself());
    check.balance("wstETH", position.wsteth().smallest(), wsteth, on.myself());
    // sharesOf(address)
    check.view(
        "shares", position.shares().smallest(), steth, "0xf5eb42dc", RawChain.word(on.myself()));
  }

  /**
   * {@code getWithdrawalStatus(uint256[])}: offset, count, stETH, shares, owner, timestamp,
   * finalized, claimed.
   */
  private void status(BigInteger id, Amount<Steth> amount, BigInteger shares, boolean finalized) {
    String[] words = {ChainCheck.number(32), ChainCheck.number(1), RawChain.word(id)};
    check.same("stETH of request", amount.smallest(), check.word(2, queue, "0xb8c4b85a", words));
    check.same("shares of request", shares, check.word(3, queue, "0xb8c4b85a", words));
    check.same(
        "finalized",
        finalized ? BigInteger.ONE : BigInteger.ZERO,
        check.word(6, queue, "0xb8c4b85a", words));
  }

  /**
   * The hint by {@code findCheckpointHints(uint256[],uint256,uint256)}, then {@code
   * getClaimableEther}.
   */
  private BigInteger claimable(BigInteger id) {
    BigInteger last = check.word(0, queue, "0x526eae3e"); // getLastCheckpointIndex()
    String one = ChainCheck.number(1);
    BigInteger hint =
        check.word(
            2,
            queue,
            "0x62abe3fa",
            ChainCheck.number(96),
            one,
            RawChain.word(last),
            one,
            RawChain.word(id));
    return check.word(
        2,
        queue,
        "0xc97912d8",
        ChainCheck.number(64),
        ChainCheck.number(128),
        one,
        RawChain.word(id),
        one,
        RawChain.word(hint));
  }
}
