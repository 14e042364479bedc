package io.github.restake4j.internal.tx;

import io.github.restake4j.error.RevertException;
import io.github.restake4j.error.RpcException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.eth.Log;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.internal.Client;
import io.github.restake4j.internal.read.Reads;
import io.github.restake4j.internal.rpc.Json;
import io.github.restake4j.read.Attempt;
import io.github.restake4j.read.Read;
import io.github.restake4j.tx.Simulation;
import io.github.restake4j.tx.TxSpec;
import io.github.restake4j.units.Wei;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs a plan's steps on a node without sending them. */
final class Simulating<R> {
  private static final String METHOD = "eth_simulateV1";

  private final Client client;
  private final TxSpec<R> spec;

  Simulating(Client client, TxSpec<R> spec) {
    this.client = client;
    this.spec = spec;
  }

  Read<Simulation<R>> simulate(Address from, Read<Derivation> derivation) {
    return derivation.then(
        derived ->
            all(from, derived)
                .attempt()
                .then(
                    attempt -> {
                      if (attempt instanceof Attempt.Value<Simulation<R>> known) {
                        return Reads.<Simulation<R>>known(known.value());
                      }
                      return single(from, derived);
                    }));
  }

  /** All steps, each on the state the one before left behind. */
  private Read<Simulation<R>> all(Address from, Derivation derived) {
    List<Object> calls = new ArrayList<>();
    for (Derivation.Step step : derived.steps()) {
      calls.add(Preflight.transaction(from, step.call()));
    }
    Map<String, Object> request =
        Map.of("blockStateCalls", List.of(Map.of("calls", calls)), "validation", false);
    return Reads.rpc(client, METHOD, List.of(request), json -> read(from, derived, json));
  }

  private Simulation<R> read(Address from, Derivation derived, Json json) {
    Json block = json.elements().get(0);
    List<Json> results = block.field("calls").elements();
    if (results.size() != derived.steps().size()) {
      throw new RpcException(
          RpcException.Code.MALFORMED_RESPONSE, METHOD + " gave " + results.size() + " results");
    }
    long gas = 0;
    for (int i = 0; i < results.size(); i++) {
      Json result = results.get(i);
      if (result.field("status").count() != 1) {
        Bytes data =
            result
                .optional("error")
                .flatMap(error -> error.optional("data"))
                .map(Json::bytes)
                .orElseGet(() -> result.field("returnData").bytes());
        return new Simulation.Reverts<>(
            i, client.errors().decode(derived.steps().get(i).call().to(), data));
      }
      gas = Math.addExact(gas, result.field("gasUsed").count());
    }
    int last = results.size() - 1;
    return new Simulation.Succeeds<>(
        result(from, derived.steps().get(last).call(), results.get(last), block), gas);
  }

  /** The plan's own decoder on what would be logged; empty where it wants more than that. */
  private Optional<R> result(Address from, TxSpec.Call call, Json result, Json block) {
    try {
      Hash32 blockHash = block.field("hash").hash();
      long number = block.field("number").count();
      List<Log> logs = new ArrayList<>();
      for (Json log : result.field("logs").elements()) {
        List<Hash32> topics = new ArrayList<>();
        log.field("topics").elements().forEach(topic -> topics.add(topic.hash()));
        logs.add(
            new Log(
                log.field("address").address(),
                topics,
                log.field("data").bytes(),
                number,
                blockHash,
                Hash32.ZERO,
                logs.size()));
      }
      Receipt receipt =
          new Receipt(
              Hash32.ZERO,
              blockHash,
              number,
              0,
              from,
              Optional.of(call.to()),
              true,
              result.field("gasUsed").count(),
              Wei.ZERO,
              logs);
      return Optional.of(spec.result(receipt));
    } catch (RuntimeException onlyAMinedReceiptCanTell) {
      return Optional.empty();
    }
  }

  /** For nodes that cannot run several steps: the first alone, by its gas estimate. */
  private Read<Simulation<R>> single(Address from, Derivation derived) {
    if (derived.steps().size() > 1) {
      return Reads.<Simulation<R>>known(
          new Simulation.NotSimulated<>(
              1,
              "step 1 needs what step 0 changes, and this node cannot run several steps ("
                  + METHOD
                  + ")"));
    }
    TxSpec.Call call = derived.steps().get(0).call();
    return Reads.rpc(
            client, "eth_estimateGas", List.of(Preflight.transaction(from, call)), Json::count)
        .attempt()
        .<Simulation<R>>then(
            attempt ->
                attempt instanceof Attempt.Value<Long> gas
                    ? Reads.<Simulation<R>>known(
                        new Simulation.Succeeds<>(Optional.empty(), gas.value()))
                    : reverted(from, call));
  }

  /** An estimate that failed does not say why in the same way everywhere; the call itself does. */
  private Read<Simulation<R>> reverted(Address from, TxSpec.Call call) {
    return Reads.callFrom(client, from, call.to(), call.call())
        .attempt()
        .map(
            called -> {
              if (called instanceof Attempt.Failed<?> failed) {
                if (failed.cause() instanceof RevertException revert) {
                  return new Simulation.Reverts<>(0, revert.revert());
                }
                throw failed.cause();
              }
              return new Simulation.NotSimulated<>(
                  0, "the node cannot estimate the gas of " + call.call().signature());
            });
  }
}
