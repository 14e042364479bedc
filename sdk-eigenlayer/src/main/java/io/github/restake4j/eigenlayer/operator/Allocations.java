package io.github.restake4j.eigenlayer.operator;

import io.github.restake4j.Restake4j;
import io.github.restake4j.abi.AbiCall;
import io.github.restake4j.abi.NoOutput;
import io.github.restake4j.eigenlayer.EigenGeneration;
import io.github.restake4j.eigenlayer.Generations;
import io.github.restake4j.eigenlayer.OperatorSet;
import io.github.restake4j.eigenlayer.contract.AllocationManagerContract;
import io.github.restake4j.eigenlayer.contract.DelegationManagerContract;
import io.github.restake4j.eigenlayer.shares.Magnitude;
import io.github.restake4j.error.DecodingException;
import io.github.restake4j.error.RefusedException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.read.Read;
import io.github.restake4j.tx.TxPlan;
import io.github.restake4j.tx.TxSpec;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * How an operator spreads its magnitude over operator sets, and with what delay. What is allocated
 * can be slashed by the set it is allocated to, for the operator and all who delegated to it.
 */
public final class Allocations {
  private static final int PAUSED_MODIFY_ALLOCATIONS = 0;

  private final Restake4j client;
  private final Address manager;
  private final Address delegation;
  private final Permissions permissions;
  private final Read<Long> deallocationDelay;
  private final Read<Long> configurationDelay;
  private final Read<EigenGeneration> generation;

  Allocations(
      Restake4j client,
      Address manager,
      Address delegation,
      Permissions permissions,
      Generations generations) {
    this.client = client;
    this.manager = manager;
    this.delegation = delegation;
    this.permissions = permissions;
    this.generation = generations.found();
    this.deallocationDelay = ask(AllocationManagerContract.DEALLOCATION_DELAY()).once();
    this.configurationDelay =
        ask(AllocationManagerContract.ALLOCATION_CONFIGURATION_DELAY()).once();
  }

  private <R> Read<R> ask(AbiCall<R> call) {
    return client.call(manager, call);
  }

  /**
   * Blocks from an operator's allocation until it can be slashed; empty if no delay is in force: it
   * never set one, as operators from before operator sets, or its first one does not hold yet, see
   * {@link #firstDelayWait}. A delay that does not hold yet cannot be read; what set it returned
   * it.
   */
  public Read<OptionalLong> allocationDelay(Address operator) {
    return ask(AllocationManagerContract.getAllocationDelay(operator))
        .map(delay -> delay.value0() ? OptionalLong.of(delay.value1()) : OptionalLong.empty());
  }

  /** Blocks that have to pass before a new allocation delay holds; it holds one block later. */
  public Read<Long> configurationDelay() {
    return configurationDelay;
  }

  /**
   * Blocks from an operator's registration until its first allocation delay holds: none since
   * EigenLayer v1.9, before that {@link #configurationDelay} and one.
   */
  public Read<Long> firstDelayWait() {
    return Read.zip(
        generation,
        configurationDelay,
        (found, wait) -> found.isAtLeast(EigenGeneration.V1_9) ? 0 : Math.addExact(wait, 1));
  }

  /** Blocks for which what is taken from a set, or a set that is left, can still be slashed. */
  public Read<Long> deallocationDelay() {
    return deallocationDelay;
  }

  /** What an operator has left in a strategy, has promised, and can promise. */
  public Read<StrategyMagnitudes> magnitudes(Address operator, Address strategy) {
    return Read.zip(
        maxMagnitude(operator, strategy),
        Read.zip(
            ask(AllocationManagerContract.getEncumberedMagnitude(operator, strategy)),
            ask(AllocationManagerContract.getAllocatableMagnitude(operator, strategy)),
            (encumbered, allocatable) -> List.of(encumbered, allocatable)),
        (max, others) ->
            new StrategyMagnitudes(
                max, Structs.magnitude(others.get(0)), Structs.magnitude(others.get(1))));
  }

