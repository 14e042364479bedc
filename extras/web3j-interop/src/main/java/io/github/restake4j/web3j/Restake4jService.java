package io.github.restake4j.web3j;

import io.github.restake4j.Restake4j;
import io.github.restake4j.error.Restake4jException;
import io.github.restake4j.internal.CallScope;
import io.github.restake4j.internal.Client;
import io.github.restake4j.internal.read.Reads;
import io.github.restake4j.internal.rpc.RpcAnswer;
import io.github.restake4j.internal.rpc.RpcCall;
import io.reactivex.Flowable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.web3j.protocol.Web3jService;
import org.web3j.protocol.core.BatchRequest;
import org.web3j.protocol.core.BatchResponse;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.Response;
import org.web3j.protocol.websocket.events.Notification;

/**
 * The transport of a Restake4j client under web3j: {@code Web3j.build(Restake4jService.over(
 * client))}. Answers are matched by id, bounded in bytes, depth and time, and come from an endpoint
 * that has named the client's chain; several endpoints, their health, rate limits and listeners
 * work as they do for the client.
 *
 * <p>What only reads is repeated within the client's retries. Everything else, {@code
 * eth_sendRawTransaction} and every method that is not known to read above all, is delivered to one
 * endpoint at most once. Filters of a node ({@code eth_newFilter}) live at one endpoint: where a
 * client has several, prefer {@code Restake4j.events}.
 *
 * <p>A node's error object comes back as {@code Response.getError}, with revert data where there is
 * some. Every failure of the connection, a wrong chain and an answer that is none are {@link
 * IOException}s with the {@link Restake4jException} as their cause. Safe for concurrent use.
 */
public final class Restake4jService implements Web3jService {
  private final Client client;

  private Restake4jService(Client client) {
    this.client = client;
  }

  /** A service that stays usable until the client is closed. Does no I/O. */
  public static Restake4jService over(Restake4j client) {
    return new Restake4jService(Reads.client(client.block()));
  }

  /**
   * Sends one call and waits, at most for the client's deadline.
   *
   * @throws IOException with the {@link Restake4jException} that says what happened
   * @throws IllegalStateException on a thread that must not block
   */
  @Override
  @SuppressWarnings("rawtypes") // so says the interface
  public <T extends Response> T send(Request request, Class<T> responseType) throws IOException {
    return send(request, responseType, CallScope.of(client.deadline()));
  }

  /** As {@link #send}, on the client's executor; cancelling the future cuts the HTTP call. */
  @Override
  @SuppressWarnings("rawtypes") // so says the interface
  public <T extends Response> CompletableFuture<T> sendAsync(
      Request request, Class<T> responseType) {
    return async(scope -> send(request, responseType, scope));
  }

  /**
   * Sends all calls as JSON batches, of the client's size. An item without a usable answer has an
   * error that says so, code -32603; the others have theirs. A batch with a call that must not be
   * repeated is not repeated at all.
   *
   * @throws IOException if no call was answered
   */
  @Override
  public BatchResponse sendBatch(BatchRequest batch) throws IOException {
    return sendBatch(batch, CallScope.of(client.deadline()));
  }

  /** As {@link #sendBatch}, on the client's executor. */
  @Override
  public CompletableFuture<BatchResponse> sendBatchAsync(BatchRequest batch) {
    return async(scope -> sendBatch(batch, scope));
  }

  /** Not supported: there is no connection that a node could push to. */
  @Override
  @SuppressWarnings("rawtypes") // so says the interface
  public <T extends Notification<?>> Flowable<T> subscribe(
      Request request, String unsubscribeMethod, Class<T> responseType) {
    throw new UnsupportedOperationException(
        "there are no subscriptions over HTTP; poll, or use Restake4j.events");
  }

  /** Does nothing: the connections belong to the client. */
  @Override
  public void close() {}

  private <T extends Response<?>> T send(
      Request<?, ?> request, Class<T> responseType, CallScope scope) throws IOException {
    RpcCall call = Web3jJson.call(request);
    RpcAnswer answer;
    try {
      answer =
          Reading.isRead(call)
              ? client.rpc().read(List.of(call), scope).get(0)
              : client.rpc().sendOnce(call, scope);
      if (answer instanceof RpcAnswer.Broken broken) {
        throw broken.cause();
      }
    } catch (Restake4jException e) {
      throw new IOException(e.getMessage(), e);
    }
    return Web3jJson.response(request, answer, responseType);
  }

  private BatchResponse sendBatch(BatchRequest batch, CallScope scope) throws IOException {
    List<Request<?, ? extends Response<?>>> requests = batch.getRequests();
    List<RpcCall> calls = new ArrayList<>();
    for (Request<?, ?> request : requests) {
      calls.add(Web3jJson.call(request));
    }
    List<RpcAnswer> answers;
    try {
      answers =
          calls.stream().allMatch(Reading::isRead)
              ? client.rpc().read(calls, scope)
              : sendOnce(calls, scope);
    } catch (Restake4jException e) {
      throw new IOException(e.getMessage(), e);
    }
    List<Response<?>> responses = new ArrayList<>();
    for (int i = 0; i < requests.size(); i++) {
      Request<?, ? extends Response<?>> request = requests.get(i);
      responses.add(Web3jJson.response(request, answers.get(i), request.getResponseType()));
    }
    return new BatchResponse(requests, responses);
  }

  /** In as many requests as are needed; what was answered is kept if a later one fails. */
  private List<RpcAnswer> sendOnce(List<RpcCall> calls, CallScope scope) {
    List<RpcAnswer> answers = new ArrayList<>();
    while (answers.size() < calls.size()) {
      int from = answers.size();
      int to = Math.min(calls.size(), from + client.rpc().maxBatch());
      try {
        answers.addAll(client.rpc().sendOnce(calls.subList(from, to), scope));
      } catch (Restake4jException e) {
        if (from == 0) {
          throw e;
        }
        while (answers.size() < calls.size()) {
          answers.add(Web3jJson.lost(e));
        }
      }
    }
    return answers;
  }

  private interface Work<T> {
    T in(CallScope scope) throws IOException;
  }

  private <T> CompletableFuture<T> async(Work<T> work) {
    CallScope scope = CallScope.of(client.deadline());
    CompletableFuture<T> future =
        new CompletableFuture<>() {
          @Override
          public boolean cancel(boolean mayInterruptIfRunning) {
            boolean cancelled = super.cancel(mayInterruptIfRunning);
            if (cancelled) {
              scope.cancel();
            }
            return cancelled;
          }
        };
    try {
      client
          .executor()
          .execute(
              () -> {
                try {
                  future.complete(work.in(scope));
                } catch (Throwable e) {
                  future.completeExceptionally(e);
                }
              });
    } catch (RejectedExecutionException e) {
      Restake4jException closed = Client.closed(e);
      future.completeExceptionally(new IOException(closed.getMessage(), closed));
    }
    return future;
  }
}
