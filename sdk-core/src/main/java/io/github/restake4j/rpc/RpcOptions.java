package io.github.restake4j.rpc;

import java.time.Duration;
import java.util.function.Predicate;

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

  /** Blocks an endpoint may be behind the best one. */
  public int maxLag() {
    return values.maxLag;
  }

  /** How often endpoints are looked at that are not in use. */
  public Duration healthInterval() {
    return values.healthInterval;
  }

  /** How long an endpoint that lied is left alone. */
  public Duration quarantine() {
    return values.quarantine;
  }

  /** Repetitions in a row that one client may make in all. */
  public int retryBudget() {
    return values.retryBudget;
  }

  /** HTTP requests per second to one endpoint; 0 for no limit. */
  public int requestsPerSecond() {
    return values.requestsPerSecond;
  }

  /** Threads on which a call that blocks is refused. */
  public Predicate<Thread> refuseOn() {
    return values.refuseOn;
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
    private int maxLag = 3;
    private Duration healthInterval = Duration.ofSeconds(10);
    private Duration quarantine = Duration.ofMinutes(1);
    private int retryBudget = 50;
    private int requestsPerSecond;
    private Predicate<Thread> refuseOn = AndroidMainThread::is;

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
      maxLag = from.maxLag;
      healthInterval = from.healthInterval;
      quarantine = from.quarantine;
      retryBudget = from.retryBudget;
      requestsPerSecond = from.requestsPerSecond;
      refuseOn = from.refuseOn;
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

    /**
     * Blocks an endpoint may be behind the best of several before it is passed over while another
     * is healthy. Default 3, 0 to 10,000.
     */
    public Builder maxLag(int blocks) {
      this.maxLag = within("maxLag", blocks, 0, 10_000);
      return this;
    }

    /**
     * How often the endpoints that are not in use are asked for their chain and height, where there
     * are several; nothing is asked while the client is idle. Also the longest time between two
     * looks at the chain id of one endpoint in use. Default 10 s, up to an hour.
     */
    public Builder healthInterval(Duration time) {
      this.healthInterval = positive("healthInterval", time);
      return this;
    }

    /**
     * How long an endpoint is left alone that served another chain or a wrong transaction hash;
     * then it has to name the right chain before it is used again. Default 1 min, up to an hour.
     */
    public Builder quarantine(Duration time) {
      this.quarantine = positive("quarantine", time);
      return this;
    }

    /**
     * Repetitions in a row that all reads of one client may make together, so that a failing
     * endpoint is not buried under retries. A tenth of it comes back per second, and half a
     * repetition with every answer. Moving on to another endpoint is not counted. Default 50, 0 to
     * 100,000.
     */
    public Builder retryBudget(int repetitions) {
      this.retryBudget = within("retryBudget", repetitions, 0, 100_000);
      return this;
    }

    /**
     * HTTP requests per second to one endpoint, in bursts of at most as many; calls wait for their
     * turn within their deadline. Default 0: no limit of our own. Up to 100,000.
     */
    public Builder requestsPerSecond(int requests) {
      this.requestsPerSecond = within("requestsPerSecond", requests, 0, 100_000);
      return this;
    }

    /**
     * Threads on which a call that blocks for the network is refused with {@link
     * IllegalStateException}. Default: Android's main thread, recognised by its name {@code main}
     * on a VM of The Android Project. An app can name it exactly: {@code t -> t ==
     * Looper.getMainLooper().getThread()}.
     */
    public Builder refuseOn(Predicate<Thread> threads) {
      this.refuseOn = threads;
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
