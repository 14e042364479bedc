package io.github.restake4j.examples.demo;

import static io.github.restake4j.lido.Steth.STETH;

import io.github.restake4j.Restake4j;
import io.github.restake4j.deployments.Deployments;
import io.github.restake4j.devnet.LocalDevnet;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.lido.Lido;
import io.github.restake4j.lido.LidoPosition;
import io.github.restake4j.lido.Staked;
import io.github.restake4j.lido.Steth;
import io.github.restake4j.lido.WithdrawalPayout;
import io.github.restake4j.lido.WithdrawalRequest;
import io.github.restake4j.lido.WithdrawalTicket;
import io.github.restake4j.lido.Wrapped;
import io.github.restake4j.sign.LocalKey;
import io.github.restake4j.tx.TxOutcome;
import io.github.restake4j.tx.TxPlan;
import io.github.restake4j.units.Amount;
import io.github.restake4j.units.Rate;
import io.github.restake4j.units.Wei;
import java.io.PrintStream;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;

/** The main job, step by step. */
final class Tour {
  private static final int RATE_DIGITS = 27;

  private final LocalDevnet devnet;
  private final PrintStream out;
  private int step;

  Tour(LocalDevnet devnet, PrintStream out) {
    this.devnet = devnet;
    this.out = out;
  }

  void run() {
    long start = System.nanoTime();
    try (Restake4j ethereum =
            Restake4j.builder()
                .rpc(devnet.rpcUrl())
                .deployments(Deployments.parse(devnet.deploymentJson()))
                .pollInterval(Duration.ofMillis(50))
                .build();
        LocalKey wallet = LocalKey.parse(devnet.accounts().get(0).privateKey())) {
      String locator = ethereum.deployment().address("lido", "LidoLocator").toString();
      ChainCheck check = new ChainCheck(devnet.raw(), locator);
      Lido lido = Lido.on(ethereum);
      Address me = wallet.address();
      out.println("wallet " + me + " on " + ethereum.chain());

      rate(lido, check);
      stake(lido, wallet, check);
      wrap(lido, wallet, check);
      earn(lido, me, check);
      WithdrawalTicket ticket = request(lido, wallet, check);
      finalizeRequest(lido, ticket, check);
      claim(lido, wallet, ticket, check);
      position(ethereum, me, check);
      out.printf(
          "%nall %d numbers agree with the chain; %.1f s%n",
          check.checked(), (System.nanoTime() - start) / 1e9);
    }
  }

  private void title(String text) {
    out.printf("%n%d. %s%n", ++step, text);
  }

  private void rate(Lido lido, ChainCheck check) {
    title("Read Lido's rate");
    Rate rate = lido.shareRate().now();
    check.shareRate(rate.numerator());
    out.println(
        "   1 share = " + rate.toBigDecimal(RATE_DIGITS, RoundingMode.UNNECESSARY) + " stETH");
  }

  private void stake(Lido lido, LocalKey wallet, ChainCheck check) {
    title("Stake 10 ETH with Lido");
    TxOutcome<Staked> outcome = send(lido.stake(Wei.ofEther("10")), wallet, check);
    Staked staked = outcome.orThrow();
    check.sharesMoved(last(outcome), staked.shares().smallest());
    out.println("   minted   " + staked.shares());
    balances(lido, wallet.address(), check);
  }

  private void wrap(Lido lido, LocalKey wallet, ChainCheck check) {
    title("Wrap 4 stETH: an exact approval, then the wrap");
    TxOutcome<Wrapped> outcome = send(lido.wsteth().wrap(Amount.parse("4", STETH)), wallet, check);
    Wrapped wrapped = outcome.orThrow();
    check.stethMoved(last(outcome), wrapped.steth().smallest());
    check.wstethMoved(last(outcome), wrapped.wsteth().smallest());
    out.println("   wrapped  " + wrapped.steth() + " into " + wrapped.wsteth());
    balances(lido, wallet.address(), check);
  }

  private void earn(Lido lido, Address me, ChainCheck check) {
    title("A day passes, Lido's oracle reports 2 ETH of rewards");
    Amount<Steth> before = lido.steth().balanceOf(me).now();
    BigInteger onChain = check.steth(me.toString());
    devnet.lido().report(Wei.ofEther("2").smallest(), BigInteger.ZERO);
    Amount<Steth> earned = lido.steth().balanceOf(me).now().minus(before);
    check.growth("earned stETH", earned.smallest(), onChain, check.steth(me.toString()));
    out.println("   earned   " + earned);
    balances(lido, me, check);
  }

