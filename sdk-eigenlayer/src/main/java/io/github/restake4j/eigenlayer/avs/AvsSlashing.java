package io.github.restake4j.eigenlayer.avs;

import io.github.restake4j.abi.AbiCall;
import io.github.restake4j.eigenlayer.EigenGeneration;
import io.github.restake4j.eigenlayer.EigenLayer;
import io.github.restake4j.eigenlayer.OperatorSet;
import io.github.restake4j.eigenlayer.OperatorSlashCost;
import io.github.restake4j.eigenlayer.contract.AllocationManagerContract;
import io.github.restake4j.eigenlayer.contract.StrategyBaseContract;
import io.github.restake4j.eigenlayer.contract.StrategyManagerContract;
import io.github.restake4j.eigenlayer.shares.Strategy;
import io.github.restake4j.eigenlayer.shares.WithdrawableShares;
import io.github.restake4j.error.DecodingException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.read.Read;
import io.github.restake4j.tx.TxPlan;
import io.github.restake4j.tx.TxSpec;
import io.github.restake4j.units.Amount;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Slashing operators, what could be slashed, and what becomes of what was. */
public final class AvsSlashing {
  private static final int PAUSED_STRATEGY_WITHDRAWALS = 1;

  private final AvsContracts contracts;
  private final EigenLayer eigen;
  private final Slashes slashes;

  AvsSlashing(AvsContracts contracts) {
    this.contracts = contracts;
    this.eigen = EigenLayer.on(contracts.client);
    this.slashes = new Slashes(contracts);
  }

  /** Whether the set may slash an operator now: a member, or gone for too few blocks. */
  public Read<Boolean> isOperatorSlashable(Address operator, OperatorSet set) {
    return contracts.allocations(
        AllocationManagerContract.isOperatorSlashable(operator, AvsContracts.struct(set)));
  }

  /** How often the set has slashed; also the id of its newest slash. Since EigenLayer 1.5. */
  public Read<BigInteger> slashCount(OperatorSet set) {
    return contracts.since(
        EigenGeneration.V1_5,
        "the count of slashes",
        () ->
            contracts.allocations(
                AllocationManagerContract.getSlashCount(AvsContracts.struct(set))));
  }

  /**
   * The least that will be slashable of each operator at a block to come, if nobody is slashed
   * before and no stake leaves: deallocations that take effect until then are off already. Zero for
   * operators that the set cannot slash.
   *
   * @param operators asked for
   * @param strategies asked for
   * @param futureBlock later than the present one, up to 2^32 - 1
   * @return per operator, per strategy, in the order given
   * @throws IllegalArgumentException if the block is no uint32
   */
  public Read<Map<Address, List<Amount<WithdrawableShares>>>> minimumSlashableStake(
      OperatorSet set, List<Address> operators, List<Strategy> strategies, long futureBlock) {
    if (futureBlock < 0 || futureBlock > 0xffffffffL) {
      throw new IllegalArgumentException("a block is 0 to 2^32 - 1, not " + futureBlock);
    }
    return contracts
        .allocations(
            AllocationManagerContract.getMinimumSlashableStake(
                AvsContracts.struct(set), operators, addresses(strategies), futureBlock))
        .map(table -> table(operators, strategies, table));
  }

  /**
   * What operators have allocated to the set now, whether it can be slashed or not.
   *
   * @return per operator, per strategy, in the order given
   */
  public Read<Map<Address, List<Amount<WithdrawableShares>>>> allocatedStake(
      OperatorSet set, List<Address> operators, List<Strategy> strategies) {
    return contracts
        .allocations(
            AllocationManagerContract.getAllocatedStake(
                AvsContracts.struct(set), operators, addresses(strategies)))
        .map(table -> table(operators, strategies, table));
  }

  private static Map<Address, List<Amount<WithdrawableShares>>> table(
      List<Address> operators, List<Strategy> strategies, List<List<BigInteger>> values) {
    Map<Address, List<Amount<WithdrawableShares>>> table = new LinkedHashMap<>();
    for (int i = 0; i < operators.size(); i++) {
      List<BigInteger> row = values.size() == operators.size() ? values.get(i) : List.of();
      if (row.size() != strategies.size()) {
        throw new DecodingException(
            DecodingException.Code.ABI_MALFORMED,
            "asked stakes of "
                + operators.size()
                + " operators in "
                + strategies.size()
                + " strategies, got "
                + values);
      }
      List<Amount<WithdrawableShares>> amounts = new ArrayList<>();
      for (int j = 0; j < row.size(); j++) {
        amounts.add(Amount.of(row.get(j), strategies.get(j).withdrawableShares()));
      }
      table.put(operators.get(i), List.copyOf(amounts));
    }
    return Collections.unmodifiableMap(table);
  }

  /**
   * What a slash would do if it came now, by the arithmetic of {@code .shares}: the new magnitudes
   * and the shares taken, exact to the unit. Says nothing about whether it would be refused; the
   * plan's {@code explain} does.
   *
   * @return one per strategy of the slash, in its order
   */
  public Read<List<OperatorSlashCost>> preview(Slash slash) {
    return AvsContracts.each(
        slash.parts(),
        part ->
            eigen
                .slashing()
                .costToOperator(
                    slash.operator(), slash.operatorSet(), part.strategy(), part.wadToSlash()));
  }

