package io.github.restake4j.internal.tx;

import io.github.restake4j.abi.Revert;
import io.github.restake4j.error.RefusedException;
import io.github.restake4j.error.Restake4jException;
import io.github.restake4j.error.RpcException;
import io.github.restake4j.error.TransportException;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.internal.CallScope;
import io.github.restake4j.internal.Client;
import io.github.restake4j.internal.rpc.Json;
import io.github.restake4j.internal.rpc.RpcCall;
import io.github.restake4j.internal.sign.RawTx;
import io.github.restake4j.sign.TxRequest;
import io.github.restake4j.tx.Intent;
import io.github.restake4j.tx.TxOutcome;
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
  private final CallScope scope;

  Ending(Engine engine, Client client, Preflight preflight, CallScope scope) {
    this.engine = engine;
    this.client = client;
    this.preflight = preflight;
    this.scope = scope;
  }

  /** The step has its confirmations. */
  <R> void confirmed(
      LiveIntent<R> live, Stage stage, Stage.Sent mined, Receipt receipt, boolean isFinal) {
    List<Receipt> receipts = new ArrayList<>(live.receiptsBefore());
    if (mined.purpose() == Intent.Purpose.CANCELLATION) {
      end(
          live,
          Intent.State.CANCELLED,
          new TxOutcome.Withdrawn<>(receipts, TxOutcome.Why.CANCELLED));
      return;
    }
    receipts.add(receipt);
    if (!receipt.successful()) {
      Revert cause = cause(mined, receipt);
      end(
          live,
          Intent.State.REVERTED,
          new TxOutcome.Reverted<>(List.copyOf(receipts), live.index(), cause));
      return;
    }
    if (mined.purpose() == Intent.Purpose.PREPARATION) {
      engine.record(live, isFinal ? new Intent.Finalized() : new Intent.Confirmed());
      prepared(live, receipts);
      return;
    }
    R result;
    try {
      result = live.script().result(receipt);
    } catch (RuntimeException e) {
      // mined and successful, but its events are not what the plan knows: no outcome can say that
      if (live.markEnded()) {
        engine.record(live, new Intent.Ended(Intent.State.SUCCEEDED));
        live.end().completeExceptionally(e);
      }
      return;
    }
    end(
        live,
        Intent.State.SUCCEEDED,
        new TxOutcome.Included<>(List.copyOf(receipts), result, isFinal));
  }

  private <R> void prepared(LiveIntent<R> live, List<Receipt> receipts) {
    if (live.origin() == LiveIntent.Origin.TRACKED) {
      if (!live.nextTracked()) {
        end(
            live,
            Intent.State.REJECTED,
            new TxOutcome.Withdrawn<>(List.copyOf(receipts), TxOutcome.Why.REFUSED_BEFORE_SEND));
      }
      return;
    }
    live.stepDone();
    engine.advanceLater(live);
  }

  /** The nonce was used, and none of ours has a receipt. */
  <R> void displaced(LiveIntent<R> live, Stage stage, long head) {
    Batch batch = new Batch();
    RpcCall index =
        batch.ask(
            "eth_getTransactionBySenderAndNonce",
            live.sender().toString(),
            Preflight.hex(BigInteger.valueOf(stage.nonce())));
    List<RpcCall> own = new ArrayList<>();
    for (Hash32 hash : live.hashes()) {
      own.add(batch.ask("eth_getTransactionByHash", hash.toString()));
    }
    List<RpcCall> blocks = new ArrayList<>();
    for (long number = head; number >= 0 && number > head - BLOCKS_SEARCHED; number--) {
      blocks.add(
          batch.ask("eth_getBlockByNumber", Preflight.hex(BigInteger.valueOf(number)), true));
    }
    batch.run(client.rpc(), scope);
    for (RpcCall each : own) {
      Optional<Json> known = batch.known(each);
      if (known.isPresent()
          && known.get().optional("blockHash").isPresent()
          && known.get().field("nonce").count() == stage.nonce()) {
        stage.sawOurs(); // mined after all; its receipt will come
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
        live,
        Intent.State.SUPERSEDED_EXTERNALLY,
        new TxOutcome.Displaced<>(
            live.receiptsBefore(), stage.nonce(), other.map(tx -> tx.field("hash").hash())));
  }

  private static Optional<Json> find(Json block, LiveIntent<?> live, Stage stage) {
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
      batch.run(client.rpc(), scope);
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

  private <R> void end(LiveIntent<R> live, Intent.State state, TxOutcome<R> outcome) {
    end(engine, live, state, outcome);
  }

  private static <R> void end(
      Engine engine, LiveIntent<R> live, Intent.State state, TxOutcome<R> outcome) {
    if (live.isEnded()) {
      return;
    }
    engine.record(live, new Intent.Ended(state));
    if (live.markEnded()) {
      live.end().complete(outcome);
    }
  }

  /** Makes the next step of a plan: derives, signs and sends it, or ends the plan here. */
  static <R> void advance(Engine engine, Dispatch dispatch, LiveIntent<R> live) {
    if (live.isCancelAsked()) {
      end(
          engine,
          live,
          Intent.State.CANCELLED,
          new TxOutcome.Withdrawn<>(live.receiptsBefore(), TxOutcome.Why.CANCELLED));
      return;
    }
    CallScope scope = engine.open();
    Stage stage;
    try {
      stage = dispatch.signNext(live, live.script().next(live.spent(), scope));
    } catch (RuntimeException e) {
      if (isPassing(e) && !engine.isClosed()) {
        live.advanceLater();
        throw e;
      }
      if (!engine.isClosed()) {
        end(
            engine,
            live,
            Intent.State.REJECTED,
            new TxOutcome.Withdrawn<>(live.receiptsBefore(), TxOutcome.Why.REFUSED_BEFORE_SEND));
      }
      throw e;
    } finally {
      engine.done(scope);
    }
    live.advanced();
    stage.preferred().ifPresent(attempt -> dispatch.deliver(live, stage, attempt, true));
    engine.wake();
  }

  /** A refusal ends the plan, whatever it says of itself; a lost connection does not. */
  private static boolean isPassing(RuntimeException e) {
    return e instanceof TransportException
        || e instanceof RpcException
        || (e instanceof Restake4jException failure
            && !(e instanceof RefusedException)
            && failure.retryable());
  }
}