  private WithdrawalTicket request(Lido lido, LocalKey wallet, ChainCheck check) {
    title("Request a withdrawal of 3 stETH, with a signed permit instead of an approval");
    WithdrawalTicket ticket =
        send(
                lido.withdrawals()
                    .requestWithdrawals(List.of(Amount.parse("3", STETH)), wallet.address()),
                wallet,
                check)
            .orThrow()
            .get(0);
    check.request(
        ticket.requestId(), ticket.amount().smallest(), ticket.shares().smallest(), false);
    out.println(
        "   ticket   #" + ticket.requestId() + " for " + ticket.amount() + ", " + ticket.shares());
    balances(lido, wallet.address(), check);
    return ticket;
  }

  private void finalizeRequest(Lido lido, WithdrawalTicket ticket, ChainCheck check) {
    title("The next report finalizes the request");
    devnet.lido().report(BigInteger.ZERO, ticket.requestId());
    WithdrawalRequest request =
        lido.withdrawals().requests(List.of(ticket.requestId())).now().get(0);
    check.request(
        ticket.requestId(), request.amount().smallest(), request.shares().smallest(), true);
    if (!(request.status() instanceof WithdrawalRequest.Claimable claimable)) {
      throw new IllegalStateException("the report did not finalize the request: " + request);
    }
    check.claimable(ticket.requestId(), claimable.payout().smallest());
    out.println("   status   claimable, pays " + claimable.payout());
  }

  private void claim(Lido lido, LocalKey wallet, WithdrawalTicket ticket, ChainCheck check) {
    title("Claim it");
    String me = wallet.address().toString();
    BigInteger before = check.ether(me);
    TxOutcome<List<WithdrawalPayout>> outcome =
        send(lido.withdrawals().claimWithdrawals(List.of(ticket.requestId())), wallet, check);
    WithdrawalPayout payout = outcome.orThrow().get(0);
    Wei fee = outcome.receipts().get(0).fee();
    check.growth(
        "payout of #" + ticket.requestId(),
        payout.amount().smallest(),
        before.subtract(fee.smallest()),
        check.ether(me));
    out.println("   paid     " + payout.amount());
    balances(lido, wallet.address(), check);
  }

  private void position(Restake4j ethereum, Address me, ChainCheck check) {
    title("The position, all of it read at one block");
    Lido fresh = Lido.on(ethereum);
    long first = requests(() -> fresh.position(me).now());
    LidoPosition position = fresh.position(me).now();
    long again = requests(() -> fresh.position(me).now());
    same(position, check);
    check.wstethWorth(position.wsteth().smallest(), position.wstethInSteth().smallest());
    check.openRequests(me.toString(), position.withdrawals().size());
    out.println("   stETH    " + position.steth() + " = " + position.shares());
    out.println("   wstETH   " + position.wsteth() + ", worth " + position.wstethInSteth());
    out.println("   queue    " + position.withdrawals().size() + " open requests");
    out.println("HTTP requests: resolve " + (first - again) + ", read " + again);
  }

  /** Counted where they arrive: at the devnet's socket. */
  private long requests(Runnable reading) {
    devnet.resetRequests();
    reading.run();
    return devnet.requests();
  }

  private <R> TxOutcome<R> send(TxPlan<R> plan, LocalKey wallet, ChainCheck check) {
    TxOutcome<R> outcome = plan.send(wallet).await();
    outcome.orThrow();
    for (Receipt receipt : outcome.receipts()) {
      String hash = receipt.transactionHash().toString();
      check.transaction(hash, BigInteger.valueOf(receipt.gasUsed()), receipt.fee().smallest());
      out.println("   tx       " + hash + ", gas " + receipt.gasUsed() + ", fee " + receipt.fee());
    }
    return outcome;
  }

  private static String last(TxOutcome<?> outcome) {
    List<Receipt> receipts = outcome.receipts();
    return receipts.get(receipts.size() - 1).transactionHash().toString();
  }

  private void balances(Lido lido, Address me, ChainCheck check) {
    LidoPosition position = lido.position(me).now();
    same(position, check);
    out.println(
        "   balance  " + position.steth() + " = " + position.shares() + "; " + position.wsteth());
  }

  private static void same(LidoPosition position, ChainCheck check) {
    String owner = position.owner().toString();
    check.steth(owner, position.steth().smallest());
    check.shares(owner, position.shares().smallest());
    check.wsteth(owner, position.wsteth().smallest());
  }
}
