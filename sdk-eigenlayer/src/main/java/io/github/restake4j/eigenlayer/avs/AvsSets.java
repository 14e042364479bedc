package io.github.restake4j.eigenlayer.avs;

import io.github.restake4j.abi.AbiCall;
import io.github.restake4j.abi.NoOutput;
import io.github.restake4j.eigenlayer.EigenGeneration;
import io.github.restake4j.eigenlayer.OperatorSet;
import io.github.restake4j.eigenlayer.contract.AllocationManagerContract;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.read.Read;
import io.github.restake4j.tx.TxPlan;
import io.github.restake4j.tx.TxSpec;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An AVS's metadata, registrar and operator sets. The AVS is an address: of its contract, or of an
 * account. Plans are sent by it, or by whom it has let (see {@code Permissions}).
 */
public final class AvsSets {
  private static final int LONGEST_URI = 1024;

  private final AvsContracts contracts;
  private final AvsSetChecks checks;
  private final SetCreation creation;
  private final Read<Long> slasherDelay;

  AvsSets(AvsContracts contracts) {
    this.contracts = contracts;
    this.checks = new AvsSetChecks(contracts);
    this.creation = new SetCreation(contracts);
    this.slasherDelay =
        contracts
            .since(
                EigenGeneration.V1_9,
                "the slasher's configuration delay",
                () ->
                    contracts.allocations(AllocationManagerContract.SLASHER_CONFIGURATION_DELAY()))
            .once();
  }

  /** Whether the AVS made the set. */
  public Read<Boolean> exists(OperatorSet set) {
    return contracts.exists(set);
  }

  /** How many operator sets an AVS has made. */
  public Read<BigInteger> count(Address avs) {
    return contracts.allocations(AllocationManagerContract.getOperatorSetCount(avs));
  }

  /** The strategies whose allocations the set can slash. */
  public Read<List<Address>> strategies(OperatorSet set) {
    return contracts.strategies(set);
  }

  /** The operators in the set now; who left may still be slashable. */
  public Read<List<Address>> members(OperatorSet set) {
    return contracts.allocations(AllocationManagerContract.getMembers(AvsContracts.struct(set)));
  }

  /** How many operators are in the set now. */
  public Read<BigInteger> memberCount(OperatorSet set) {
    return contracts.allocations(
        AllocationManagerContract.getMemberCount(AvsContracts.struct(set)));
  }

  /** The contract that lets operators in; the AVS's own address if it has set none. */
  public Read<Address> registrar(Address avs) {
    return contracts.allocations(AllocationManagerContract.getAVSRegistrar(avs));
  }

  /**
   * The one account that may slash the set's operators; empty if there is none, because there is no
   * such set or its slasher from before EigenLayer 1.9 was not migrated. Since 1.9.
   */
  public Read<Optional<Address>> slasher(OperatorSet set) {
    return contracts.since(
        EigenGeneration.V1_9,
        "a slasher of an operator set",
        () ->
            contracts
                .allocations(AllocationManagerContract.getSlasher(AvsContracts.struct(set)))
                .map(AvsSets::unlessZero));
  }

  /** The slasher that takes over later, if one is to. Since EigenLayer 1.9. */
  public Read<Optional<PendingSlasher>> pendingSlasher(OperatorSet set) {
    return contracts.since(
        EigenGeneration.V1_9,
        "a pending slasher of an operator set",
        () ->
            contracts
                .allocations(AllocationManagerContract.getPendingSlasher(AvsContracts.struct(set)))
                .map(
                    found ->
                        found.pendingSlasher().isZero()
                            ? Optional.empty()
                            : Optional.of(
                                new PendingSlasher(found.pendingSlasher(), found.effectBlock()))));
  }

  /** Blocks before a new slasher may slash; it may one block later. Since EigenLayer 1.9. */
  public Read<Long> slasherConfigurationDelay() {
    return slasherDelay;
  }

