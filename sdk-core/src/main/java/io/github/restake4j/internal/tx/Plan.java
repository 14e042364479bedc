package io.github.restake4j.internal.tx;

import io.github.restake4j.error.RefusedException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.internal.CallScope;
import io.github.restake4j.internal.Client;
import io.github.restake4j.internal.read.Reads;
import io.github.restake4j.internal.sign.RawTx;
import io.github.restake4j.read.Read;
import io.github.restake4j.sign.Signature;
import io.github.restake4j.sign.Signer;
import io.github.restake4j.tx.Explanation;
import io.github.restake4j.tx.Handoff;
import io.github.restake4j.tx.Simulation;
import io.github.restake4j.tx.TxHandle;
import io.github.restake4j.tx.TxOptions;
import io.github.restake4j.tx.TxPlan;
import io.github.restake4j.tx.TxSpec;
import io.github.restake4j.tx.UnsignedTx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

/** A facade's description with a client to carry it out. */
public final class Plan<R> implements TxPlan<R> {
  /** A plan itself has no deadline; each request of it has. */
  private static final Duration UNBOUNDED = Duration.ofDays(365);

  private final Client client;
  private final Engine engine;
  private final TxSpec<R> spec;
  private final TxOptions options;
  private final Optional<Permit.Signed> permit;
  private final Deriver deriver;

  private Plan(
      Client client,
      Engine engine,
      TxSpec<R> spec,
      TxOptions options,
      Optional<Permit.Signed> permit) {
    this.client = client;
    this.engine = engine;
    this.spec = spec;
    this.options = options;
    this.permit = permit;
    this.deriver = new Deriver(client, spec, options);
  }

  /** A plan under the default options. */
  public static <R> TxPlan<R> of(Client client, Engine engine, TxSpec<R> spec) {
    return new Plan<>(client, engine, spec, TxOptions.DEFAULT, Optional.empty());
  }

  @Override
  public TxPlan<R> with(TxOptions other) {
    return new Plan<>(client, engine, spec, other, permit);
  }

  @Override
  public Read<Explanation> explain(Address from) {
    return new Explaining(client, spec, deriver).explain(from, permit);
  }

  @Override
  public Read<Simulation<R>> simulate(Address from) {
    return new Simulating<>(client, spec).simulate(from, simulated(from));
  }

  /** A permit cannot be simulated before it is signed, an approval in its place can. */
  private Read<Derivation> simulated(Address from) {
    Deriver approving =
        new Deriver(
            client,
            spec,
            options.allowance() == TxOptions.Allowance.PERMIT
                ? options.toBuilder().allowance(TxOptions.Allowance.APPROVE).build()
                : options);
    return deriver
        .derive(from, permit)
        .then(
            derived ->
                derived.toSign().isPresent()
                    ? approving.derive(from, Optional.empty())
                    : Reads.known(derived));
  }

  @Override
  public TxHandle<R> send(Signer signer) {
    return send(signer, CallScope.of(UNBOUNDED));
  }

  private TxHandle<R> send(Signer signer, CallScope caller) {
    return handle(engine.send(order(signer), caller));
  }

  private Engine.Order order(Signer signer) {
    PlanScript script = new PlanScript(client, engine.preflight(), spec, options, signer, permit);
    return new Engine.Order(script, options, signer.address(), LiveIntent.Origin.OURS, signer);
  }

  private TxHandle<R> handle(LiveIntent live) {
    return new Handle<>(engine, live, options.waitAtMost(), spec::result);
  }

  @Override
  public CompletableFuture<TxHandle<R>> sendAsync(Signer signer) {
    Submission submission = new Submission();
    CompletableFuture<TxHandle<R>> future =
        new CompletableFuture<>() {
          @Override
          public boolean cancel(boolean mayInterruptIfRunning) {
            return (submission.cancel(false) && super.cancel(mayInterruptIfRunning))
                || isCancelled();
          }
        };
    CompletableFuture<LiveIntent> unused =
        submission.whenCompleteAsync(
            (live, failure) -> {
              if (failure == null) {
                future.complete(handle(live));
              } else {
                future.completeExceptionally(failure);
              }
            },
            engine::complete);
    try {
      client.executor().execute(() -> submit(signer, submission));
    } catch (RejectedExecutionException e) {
      submission.completeExceptionally(
          new RefusedException(RefusedException.Code.CLOSED, "the client was closed", e));
    }
    return future;
  }

  private void submit(Signer signer, Submission submission) {
    try {
      if (!submission.isDone()) {
        engine.submit(order(signer), submission);
      }
    } catch (Throwable e) {
      submission.completeExceptionally(e);
    }
  }