  /**
   * Plans to slash an operator. It takes effect in its block, on all who delegated to the operator
   * and on withdrawals that can still be slashed, and cannot be undone. Slashed tokens stay where
   * they are until anyone sends {@link #payOut}.
   *
   * <p>Refused before anything is signed: slashing paused, no such set, an operator the set cannot
   * slash, a strategy that is not in the set, a sender who is not the set's slasher (before
   * EigenLayer 1.9: who may not act for the AVS).
   *
   * @see <a
   *     href="https://github.com/Layr-Labs/eigenlayer-contracts/blob/f84a5151080cdf0b77b9b6e46506cde723d06c28/src/contracts/core/AllocationManager.sol#L61">
   *     AllocationManager.slashOperator</a>
   */
  public TxPlan<Slashed> slashOperator(Slash slash) {
    List<Address> strategies = new ArrayList<>();
    List<BigInteger> wads = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (Slash.Part part : slash.parts()) {
      strategies.add(part.strategy().address());
      wads.add(part.wadToSlash());
      texts.add(part.strategy().address() + " " + part.wadToSlash());
    }
    OperatorSet set = slash.operatorSet();
    AbiCall<?> call =
        AllocationManagerContract.slashOperator(
            set.avs(),
            new AllocationManagerContract.SlashingParams(
                slash.operator(), set.id(), strategies, wads, slash.description()));
    return contracts.client.plan(
        TxSpec.<Slashed>named("AvsSlashing.slashOperator")
            .argument("operator", slash.operator())
            .argument("avs", set.avs())
            .argument("operatorSetId", set.id())
            .argument("parts", texts)
            .argument("description", slash.description())
            .warning("a slash takes stake from the operator and all its stakers and is for ever")
            .checks(situation -> slashes.checks(slash, situation.from(), call))
            .call(
                situation -> Read.known(new TxSpec.Call(contracts.allocations, call)),
                receipt -> slashes.slashed(receipt, slash)));
  }

  // ------------------------------------------------------------------ what becomes of it

  /** Ids of slashes of a set whose tokens wait to be paid out. Since EigenLayer 1.5. */
  public Read<List<BigInteger>> pendingSlashIds(OperatorSet set) {
    return contracts.since(
        EigenGeneration.V1_5,
        "payout by slash",
        () ->
            contracts.deposits(
                StrategyManagerContract.getPendingSlashIds(AvsContracts.depositStruct(set))));
  }

  /** All operator sets, of any AVS, with slashes to be paid out. Since EigenLayer 1.5. */
  public Read<List<OperatorSet>> pendingOperatorSets() {
    return contracts.since(
        EigenGeneration.V1_5,
        "payout by slash",
        () ->
            contracts
                .deposits(StrategyManagerContract.getPendingOperatorSets())
                .map(
                    structs -> {
                      List<OperatorSet> sets = new ArrayList<>();
                      structs.forEach(one -> sets.add(AvsContracts.set(one)));
                      return List.copyOf(sets);
                    }));
  }

  /**
   * What a slash took and what waits to be paid out, one per strategy; ETH in pods is never among
   * it. Since EigenLayer 1.5.
   */
  public Read<List<Amount<WithdrawableShares>>> burnOrRedistributableShares(
      OperatorSet set, BigInteger slashId) {
    return waiting(set, slashId)
        .then(
            found ->
                AvsContracts.each(
                    found.strategies(),
                    address ->
                        eigen
                            .strategies()
                            .at(address)
                            .map(
                                strategy ->
                                    Amount.of(
                                        found.shares().get(found.strategies().indexOf(address)),
                                        strategy.withdrawableShares()))));
  }

  /** The same in one strategy; zero if there is nothing. Since EigenLayer 1.5. */
  public Read<Amount<WithdrawableShares>> burnOrRedistributableShares(
      OperatorSet set, BigInteger slashId, Strategy strategy) {
    return contracts
        .since(
            EigenGeneration.V1_5,
            "payout by slash",
            () ->
                contracts.deposits(
                    StrategyManagerContract.getBurnOrRedistributableShares(
                        AvsContracts.depositStruct(set), slashId, strategy.address())))
        .map(shares -> Amount.of(shares, strategy.withdrawableShares()));
  }

  /** In how many strategies a slash waits to be paid out. Since EigenLayer 1.5. */
  public Read<BigInteger> burnOrRedistributableCount(OperatorSet set, BigInteger slashId) {
    return contracts.since(
        EigenGeneration.V1_5,
        "payout by slash",
        () ->
            contracts.deposits(
                StrategyManagerContract.getBurnOrRedistributableCount(
                    AvsContracts.depositStruct(set), slashId)));
  }

  private Read<Waiting> waiting(OperatorSet set, BigInteger slashId) {
    return contracts
        .since(
            EigenGeneration.V1_5,
            "payout by slash",
            () ->
                contracts.deposits(
                    StrategyManagerContract.getBurnOrRedistributableShares(
                        AvsContracts.depositStruct(set), slashId)))
        .map(found -> new Waiting(found.value0(), found.value1()));
  }