  /** Who gets what the set slashes; empty if it is burned. Since EigenLayer 1.5. */
  public Read<Optional<Address>> redistributionRecipient(OperatorSet set) {
    return contracts.since(
        EigenGeneration.V1_5,
        "a redistribution recipient",
        () ->
            contracts
                .allocations(
                    AllocationManagerContract.getRedistributionRecipient(AvsContracts.struct(set)))
                .map(
                    to ->
                        to.equals(RedistributingOperatorSet.BURN)
                            ? Optional.empty()
                            : Optional.of(to)));
  }

  /** Whether what the set slashes goes to somebody. Since EigenLayer 1.5. */
  public Read<Boolean> isRedistributing(OperatorSet set) {
    return contracts.since(
        EigenGeneration.V1_5,
        "redistribution",
        () ->
            contracts.allocations(
                AllocationManagerContract.isRedistributingOperatorSet(AvsContracts.struct(set))));
  }

  /**
   * Plans to announce where the AVS's metadata is. The first time this also opens the door: without
   * it no operator set can be made.
   *
   * @param avs the sender, or an account that let the sender do this
   * @param metadataUri where a JSON with name, website, description and logo is; up to 1024
   *     characters, never checked by the contract and only kept in an event
   * @return a plan whose result is the URI announced
   * @throws IllegalArgumentException if the URI is too long
   * @see <a
   *     href="https://github.com/Layr-Labs/eigenlayer-contracts/blob/f84a5151080cdf0b77b9b6e46506cde723d06c28/src/contracts/core/AllocationManager.sol#L269">
   *     AllocationManager.updateAVSMetadataURI</a>
   */
  public TxPlan<String> updateAvsMetadataUri(Address avs, String metadataUri) {
    if (metadataUri.length() > LONGEST_URI) {
      throw new IllegalArgumentException(
          "a metadata URI has up to " + LONGEST_URI + " characters, not " + metadataUri.length());
    }
    AbiCall<NoOutput> call = AllocationManagerContract.updateAVSMetadataURI(avs, metadataUri);
    return contracts.client.plan(
        TxSpec.<String>named("AvsSets.updateAvsMetadataUri")
            .argument("avs", avs)
            .argument("metadataUri", metadataUri)
            .checks(situation -> Read.all(List.of(permitted(avs, situation, call))))
            .call(
                situation -> Read.known(new TxSpec.Call(contracts.allocations, call)),
                receipt -> announced(receipt, avs)));
  }

  private String announced(Receipt receipt, Address avs) {
    for (AllocationManagerContract.AVSMetadataURIUpdated event :
        AllocationManagerContract.AVSMetadataURIUpdated.EVENT.in(
            receipt.logs(), contracts.allocations)) {
      if (event.avs().equals(avs)) {
        return event.metadataURI();
      }
    }
    throw AvsContracts.missing("AVSMetadataURIUpdated of " + avs, receipt);
  }

  /**
   * Plans another registrar: the contract that is asked whenever an operator joins or leaves one of
   * the AVS's sets, and may refuse. Without one the AVS itself is asked, so an account without code
   * has to name one before operators can join.
   *
   * <p>Refused before anything is signed if the registrar does not say that it supports the AVS.
   *
   * @param avs the sender, or an account that let the sender do this
   * @return a plan whose result is the registrar
   * @see <a
   *     href="https://github.com/Layr-Labs/eigenlayer-contracts/blob/f84a5151080cdf0b77b9b6e46506cde723d06c28/src/contracts/core/AllocationManager.sol#L257">
   *     AllocationManager.setAVSRegistrar</a>
   */
  public TxPlan<Address> setAvsRegistrar(Address avs, Address registrar) {
    AbiCall<NoOutput> call = AllocationManagerContract.setAVSRegistrar(avs, registrar);
    return contracts.client.plan(
        TxSpec.<Address>named("AvsSets.setAvsRegistrar")
            .argument("avs", avs)
            .argument("registrar", registrar)
            .checks(
                situation ->
                    Read.all(
                        List.of(permitted(avs, situation, call), checks.supports(registrar, avs))))
            .call(
                situation -> Read.known(new TxSpec.Call(contracts.allocations, call)),
                receipt -> registrarSet(receipt, avs)));
  }

