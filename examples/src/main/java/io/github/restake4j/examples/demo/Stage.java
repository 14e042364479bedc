package io.github.restake4j.examples.demo;

import io.github.restake4j.Restake4j;
import io.github.restake4j.devnet.LocalDevnet;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.sign.Signer;
import io.github.restake4j.tx.TxOutcome;
import io.github.restake4j.tx.TxPlan;
import java.io.PrintStream;
import java.math.BigInteger;
import java.util.List;

/**
 * What every leg of the tour stands on: the devnet, a client, a wallet, the checks, and the
 * printer.
 */
final class Stage {
  final LocalDevnet devnet;
  final Restake4j ethereum;
  final Signer wallet;
  final ChainCheck check;
  private final PrintStream out;
  private int step;

  Stage(LocalDevnet devnet, Restake4j ethereum, Signer wallet, PrintStream out) {
    this.devnet = devnet;
    this.ethereum = ethereum;
    this.wallet = wallet;
    this.check = new ChainCheck(devnet.raw());
    this.out = out;
  }

  Address me() {
    return wallet.address();
  }

  /** The wallet, as calldata is written. */
  String myself() {
    return wallet.address().toString();
  }

  void title(String text) {
    out.printf("%n%d. %s%n", ++step, text);
  }

  void line(String what, Object value) {
    out.printf("   %-11s%s%n", what, value);
  }

  /** Sends a plan, prints and checks its transactions. */
  <R> TxOutcome<R> send(TxPlan<R> plan, Signer signer) {
    TxOutcome<R> outcome = plan.send(signer).await();
    outcome.orThrow();
    for (Receipt receipt : outcome.receipts()) {
      String hash = receipt.transactionHash().toString();
      check.transaction(hash, BigInteger.valueOf(receipt.gasUsed()), receipt.fee().smallest());
      line("tx", hash + ", gas " + receipt.gasUsed() + ", fee " + receipt.fee());
    }
    return outcome;
  }

  <R> TxOutcome<R> send(TxPlan<R> plan) {
    return send(plan, wallet);
  }

  static String hashOfLast(TxOutcome<?> outcome) {
    List<Receipt> receipts = outcome.receipts();
    return receipts.get(receipts.size() - 1).transactionHash().toString();
  }
}
