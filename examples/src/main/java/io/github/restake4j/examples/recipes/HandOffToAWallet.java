package io.github.restake4j.examples.recipes;

import static io.github.restake4j.lido.Steth.STETH;

import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.lido.Lido;
import io.github.restake4j.lido.Wrapped;
import io.github.restake4j.tx.Handoff;
import io.github.restake4j.tx.TxHandle;
import io.github.restake4j.tx.TxPlan;
import io.github.restake4j.tx.UnsignedTx;
import io.github.restake4j.units.Amount;
import io.github.restake4j.units.Wei;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A browser or mobile wallet holds the key: it gets plain data, and its transactions are followed
 * here.
 */
public final class HandOffToAWallet {
  private HandOffToAWallet() {}

  /** Stands for the wallet: sends a transaction and says its hash. */
  interface Wallet {
    /** As {@code eth_sendTransaction}. */
    Hash32 send(UnsignedTx transaction);
  }

  /** Wraps stETH with a wallet that only sends. */
  static Wrapped wrap(Lido lido, Address owner, Wallet wallet) {
    // [hand off]
    TxPlan<Wrapped> plan = lido.wsteth().wrap(Amount.parse("1", STETH));
    List<Hash32> sent = new ArrayList<>();
    if (plan.unsigned(owner).now() instanceof Handoff.Send todo) {
      for (UnsignedTx transaction : todo.transactions()) { // the approval, then the wrap
        sent.add(wallet.send(transaction));
      }
    }
    TxHandle<Wrapped> handle = plan.track(owner, sent);
    return handle.await().orThrow();
    // [end]
  }

  /** Runs it on a devnet, whose node plays the wallet. */
  public static void main(String[] arguments) {
    try (OnDevnet on = new OnDevnet()) {
      Lido lido = Lido.on(on.ethereum);
      lido.stake(Wei.ofEther("2")).send(on.wallet).await().orThrow();
      System.out.println(
          wrap(lido, on.wallet.address(), transaction -> nodeWallet(on, transaction)));
    }
  }

  static Hash32 nodeWallet(OnDevnet on, UnsignedTx transaction) {
    Map<String, Object> asked =
        Map.of(
            "from", transaction.from().toString(),
            "to", transaction.to().toString(),
            "value", "0x" + transaction.value().smallest().toString(16),
            "data", transaction.data().toString());
    return Hash32.parse(on.devnet.node().call("eth_sendTransaction", asked).asText());
  }
}
