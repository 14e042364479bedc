package io.github.restake4j.internal.tx;

import io.github.restake4j.abi.Revert;
import io.github.restake4j.error.RpcException;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.internal.CallScope;
import io.github.restake4j.internal.Client;
import io.github.restake4j.internal.rpc.Json;
import io.github.restake4j.internal.rpc.RpcCall;
import io.github.restake4j.internal.rpc.RpcSource;
import io.github.restake4j.internal.sign.RawTx;
import io.github.restake4j.sign.TxRequest;
import io.github.restake4j.tx.Intent;
import io.github.restake4j.tx.TxOutcome;
import io.github.restake4j.tx.TxStatus;
import io.github.restake4j.units.Wei;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a step or a whole intent ends, and what comes after a step. */
final class Ending {
  /** How far back the transaction that took a nonce is looked for where no index knows it. */
  private static final int BLOCKS_SEARCHED = 32;

  private final Engine engine;
  private final Client client;
  private final Preflight preflight;
  private final RpcSource rpc;
  private final CallScope scope;

  Ending(Engine engine, Client client, Preflight preflight, RpcSource rpc, CallScope scope) {
    this.engine = engine;
    this.client = client;
    this.preflight = preflight;
    this.rpc = rpc;
    this.scope = scope;
  }

  /** The end that giving up comes to. */
  static Intent.State state(TxOutcome.Why why) {
    return switch (why) {
      case CANCELLED -> Intent.State.CANCELLED;
      case EXPIRED -> Intent.State.EXPIRED;
      case REFUSED_BEFORE_SEND -> Intent.State.REJECTED;
    };
  }

  /** What the journal's end says without a look at the chain. */
  static void restore(LiveIntent live, Intent intent) {
    if (!intent.end().isPresent()) {
      return;
    }
    Intent.State end = intent.end().get();
    if (end == Intent.State.EXPIRED) {
      live.giveUp(TxOutcome.Why.EXPIRED);
    }
    boolean unsent = end == Intent.State.REJECTED || live.steps() == 0;
    if (unsent) {
      TxOutcome.Why why =
          end == Intent.State.REJECTED
              ? TxOutcome.Why.REFUSED_BEFORE_SEND
              : live.givenUp().orElse(TxOutcome.Why.CANCELLED);
      live.settle(new End.Withdrawn(List.of(), why));
      live.over();
    }
  }

  /** The step has its confirmations. */
  void confirmed(LiveIntent live, Stage stage, boolean isFinal) {
    Stage.Sent winner = stage.winner().orElseThrow(IllegalStateException::new);
    Receipt receipt = stage.receipt().orElseThrow(IllegalStateException::new);
    List<Receipt> receipts = new ArrayList<>(live.receiptsBefore(stage.index()));
    if (winner.purpose() == Intent.Purpose.CANCELLATION) {
      settle(
          live,
          stage,
          new End.Withdrawn(List.copyOf(receipts), live.givenUp().orElse(TxOutcome.Why.CANCELLED)));
      return;
    }
    receipts.add(receipt);
    if (!receipt.successful()) {
      Revert cause = live.isSettled() ? new Revert.Unknown(Bytes.EMPTY) : cause(winner, receipt);
      settle(live, stage, new End.RolledBack(List.copyOf(receipts), stage.index(), cause));
      return;
    }
    if (winner.purpose() == Intent.Purpose.PREPARATION) {
      engine.record(live, new Intent.Confirmed());
      stage.confirmed();
      prepared(live, receipts);
      return;
    }
    settle(live, stage, new End.Mined(List.copyOf(receipts), isFinal));
  }

  private void settle(LiveIntent live, Stage stage, End end) {
    engine.record(live, new Intent.Confirmed());
    stage.confirmed();
    live.settle(end);
  }

  private void prepared(LiveIntent live, List<Receipt> receipts) {
    if (live.origin() == LiveIntent.Origin.TRACKED) {
      if (!live.nextTracked()) {
        end(
            engine,
            live,
            Intent.State.REJECTED,
            new End.Withdrawn(List.copyOf(receipts), TxOutcome.Why.REFUSED_BEFORE_SEND));
      }
      return;
    }
    live.stepDone();
    if (live.givenUp().isPresent()) {
      engine.withdraw(live);
    } else if (live.script().isPresent()) {
      live.waitFor(TxStatus.Waiting.SLOT, null);
      Lane lane = engine.lane(live.sender());
      lane.park(live);
      engine.work(lane);
    } else {
      live.waitFor(TxStatus.Waiting.PLAN, null);
    }
  }

