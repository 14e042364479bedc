package io.github.restake4j.internal.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.restake4j.Chain;
import io.github.restake4j.error.ChainException;
import io.github.restake4j.error.Restake4jException;
import io.github.restake4j.error.RpcException;
import io.github.restake4j.internal.CallScope;
import io.github.restake4j.internal.Events;
import io.github.restake4j.rpc.RpcOptions;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint says of the chain, and whether it is believed: its chain id is asked before its
 * first answer is used and now and then, in the same request; its height is noted wherever it comes
 * by. One that lied is quarantined.
 */
final class Witness {
  static final RpcCall CHAIN_ID = RpcCall.of("eth_chainId");
  static final RpcCall HEIGHT = RpcCall.of("eth_blockNumber");

  private static final String BLOCK_BY_NUMBER = "eth_getBlockByNumber";
  private static final int CHECK_EVERY = 50;
  private static final long UNKNOWN = -1;

  private final Line line;
  private final Packing packing;
  private final @Nullable Chain chain;
  private final RpcOptions options;
  private final Clock clock;
  private final Events events;
  private final boolean maySayNothing;
  private final AtomicInteger sinceCheck = new AtomicInteger();

  private volatile @Nullable Instant checkedAt;
  private volatile @Nullable Distrust distrust;
  private volatile long height = UNKNOWN;
  private volatile Instant heightAt = Instant.MIN;

  /** Why and since when an endpoint is not believed. */
  private record Distrust(Restake4jException cause, Instant since) {}

  /**
   * A witness without a word yet.
   *
   * @param maySayNothing whether it may refuse to name its chain, as relays do that only take
   *     transactions, which name theirs
   */
  Witness(
      Line line,
      Packing packing,
      @Nullable Chain chain,
      RpcOptions options,
      Clock clock,
      Events events,
      boolean maySayNothing) {
    this.line = line;
    this.packing = packing;
    this.chain = chain;
    this.options = options;
    this.clock = clock;
    this.events = events;
    this.maySayNothing = maySayNothing;
  }

  Line line() {
    return line;
  }

  String name() {
    return line.name();
  }

  /** The height it last told, however long ago. */
  OptionalLong height() {
    long last = height;
    return last == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(last);
  }

  /** When it told its height. */
  Instant toldAt() {
    return heightAt;
  }

  /** True if its height was told within the time. */
  boolean isFresh(Duration time) {
    return heightAt.isAfter(clock.instant().minus(time));
  }

  /** Why it is not believed; null if it is. */
  @Nullable Restake4jException distrust() {
    Distrust now = distrust;
    return now == null ? null : now.cause();
  }

  /** True if its quarantine has lasted long enough to ask it for its chain again. */
  boolean mayBeAskedAgain() {
    Distrust now = distrust;
    return now == null || !clock.instant().isBefore(now.since().plus(options.quarantine()));
  }

  /** It said what cannot be true. */
  void quarantine(Restake4jException cause) {
    boolean known = distrust != null;
    distrust = new Distrust(cause, clock.instant());
    if (!known) {
      events.quarantined(line.name(), cause);
    }
  }

  /**
   * The answers of one request, from an endpoint that has named the right chain.
   *
   * @throws ChainException CHAIN_MISMATCH
   */
  RpcAnswer[] ask(List<RpcCall> calls, CallScope scope) {
    if (chain == null) {
      return noted(calls, line.exchange(packing.pack(calls), scope));
    }
    int place = calls.indexOf(CHAIN_ID);
    boolean due = isCheckDue();
    if (place < 0 && due && calls.size() < line.batchLimit()) {
      return askTogether(calls, scope);
    }
    if (place < 0 && due) {
      check(scope);
    }
    RpcAnswer[] answers = line.exchange(packing.pack(calls), scope);
    if (place >= 0) {
      believe(chain, answers[place], due);
    }
    return noted(calls, answers);
  }

