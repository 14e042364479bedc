package io.github.restake4j.internal.rpc;

import io.github.resilience4j.retry.Retry;
import io.github.restake4j.error.ChainException;
import io.github.restake4j.error.Restake4jException;
import io.github.restake4j.error.RpcException;
import io.github.restake4j.error.TransportException;
import io.github.restake4j.internal.CallScope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One read in progress: what is answered, what is still open, and why. All answers come from one
 * endpoint; who moves to another starts over. Used by one thread.
 */
final class Reading {
  private static final Logger LOG = LoggerFactory.getLogger(JsonRpc.class);

  private final JsonRpc rpc;
  private final List<RpcCall> calls;
  private final CallScope scope;
  private final @Nullable Lease lease;
  private final String what;
  private final @Nullable RpcAnswer[] answers;
  private final Set<Witness> tried = new HashSet<>();
  private List<Integer> open = new ArrayList<>();
  private @Nullable Restake4jException obstacle;
  private boolean wholeRequestFailed;
  private boolean malformedBefore;
  private int limit;

  Reading(JsonRpc rpc, List<RpcCall> calls, CallScope scope, @Nullable Lease lease) {
    this.rpc = rpc;
    this.calls = calls;
    this.scope = scope;
    this.lease = lease;
    this.what = Packing.describe(calls);
    this.answers = new RpcAnswer[calls.size()];
  }

  /** One answer per call; throws if not a single call got one. */
  List<RpcAnswer> run() {
    Retry.AsyncContext<Object> attempts = rpc.backoff().attempts();
    Witness line = start(lease == null ? rpc.lines().choose(scope) : lease.line(scope));
    for (int attempt = 1; ; attempt++) {
      int before = open.size();
      round(line);
      Restake4jException failure = obstacle;
      if (failure == null) {
        attempts.onComplete();
        rpc.budget().give();
        if (lease != null) {
          lease.answered();
        }
        return answers();
      }
      Witness other = wholeRequestFailed && concernsEndpoint(failure) ? other() : null;
      if (other != null) {
        line = moveTo(other, line, failure);
        continue;
      }
      if (wholeRequestFailed && open.size() < before) {
        // of several requests some were answered: those that are left have their own attempts
        attempts = rpc.backoff().attempts();
        attempt = 1;
        malformedBefore = false;
      }
      boolean malformed = isMalformed(failure);
      long pause = malformed && malformedBefore ? -1 : attempts.onError(failure);
      malformedBefore |= malformed;
      if (pause < 0
          || scope.remaining().compareTo(Duration.ofMillis(pause)) <= 0
          || (attempt > 1 && mayStartOverElsewhere())
          || !rpc.budget().take()) {
        return settle(failure);
      }
      rpc.events().retrying(what, attempt, Duration.ofMillis(pause), failure);
      scope.sleep(Duration.ofMillis(pause), what);
      line = afterPause(line, failure);
    }
  }

  private Witness start(Witness at) {
    tried.add(at);
    open = new ArrayList<>(calls.size());
    for (int i = 0; i < calls.size(); i++) {
      open.add(i);
    }
    Arrays.fill(answers, null);
    limit = at.line().batchLimit();
    return at;
  }

  private Witness moveTo(Witness to, Witness from, Restake4jException why) {
    rpc.events().failedOver(from.name(), to.name(), why.code());
    if (lease != null) {
      lease.move(to);
    }
    return start(to);
  }

  /** An endpoint not tried since the last pause, if the calls may go there. */
  private @Nullable Witness other() {
    return lease == null || lease.mayMove() ? rpc.lines().other(tried) : null;
  }

  /** Who is not bound to an endpoint takes the best one again. */
  private Witness afterPause(Witness line, Restake4jException failure) {
    if (lease != null || !wholeRequestFailed) {
      return line;
    }
    tried.clear();
    Witness best = rpc.lines().choose(scope);
    tried.add(best);
    return best == line ? line : moveTo(best, line, failure);
  }

  /** True if a new lease would go to another endpoint, which is better than to insist here. */
  private boolean mayStartOverElsewhere() {
    return lease != null && wholeRequestFailed && rpc.lines().other(tried) != null;
  }

  /** Asks what is open, in as many requests as the batch limit needs, until one fails. */
  private void round(Witness line) {
    obstacle = null;
    wholeRequestFailed = false;
    List<Integer> waiting = open;
    open = new ArrayList<>();
    int from = 0;
    while (from < waiting.size()) {
      int size = Math.min(limit, waiting.size() - from);
      List<Integer> chunk = new ArrayList<>(waiting.subList(from, from + size));
      try {
        List<Integer> again = ask(line, chunk);
        from += size;
        if (!again.isEmpty()) {
          limit = Math.max(1, size / 2);
          waiting.addAll(again);
        }
      } catch (RpcException | TransportException | ChainException e) {
        if (size > 1 && Line.rejectsSize(e)) {
          limit = size / 2;
          line.line().lowerBatchLimit(limit);
          LOG.debug("{} is split, {} at once were refused: {}", what, size, e.getMessage());
          continue;
        }
        obstacle = e;
        wholeRequestFailed = true;
        open.addAll(waiting.subList(from, waiting.size()));
        return;
      }
    }
  }

  /** Stores the answers; returns the calls that a smaller batch may answer. */
  private List<Integer> ask(Witness line, List<Integer> chunk) {
    List<RpcCall> asked = new ArrayList<>(chunk.size());
    for (int index : chunk) {
      asked.add(calls.get(index));
    }
    RpcAnswer[] got = line.ask(asked, scope);
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
          wholeRequestFailed |= calls.size() == 1;
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
      if (lease != null) {
        lease.answered();
      }
      return answers();
    }
    try {
      scope.check(what);
    } catch (TransportException ended) {
      throw new TransportException(ended.kind(), "" + ended.getMessage(), failure);
    }
    if (lease != null && concernsEndpoint(failure) && rpc.lines().other(tried) != null) {
      lease.lose();
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

  /** True unless the caller, the deadline or the client ended the call. */
  private boolean concernsEndpoint(Restake4jException e) {
    if (!(e instanceof TransportException transport)) {
      return true;
    }
    return switch (transport.kind()) {
      case CANCELLED, INTERRUPTED, CLOSED -> false;
      case TIMEOUT -> !scope.remaining().isZero();
      case CONNECT_FAILED, NO_ANSWER, HTTP_STATUS, RATE_LIMITED, RESPONSE_TOO_LARGE, CIRCUIT_OPEN ->
          true;
    };
  }

  private static boolean isMalformed(Restake4jException e) {
    return e instanceof RpcException rpc && rpc.kind() == RpcException.Code.MALFORMED_RESPONSE;
  }
}
