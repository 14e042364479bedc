package io.github.restake4j.internal.rpc;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;

/**
 * A body that leaves at most once, whatever an interceptor does, and that logging interceptors
 * leave alone: it may be a signed transaction.
 */
final class OnceBody extends RequestBody {
  private static final MediaType JSON = MediaType.get("application/json");

  private enum State {
    WAITING,
    WRITTEN,
    ABANDONED
  }

  private final byte[] content;
  private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

  OnceBody(byte[] content) {
    this.content = content;
  }

  @Override
  public MediaType contentType() {
    return JSON;
  }

  @Override
  public long contentLength() {
    return content.length;
  }

  @Override
  public boolean isOneShot() {
    return true;
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    if (!state.compareAndSet(State.WAITING, State.WRITTEN)) {
      throw new IOException("the request was sent or given up already and is not repeated");
    }
    sink.write(content);
  }

  /** True if no byte of it was written; then none ever will be. */
  boolean abandon() {
    return state.compareAndSet(State.WAITING, State.ABANDONED) || state.get() == State.ABANDONED;
  }
}