  private Address registrarSet(Receipt receipt, Address avs) {
    for (AllocationManagerContract.AVSRegistrarSet event :
        AllocationManagerContract.AVSRegistrarSet.EVENT.in(receipt.logs(), contracts.allocations)) {
      if (event.avs().equals(avs)) {
        return event.registrar();
      }
    }
    throw AvsContracts.missing("AVSRegistrarSet of " + avs, receipt);
  }

  /**
   * Plans to make operator sets whose slashed tokens are burned. Sets are for ever; their
   * strategies and slasher can be changed.
   *
   * <p>Refused before anything is signed: no metadata announced yet, a set that exists, or a sender
   * who may not act for the AVS. The run fails with {@code ChainException} NOT_IN_GENERATION if a
   * slasher other than the AVS is asked of an EigenLayer before 1.9.
   *
   * <p>Up to 1.8 another function of the same name is called, with structs that have no slasher: an
   * appointee needs a grant for the one that the deployment has.
   *
   * @param avs the sender, or an account that let the sender do this
   * @param sets at least one, each id once
   * @return a plan whose result lists the sets made, in the order given
   * @throws IllegalArgumentException if there is no set, or an id occurs twice
   * @see <a
   *     href="https://github.com/Layr-Labs/eigenlayer-contracts/blob/f84a5151080cdf0b77b9b6e46506cde723d06c28/src/contracts/core/AllocationManager.sol#L287">
   *     AllocationManager.createOperatorSets</a>
   */
  public TxPlan<List<OperatorSet>> createOperatorSets(Address avs, List<NewOperatorSet> sets) {
    List<OperatorSet> wanted = SetCreation.distinct(avs, sets);
    return contracts.client.plan(
        TxSpec.<List<OperatorSet>>named("AvsSets.createOperatorSets")
            .argument("avs", avs)
            .argument("sets", SetCreation.texts(sets))
            .checks(
                situation ->
                    creation
                        .create(avs, sets)
                        .then(call -> checks.creating(avs, situation.from(), call, wanted)))
            .call(
                situation ->
                    creation
                        .create(avs, sets)
                        .map(call -> new TxSpec.Call(contracts.allocations, call)),
                receipt -> created(receipt, wanted)));
  }

  /**
   * Plans to make operator sets whose slashed tokens go to somebody, for ever; otherwise as {@link
   * #createOperatorSets}. Since EigenLayer 1.5.
   *
   * <p>Refused also if a set has the EIGEN strategy.
   *
   * @return a plan whose result lists the sets made, in the order given
   * @see <a
   *     href="https://github.com/Layr-Labs/eigenlayer-contracts/blob/f84a5151080cdf0b77b9b6e46506cde723d06c28/src/contracts/core/AllocationManager.sol#L308">
   *     AllocationManager.createRedistributingOperatorSets</a>
   */
  public TxPlan<List<OperatorSet>> createRedistributingOperatorSets(
      Address avs, List<RedistributingOperatorSet> sets) {
    List<NewOperatorSet> plain = new ArrayList<>();
    List<Address> recipients = new ArrayList<>();
    for (RedistributingOperatorSet set : sets) {
      plain.add(set.set());
      recipients.add(set.recipient());
    }
    List<OperatorSet> wanted = SetCreation.distinct(avs, plain);
    return contracts.client.plan(
        TxSpec.<List<OperatorSet>>named("AvsSets.createRedistributingOperatorSets")
            .argument("avs", avs)
            .argument("sets", SetCreation.texts(plain))
            .argument("recipients", recipients)
            .warning("the recipient of what a set slashes can never be changed")
            .checks(
                situation ->
                    creation
                        .createRedistributing(avs, plain, recipients)
                        .then(
                            call ->
                                AvsContracts.joined(
                                    List.of(
                                        checks.creating(avs, situation.from(), call, wanted),
                                        checks.redistributable(plain)))))
            .call(
                situation ->
                    creation
                        .createRedistributing(avs, plain, recipients)
                        .map(call -> new TxSpec.Call(contracts.allocations, call)),
                receipt -> created(receipt, wanted)));
  }