  /** What slashing has left of an operator in a strategy; whole if it was never slashed. */
  public Read<Magnitude> maxMagnitude(Address operator, Address strategy) {
    return ask(AllocationManagerContract.getMaxMagnitude(operator, strategy))
        .map(Structs::magnitude);
  }

  /** {@link #maxMagnitude} of several strategies, in their order. */
  public Read<Map<Address, Magnitude>> maxMagnitudes(Address operator, List<Address> strategies) {
    return ask(AllocationManagerContract.getMaxMagnitudes(operator, strategies))
        .map(values -> byStrategy(strategies, values));
  }

  /** {@link #maxMagnitudes} as they were at the end of an earlier block; reads no old state. */
  public Read<Map<Address, Magnitude>> maxMagnitudesAtBlock(
      Address operator, List<Address> strategies, long block) {
    return ask(AllocationManagerContract.getMaxMagnitudesAtBlock(operator, strategies, block))
        .map(values -> byStrategy(strategies, values));
  }

  private static Map<Address, Magnitude> byStrategy(
      List<Address> strategies, List<BigInteger> values) {
    if (values.size() != strategies.size()) {
      throw new DecodingException(
          DecodingException.Code.ABI_MALFORMED,
          "asked magnitudes of " + strategies.size() + " strategies, got " + values.size());
    }
    Map<Address, Magnitude> magnitudes = new LinkedHashMap<>();
    for (int i = 0; i < values.size(); i++) {
      magnitudes.put(strategies.get(i), Structs.magnitude(values.get(i)));
    }
    return Collections.unmodifiableMap(magnitudes);
  }

  /** What one operator set has of an operator in a strategy; nothing if it has none. */
  public Read<Allocation> allocation(Address operator, OperatorSet set, Address strategy) {
    return ask(AllocationManagerContract.getAllocation(operator, Structs.struct(set), strategy))
        .map(value -> Allocation.of(set, strategy, value));
  }

  /**
   * What each operator set has of an operator in a strategy; sets in which it has allocated only
   * other strategies are left out.
   */
  public Read<List<Allocation>> allocations(Address operator, Address strategy) {
    return ask(AllocationManagerContract.getStrategyAllocations(operator, strategy))
        .map(
            answer -> {
              List<Allocation> allocations = new ArrayList<>();
              for (int i = 0; i < answer.allocations().size(); i++) {
                Allocation allocation =
                    Allocation.of(
                        Structs.set(answer.operatorSets().get(i)),
                        strategy,
                        answer.allocations().get(i));
                if (!allocation.current().isZero() || allocation.pending().isPresent()) {
                  allocations.add(allocation);
                }
              }
              return List.copyOf(allocations);
            });
  }

  /**
   * Plans a new allocation delay. It holds {@link #configurationDelay} and one blocks later; until
   * then the old one does. A second call replaces what is pending and starts the wait anew.
   *
   * @param operator the sender, or an account that let the sender do this
   * @param blocks from an allocation to its effect, 0 to 2^32 - 1; AVSs may want it short, stakers
   *     long
   * @throws IllegalArgumentException if the delay is no uint32
   * @see <a
   *     href="https://github.com/Layr-Labs/eigenlayer-contracts/blob/f84a5151080cdf0b77b9b6e46506cde723d06c28/src/contracts/core/AllocationManager.sol#L239">
   *     AllocationManager.setAllocationDelay</a>
   */
  public TxPlan<AllocationDelaySet> setAllocationDelay(Address operator, long blocks) {
    Operators.requireUint32("an allocation delay in blocks", blocks);
    AbiCall<NoOutput> call = AllocationManagerContract.setAllocationDelay(operator, blocks);
    return client.plan(
        TxSpec.<AllocationDelaySet>named("Allocations.setAllocationDelay")
            .argument("operator", operator)
            .argument("blocks", blocks)
            .checks(
                situation ->
                    Read.all(
                        List.of(
                            permissions.required(operator, situation.from(), manager, call),
                            client
                                .call(delegation, DelegationManagerContract.isOperator(operator))
                                .map(is -> condition(operator + " is an operator", is)))))
            .call(
                situation -> Read.known(new TxSpec.Call(manager, call)),
                receipt -> delaySet(receipt, operator)));
  }