  /** The block of the last step is final: nothing can change any more. */
  void finalized(LiveIntent live, Stage stage) {
    Stage.Sent winner = stage.winner().orElseThrow(IllegalStateException::new);
    Receipt receipt = stage.receipt().orElseThrow(IllegalStateException::new);
    Intent.State state;
    if (winner.purpose() == Intent.Purpose.CANCELLATION) {
      state = state(live.givenUp().orElse(TxOutcome.Why.CANCELLED));
      state = state == Intent.State.REJECTED ? Intent.State.CANCELLED : state;
    } else {
      state = receipt.successful() ? Intent.State.SUCCEEDED : Intent.State.REVERTED;
    }
    engine.record(live, new Intent.Finalized());
    engine.record(live, new Intent.Ended(state));
    live.over();
  }

  /** The nonce was used, and none of ours has a receipt. */
  void displaced(LiveIntent live, Stage stage, long head) {
    Batch batch = new Batch();
    RpcCall index =
        batch.ask(
            "eth_getTransactionBySenderAndNonce",
            live.sender().toString(),
            Preflight.hex(BigInteger.valueOf(stage.nonce())));
    RpcCall used =
        batch.ask(
            "eth_getTransactionCount",
            live.sender().toString(),
            Preflight.hex(BigInteger.valueOf(head)));
    List<RpcCall> own = new ArrayList<>();
    for (Hash32 hash : live.hashes()) {
      own.add(batch.ask("eth_getTransactionByHash", hash.toString()));
    }
    List<RpcCall> blocks = new ArrayList<>();
    for (long number = head; number >= 0 && number > head - BLOCKS_SEARCHED; number--) {
      blocks.add(
          batch.ask("eth_getBlockByNumber", Preflight.hex(BigInteger.valueOf(number)), true));
    }
    batch.run(rpc, scope);
    if (!batch.known(used).filter(count -> count.count() > stage.nonce()).isPresent()) {
      return; // no block shows it yet: a node may count what it is only about to tell
    }
    for (RpcCall each : own) {
      if (batch.known(each).isPresent()) {
        stage.sawOurs(); // mined after all, or still pooled, which it would not be for long
        return;
      }
    }
    Optional<Json> other = batch.known(index).filter(tx -> tx.optional("blockHash").isPresent());
    for (int i = 0; i < blocks.size() && !other.isPresent(); i++) {
      other = batch.known(blocks.get(i)).flatMap(block -> find(block, live, stage));
    }
    if (other.isPresent() && live.hashes().contains(other.get().field("hash").hash())) {
      stage.sawOurs();
      return;
    }
    if (other.isPresent()
        && head - other.get().field("blockNumber").count() + 1 < live.options().confirmations()) {
      return; // it may still leave the chain again
    }
    end(
        engine,
        live,
        Intent.State.SUPERSEDED_EXTERNALLY,
        new End.Displaced(
            live.receiptsBefore(stage.index()),
            stage.nonce(),
            other.map(tx -> tx.field("hash").hash())));
  }

  private static Optional<Json> find(Json block, LiveIntent live, Stage stage) {
    for (Json tx : block.field("transactions").elements()) {
      if (tx.field("nonce").count() == stage.nonce()
          && tx.field("from").address().equals(live.sender())) {
        return Optional.of(tx);
      }
    }
    return Optional.empty();
  }

  private Revert cause(Stage.Sent mined, Receipt receipt) {
    Batch batch = new Batch();
    TxRequest request;
    if (mined.tx().isPresent()) {
      request = mined.tx().map(RawTx::request).get();
    } else {
      RpcCall asked = batch.ask("eth_getTransactionByHash", mined.hash().toString());
      batch.run(rpc, scope);
      Json tx = batch.value(asked);
      request =
          new TxRequest(
              client.chain().id(),
              tx.field("nonce").count(),
              Wei.ZERO,
              Wei.ZERO,
              tx.field("gas").count(),
              tx.field("to").address(),
              tx.field("value").wei(),
              tx.field("input").bytes());
    }
    try {
      return preflight.replay(
          receipt.from(),
          request.to(),
          request.value(),
          request.data(),
          request.gasLimit(),
          receipt.blockNumber(),
          scope);
    } catch (RpcException unknowable) {
      return new Revert.Unknown(
          Bytes.EMPTY); // the state before the block is gone, or was never there
    }
  }

  /** Ends an intent for good; without effect on one that is over. */
  static void end(Engine engine, LiveIntent live, Intent.State state, End end) {
    if (!live.startEnd()) {
      return;
    }
    try {
      engine.record(live, new Intent.Ended(state));
    } catch (RuntimeException e) {
      live.endFailed();
      throw e;
    }
    engine.lane(live.sender()).landed(live);
    live.settle(end);
    live.over();
  }
}