  private List<OperatorSet> created(Receipt receipt, List<OperatorSet> wanted) {
    List<OperatorSet> found = new ArrayList<>();
    for (AllocationManagerContract.OperatorSetCreated event :
        AllocationManagerContract.OperatorSetCreated.EVENT.in(
            receipt.logs(), contracts.allocations)) {
      found.add(AvsContracts.set(event.operatorSet()));
    }
    if (!found.containsAll(wanted)) {
      throw AvsContracts.missing("OperatorSetCreated for each of " + wanted, receipt);
    }
    return wanted;
  }

  /**
   * Plans to let a set slash allocations of more strategies. Operators that allocated to the set in
   * such a strategy before become slashable there at once.
   *
   * @param strategies at least one, each once
   * @return a plan whose result lists the strategies added, in the order given
   * @throws IllegalArgumentException if there is no strategy, or one is named twice
   * @see <a
   *     href="https://github.com/Layr-Labs/eigenlayer-contracts/blob/f84a5151080cdf0b77b9b6e46506cde723d06c28/src/contracts/core/AllocationManager.sol#L324">
   *     AllocationManager.addStrategiesToOperatorSet</a>
   */
  public TxPlan<List<Address>> addStrategiesToOperatorSet(
      OperatorSet set, List<Address> strategies) {
    List<Address> wanted = distinctStrategies(set, strategies);
    AbiCall<NoOutput> call =
        AllocationManagerContract.addStrategiesToOperatorSet(set.avs(), set.id(), wanted);
    return contracts.client.plan(
        TxSpec.<List<Address>>named("AvsSets.addStrategiesToOperatorSet")
            .argument("avs", set.avs())
            .argument("operatorSetId", set.id())
            .argument("strategies", wanted)
            .checks(
                situation ->
                    AvsContracts.joined(
                        List.of(
                            AvsContracts.list(permitted(set.avs(), situation, call)),
                            checks.strategies(set, wanted, false),
                            checks.addable(set, wanted))))
            .call(
                situation -> Read.known(new TxSpec.Call(contracts.allocations, call)),
                receipt -> {
                  Set<Address> added = new HashSet<>();
                  AllocationManagerContract.StrategyAddedToOperatorSet.EVENT
                      .in(receipt.logs(), contracts.allocations)
                      .forEach(event -> added.add(event.strategy()));
                  return all(added, wanted, "StrategyAddedToOperatorSet", receipt);
                }));
  }

  /**
   * Plans to take strategies out of a set. From then on it cannot slash what is allocated to it
   * there; operators can take such allocations back at once.
   *
   * @param strategies at least one, each once
   * @return a plan whose result lists the strategies removed, in the order given
   * @throws IllegalArgumentException if there is no strategy, or one is named twice
   * @see <a
   *     href="https://github.com/Layr-Labs/eigenlayer-contracts/blob/f84a5151080cdf0b77b9b6e46506cde723d06c28/src/contracts/core/AllocationManager.sol#L340">
   *     AllocationManager.removeStrategiesFromOperatorSet</a>
   */
  public TxPlan<List<Address>> removeStrategiesFromOperatorSet(
      OperatorSet set, List<Address> strategies) {
    List<Address> wanted = distinctStrategies(set, strategies);
    AbiCall<NoOutput> call =
        AllocationManagerContract.removeStrategiesFromOperatorSet(set.avs(), set.id(), wanted);
    return contracts.client.plan(
        TxSpec.<List<Address>>named("AvsSets.removeStrategiesFromOperatorSet")
            .argument("avs", set.avs())
            .argument("operatorSetId", set.id())
            .argument("strategies", wanted)
            .checks(
                situation ->
                    AvsContracts.joined(
                        List.of(
                            AvsContracts.list(permitted(set.avs(), situation, call)),
                            checks.strategies(set, wanted, true))))
            .call(
                situation -> Read.known(new TxSpec.Call(contracts.allocations, call)),
                receipt -> {
                  Set<Address> removed = new HashSet<>();
                  AllocationManagerContract.StrategyRemovedFromOperatorSet.EVENT
                      .in(receipt.logs(), contracts.allocations)
                      .forEach(event -> removed.add(event.strategy()));
                  return all(removed, wanted, "StrategyRemovedFromOperatorSet", receipt);
                }));
  }

