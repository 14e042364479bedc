package io.github.restake4j.internal.rpc;

import io.github.resilience4j.retry.Retry;
import io.github.restake4j.error.Restake4jException;
import io.github.restake4j.error.RpcException;
import io.github.restake4j.error.TransportException;
import io.github.restake4j.internal.CallScope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One read in progress: what is answered, what is still open, and why. Used by one thread. */
final class Reading {
  private static final Logger LOG = LoggerFactory.getLogger(JsonRpc.class);

  private final JsonRpc rpc;
  private final List<RpcCall> calls;
  private final CallScope scope;
  private final String what;
  private final @Nullable RpcAnswer[] answers;
  private List<Integer> open = new ArrayList<>();
  private @Nullable Restake4jException obstacle;
  private boolean malformedBefore;
  private int limit;

  Reading(JsonRpc rpc, List<RpcCall> calls, CallScope scope) {
    this.rpc = rpc;
    this.calls = calls;
    this.scope = scope;
    this.what = JsonRpc.describe(calls);
    this.answers = new RpcAnswer[calls.size()];
    this.limit = rpc.batchLimit();
    for (int i = 0; i < calls.size(); i++) {
      open.add(i);
    }
  }

  /** One answer per call; throws if not a single call got one. */
  List<RpcAnswer> run() {
    Retry.AsyncContext<Object> attempts = rpc.backoff().attempts();
    while (true) {
      round();
      Restake4jException failure = obstacle;
      if (failure == null) {
        attempts.onComplete();
        return answers();
      }
      boolean malformed = isMalformed(failure);
      long pause = malformed && malformedBefore ? -1 : attempts.onError(failure);
      malformedBefore |= malformed;
      if (pause < 0 || scope.remaining().compareTo(Duration.ofMillis(pause)) <= 0) {
        return settle(failure);
      }
      LOG.debug("{} failed and is tried again in {} ms: {}", what, pause, failure.getMessage());
      scope.sleep(Duration.ofMillis(pause), what);
    }
  }

  /** Asks what is open, in as many requests as the batch limit needs, until one fails. */
  private void round() {
    obstacle = null;
    List<Integer> waiting = open;
    open = new ArrayList<>();
    int from = 0;
    while (from < waiting.size()) {
      int size = Math.min(limit, waiting.size() - from);
      List<Integer> chunk = new ArrayList<>(waiting.subList(from, from + size));
      try {
        List<Integer> again = ask(chunk);
        from += size;
        if (!again.isEmpty()) {
          limit = Math.max(1, size / 2);
          waiting.addAll(again);
        }
      } catch (RpcException | TransportException e) {
        if (size > 1 && rejectsBatch(e)) {
          limit = size / 2;
          rpc.lowerBatchLimit(limit);
          LOG.debug("{} is split, {} at once were refused: {}", what, size, e.getMessage());
          continue;
        }
        obstacle = e;
        open.addAll(waiting.subList(from, waiting.size()));
        return;
      }
    }
  }

  /** Stores the answers; returns the calls that a smaller batch may answer. */
  private List<Integer> ask(List<Integer> chunk) {
    List<RpcCall> asked = new ArrayList<>(chunk.size());
    for (int index : chunk) {
      asked.add(calls.get(index));
    }
    RpcAnswer[] got = rpc.exchange(asked, scope);
    List<Integer> again = new ArrayList<>();
    for (int i = 0; i < got.length; i++) {
      int index = chunk.get(i);
      answers[index] = got[i];
      if (got[i] instanceof RpcAnswer.Failure failure) {
        if (chunk.size() > 1 && BatchLimitTexts.isItemTooLarge(failure)) {
          again.add(index);
        } else if (failure.isRateLimit()) {
          open.add(index);
          obstacle = failure.asException(calls.get(index).method());
        }
      } else if (got[i] instanceof RpcAnswer.Broken broken) {
        open.add(index);
        obstacle = broken.cause();
      }
    }
    return again;
  }

  /** What there is after the last attempt: each call's own answer, or the failure of all. */
  private List<RpcAnswer> settle(Restake4jException failure) {
    boolean all = open.size() == calls.size();
    for (int index : open) {
      all |= answers[index] == null;
    }
    if (!all) {
      return answers();
    }
    try {
      scope.check(what);
    } catch (TransportException ended) {
      throw new TransportException(ended.kind(), "" + ended.getMessage(), failure);
    }
    throw failure;
  }

  private List<RpcAnswer> answers() {
    List<RpcAnswer> complete = new ArrayList<>(answers.length);
    for (RpcAnswer answer : answers) {
      if (answer != null) {
        complete.add(answer);
      }
    }
    return complete;
  }

  private static boolean rejectsBatch(Restake4jException e) {
    return (e instanceof RpcException rpc && rpc.kind() == RpcException.Code.BATCH_REJECTED)
        || (e instanceof TransportException transport && Line.isPayloadTooLarge(transport));
  }

  private static boolean isMalformed(Restake4jException e) {
    return e instanceof RpcException rpc && rpc.kind() == RpcException.Code.MALFORMED_RESPONSE;
  }
}
