package io.github.restake4j.internal.rpc;

import io.github.restake4j.error.TransportException;
import io.github.restake4j.error.TransportException.Code;
import io.github.restake4j.rpc.Endpoint;
import io.github.restake4j.rpc.Transport;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * One request. It runs on a thread of the transport, because a thread that waits in a socket does
 * not notice an interrupt; the caller waits where it does.
 */
final class OkHttpExchange implements Transport.Exchange {
  private static final long CHUNK_BYTES = 64 * 1024;

  private final Call call;
  private final BooleanSupplier abandon;
  private final Endpoint endpoint;
  private final Transport.Limits limits;
  private final BooleanSupplier closed;
  private volatile boolean cancelled;

  /**
   * Prepares it.
   *
   * @param abandon true if no byte of a body was written; then none ever will be
   */
  OkHttpExchange(
      Call call,
      BooleanSupplier abandon,
      Endpoint endpoint,
      Transport.Limits limits,
      BooleanSupplier closed) {
    this.call = call;
    this.abandon = abandon;
    this.endpoint = endpoint;
    this.limits = limits;
    this.closed = closed;
  }

  @Override
  public void cancel() {
    cancelled = true;
    call.cancel();
  }

  @Override
  public Transport.Answer answer() {
    if (closed.getAsBoolean()) {
      throw OkHttpTransport.closedException(endpoint.toString()).unsent();
    }
    // the wait below is the time limit: OkHttp's own would start a thread for its timers
    long nanos = limits.timeout().toNanos();
    CompletableFuture<Transport.Answer> result = new CompletableFuture<>();
    call.enqueue(new Completion(result));
    try {
      return result.get(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      call.cancel();
      Thread.currentThread().interrupt();
      throw certain(
          new TransportException(Code.INTERRUPTED, "a call to " + endpoint + " was interrupted"));
    } catch (TimeoutException e) {
      call.cancel();
      throw certain(timedOut(null));
    } catch (ExecutionException e) {
      throw translated(e.getCause());
    }
  }

  private RuntimeException translated(@Nullable Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof TransportException known) {
      // made on the other thread; the caller's own stack says more
      known.setStackTrace(new Throwable().getStackTrace());
      return known;
    }
    if (closed.getAsBoolean()) {
      return certain(OkHttpTransport.closedException(endpoint.toString()));
    }
    if (cancelled) {
      return certain(
          new TransportException(Code.CANCELLED, "a call to " + endpoint + " was cancelled"));
    }
    Throwable cause = withoutSecrets(failure);
    String detail = failure == null ? "" : ": " + Excerpt.of(endpoint, "" + failure.getMessage());
    return abandon.getAsBoolean()
        ? new TransportException(
            Code.CONNECT_FAILED, "no connection to " + endpoint + detail, cause)
        : new TransportException(Code.NO_ANSWER, "no answer from " + endpoint + detail, cause);
  }

  /** Says so if no byte of the body was written, and sees to it that none will be. */
  private TransportException certain(TransportException failure) {
    return abandon.getAsBoolean() ? failure.unsent() : failure;
  }

  private TransportException timedOut(@Nullable Throwable cause) {
    return new TransportException(
        Code.TIMEOUT, endpoint + " did not answer within " + limits.timeout(), cause);
  }

  /** The failure as cause, unless a message of its chain repeats a key of the endpoint. */
  private @Nullable Throwable withoutSecrets(@Nullable Throwable failure) {
    Throwable at = failure;
    for (int depth = 0; at != null && depth < 10; depth++) {
      String text = at.toString();
      if (!endpoint.redact(text).equals(text) || at.getSuppressed().length > 0) {
        return null;
      }
      at = at.getCause();
    }
    return failure;
  }

  private final class Completion implements Callback {
    private final CompletableFuture<Transport.Answer> result;

    Completion(CompletableFuture<Transport.Answer> result) {
      this.result = result;
    }

    @Override
    public void onFailure(Call failed, IOException e) {
      result.completeExceptionally(e);
    }

    @Override
    public void onResponse(Call answered, Response response) {
      try (response) {
        result.complete(
            new Transport.Answer(
                response.code(),
                response.header(OkHttpTransport.HELD_RETRY_AFTER),
                bounded(answered, response)));
      } catch (IOException | RuntimeException | Error e) {
        result.completeExceptionally(e);
      }
    }

    private byte[] bounded(Call answered, Response response) throws IOException {
      ResponseBody body = response.body();
      if (body == null) {
        return new byte[0];
      }
      int most = limits.maxResponseBytes();
      if (body.contentLength() > most) {
        answered.cancel();
        throw tooLarge();
      }
      BufferedSource source = body.source();
      Buffer content = new Buffer();
      // counts what comes out of the decompression, so that a small body cannot grow without end
      while (source.read(content, Math.min(CHUNK_BYTES, most + 1L - content.size())) != -1) {
        if (content.size() > most) {
          content.clear();
          answered.cancel();
          throw tooLarge();
        }
      }
      return content.readByteArray();
    }

    private TransportException tooLarge() {
      return new TransportException(
          Code.RESPONSE_TOO_LARGE,
          "the answer of "
              + endpoint
              + " is longer than "
              + limits.maxResponseBytes()
              + " bytes; RpcOptions.maxResponseBytes sets the limit");
    }
  }
}