  @Override
  public Read<Handoff> unsigned(Address from) {
    Read<Handoff> left =
        deriver
            .derive(from, permit)
            .then(
                derived ->
                    Reads.zip(
                        deriver.checks(derived),
                        withoutContract(derived),
                        (checks, missing) -> {
                          deriver.require(checks);
                          requireNone(missing);
                          return handoff(from, derived);
                        }));
    return options
        .key()
        .map(key -> engine.handingOut(client, key, Content.of(spec)).of(from, left))
        .orElse(left);
  }

  /** Each call of a function, where there is no code at its target. */
  private Read<List<Optional<TxSpec.Call>>> withoutContract(Derivation derived) {
    List<Read<Optional<TxSpec.Call>>> missing = new ArrayList<>();
    for (Derivation.Step step : derived.steps()) {
      TxSpec.Call call = step.call();
      if (!call.call().isRaw()) {
        missing.add(
            Reads.rpc(
                client,
                "eth_getCode",
                List.of(call.to().toString()),
                code -> code.bytes().isEmpty() ? Optional.of(call) : Optional.empty()));
      }
    }
    return Reads.all(missing);
  }

  private static void requireNone(List<Optional<TxSpec.Call>> missing) {
    for (Optional<TxSpec.Call> each : missing) {
      if (each.isPresent()) {
        throw Preflight.noContract(each.get());
      }
    }
  }

  private Handoff handoff(Address from, Derivation derived) {
    if (derived.toSign().isPresent()) {
      return new Handoff.Sign(derived.toSign().get().data().toJson());
    }
    List<UnsignedTx> transactions = new ArrayList<>();
    for (Derivation.Step step : derived.steps()) {
      transactions.add(
          new UnsignedTx(
              client.chain().id(),
              from,
              step.call().to(),
              step.call().value(),
              step.call().call().calldata()));
    }
    return new Handoff.Send(transactions);
  }

  @Override
  public TxPlan<R> signed(Handoff.Sign asked, Bytes signature) {
    Permit.Signed given =
        Permit.parse(asked.typedDataJson()).with(Signature.parse(signature), client.chain().id());
    return new Plan<>(client, engine, spec, options, Optional.of(given));
  }

  @Override
  public TxHandle<R> track(Address from, List<Hash32> hashes) {
    if (hashes.isEmpty()) {
      throw new IllegalArgumentException("track needs the hash of at least one transaction");
    }
    return handle(engine.track(new HandedIn(spec, List.of()), options, from, List.copyOf(hashes)));
  }

  @Override
  public TxHandle<R> submit(List<Bytes> signed) {
    if (signed.isEmpty()) {
      throw new IllegalArgumentException("submit needs at least one signed transaction");
    }
    List<RawTx> transactions = new ArrayList<>();
    for (Bytes raw : signed) {
      transactions.add(RawTx.decode(raw));
    }
    Address from = transactions.get(0).sender();
    Derivation derived =
        deriver
            .derive(from, permit)
            .<Derivation>then(
                found ->
                    deriver
                        .checks(found)
                        .map(
                            checks -> {
                              deriver.require(checks);
                              return found;
                            }))
            .now();
    requireAsked(transactions, derived);
    return handle(
        engine.send(
            new Engine.Order(
                new HandedIn(spec, transactions), options, from, LiveIntent.Origin.HANDED_IN, null),
            CallScope.of(UNBOUNDED)));
  }

  private void requireAsked(List<RawTx> transactions, Derivation derived) {
    if (derived.toSign().isPresent()) {
      throw refused("its permit has to be signed first");
    }
    if (transactions.size() != derived.steps().size()) {
      throw refused(
          "it has "
              + derived.steps().size()
              + " transactions left, "
              + transactions.size()
              + " were handed in");
    }
    for (int i = 0; i < transactions.size(); i++) {
      RawTx tx = transactions.get(i);
      TxSpec.Call call = derived.steps().get(i).call();
      if (tx.request().chainId() != client.chain().id()
          || !tx.sender().equals(transactions.get(0).sender())
          || tx.request().nonce() != transactions.get(0).request().nonce() + i
          || !tx.request().to().equals(call.to())
          || !tx.request().value().equals(call.value())
          || !tx.request().data().equals(call.call().calldata())) {
        throw refused(
            "transaction "
                + i
                + " is not the one it asks for: "
                + call.call()
                + " on "
                + call.to()
                + " with "
                + call.value()
                + " on "
                + client.chain());
      }
      GasRules.check(tx.request());
    }
  }

  private RefusedException refused(String why) {
    return new RefusedException(RefusedException.Code.PRECONDITION, spec.name() + ": " + why);
  }

  /** The plan's name. */
  @Override
  public String toString() {
    return "TxPlan[" + spec.name() + "]";
  }
}
