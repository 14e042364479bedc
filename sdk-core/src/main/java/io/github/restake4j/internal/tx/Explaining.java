package io.github.restake4j.internal.tx;

import io.github.restake4j.abi.AbiArgument;
import io.github.restake4j.abi.AbiCall;
import io.github.restake4j.eth.Address;
import io.github.restake4j.internal.Client;
import io.github.restake4j.internal.read.Reads;
import io.github.restake4j.internal.rpc.Json;
import io.github.restake4j.read.Attempt;
import io.github.restake4j.read.Read;
import io.github.restake4j.tx.Explanation;
import io.github.restake4j.tx.TxSpec;
import io.github.restake4j.units.Wei;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says what a plan would do, from the very bytes that would be signed. Reads only. */
final class Explaining {
  private final Client client;
  private final TxSpec<?> spec;
  private final Deriver deriver;

  Explaining(Client client, TxSpec<?> spec, Deriver deriver) {
    this.client = client;
    this.spec = spec;
    this.deriver = deriver;
  }

  /** What the chain says about one derivation. */
  private record Facts(
      List<TxSpec.Check> checks,
      List<Explanation.Delta> deltas,
      Wei balance,
      Optional<BigInteger> gas) {}

  Read<Explanation> explain(Address from, Optional<Permit.Signed> signed) {
    return deriver
        .derive(from, signed)
        .then(derived -> facts(from, derived).map(facts -> explanation(from, derived, facts)));
  }

  private Read<Facts> facts(Address from, Derivation derived) {
    Read<List<Explanation.Delta>> deltas =
        spec.deltas(derived.situation()).orElseGet(() -> Reads.known(List.of()));
    Read<Wei> balance = Reads.rpc(client, "eth_getBalance", List.of(from.toString()), Json::wei);
    Read<Facts> owned =
        Read.<List<TxSpec.Check>, List<Explanation.Delta>, Facts>zip(
            deriver.checks(derived),
            deltas,
            (checks, changes) -> new Facts(checks, changes, Wei.ZERO, Optional.empty()));
    Read<Facts> funded =
        Read.<Facts, Wei, Facts>zip(
            owned,
            balance,
            (facts, wei) -> new Facts(facts.checks(), facts.deltas(), wei, Optional.empty()));
    return Read.<Facts, Attempt<BigInteger>, Facts>zip(
        funded,
        gas(from, derived),
        (facts, gas) -> new Facts(facts.checks(), facts.deltas(), facts.balance(), gas.optional()));
  }

  /** Of the first transaction; those behind it cannot be estimated before it is mined. */
  private Read<Attempt<BigInteger>> gas(Address from, Derivation derived) {
    if (derived.toSign().isPresent()) {
      return Reads.<BigInteger>known(BigInteger.ZERO).attempt();
    }
    return Reads.rpc(
            client,
            "eth_estimateGas",
            List.of(Preflight.transaction(from, derived.steps().get(0).call())),
            Json::quantity)
        .attempt();
  }

  private Explanation explanation(Address from, Derivation derived, Facts facts) {
    List<Explanation.Step> steps = new ArrayList<>();
    derived
        .toSign()
        .ifPresent(
            permit ->
                steps.add(
                    new Explanation.Signature(
                        "sign a permit for " + permit.spender() + "; costs nothing",
                        permit.data().toJson())));
    Wei value = Wei.ZERO;
    for (Derivation.Step step : derived.steps()) {
      steps.add(transaction(step, derived.toSign().isPresent()));
      value = value.plus(step.call().value());
    }
    List<Explanation.Condition> conditions = new ArrayList<>();
    facts.checks().forEach(check -> conditions.add(condition(check)));
    conditions.add(funds(from, facts, value));
    return new Explanation(spec.name(), from, steps, conditions, facts.deltas(), spec.warnings());
  }

  private static Explanation.Condition funds(Address from, Facts facts, Wei value) {
    String gas =
        facts
            .gas()
            .filter(units -> units.signum() > 0)
            .map(units -> " and pays for about " + units + " gas on top")
            .orElse("");
    return new Explanation.Condition(
        from + " has " + facts.balance() + ", sends " + value + gas,
        facts.balance().compareTo(value) > 0);
  }

  private static Explanation.Condition condition(TxSpec.Check check) {
    return new Explanation.Condition(check.text(), check.met());
  }

  private static Explanation.Transaction transaction(
      Derivation.Step step, boolean signatureIsMissing) {
    AbiCall<?> call = step.call().call();
    List<Explanation.Argument> arguments = new ArrayList<>();
    for (AbiArgument argument : call.arguments()) {
      String text = new AbiArgument("", argument.type(), argument.value()).toString();
      arguments.add(new Explanation.Argument(argument.name(), argument.type(), text));
    }
    return new Explanation.Transaction(
        signatureIsMissing
            ? step.purpose() + ", with the permit's signature in place of the zeros"
            : step.purpose(),
        step.call().to(),
        step.call().value(),
        call.signature(),
        arguments,
        call.calldata());
  }
}