  private record Waiting(List<Address> strategies, List<BigInteger> shares) {}

  /**
   * Plans to send what a slash took out of EigenLayer, as tokens at the strategies' rates of that
   * moment: to the set's recipient, or to be burned. Anyone may. Since EigenLayer 1.5.
   *
   * <p>Refused before anything is signed if nothing waits, or a strategy has paused withdrawals.
   *
   * @param slashId as {@link Slashed#slashId} or {@link #pendingSlashIds} give it
   * @return a plan whose result has one entry per strategy that still had shares; none if somebody
   *     else paid out in the same block
   * @see <a
   *     href="https://github.com/Layr-Labs/eigenlayer-contracts/blob/f84a5151080cdf0b77b9b6e46506cde723d06c28/src/contracts/core/StrategyManager.sol">
   *     StrategyManager.clearBurnOrRedistributableShares</a>
   */
  public TxPlan<List<PaidOut>> payOut(OperatorSet set, BigInteger slashId) {
    AbiCall<?> call =
        StrategyManagerContract.clearBurnOrRedistributableShares(
            AvsContracts.depositStruct(set), slashId);
    return contracts.client.plan(
        TxSpec.<List<PaidOut>>named("AvsSlashing.payOut")
            .argument("avs", set.avs())
            .argument("operatorSetId", set.id())
            .argument("slashId", slashId)
            .checks(
                situation ->
                    waiting(set, slashId).then(found -> payable(set, slashId, found.strategies())))
            .call(
                situation -> Read.known(new TxSpec.Call(contracts.deposits, call)),
                receipt -> paid(receipt, set, slashId)));
  }

  /**
   * {@link #payOut} of one strategy only, for when another cannot be paid.
   *
   * @return a plan whose result has the shares paid out; zero if somebody else was faster
   * @see <a
   *     href="https://github.com/Layr-Labs/eigenlayer-contracts/blob/f84a5151080cdf0b77b9b6e46506cde723d06c28/src/contracts/core/StrategyManager.sol">
   *     StrategyManager.clearBurnOrRedistributableSharesByStrategy</a>
   */
  public TxPlan<PaidOut> payOutStrategy(OperatorSet set, BigInteger slashId, Strategy strategy) {
    AbiCall<?> call =
        StrategyManagerContract.clearBurnOrRedistributableSharesByStrategy(
            AvsContracts.depositStruct(set), slashId, strategy.address());
    return contracts.client.plan(
        TxSpec.<PaidOut>named("AvsSlashing.payOutStrategy")
            .argument("avs", set.avs())
            .argument("operatorSetId", set.id())
            .argument("slashId", slashId)
            .argument("strategy", strategy.address())
            .checks(
                situation ->
                    waiting(set, slashId)
                        .then(
                            found ->
                                payable(
                                    set,
                                    slashId,
                                    found.strategies().contains(strategy.address())
                                        ? List.of(strategy.address())
                                        : List.of())))
            .call(
                situation -> Read.known(new TxSpec.Call(contracts.deposits, call)),
                receipt ->
                    paid(receipt, set, slashId).stream()
                        .filter(paid -> paid.strategy().equals(strategy.address()))
                        .findFirst()
                        .orElse(new PaidOut(strategy.address(), BigInteger.ZERO))));
  }

  private Read<List<TxSpec.Check>> payable(
      OperatorSet set, BigInteger slashId, List<Address> strategies) {
    TxSpec.Check something =
        AvsContracts.condition(
            "slash " + slashId + " of " + set + " took tokens that were not paid out yet",
            !strategies.isEmpty());
    return AvsContracts.joined(
        List.of(
            Read.known(List.of(something)),
            AvsContracts.each(
                strategies,
                strategy ->
                    contracts
                        .client
                        .call(strategy, StrategyBaseContract.paused())
                        .attempt()
                        .map(
                            bits ->
                                AvsContracts.condition(
                                    "withdrawals of strategy " + strategy + " are not paused",
                                    !bits.optional()
                                        .orElse(BigInteger.ZERO)
                                        .testBit(PAUSED_STRATEGY_WITHDRAWALS))))));
  }

  private List<PaidOut> paid(Receipt receipt, OperatorSet set, BigInteger slashId) {
    List<PaidOut> paid = new ArrayList<>();
    for (StrategyManagerContract.BurnOrRedistributableSharesDecreased event :
        StrategyManagerContract.BurnOrRedistributableSharesDecreased.EVENT.in(
            receipt.logs(), contracts.deposits)) {
      if (event.operatorSet().avs().equals(set.avs())
          && event.operatorSet().id() == set.id()
          && event.slashId().equals(slashId)) {
        paid.add(new PaidOut(event.strategy(), event.shares()));
      }
    }
    return List.copyOf(paid);
  }

  private static List<Address> addresses(List<Strategy> strategies) {
    List<Address> all = new ArrayList<>();
    strategies.forEach(strategy -> all.add(strategy.address()));
    return all;
  }
}
