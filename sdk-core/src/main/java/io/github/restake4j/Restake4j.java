package io.github.restake4j;

import io.github.restake4j.abi.AbiCall;
import io.github.restake4j.abi.ErrorRegistry;
import io.github.restake4j.deployments.Deployment;
import io.github.restake4j.deployments.Deployments;
import io.github.restake4j.erc20.Erc20;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.BlockRef;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.internal.Client;
import io.github.restake4j.internal.Events;
import io.github.restake4j.internal.logs.Scan;
import io.github.restake4j.internal.read.Reads;
import io.github.restake4j.internal.rpc.Endpoints;
import io.github.restake4j.internal.rpc.Json;
import io.github.restake4j.internal.rpc.JsonRpc;
import io.github.restake4j.internal.rpc.OkHttpTransport;
import io.github.restake4j.internal.tx.Engine;
import io.github.restake4j.internal.tx.EngineSettings;
import io.github.restake4j.internal.tx.Plan;
import io.github.restake4j.logs.EventFilter;
import io.github.restake4j.logs.EventScan;
import io.github.restake4j.read.Read;
import io.github.restake4j.rest.RestApi;
import io.github.restake4j.rpc.Endpoint;
import io.github.restake4j.rpc.RpcOptions;
import io.github.restake4j.rpc.Transport;
import io.github.restake4j.tx.Explanation;
import io.github.restake4j.tx.Journal;
import io.github.restake4j.tx.TxEngine;
import io.github.restake4j.tx.TxPlan;
import io.github.restake4j.tx.TxSpec;
import io.github.restake4j.units.Asset;
import io.github.restake4j.units.Wei;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A client of one Ethereum network: the door to everything else. Facades stand on it ({@code
 * Lido.on(client)}); it makes reads and plans for them, and owns connections, threads and the
 * transaction engine until it is closed.
 *
 * <p>Safe for concurrent use; one per network and endpoint is enough for a whole program. Making
 * one does no I/O: the chain id of the endpoint is checked before its first answer is used, with
 * every read, and before every signature.
 */
public final class Restake4j implements AutoCloseable {
  private final Builder made;
  private final Client client;
  private final Engine engine;
  private final Journal journal;
  private final Transport transport;
  private final List<AutoCloseable> owned;

  private Restake4j(
      Builder made,
      Client client,
      Engine engine,
      Journal journal,
      Transport transport,
      List<AutoCloseable> owned) {
    this.made = made;
    this.client = client;
    this.engine = engine;
    this.journal = journal;
    this.transport = transport;
    this.owned = owned;
  }

  /**
   * A client of Ethereum mainnet with the defaults of {@link Builder}. Does no I/O.
   *
   * @param url of a JSON-RPC endpoint, http or https
   * @throws IllegalArgumentException if it is not such a URL
   */
  public static Restake4j connect(String url) {
    return builder().rpc(url).build();
  }

  /** Starts with the defaults: mainnet, 30 seconds per read, journal in memory. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Starts with what this client was made of. A client derived so shares transport, engine and
   * journal with this one, as long as they are not set anew, and leaves their closing to it.
   */
  public Builder toBuilder() {
    return new Builder(made, this);
  }

  /** The network this client expects. */
  public Chain chain() {
    return client.chain();
  }

  /** Which contract lives where, for this client. */
  public Deployment deployment() {
    return client.deployment();
  }

  /** The custom errors this client knows by name; facades add theirs, users add their own. */
  public ErrorRegistry errors() {
    return client.errors();
  }

  /** What a contract function returns. Together with other reads it is put into one multicall. */
  public <R> Read<R> call(Address to, AbiCall<R> call) {
    return Reads.call(client, to, call);
  }

  /**
   * What a contract function returns to a certain caller; for functions whose answer depends on who
   * asks.
   */
  public <R> Read<R> callFrom(Address from, Address to, AbiCall<R> call) {
    return Reads.callFrom(client, from, to, call);
  }

  /** ETH of an account. */
  public Read<Wei> balance(Address account) {
    return Reads.rpc(client, "eth_getBalance", List.of(account.toString()), Json::wei);
  }

  /** Code at an address; empty where there is no contract. */
  public Read<Bytes> code(Address account) {
    return Reads.rpc(client, "eth_getCode", List.of(account.toString()), Json::bytes);
  }

  /** The block that is looked at: number, hash and time. */
  public Read<BlockRef.Exact> block() {
    return Reads.block(client);
  }

  /** An ERC-20 token under a static unit. */
  public <U extends Asset> Erc20<U> erc20(Read<Address> address, U unit) {
    return Erc20.of(this, address, unit);
  }

  /**
   * The events of the chain from a block on, in order; several kinds at once share a type.
   *
   * @param fromBlock the first block; the one the contract was deployed in is early enough
   * @param any which logs to look for: 1 to 100 filters
   * @throws IllegalArgumentException if the block is negative, there is no filter, or one of an
   *     anonymous event names no contract
   */
  @SafeVarargs
  public final <E> EventScan<E> events(long fromBlock, EventFilter<? extends E>... any) {
    List<EventFilter<? extends E>> filters = new ArrayList<>();
    for (EventFilter<? extends E> filter : any) {
      filters.add(filter);
    }
    return Scan.of(client, journal, made.pollInterval, fromBlock, filters);
  }

