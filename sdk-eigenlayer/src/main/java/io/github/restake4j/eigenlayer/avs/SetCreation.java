package io.github.restake4j.eigenlayer.avs;

import io.github.restake4j.abi.AbiCall;
import io.github.restake4j.abi.NoOutput;
import io.github.restake4j.eigenlayer.EigenGeneration;
import io.github.restake4j.eigenlayer.OperatorSet;
import io.github.restake4j.eigenlayer.contract.AllocationManagerContract;
import io.github.restake4j.eth.Address;
import io.github.restake4j.read.Read;
import java.util.ArrayList;
import java.util.List;

/** The calls that make operator sets, in the words of the generation that is there. */
final class SetCreation {
  private final AvsContracts contracts;

  SetCreation(AvsContracts contracts) {
    this.contracts = contracts;
  }

  Read<AbiCall<NoOutput>> create(Address avs, List<NewOperatorSet> sets) {
    return contracts
        .generation()
        .map(
            found ->
                found.isAtLeast(EigenGeneration.V1_9)
                    ? AllocationManagerContract.createOperatorSetsCreateSetParamsV2Array(
                        avs, withSlashers(sets))
                    : AllocationManagerContract.createOperatorSetsCreateSetParamsArray(
                        avs, withoutSlashers(avs, sets)));
  }

  Read<AbiCall<NoOutput>> createRedistributing(
      Address avs, List<NewOperatorSet> sets, List<Address> recipients) {
    return contracts
        .since(EigenGeneration.V1_5, "redistribution", contracts::generation)
        .map(
            found ->
                found.isAtLeast(EigenGeneration.V1_9)
                    ? AllocationManagerContract
                        .createRedistributingOperatorSetsCreateSetParamsV2Array(
                            avs, withSlashers(sets), recipients)
                    : AllocationManagerContract
                        .createRedistributingOperatorSetsCreateSetParamsArray(
                            avs, withoutSlashers(avs, sets), recipients));
  }

  private static List<AllocationManagerContract.CreateSetParamsV2> withSlashers(
      List<NewOperatorSet> sets) {
    List<AllocationManagerContract.CreateSetParamsV2> params = new ArrayList<>();
    for (NewOperatorSet set : sets) {
      params.add(
          new AllocationManagerContract.CreateSetParamsV2(
              set.id(), set.strategies(), set.slasher()));
    }
    return params;
  }

  private List<AllocationManagerContract.CreateSetParams> withoutSlashers(
      Address avs, List<NewOperatorSet> sets) {
    List<AllocationManagerContract.CreateSetParams> params = new ArrayList<>();
    for (NewOperatorSet set : sets) {
      if (!set.slasher().equals(avs)) {
        throw AvsContracts.absent(
            "a slasher other than the AVS (" + set.slasher() + " for set " + set.id() + ")",
            EigenGeneration.V1_9,
            "AllocationManager " + contracts.allocations);
      }
      params.add(new AllocationManagerContract.CreateSetParams(set.id(), set.strategies()));
    }
    return params;
  }

  static List<OperatorSet> distinct(Address avs, List<NewOperatorSet> sets) {
    List<OperatorSet> wanted = new ArrayList<>();
    for (NewOperatorSet set : sets) {
      OperatorSet one = new OperatorSet(avs, set.id());
      if (wanted.contains(one)) {
        throw new IllegalArgumentException(one + " is to be made twice");
      }
      wanted.add(one);
    }
    if (wanted.isEmpty()) {
      throw new IllegalArgumentException("no operator set of " + avs + " is to be made");
    }
    return List.copyOf(wanted);
  }

  static List<String> texts(List<NewOperatorSet> sets) {
    List<String> texts = new ArrayList<>();
    sets.forEach(set -> texts.add(set.id() + " " + set.strategies() + " " + set.slasher()));
    return texts;
  }
}
