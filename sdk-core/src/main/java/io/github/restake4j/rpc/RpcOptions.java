package io.github.restake4j.rpc;

import java.time.Duration;

/** How JSON-RPC calls are bounded, batched and repeated. Immutable; the defaults suit mainnet. */
public final class RpcOptions {
  private static final int MIB = 1024 * 1024;

  private final Builder values;

  private RpcOptions(Builder values) {
    this.values = values;
  }

  /** All defaults. */
  public static RpcOptions defaults() {
    return builder().build();
  }

  /** Starts from the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** Starts from these options. */
  public Builder toBuilder() {
    return new Builder(values);
  }

  /** Bytes of one answer after decompression. */
  public int maxResponseBytes() {
    return values.maxResponseBytes;
  }

  /** Time for one HTTP exchange. */
  public Duration attemptTimeout() {
    return values.attemptTimeout;
  }

  /** Time for TCP and TLS. */
  public Duration connectTimeout() {
    return values.connectTimeout;
  }

  /** Calls in one HTTP request. */
  public int maxBatch() {
    return values.maxBatch;
  }

  /** Further attempts after the first. */
  public int retries() {
    return values.retries;
  }

  /** Upper bound of the pause before the first retry. */
  public Duration firstPause() {
    return values.firstPause;
  }

  /** Upper bound of any pause that the endpoint did not ask for. */
  public Duration longestPause() {
    return values.longestPause;
  }

  /** Attempts the circuit breaker looks back on. */
  public int circuitWindow() {
    return values.circuitWindow;
  }

  /** How long an open circuit stays open. */
  public Duration circuitPause() {
    return values.circuitPause;
  }

  /** Collects options; each setter checks its value at once. */
  public static final class Builder {
    private int maxResponseBytes = 32 * MIB;
    private Duration attemptTimeout = Duration.ofSeconds(10);
    private Duration connectTimeout = Duration.ofSeconds(5);
    private int maxBatch = 100;
    private int retries = 3;
    private Duration firstPause = Duration.ofMillis(200);
    private Duration longestPause = Duration.ofSeconds(5);
    private int circuitWindow = 20;
    private Duration circuitPause = Duration.ofSeconds(10);

    private Builder() {}

    private Builder(Builder from) {
      maxResponseBytes = from.maxResponseBytes;
      attemptTimeout = from.attemptTimeout;
      connectTimeout = from.connectTimeout;
      maxBatch = from.maxBatch;
      retries = from.retries;
      firstPause = from.firstPause;
      longestPause = from.longestPause;
      circuitWindow = from.circuitWindow;
      circuitPause = from.circuitPause;
    }

    /**
     * Bytes of one answer after decompression; what passes it is cut off as RESPONSE_TOO_LARGE. The
     * count of JSON tokens is bounded to one per 32 bytes of it. Default 32 MiB, 1 KiB to 1 GiB;
     * lower it where memory is short.
     */
    public Builder maxResponseBytes(int bytes) {
      this.maxResponseBytes = within("maxResponseBytes", bytes, 1024, 1024 * MIB);
      return this;
    }

    /**
     * Time for one HTTP exchange, from the request to the last byte of the answer. Default 10 s, up
     * to an hour; raise it for slow archive queries. The deadline of a read bounds all its
     * exchanges together.
     */
    public Builder attemptTimeout(Duration time) {
      this.attemptTimeout = positive("attemptTimeout", time);
      return this;
    }

    /** Time for TCP and TLS together. Default 5 s, up to an hour. */
    public Builder connectTimeout(Duration time) {
      this.connectTimeout = positive("connectTimeout", time);
      return this;
    }

    /**
     * Calls in one HTTP request; longer reads are split. Default 100, 1 to 10,000; 1 sends no
     * batches at all. A node that refuses a batch as too large lowers it by itself.
     */
    public Builder maxBatch(int calls) {
      this.maxBatch = within("maxBatch", calls, 1, 10_000);
      return this;
    }

    /**
     * Further attempts after the first, of reads only and only after failures that pass. Default 3,
     * 0 to 20. What has side effects is never repeated by the transport.
     */
    public Builder retries(int attempts) {
      this.retries = within("retries", attempts, 0, 20);
      return this;
    }

    /**
     * Upper bound of the random pause before the first retry; it doubles with each further one.
     * Default 200 ms, up to an hour.
     */
    public Builder firstPause(Duration time) {
      this.firstPause = positive("firstPause", time);
      return this;
    }

    /**
     * Upper bound of any pause that the endpoint did not ask for by {@code Retry-After}. Default 5
     * s, up to an hour.
     */
    public Builder longestPause(Duration time) {
      this.longestPause = positive("longestPause", time);
      return this;
    }

    /**
     * Attempts the circuit breaker looks back on: once half as many were made, it opens when at
     * least half of the latest failed. Default 20, 2 to 1,000.
     */
    public Builder circuitWindow(int attempts) {
      this.circuitWindow = within("circuitWindow", attempts, 2, 1000);
      return this;
    }

    /**
     * How long an open circuit refuses calls before it lets a single one probe the endpoint.
     * Default 10 s, up to an hour.
     */
    public Builder circuitPause(Duration time) {
      this.circuitPause = positive("circuitPause", time);
      return this;
    }

    /** The options. */
    public RpcOptions build() {
      return new RpcOptions(new Builder(this));
    }

    private static int within(String name, int value, int least, int most) {
      if (value < least || value > most) {
        throw new IllegalArgumentException(
            name + " is " + least + " to " + most + ", not " + value);
      }
      return value;
    }

    private static Duration positive(String name, Duration time) {
      if (time.compareTo(Duration.ofMillis(1)) < 0 || time.compareTo(Duration.ofHours(1)) > 0) {
        throw new IllegalArgumentException(name + " is 1 ms to 1 h, not " + time);
      }
      return time;
    }
  }
}
