package io.github.restake4j.eigenlayer.avs;

import io.github.restake4j.abi.AbiCall;
import io.github.restake4j.eigenlayer.EigenGeneration;
import io.github.restake4j.eigenlayer.OperatorSet;
import io.github.restake4j.eigenlayer.contract.AllocationManagerContract;
import io.github.restake4j.eigenlayer.contract.DelegationManagerContract;
import io.github.restake4j.eigenlayer.contract.StrategyManagerContract;
import io.github.restake4j.eigenlayer.shares.Magnitude;
import io.github.restake4j.eigenlayer.shares.Strategy;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.read.Read;
import io.github.restake4j.tx.TxSpec;
import io.github.restake4j.units.Amount;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What AllocationManager demands before it slashes, and what its receipt says afterwards. */
final class Slashes {
  private static final int PAUSED_SLASHING = 1;

  private final AvsContracts contracts;

  Slashes(AvsContracts contracts) {
    this.contracts = contracts;
  }

  Read<List<TxSpec.Check>> checks(Slash slash, Address from, AbiCall<?> call) {
    OperatorSet set = slash.operatorSet();
    Read<TxSpec.Check> running =
        contracts
            .allocations(AllocationManagerContract.paused())
            .map(
                bits ->
                    AvsContracts.condition(
                        "slashing is not paused", !bits.testBit(PAUSED_SLASHING)));
    Read<TxSpec.Check> slashable =
        contracts
            .allocations(
                AllocationManagerContract.isOperatorSlashable(
                    slash.operator(), AvsContracts.struct(set)))
            .map(
                is ->
                    AvsContracts.condition(
                        slash.operator() + " is in " + set + ", or left it too few blocks ago",
                        is));
    Read<List<TxSpec.Check>> inSet =
        contracts
            .strategies(set)
            .map(
                now -> {
                  List<TxSpec.Check> checks = new ArrayList<>();
                  for (Slash.Part part : slash.parts()) {
                    checks.add(
                        AvsContracts.condition(
                            part.strategy() + " is in " + set,
                            now.contains(part.strategy().address())));
                  }
                  return checks;
                });
    return AvsContracts.joined(
        List.of(
            Read.all(List.of(running, contracts.existing(set), slashable)),
            inSet,
            AvsContracts.list(slasher(set, from, call))));
  }

  private Read<TxSpec.Check> slasher(OperatorSet set, Address from, AbiCall<?> call) {
    return contracts
        .generation()
        .then(
            found ->
                found.isAtLeast(EigenGeneration.V1_9)
                    ? contracts
                        .allocations(AllocationManagerContract.getSlasher(AvsContracts.struct(set)))
                        .map(
                            slasher ->
                                AvsContracts.condition(
                                    from + " is the slasher of " + set + ", which is " + slasher,
                                    slasher.equals(from)))
                    : contracts.permitted(set.avs(), from, contracts.allocations, call));
  }

  Slashed slashed(Receipt receipt, Slash slash) {
    Map<Address, BigInteger> shares = new HashMap<>();
    for (DelegationManagerContract.OperatorSharesSlashed event :
        DelegationManagerContract.OperatorSharesSlashed.EVENT.in(
            receipt.logs(), contracts.delegation)) {
      if (event.operator().equals(slash.operator())) {
        shares.put(event.strategy(), event.totalSlashedShares());
      }
    }
    Map<Address, Magnitude> left = new HashMap<>();
    for (AllocationManagerContract.MaxMagnitudeUpdated event :
        AllocationManagerContract.MaxMagnitudeUpdated.EVENT.in(
            receipt.logs(), contracts.allocations)) {
      if (event.operator().equals(slash.operator())) {
        left.put(event.strategy(), new Magnitude(event.maxMagnitude()));
      }
    }
    Optional<BigInteger> id = Optional.empty();
    for (StrategyManagerContract.BurnOrRedistributableSharesIncreased event :
        StrategyManagerContract.BurnOrRedistributableSharesIncreased.EVENT.in(
            receipt.logs(), contracts.deposits)) {
      if (AvsContracts.set(event.operatorSet()).equals(slash.operatorSet())) {
        id = Optional.of(event.slashId());
      }
    }
    for (AllocationManagerContract.OperatorSlashed event :
        AllocationManagerContract.OperatorSlashed.EVENT.in(receipt.logs(), contracts.allocations)) {
      if (event.operator().equals(slash.operator())
          && AvsContracts.set(event.operatorSet()).equals(slash.operatorSet())
          && event.wadSlashed().size() == slash.parts().size()) {
        List<Slashed.Part> parts = new ArrayList<>();
        for (int i = 0; i < slash.parts().size(); i++) {
          Strategy strategy = slash.parts().get(i).strategy();
          parts.add(
              new Slashed.Part(
                  strategy,
                  event.wadSlashed().get(i),
                  Optional.ofNullable(left.get(strategy.address())),
                  Amount.of(
                      shares.getOrDefault(strategy.address(), BigInteger.ZERO),
                      strategy.withdrawableShares())));
        }
        return new Slashed(slash.operator(), slash.operatorSet(), id, List.copyOf(parts));
      }
    }
    throw AvsContracts.missing("OperatorSlashed of " + slash.operator(), receipt);
  }
}
