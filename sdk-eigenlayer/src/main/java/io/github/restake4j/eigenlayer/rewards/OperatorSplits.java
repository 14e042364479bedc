package io.github.restake4j.eigenlayer.rewards;

import io.github.restake4j.Restake4j;
import io.github.restake4j.abi.AbiCall;
import io.github.restake4j.abi.NoOutput;
import io.github.restake4j.abi.Revert;
import io.github.restake4j.eigenlayer.OperatorSet;
import io.github.restake4j.eigenlayer.contract.AllocationManagerContract;
import io.github.restake4j.eigenlayer.contract.RewardsCoordinatorContract;
import io.github.restake4j.eigenlayer.operator.Permissions;
import io.github.restake4j.error.Restake4jException;
import io.github.restake4j.error.RevertException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.logs.EventFilter;
import io.github.restake4j.logs.EventScan;
import io.github.restake4j.read.Read;
import io.github.restake4j.task.Task;
import io.github.restake4j.tx.TxPlan;
import io.github.restake4j.tx.TxSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What part of the rewards an operator keeps, in basis points: 10,000 are everything, the rest goes
 * to those who delegated to it. One split per AVS, one per operator set, one for programmatic
 * incentives; where none was set the default counts. A change takes the contract's activation
 * delay, and no other can be made before the second after it counts.
 */
public final class OperatorSplits {
  private static final int MOST_BIPS = 10_000;
  private static final int MOST_CHANGES = 100_000;

  private final Restake4j client;
  private final Address coordinator;
  private final Permissions permissions;

  OperatorSplits(Restake4j client, Address coordinator, Permissions permissions) {
    this.client = client;
    this.coordinator = coordinator;
    this.permissions = permissions;
  }

  private <R> Read<R> ask(AbiCall<R> call) {
    return client.call(coordinator, call);
  }

  /** Basis points that an operator keeps where it set nothing. */
  public Read<Integer> defaultSplit() {
    return ask(RewardsCoordinatorContract.defaultOperatorSplitBips());
  }

  /** Basis points that an operator keeps now of what it earns with an AVS. */
  public Read<Integer> operatorAvsSplit(Address operator, Address avs) {
    return ask(RewardsCoordinatorContract.getOperatorAVSSplit(operator, avs));
  }

  /** Basis points that an operator keeps now of programmatic incentives. */
  public Read<Integer> operatorPiSplit(Address operator) {
    return ask(RewardsCoordinatorContract.getOperatorPISplit(operator));
  }

  /** Basis points that an operator keeps now of what it earns in an operator set. */
  public Read<Integer> operatorSetSplit(Address operator, OperatorSet set) {
    return ask(RewardsCoordinatorContract.getOperatorSetSplit(operator, struct(set)));
  }

  /**
   * Plans another split for an AVS.
   *
   * @param operator the sender, or an account that let the sender do this
   * @param bips 0 to 10,000, what the operator keeps
   * @return a plan whose result says when it counts; refused while an earlier change waits, in the
   *     words of {@code PreviousSplitPending}
   * @throws IllegalArgumentException if the basis points are out of bounds
   * @see <a
   *     href="https://github.com/Layr-Labs/eigenlayer-contracts/blob/f84a5151080cdf0b77b9b6e46506cde723d06c28/src/contracts/core/RewardsCoordinator.sol">
   *     RewardsCoordinator.setOperatorAVSSplit</a>
   */
  public TxPlan<SplitSet> setOperatorAvsSplit(Address operator, Address avs, int bips) {
    require("setOperatorAvsSplit", bips);
    return plan(
        "OperatorSplits.setOperatorAvsSplit",
        operator,
        avs.toString(),
        bips,
        6,
        Read.known(List.of()),
        RewardsCoordinatorContract.setOperatorAVSSplit(operator, avs, bips),
        receipt ->
            RewardsCoordinatorContract.OperatorAVSSplitBipsSet.EVENT
                .in(receipt.logs(), coordinator)
                .stream()
                .filter(e -> e.operator().equals(operator) && e.avs().equals(avs))
                .map(OperatorSplits::of)
                .findFirst());
  }

  /** Plans another split of programmatic incentives; otherwise as {@link #setOperatorAvsSplit}. */
  public TxPlan<SplitSet> setOperatorPiSplit(Address operator, int bips) {
    require("setOperatorPiSplit", bips);
    return plan(
        "OperatorSplits.setOperatorPiSplit",
        operator,
        "programmatic incentives",
        bips,
        7,
        Read.known(List.of()),
        RewardsCoordinatorContract.setOperatorPISplit(operator, bips),
        receipt ->
            RewardsCoordinatorContract.OperatorPISplitBipsSet.EVENT
                .in(receipt.logs(), coordinator)
                .stream()
                .filter(e -> e.operator().equals(operator))
                .map(OperatorSplits::of)
                .findFirst());
  }

  /** Plans another split for an operator set; otherwise as {@link #setOperatorAvsSplit}. */
  public TxPlan<SplitSet> setOperatorSetSplit(Address operator, OperatorSet set, int bips) {
    require("setOperatorSetSplit", bips);
    return plan(
        "OperatorSplits.setOperatorSetSplit",
        operator,
        set.toString(),
        bips,
        8,
        exists(set),
        RewardsCoordinatorContract.setOperatorSetSplit(operator, struct(set), bips),
        receipt ->
            RewardsCoordinatorContract.OperatorSetSplitBipsSet.EVENT
                .in(receipt.logs(), coordinator)
                .stream()
                .filter(e -> e.operator().equals(operator) && e.operatorSet().equals(struct(set)))
                .map(OperatorSplits::of)
                .findFirst());
  }

