package io.github.restake4j.eigenlayer.avs;

import io.github.restake4j.abi.AbiCall;
import io.github.restake4j.abi.NoOutput;
import io.github.restake4j.abi.Revert;
import io.github.restake4j.eigenlayer.EigenGeneration;
import io.github.restake4j.eigenlayer.OperatorSet;
import io.github.restake4j.eigenlayer.contract.AllocationManagerContract;
import io.github.restake4j.eigenlayer.contract.IAVSRegistrarContract;
import io.github.restake4j.eigenlayer.shares.Strategy;
import io.github.restake4j.error.ChainException;
import io.github.restake4j.error.DecodingException;
import io.github.restake4j.error.RevertException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.read.Read;
import io.github.restake4j.tx.TxSpec;
import java.util.ArrayList;
import java.util.List;

/** What AllocationManager demands before it changes an AVS's operator sets. */
final class AvsSetChecks {
  private final AvsContracts contracts;

  AvsSetChecks(AvsContracts contracts) {
    this.contracts = contracts;
  }

  /** The registrar says that it is the AVS's; a contract that reverts or says nothing does not. */
  Read<TxSpec.Check> supports(Address registrar, Address avs) {
    return contracts
        .client
        .call(registrar, IAVSRegistrarContract.supportsAVS(avs))
        .attempt()
        .map(
            attempt ->
                AvsContracts.condition(
                    "registrar " + registrar + " answers true to supportsAVS(" + avs + ")",
                    attempt.fold(
                        supports -> supports,
                        cause -> {
                          if (cause instanceof RevertException
                              || cause instanceof DecodingException
                              || cause instanceof ChainException) {
                            return false;
                          }
                          throw cause;
                        })));
  }

  /** Sets can be made: metadata there, sets new, sender permitted. */
  Read<List<TxSpec.Check>> creating(
      Address avs, Address from, AbiCall<NoOutput> call, List<OperatorSet> sets) {
    return AvsContracts.joined(
        List.of(
            AvsContracts.list(contracts.permitted(avs, from, contracts.allocations, call)),
            AvsContracts.list(announced(avs)),
            AvsContracts.each(
                sets,
                set ->
                    contracts
                        .exists(set)
                        .map(exists -> AvsContracts.condition(set + " is new", !exists)))));
  }

  /** No view tells it: making no set at all fails for want of metadata, and for nothing else. */
  private Read<TxSpec.Check> announced(Address avs) {
    return Read.<List<Address>, EigenGeneration, Read<NoOutput>>zip(
            contracts.permissions.admins(avs),
            contracts.generation(),
            (admins, found) ->
                contracts.client.callFrom(admins.get(0), contracts.allocations, noSets(avs, found)))
        .then(read -> read.attempt())
        .map(
            attempt ->
                AvsContracts.condition(
                    avs + " has announced its metadata; if not, call updateAvsMetadataUri first",
                    attempt.fold(
                        made -> true,
                        cause -> {
                          if (cause instanceof RevertException reverted
                              && reverted.revert() instanceof Revert.Custom custom
                              && custom.error().equals("NonexistentAVSMetadata")) {
                            return false;
                          }
                          throw cause;
                        })));
  }

  private static AbiCall<NoOutput> noSets(Address avs, EigenGeneration generation) {
    return generation.isAtLeast(EigenGeneration.V1_9)
        ? AllocationManagerContract.createOperatorSetsCreateSetParamsV2Array(avs, List.of())
        : AllocationManagerContract.createOperatorSetsCreateSetParamsArray(avs, List.of());
  }

  /** No EIGEN among the strategies of redistributing sets. */
  Read<List<TxSpec.Check>> redistributable(List<NewOperatorSet> sets) {
    return contracts
        .allocations(AllocationManagerContract.eigenStrategy())
        .map(
            eigen -> {
              List<TxSpec.Check> checks = new ArrayList<>();
              for (NewOperatorSet set : sets) {
                checks.add(
                    AvsContracts.condition(
                        "operator set "
                            + set.id()
                            + " redistributes and is without the EIGEN strategy "
                            + eigen,
                        !set.strategies().contains(eigen)));
              }
              return checks;
            });
  }

  /** The set is there, and has all the strategies, or none of them. */
  Read<List<TxSpec.Check>> strategies(OperatorSet set, List<Address> wanted, boolean in) {
    return Read.zip(
        contracts.existing(set),
        contracts.strategies(set),
        (existing, now) -> {
          List<TxSpec.Check> checks = new ArrayList<>(List.of(existing));
          for (Address strategy : wanted) {
            checks.add(
                AvsContracts.condition(
                    "strategy " + strategy + (in ? " is in " : " is not yet in ") + set,
                    now.contains(strategy) == in));
          }
          return checks;
        });
  }

  /** Neither ETH in pods nor EIGEN for a set that redistributes. */
  Read<List<TxSpec.Check>> addable(OperatorSet set, List<Address> wanted) {
    return contracts
        .generation()
        .then(
            found ->
                found.isAtLeast(EigenGeneration.V1_5)
                    ? Read.zip(
                        contracts.allocations(
                            AllocationManagerContract.isRedistributingOperatorSet(
                                AvsContracts.struct(set))),
                        contracts.allocations(AllocationManagerContract.eigenStrategy()),
                        (redistributes, eigen) ->
                            List.of(
                                AvsContracts.condition(
                                    set
                                        + " burns what it slashes, or the strategies are without"
                                        + " ETH in pods and EIGEN",
                                    !redistributes
                                        || !(wanted.contains(eigen)
                                            || wanted.contains(
                                                Strategy.BEACON_CHAIN_ETH.address())))))
                    : Read.known(List.of()));
  }
}
