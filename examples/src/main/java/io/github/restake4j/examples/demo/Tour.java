package io.github.restake4j.examples.demo;

import static io.github.restake4j.lido.Steth.STETH;

import io.github.restake4j.Restake4j;
import io.github.restake4j.deployments.Deployments;
import io.github.restake4j.devnet.LidoReport;
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
    Staked staked = send(lido.stake(Wei.ofEther("10")), wallet, check);
    out.println("   minted   " + staked.shares());
    balances(lido, wallet.address(), check);
  }

  private void wrap(Lido lido, LocalKey wallet, ChainCheck check) {
    title("Wrap 4 stETH: an exact approval, then the wrap");
    Wrapped wrapped = send(lido.wsteth().wrap(Amount.parse("4", STETH)), wallet, check);
    out.println("   wrapped  " + wrapped.steth() + " into " + wrapped.wsteth());
    check.wsteth(wallet.address().toString(), wrapped.wsteth().smallest());
    balances(lido, wallet.address(), check);
  }

  private void earn(Lido lido, Address me, ChainCheck check) {
    title("A day passes, Lido's oracle reports 2 ETH of rewards");
    Amount<Steth> before = lido.steth().balanceOf(me).now();
    LidoReport report = devnet.lido().report(Wei.ofEther("2").smallest(), BigInteger.ZERO);
    Amount<Steth> after = lido.steth().balanceOf(me).now();
    out.println("   earned   " + after.minus(before));
    BigInteger shares = lido.steth().sharesOf(me).now().smallest();
    BigInteger expected = shares.multiply(report.postTotalEther()).divide(report.postTotalShares());
    if (!expected.equals(after.smallest())) {
      throw new IllegalStateException("the report says " + expected + ", the balance " + after);
    }
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
    out.println("   status   " + statusOf(request));
  }

  private void claim(Lido lido, LocalKey wallet, WithdrawalTicket ticket, ChainCheck check) {
    title("Claim it");
    String me = wallet.address().toString();
    BigInteger before = check.balance(me);
    TxOutcome<List<WithdrawalPayout>> outcome =
        lido.withdrawals().claimWithdrawals(List.of(ticket.requestId())).send(wallet).await();
    WithdrawalPayout payout = outcome.orThrow().get(0);
    BigInteger fee = receipts(outcome.receipts(), check);
    check.paid(
        "payout of #" + ticket.requestId(),
        payout.amount().smallest(),
        before,
        check.balance(me),
        fee);
    out.println("   paid     " + payout.amount());
    balances(lido, wallet.address(), check);
  }

  private void position(Restake4j ethereum, Address me, ChainCheck check) {
    title("The position, all of it read at one block");
    devnet.resetRequests();
    Lido fresh = Lido.on(ethereum);
    fresh.stakeLimit().now();
    fresh.withdrawals().state().now();
    fresh.wsteth().balanceOf(me).now();
    long resolve = devnet.requests();
    devnet.resetRequests();
    LidoPosition position = fresh.position(me).now();
    long read = devnet.requests();
    check.steth(me.toString(), position.steth().smallest());
    check.shares(me.toString(), position.shares().smallest());
    check.wsteth(me.toString(), position.wsteth().smallest());
    check.wstethWorth(position.wsteth().smallest(), position.wstethInSteth().smallest());
    out.println("   stETH    " + position.steth() + " (" + position.shares() + ")");
    out.println("   wstETH   " + position.wsteth() + ", worth " + position.wstethInSteth());
    out.println("   queue    " + position.withdrawals().size() + " open requests");
    out.println("HTTP requests: resolve " + resolve + ", read " + read);
  }

  private <R> R send(TxPlan<R> plan, LocalKey wallet, ChainCheck check) {
    TxOutcome<R> outcome = plan.send(wallet).await();
    R result = outcome.orThrow();
    receipts(outcome.receipts(), check);
    return result;
  }

  private BigInteger receipts(List<Receipt> receipts, ChainCheck check) {
    BigInteger fees = BigInteger.ZERO;
    for (Receipt receipt : receipts) {
      fees =
          fees.add(
              check.transaction(
                  receipt.transactionHash().toString(), BigInteger.valueOf(receipt.gasUsed())));
      out.println(
          "   tx       "
              + receipt.transactionHash()
              + ", gas "
              + receipt.gasUsed()
              + ", fee "
              + receipt.fee());
    }
    return fees;
  }

  private void balances(Lido lido, Address me, ChainCheck check) {
    LidoPosition position = lido.position(me).now();
    check.steth(me.toString(), position.steth().smallest());
    check.shares(me.toString(), position.shares().smallest());
    check.wsteth(me.toString(), position.wsteth().smallest());
    out.println(
        "   balance  " + position.steth() + " = " + position.shares() + "; " + position.wsteth());
  }

  private static String statusOf(WithdrawalRequest request) {
    if (request.status() instanceof WithdrawalRequest.Claimable claimable) {
      return "claimable, pays " + claimable.payout();
    }
    return request.status() instanceof WithdrawalRequest.Claimed ? "claimed" : "pending";
  }
}
