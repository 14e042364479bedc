package io.github.restake4j.examples.recipes;

import static io.github.restake4j.lido.Steth.STETH;

import io.github.restake4j.Restake4j;
import io.github.restake4j.lido.Lido;
import io.github.restake4j.lido.WithdrawalTicket;
import io.github.restake4j.sign.Signer;
import io.github.restake4j.tx.TxPlan;
import io.github.restake4j.units.Amount;
import io.github.restake4j.units.Wei;
import java.util.List;

/** The quick start of the README: stake, look at a plan, send it. */
public final class QuickStart {
  private QuickStart() {}

  /** Against an endpoint of yours. */
  public static String run(String url, Signer wallet) {
    // [quick start]
    try (Restake4j ethereum = Restake4j.connect(url)) { // mainnet; builder() for others
      return withdraw(ethereum, wallet);
    }
    // [end]
  }

  /** The part that does not care which network it is. */
  static String withdraw(Restake4j ethereum, Signer wallet) {
    // [withdraw]
    Lido lido = Lido.on(ethereum);
    lido.stake(Wei.ofEther("5")).send(wallet).await().orThrow();

    TxPlan<List<WithdrawalTicket>> plan =
        lido.withdrawals()
            .requestWithdrawals(List.of(Amount.parse("2.5", STETH)), wallet.address());
    System.out.println(plan.explain(wallet.address()).now()); // nothing is sent yet
    return plan.send(wallet) // checks, simulates, signs, journals, sends
        .await()
        .fold(
            included -> "in the queue as " + included.result().get(0).requestId(),
            other -> "not in the queue: " + other);
    // [end]
  }

  /** Runs it on a devnet. */
  public static void main(String[] arguments) {
    try (OnDevnet on = new OnDevnet()) {
      System.out.println(withdraw(on.ethereum, on.wallet));
    }
  }
}