  private static List<Address> all(
      Set<Address> found, List<Address> wanted, String event, Receipt receipt) {
    if (!found.containsAll(wanted)) {
      throw AvsContracts.missing(event + " for each of " + wanted, receipt);
    }
    return wanted;
  }

  /**
   * Plans another slasher for a set. Until {@link #slasherConfigurationDelay} and one blocks have
   * passed the old one slashes; another change in between starts the wait anew. Since EigenLayer
   * 1.9.
   *
   * <p>Refused before anything is signed: no such set, a set without a slasher, one whose pending
   * slasher is this one already (the contract would do nothing), or a sender who may not act for
   * the AVS.
   *
   * @param slasher not zero
   * @return a plan whose result says from which block on the new one slashes
   * @throws IllegalArgumentException if the slasher is zero
   * @see <a
   *     href="https://github.com/Layr-Labs/eigenlayer-contracts/blob/f84a5151080cdf0b77b9b6e46506cde723d06c28/src/contracts/core/AllocationManager.sol#L355">
   *     AllocationManager.updateSlasher</a>
   */
  public TxPlan<PendingSlasher> updateSlasher(OperatorSet set, Address slasher) {
    if (slasher.isZero()) {
      throw new IllegalArgumentException(set + " needs a slasher, not zero");
    }
    AbiCall<NoOutput> call =
        AllocationManagerContract.updateSlasher(AvsContracts.struct(set), slasher);
    return contracts.client.plan(
        TxSpec.<PendingSlasher>named("AvsSets.updateSlasher")
            .argument("avs", set.avs())
            .argument("operatorSetId", set.id())
            .argument("slasher", slasher)
            .checks(
                situation ->
                    Read.all(
                        List.of(
                            permitted(set.avs(), situation, call),
                            contracts.existing(set),
                            slasher(set)
                                .map(
                                    now ->
                                        AvsContracts.condition(
                                            set + " has a slasher to replace", now.isPresent())),
                            pendingSlasher(set)
                                .map(
                                    pending ->
                                        AvsContracts.condition(
                                            set + " does not wait for " + slasher + " already",
                                            !pending
                                                .map(PendingSlasher::slasher)
                                                .equals(Optional.of(slasher)))))))
            .call(
                situation -> Read.known(new TxSpec.Call(contracts.allocations, call)),
                receipt -> slasherSet(receipt, set)));
  }

  private PendingSlasher slasherSet(Receipt receipt, OperatorSet set) {
    for (AllocationManagerContract.SlasherUpdated event :
        AllocationManagerContract.SlasherUpdated.EVENT.in(receipt.logs(), contracts.allocations)) {
      if (AvsContracts.set(event.operatorSet()).equals(set)) {
        return new PendingSlasher(event.slasher(), event.effectBlock());
      }
    }
    throw AvsContracts.missing("SlasherUpdated of " + set, receipt);
  }

  private Read<TxSpec.Check> permitted(
      Address avs, TxSpec.Situation situation, AbiCall<NoOutput> call) {
    return contracts.permitted(avs, situation.from(), contracts.allocations, call);
  }

  private static List<Address> distinctStrategies(OperatorSet set, List<Address> strategies) {
    if (strategies.isEmpty() || new HashSet<>(strategies).size() < strategies.size()) {
      throw new IllegalArgumentException(
          "strategies of " + set + " are at least one, each once, not " + strategies);
    }
    return List.copyOf(strategies);
  }

  private static Optional<Address> unlessZero(Address address) {
    return address.isZero() ? Optional.empty() : Optional.of(address);
  }
}