  /**
   * All changes of an operator's splits, in order. The contract tells no pending split: the last
   * one per place whose {@code activatedAt} lies ahead is it.
   *
   * @param fromBlock the first block looked at
   */
  public Task<List<SplitSet>> history(Address operator, long fromBlock) {
    EventScan<SplitSet> scan =
        client.events(
            fromBlock,
            EventFilter.of(RewardsCoordinatorContract.OperatorAVSSplitBipsSet.EVENT)
                .emittedBy(coordinator)
                .where("operator", operator)
                .as(OperatorSplits::of),
            EventFilter.of(RewardsCoordinatorContract.OperatorPISplitBipsSet.EVENT)
                .emittedBy(coordinator)
                .where("operator", operator)
                .as(OperatorSplits::of),
            EventFilter.of(RewardsCoordinatorContract.OperatorSetSplitBipsSet.EVENT)
                .emittedBy(coordinator)
                .where("operator", operator)
                .as(OperatorSplits::of));
    return Task.of(
        "restake4j-splits",
        progress -> {
          List<SplitSet> changes = new ArrayList<>();
          scan.collect(MOST_CHANGES).run(progress).forEach(each -> changes.add(each.event()));
          return List.copyOf(changes);
        });
  }

  private TxPlan<SplitSet> plan(
      String name,
      Address operator,
      String place,
      int bips,
      int pauseBit,
      Read<List<TxSpec.Check>> more,
      AbiCall<NoOutput> call,
      Function<Receipt, Optional<SplitSet>> result) {
    return client.plan(
        TxSpec.<SplitSet>named(name)
            .argument("operator", operator)
            .argument("of", place)
            .argument("bips", bips)
            .checks(
                situation ->
                    Read.zip(
                        Read.all(
                            List.of(
                                ask(RewardsCoordinatorContract.paused())
                                    .map(
                                        bits ->
                                            ClaimChecks.check(
                                                "changes of these splits are not paused",
                                                !bits.testBit(pauseBit))),
                                permissions.required(operator, situation.from(), coordinator, call),
                                noneWaits(place, situation.from(), call))),
                        more,
                        (first, others) -> {
                          List<TxSpec.Check> all = new ArrayList<>(first);
                          all.addAll(others);
                          return all;
                        }))
            .call(
                situation -> Read.known(new TxSpec.Call(coordinator, call)),
                receipt ->
                    result
                        .apply(receipt)
                        .orElseThrow(() -> Rewards.missing(name + "'s event", receipt))));
  }

  /** No function tells of a split that waits; the call itself does. */
  private Read<TxSpec.Check> noneWaits(String place, Address from, AbiCall<NoOutput> call) {
    return client
        .callFrom(from, coordinator, call)
        .attempt()
        .map(
            answer ->
                ClaimChecks.check(
                    "no earlier change of the split of "
                        + place
                        + " waits to take effect (PreviousSplitPending)",
                    answer.fold(fine -> true, failed -> !isPending(failed))));
  }

  private static boolean isPending(Restake4jException failed) {
    return failed instanceof RevertException reverted
        && reverted.revert() instanceof Revert.Custom custom
        && custom.error().equals("PreviousSplitPending");
  }

  private Read<List<TxSpec.Check>> exists(OperatorSet set) {
    return client
        .call(
            client.deployment().address("eigenlayer", "AllocationManager"),
            AllocationManagerContract.isOperatorSet(
                new AllocationManagerContract.OperatorSet(set.avs(), set.id())))
        .map(is -> List.of(ClaimChecks.check(set + " exists", is)));
  }

  private static RewardsCoordinatorContract.OperatorSet struct(OperatorSet set) {
    return new RewardsCoordinatorContract.OperatorSet(set.avs(), set.id());
  }

  private static SplitSet of(RewardsCoordinatorContract.OperatorAVSSplitBipsSet event) {
    return new SplitSet(
        event.operator(),
        new SplitSet.Place.Avs(event.avs()),
        event.oldOperatorAVSSplitBips(),
        event.newOperatorAVSSplitBips(),
        Instant.ofEpochSecond(event.activatedAt()));
  }

  private static SplitSet of(RewardsCoordinatorContract.OperatorPISplitBipsSet event) {
    return new SplitSet(
        event.operator(),
        new SplitSet.Place.ProgrammaticIncentives(),
        event.oldOperatorPISplitBips(),
        event.newOperatorPISplitBips(),
        Instant.ofEpochSecond(event.activatedAt()));
  }

  private static SplitSet of(RewardsCoordinatorContract.OperatorSetSplitBipsSet event) {
    return new SplitSet(
        event.operator(),
        new SplitSet.Place.Set(
            new OperatorSet(event.operatorSet().avs(), event.operatorSet().id())),
        event.oldOperatorSetSplitBips(),
        event.newOperatorSetSplitBips(),
        Instant.ofEpochSecond(event.activatedAt()));
  }

  private static void require(String call, int bips) {
    if (bips < 0 || bips > MOST_BIPS) {
      throw new IllegalArgumentException(
          "OperatorSplits." + call + " takes 0 to 10000 basis points, not " + bips);
    }
  }
}