  /**
   * An HTTP API beside the node, such as EigenLayer's Sidecar, over this client's transport and
   * within its limits; it ends with this client.
   *
   * @param endpoint with its base path, and headers where it wants them
   */
  public RestApi rest(Endpoint endpoint) {
    return RestApi.over(transport, endpoint, made.options);
  }

  /** A plan made of a facade's description. */
  public <R> TxPlan<R> plan(TxSpec<R> spec) {
    return Plan.of(client, engine, spec);
  }

  /**
   * A plan that sends ETH to an account; its result is the receipt.
   *
   * @param to who gets it; a contract's code runs
   * @param amount zero or more
   * @throws IllegalArgumentException if {@code to} is the zero address
   */
  public TxPlan<Receipt> transfer(Address to, Wei amount) {
    if (to.equals(Address.ZERO)) {
      throw new IllegalArgumentException("what is sent to the zero address is lost");
    }
    return plan(
        TxSpec.<Receipt>named("Restake4j.transfer")
            .argument("to", to)
            .argument("amount", amount)
            .deltas(situation -> Read.known(List.of(new Explanation.Delta(amount, false, ""))))
            .call(
                situation -> Read.known(new TxSpec.Call(to, AbiCall.raw(Bytes.EMPTY), amount)),
                receipt -> receipt));
  }

  /** What this client and those derived from it have under way. */
  public TxEngine engine() {
    return engine;
  }

  /**
   * Frees what this client opened: connections, threads, the engine. Transactions under way stay in
   * the journal; whoever waits for one gets an unresolved outcome. A second call does nothing.
   */
  @Override
  public void close() {
    for (AutoCloseable each : owned) {
      try {
        each.close();
      } catch (Exception e) {
        throw new IllegalStateException("closing failed", e);
      }
    }
  }

  /** Collects what a client is made of. */
  public static final class Builder {
    private static final Duration LONGEST_DEADLINE = Duration.ofHours(1);
    private static final int MOST_IN_FLIGHT = 10_000;

    private final @Nullable Restake4j parent;
    private List<Endpoint> endpoints = List.of();
    private @Nullable Endpoint privately;
    private @Nullable Listener listener;
    private @Nullable Chain chain;
    private @Nullable Deployment deployment;
    private RpcOptions options = RpcOptions.defaults();
    private @Nullable Transport transport;
    private @Nullable Journal journal;
    private @Nullable Path journalFile;
    private Duration deadline = Duration.ofSeconds(30);
    private Duration pollInterval = Duration.ofSeconds(1);
    private int mostInFlight = 16;
    private Consumer<String> probe = point -> {};
    private boolean ownConnection;

    private Builder() {
      this.parent = null;
    }

    private Builder(Builder made, Restake4j parent) {
      this.parent = parent;
      this.endpoints = made.endpoints;
      this.privately = made.privately;
      this.listener = made.listener;
      this.chain = made.chain;
      this.deployment = made.deployment;
      this.options = made.options;
      this.transport = made.transport;
      this.journal = parent.journal;
      this.deadline = made.deadline;
      this.pollInterval = made.pollInterval;
      this.mostInFlight = made.mostInFlight;
      this.probe = made.probe;
    }

    /**
     * Where to ask; needed. The first endpoint is preferred; the others serve while it is down or
     * behind, and get every transaction as well.
     *
     * @throws IllegalArgumentException if one is not an http or https URL
     */
    public Builder rpc(String url, String... more) {
      Endpoint[] others = new Endpoint[more.length];
      for (int i = 0; i < more.length; i++) {
        others[i] = Endpoint.of(more[i]);
      }
      return rpc(Endpoint.of(url), others);
    }

    /** Where to ask, with headers of your own; the first is preferred. */
    public Builder rpc(Endpoint where, Endpoint... more) {
      List<Endpoint> all = new ArrayList<>();
      all.add(where);
      all.addAll(List.of(more));
      this.endpoints = List.copyOf(all);
      this.ownConnection = true;
      return this;
    }

    /**
     * Where transactions go whose options ask for it: a relay that shows them to nobody before they
     * are mined. It is never read.
     */
    public Builder privateRpc(Endpoint where) {
      this.privately = where;
      this.ownConnection = true;
      return this;
    }

    /** Sees what the client does, instead of the log. Default: SLF4J, under its own name. */
    public Builder listener(Listener own) {
      this.listener = own;
      this.ownConnection = true;
      return this;
    }

    /** The network to expect, with the addresses this release knows there. Default: mainnet. */
    public Builder chain(Chain expected) {
      this.chain = expected;
      this.deployment = null;
      this.ownConnection = true;
      return this;
    }