  AllocationDelaySet delaySet(Receipt receipt, Address operator) {
    for (AllocationManagerContract.AllocationDelaySet event :
        AllocationManagerContract.AllocationDelaySet.EVENT.in(receipt.logs(), manager)) {
      if (event.operator().equals(operator)) {
        return new AllocationDelaySet(operator, event.delay(), event.effectBlock());
      }
    }
    throw Structs.missing("AllocationDelaySet of " + operator, receipt);
  }

  /**
   * Plans to bring allocations to targets. More is encumbered at once and can be slashed after the
   * allocation delay. Less leaves at once if it cannot be slashed, else after {@link
   * #deallocationDelay} and one blocks, slashable until then. Operators may allocate before they
   * register; many AVSs want that order.
   *
   * <p>Refused before anything is signed, with all numbers: no allocation delay, an unknown set, a
   * change under way, the magnitude it has already, more than is allocatable, more of a strategy
   * the set does not use, modifications paused, or a sender who may not act for the operator.
   *
   * @param operator the sender, or an account that let the sender do this
   * @param targets at least one; applied in order, so what an early one frees at once can be used
   *     by a later one
   * @return a plan whose result lists one update per target, in their order
   * @throws IllegalArgumentException if there is no target, or two are about the same set and
   *     strategy
   * @see <a
   *     href="https://github.com/Layr-Labs/eigenlayer-contracts/blob/f84a5151080cdf0b77b9b6e46506cde723d06c28/src/contracts/core/AllocationManager.sol#L78">
   *     AllocationManager.modifyAllocations</a>
   */
  public TxPlan<List<AllocationUpdate>> modifyAllocations(
      Address operator, List<AllocationTarget> targets) {
    List<AllocationTarget> wanted = distinct(targets);
    List<AllocationManagerContract.AllocateParams> params = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (AllocationTarget target : wanted) {
      texts.add(target.toString());
      params.add(
          new AllocationManagerContract.AllocateParams(
              Structs.struct(target.operatorSet()),
              List.of(target.strategy()),
              List.of(target.magnitude().wad())));
    }
    AbiCall<NoOutput> call = AllocationManagerContract.modifyAllocations(operator, params);
    return client.plan(
        TxSpec.<List<AllocationUpdate>>named("Allocations.modifyAllocations")
            .argument("operator", operator)
            .argument("targets", texts)
            .checks(
                situation ->
                    Read.zip(
                        Read.all(
                            List.of(
                                notPaused(PAUSED_MODIFY_ALLOCATIONS, "changes of allocations"),
                                permissions.required(operator, situation.from(), manager, call))),
                        verdict(operator, wanted),
                        (first, verdict) -> {
                          List<TxSpec.Check> all = new ArrayList<>(first);
                          all.addAll(verdict.checks());
                          return all;
                        }))
            .call(
                situation -> Read.known(new TxSpec.Call(manager, call)),
                receipt -> updates(receipt, operator, wanted)));
  }

  /**
   * What {@link #modifyAllocations} would change and how many blocks each change takes; whether it
   * would be refused its {@code explain} tells.
   *
   * @return a read that fails with {@code RefusedException} PRECONDITION while the operator has no
   *     allocation delay in force: nothing can be modified, and how long it would take is unknown
   */
  public Read<List<AllocationChange>> preview(Address operator, List<AllocationTarget> targets) {
    return Read.zip(
        allocationDelay(operator),
        verdict(operator, distinct(targets)),
        (delay, verdict) -> {
          if (!delay.isPresent()) {
            throw new RefusedException(
                RefusedException.Code.PRECONDITION,
                "Allocations.preview: "
                    + operator
                    + " has no allocation delay in force; it never set one, or its first one does"
                    + " not hold yet");
          }
          return verdict.changes();
        });
  }

