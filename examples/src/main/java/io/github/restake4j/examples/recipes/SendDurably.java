package io.github.restake4j.examples.recipes;

import static io.github.restake4j.lido.Steth.STETH;

import io.github.restake4j.Restake4j;
import io.github.restake4j.deployments.Deployment;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.lido.Lido;
import io.github.restake4j.sign.Signer;
import io.github.restake4j.tx.Handoff;
import io.github.restake4j.tx.TxHandle;
import io.github.restake4j.tx.TxOptions;
import io.github.restake4j.tx.TxOutcome;
import io.github.restake4j.tx.TxPlan;
import io.github.restake4j.units.Amount;
import io.github.restake4j.units.Wei;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A service that pays, restarts, and pays nobody twice. */
public final class SendDurably {
  private SendDurably() {}

  /** A client with a journal on disk, several endpoints, and everything it left behind. */
  static Restake4j start(String url, Deployment network, Path journal) {
    // [start]
    Restake4j ethereum =
        Restake4j.builder()
            .rpc(url) // more endpoints may follow; the first is preferred
            .deployments(network)
            .journal(journal)
            .build();
    for (TxHandle<Receipt> open : ethereum.engine().open()) {
      System.out.println(open.key() + " goes on: " + open.status().state());
    }
    // [end]
    return ethereum;
  }

  /** Pays an order. */
  static TxOutcome<Receipt> pay(
      Restake4j ethereum, String order, Address to, Wei amount, Signer signer) {
    // [pay]
    TxOptions options =
        TxOptions.builder()
            .key("order-" + order) // asking twice pays once, also after a restart
            .maxFeePerGas(Wei.ofGwei("60"))
            .confirmations(3)
            .giveUpAfter(Duration.ofHours(2))
            .build();
    TxHandle<Receipt> handle = ethereum.transfer(to, amount).with(options).send(signer);
    return handle.await();
    // [end]
  }

  /** What a back office shows. */
  static String report(TxOutcome<Receipt> outcome) {
    // [outcome]
    if (outcome instanceof TxOutcome.Included<Receipt> paid) {
      return "paid in block " + paid.result().blockNumber();
    }
    if (outcome instanceof TxOutcome.Reverted<Receipt> reverted) {
      return "rolled back: " + reverted.cause();
    }
    if (outcome instanceof TxOutcome.Displaced<Receipt> displaced) {
      return "another wallet used nonce " + displaced.nonce();
    }
    if (outcome instanceof TxOutcome.Withdrawn<Receipt> withdrawn) {
      return "will never be mined: " + withdrawn.why();
    }
    return "still open: ask again with the same key";
    // [end]
  }

  /** Two plans, the second only if the first worked. */
  static TxHandle<?> stakeThenWrap(Lido lido, Signer signer) {
    // [after]
    TxOptions first = TxOptions.builder().key("monday-stake").build();
    TxOptions then = TxOptions.builder().key("monday-wrap").after("monday-stake").build();
    lido.stake(Wei.ofEther("2")).with(first).send(signer);
    return lido.wsteth().wrap(Amount.parse("1", STETH)).with(then).send(signer);
    // [end]
  }

  /** A wallet that may die at any line, and sends every step once. */
  static <R> TxOutcome<R> withAWallet(
      TxPlan<R> plan, Address owner, HandOffToAWallet.Wallet wallet) {
    // [wallet]
    TxPlan<R> keyed = plan.with(TxOptions.builder().key("wrap-7").build());
    Handoff next = keyed.unsigned(owner).now();
    if (next instanceof Handoff.Sent sent) { // by an earlier life
      return keyed.track(owner, sent.hashes()).await();
    }
    List<Hash32> hashes = new ArrayList<>();
    ((Handoff.Send) next).transactions().forEach(each -> hashes.add(wallet.send(each)));
    return keyed.track(owner, hashes).await();
    // [end]
  }
}