  /** Asks for the chain id, unless it is known well enough. */
  void ensureChecked(CallScope scope) {
    if (chain != null && (checkedAt == null || distrust != null)) {
      check(scope);
    }
  }

  /** Asks for chain and height, whatever is known. */
  void look(CallScope scope) {
    List<RpcCall> calls = List.of(CHAIN_ID, HEIGHT);
    if (line.batchLimit() < calls.size()) {
      check(scope);
      noted(List.of(HEIGHT), line.exchange(packing.pack(List.of(HEIGHT)), scope));
      return;
    }
    RpcAnswer[] answers = line.exchange(packing.pack(calls), scope);
    if (chain != null) {
      believe(chain, answers[0], true);
    }
    noted(calls, answers);
  }

  private RpcAnswer[] askTogether(List<RpcCall> calls, CallScope scope) {
    List<RpcCall> more = new ArrayList<>(calls.size() + 1);
    more.add(CHAIN_ID);
    more.addAll(calls);
    RpcAnswer[] answers;
    try {
      answers = line.exchange(packing.pack(more), scope);
    } catch (RpcException e) {
      if (calls.size() > 1 || !Line.rejectsSize(e)) {
        throw e;
      }
      line.lowerBatchLimit(1); // a node that takes no batches
      check(scope);
      return noted(calls, line.exchange(packing.pack(calls), scope));
    }
    if (chain != null) {
      believe(chain, answers[0], true);
    }
    return noted(calls, Arrays.copyOfRange(answers, 1, answers.length));
  }

  private void check(CallScope scope) {
    if (chain != null) {
      believe(chain, line.exchange(packing.pack(List.of(CHAIN_ID)), scope)[0], true);
    }
  }

  private boolean isCheckDue() {
    Instant last = checkedAt;
    return last == null
        || distrust != null
        || sinceCheck.incrementAndGet() >= CHECK_EVERY
        || !clock.instant().isBefore(last.plus(options.healthInterval()));
  }

  /** Compares what it says of itself with the configured chain. */
  private void believe(Chain expected, RpcAnswer answer, boolean needed) {
    if (!(answer instanceof RpcAnswer.Result) && (!needed || isCheckedAndTrusted())) {
      return; // it was right before; the next request asks again
    }
    if (maySayNothing && answer instanceof RpcAnswer.Failure failure && !failure.isRateLimit()) {
      checkedAt = clock.instant();
      return;
    }
    BigInteger said = Json.quantity(answer.result(CHAIN_ID.method()), CHAIN_ID.method());
    if (!said.equals(BigInteger.valueOf(expected.id()))) {
      ChainException lie =
          new ChainException(
              ChainException.Code.CHAIN_MISMATCH,
              line.name() + " serves chain id " + said + ", the client was made for " + expected);
      quarantine(lie);
      throw lie;
    }
    checkedAt = clock.instant();
    sinceCheck.set(0);
    Distrust now = distrust;
    if (now != null && (now.cause() instanceof ChainException || mayBeAskedAgain())) {
      distrust = null;
    }
  }

  private boolean isCheckedAndTrusted() {
    return checkedAt != null && distrust == null;
  }

  private RpcAnswer[] noted(List<RpcCall> calls, RpcAnswer[] answers) {
    for (int i = 0; i < answers.length; i++) {
      RpcCall call = calls.get(i);
      if (answers[i] instanceof RpcAnswer.Result result) {
        JsonNode told = null;
        if (call.method().equals(HEIGHT.method())) {
          told = result.value();
        } else if (call.method().equals(BLOCK_BY_NUMBER)
            && !call.params().isEmpty()
            && "latest".equals(call.params().get(0))) {
          told = result.value().path("number");
        }
        if (told != null) {
          note(told);
        }
      }
    }
    return answers;
  }

  private void note(JsonNode told) {
    long height;
    try {
      height = Json.count(told, HEIGHT.method());
    } catch (RpcException e) {
      return; // whoever asked for it says so
    }
    this.height = height;
    heightAt = clock.instant();
  }
}