  private Read<AllocationRules.Verdict> verdict(Address operator, List<AllocationTarget> targets) {
    Set<OperatorSet> sets = new LinkedHashSet<>();
    Set<Address> strategies = new LinkedHashSet<>();
    List<Read<Allocation>> allocations = new ArrayList<>();
    for (AllocationTarget target : targets) {
      sets.add(target.operatorSet());
      strategies.add(target.strategy());
      allocations.add(allocation(operator, target.operatorSet(), target.strategy()));
    }
    Read<AllocationRules.State> about =
        Read.zip(
            each(sets, set -> setState(operator, set)),
            each(strategies, strategy -> magnitudes(operator, strategy)),
            (setStates, magnitudes) ->
                new AllocationRules.State(
                    OptionalLong.empty(), 0, setStates, magnitudes, List.of()));
    Read<AllocationRules.State> delays =
        Read.zip(
            allocationDelay(operator),
            deallocationDelay,
            (allocate, deallocate) ->
                new AllocationRules.State(allocate, deallocate, Map.of(), Map.of(), List.of()));
    return Read.zip(
        Read.zip(
            about,
            delays,
            (a, d) ->
                new AllocationRules.State(
                    d.allocationDelay(),
                    d.deallocationDelay(),
                    a.sets(),
                    a.strategies(),
                    List.of())),
        Read.all(allocations),
        (state, now) ->
            AllocationRules.apply(
                new AllocationRules.State(
                    state.allocationDelay(),
                    state.deallocationDelay(),
                    state.sets(),
                    state.strategies(),
                    now),
                targets));
  }

  private Read<AllocationRules.SetState> setState(Address operator, OperatorSet set) {
    return Read.zip(
        Read.zip(
            ask(AllocationManagerContract.isOperatorSet(Structs.struct(set))),
            ask(AllocationManagerContract.isOperatorSlashable(operator, Structs.struct(set))),
            (exists, slashable) -> List.of(exists, slashable)),
        ask(AllocationManagerContract.getStrategiesInOperatorSet(Structs.struct(set))),
        (flags, strategies) ->
            new AllocationRules.SetState(flags.get(0), flags.get(1), new HashSet<>(strategies)));
  }

  private static <K, V> Read<Map<K, V>> each(Set<K> keys, Function<K, Read<V>> read) {
    List<Read<V>> reads = new ArrayList<>();
    keys.forEach(key -> reads.add(read.apply(key)));
    return Read.<V>all(reads)
        .map(
            values -> {
              Map<K, V> map = new LinkedHashMap<>();
              int i = 0;
              for (K key : keys) {
                map.put(key, values.get(i++));
              }
              return map;
            });
  }

  private static List<AllocationTarget> distinct(List<AllocationTarget> targets) {
    if (targets.isEmpty()) {
      throw new IllegalArgumentException("modifyAllocations without a target");
    }
    Set<List<Object>> seen = new HashSet<>();
    for (AllocationTarget target : targets) {
      if (!seen.add(List.of(target.operatorSet(), target.strategy()))) {
        throw new IllegalArgumentException(
            "modifyAllocations with two targets for strategy "
                + target.strategy()
                + " in "
                + target.operatorSet());
      }
    }
    return List.copyOf(targets);
  }

  private List<AllocationUpdate> updates(
      Receipt receipt, Address operator, List<AllocationTarget> targets) {
    List<AllocationUpdate> updates = new ArrayList<>();
    for (AllocationManagerContract.AllocationUpdated event :
        AllocationManagerContract.AllocationUpdated.EVENT.in(receipt.logs(), manager)) {
      if (event.operator().equals(operator)) {
        updates.add(
            new AllocationUpdate(
                operator,
                Structs.set(event.operatorSet()),
                event.strategy(),
                Structs.magnitude(event.magnitude()),
                event.effectBlock()));
      }
    }
    if (updates.size() != targets.size()) {
      throw Structs.missing("AllocationUpdated for each of " + targets, receipt);
    }
    return List.copyOf(updates);
  }

  Read<TxSpec.Check> notPaused(int bit, String what) {
    return ask(AllocationManagerContract.paused())
        .map(bits -> condition(what + " are not paused", !bits.testBit(bit)));
  }

  static TxSpec.Check condition(String text, boolean met) {
    return new TxSpec.Check(RefusedException.Code.PRECONDITION, text, met);
  }
}
