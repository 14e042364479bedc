package io.github.restake4j.internal.rpc;

import io.github.restake4j.error.Restake4jException;
import io.github.restake4j.error.TransportException;
import io.github.restake4j.internal.CallScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The same calls to several endpoints at once, to each at most once. */
final class Broadcast {
  /** An exchange ends with the scope; this is for the thread to say so. */
  private static final long AFTER_THE_SCOPE_MILLIS = 200;

  private final List<Witness> lines;
  private final boolean onlyOne;
  private final Packing packing;
  private final List<RpcCall> calls;
  private final CallScope scope;
  private final List<Parcel> whole;

  Broadcast(List<Witness> lines, Packing packing, List<RpcCall> calls, CallScope scope) {
    this.lines = lines;
    this.onlyOne = lines.size() == 1;
    this.packing = packing;
    this.calls = calls;
    this.scope = scope;
    int limit = Integer.MAX_VALUE;
    for (Witness line : lines) {
      limit = Math.min(limit, line.line().batchLimit());
    }
    this.whole = parcels(limit);
  }

  List<Delivery> run(Executor threads) {
    List<CompletableFuture<Delivery>> others = new ArrayList<>();
    for (Witness line : lines.subList(1, lines.size())) {
      CompletableFuture<Delivery> delivery = new CompletableFuture<>();
      others.add(delivery);
      try {
        threads.execute(
            () -> {
              try {
                delivery.complete(deliver(line));
              } catch (RuntimeException | Error e) {
                delivery.completeExceptionally(e);
              }
            });
      } catch (RejectedExecutionException e) {
        TransportException closed = OkHttpTransport.closedException(what());
        delivery.complete(failed(line, List.of(), closed, false));
      }
    }
    List<Delivery> deliveries = new ArrayList<>();
    deliveries.add(deliver(lines.get(0)));
    for (int i = 0; i < others.size(); i++) {
      deliveries.add(delivered(lines.get(i + 1), others.get(i)));
    }
    return deliveries;
  }

  private Delivery delivered(Witness line, CompletableFuture<Delivery> delivery) {
    TransportException.Code why;
    try {
      long millis = scope.remaining().toMillis() + AFTER_THE_SCOPE_MILLIS;
      return delivery.get(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      why = TransportException.Code.INTERRUPTED;
    } catch (TimeoutException e) {
      why = TransportException.Code.TIMEOUT;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException mistake) {
        throw mistake;
      }
      throw new IllegalStateException("a broadcast failed", e.getCause());
    }
    TransportException ended =
        new TransportException(why, what() + " to " + line.name() + " was not waited for");
    return failed(line, List.of(), ended, true);
  }

  private Delivery deliver(Witness line) {
    Restake4jException distrust = line.distrust();
    if (distrust != null && !onlyOne) {
      return failed(line, List.of(), distrust, false);
    }
    List<RpcAnswer> answers = new ArrayList<>(calls.size());
    boolean checked = false;
    try {
      line.ensureChecked(scope);
      checked = true;
      for (Parcel parcel : whole) {
        answers.addAll(List.of(line.line().exchange(parcel, scope)));
      }
      return new Delivery(line.name(), answers, Optional.empty(), true);
    } catch (Restake4jException e) {
      if (Line.rejectsSize(e)) {
        line.line().lowerBatchLimit(whole.get(0).calls().size() / 2);
      }
      boolean unsent = e instanceof TransportException transport && !transport.mayHaveLeft();
      return failed(line, answers, e, checked && !unsent);
    }
  }

  private static Delivery failed(
      Witness line, List<RpcAnswer> answers, Restake4jException why, boolean mayHaveLeft) {
    return new Delivery(line.name(), answers, Optional.of(why), mayHaveLeft);
  }

  private List<Parcel> parcels(int limit) {
    List<Parcel> parcels = new ArrayList<>();
    for (int from = 0; from < calls.size(); from += limit) {
      parcels.add(packing.pack(calls.subList(from, Math.min(calls.size(), from + limit))));
      if (calls.size() - from <= limit) {
        break;
      }
    }
    return parcels;
  }

  private String what() {
    return Packing.describe(calls);
  }
}