    /** The network to expect, with addresses of your own: a private network, a devnet, a fork. */
    public Builder deployments(Deployment known) {
      this.chain = null;
      this.deployment = known;
      this.ownConnection = true;
      return this;
    }

    /** Limits and retries of the transport. */
    public Builder options(RpcOptions limits) {
      this.options = limits;
      this.ownConnection = true;
      return this;
    }

    /** A transport of your own; it is not closed with the client. */
    public Builder transport(Transport own) {
      this.transport = own;
      this.ownConnection = true;
      return this;
    }

    /**
     * Where sent transactions are recorded. Default: memory, which forgets them when the process
     * ends.
     */
    public Builder journal(Journal own) {
      this.journal = own;
      this.journalFile = null;
      this.ownConnection = true;
      return this;
    }

    /**
     * Records sent transactions in a file of this client's own, see {@link Journal#open}; it is
     * opened by {@link #build} and closed with the client.
     */
    public Builder journal(Path file) {
      this.journal = null;
      this.journalFile = file;
      this.ownConnection = true;
      return this;
    }

    /**
     * How long one run of a read may take, retries included. Default 30 seconds.
     *
     * @throws IllegalArgumentException if not above zero and at most an hour
     */
    public Builder deadline(Duration longest) {
      this.deadline = checked("deadline", longest);
      return this;
    }

    /**
     * How often the engine looks for receipts. Default one second; a devnet may want less.
     *
     * @throws IllegalArgumentException if not above zero and at most an hour
     */
    public Builder pollInterval(Duration interval) {
      this.pollInterval = checked("poll interval", interval);
      this.ownConnection = true;
      return this;
    }

    /**
     * How many transactions of one account may have a nonce and not be mined; those after them
     * wait. Default 16, what Geth's pool keeps executable for an account.
     *
     * @throws IllegalArgumentException if not 1 to 10,000
     */
    public Builder mostInFlight(int transactions) {
      if (transactions < 1 || transactions > MOST_IN_FLIGHT) {
        throw new IllegalArgumentException(
            "mostInFlight is 1 to " + MOST_IN_FLIGHT + ", not " + transactions);
      }
      this.mostInFlight = transactions;
      this.ownConnection = true;
      return this;
    }

    /** Tests end the process at a point of a transaction's life. */
    Builder probe(Consumer<String> told) {
      this.probe = told;
      this.ownConnection = true;
      return this;
    }

    private static Duration checked(String what, Duration value) {
      if (value.isZero() || value.isNegative() || value.compareTo(LONGEST_DEADLINE) > 0) {
        throw new IllegalArgumentException(
            "a " + what + " is above zero and at most an hour, not " + value);
      }
      return value;
    }

    /**
     * Makes the client. Does no I/O, but for opening a journal file.
     *
     * @throws io.github.restake4j.error.JournalException if the journal file cannot be opened
     * @throws IllegalStateException if no endpoint was given
     */
    public Restake4j build() {
      if (endpoints.isEmpty()) {
        throw new IllegalStateException("a client needs an endpoint: builder().rpc(url)");
      }
      if (parent != null && !ownConnection) {
        Client shared = parent.client.withDeadline(deadline);
        return new Restake4j(
            this, shared, parent.engine, parent.journal, parent.transport, List.of());
      }
      Deployment known =
          deployment == null
              ? Deployments.of(Objects.requireNonNullElse(chain, Chain.MAINNET))
              : deployment;
      Path file = journalFile;
      Journal opened = file == null ? null : Journal.open(file);
      Journal given = journal;
      Journal kept = opened != null ? opened : given != null ? given : Journal.inMemory();
      Transport own = transport;
      Transport used = own == null ? OkHttpTransport.own() : own;
      Endpoints where = new Endpoints(endpoints, Optional.ofNullable(privately));
      Events events = Events.to(listener);
      JsonRpc rpc = new JsonRpc(where, known.chain(), used, options, events);
      ExecutorService executor = executor();
      Client client = new Client(known, rpc, new ErrorRegistry(), executor, deadline);
      Engine engine =
          new Engine(
              client,
              kept,
              new EngineSettings(
                  pollInterval, mostInFlight, events, System::nanoTime, Clock.systemUTC(), probe));
      List<AutoCloseable> owned =
          new ArrayList<>(List.<AutoCloseable>of(engine, rpc, executor::shutdownNow));
      if (opened != null) {
        owned.add(opened);
      }
      if (own == null) {
        owned.add(used);
      }
      return new Restake4j(this, client, engine, kept, used, List.copyOf(owned));
    }

    /** Few threads, made when needed and gone soon after. */
    private static ExecutorService executor() {
      AtomicInteger count = new AtomicInteger();
      ThreadPoolExecutor pool =
          new ThreadPoolExecutor(
              8,
              8,
              5,
              TimeUnit.SECONDS,
              new LinkedBlockingQueue<>(),
              task -> {
                Thread thread = new Thread(task, "restake4j-async-" + count.incrementAndGet());
                thread.setDaemon(true);
                return thread;
              });
      pool.allowCoreThreadTimeOut(true);
      return pool;
    }
  }
}
