package io.github.restake4j.eigenlayer.avs;

import io.github.restake4j.abi.AbiCall;
import io.github.restake4j.abi.NoOutput;
import io.github.restake4j.eigenlayer.EigenGeneration;
import io.github.restake4j.eigenlayer.OperatorSet;
import io.github.restake4j.eigenlayer.contract.RewardsCoordinatorContract;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.read.Read;
import io.github.restake4j.tx.Explanation;
import io.github.restake4j.tx.TxPlan;
import io.github.restake4j.tx.TxSpec;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Rewards that an AVS, or the protocol itself, pays to operators and their stakers. The sender pays
 * when it submits; the plans bring an exact approval as their first step. Who gets what is computed
 * off chain from the submissions, and claimed later.
 *
 * <p>All plans take one or more submissions in one token, and are refused before anything is
 * signed, with all numbers, for: submissions of the kind paused, a start or a duration that is no
 * multiple of the interval, too long, too far back or (where the period may lie ahead) too far
 * ahead, a period that is not over (where it must be), a strategy off the whitelist, too few
 * tokens, an unknown operator set, or a sender who may not submit. Order, duplicates and bounds of
 * amounts are checked when a submission is made.
 *
 * @see <a
 *     href="https://github.com/Layr-Labs/eigenlayer-contracts/blob/f84a5151080cdf0b77b9b6e46506cde723d06c28/src/contracts/core/RewardsCoordinator.sol">
 *     RewardsCoordinator</a>
 */
public final class AvsRewards {
  private final AvsContracts contracts;
  private final Address coordinator;
  private final AvsRewardsChecks checks;
  private final Read<Boolean> stakeRewards;
  private final Read<Boolean> protocolFee;

  AvsRewards(AvsContracts contracts) {
    this.contracts = contracts;
    this.coordinator = contracts.client.deployment().address("eigenlayer", "RewardsCoordinator");
    this.checks = new AvsRewardsChecks(contracts, coordinator);
    Hash32 none = Hash32.ZERO;
    this.stakeRewards =
        contracts
            .answers(
                coordinator,
                RewardsCoordinatorContract.isUniqueStakeRewardsSubmissionHash(Address.ZERO, none))
            .once();
    this.protocolFee =
        contracts
            .answers(coordinator, RewardsCoordinatorContract.isOptedInForProtocolFee(Address.ZERO))
            .once();
  }

  /** What the deployed code allows; asked once per facade. */
  public Read<RewardsLimits> limits() {
    return checks.limits();
  }

  /**
   * Whether rewards by unique and by total stake are there; told from what the contract answers.
   */
  public Read<Boolean> hasStakeRewards() {
    return stakeRewards;
  }

  /** Submissions of an AVS, or of a sender where no AVS is named, up to now. */
  public Read<BigInteger> submissionNonce(Address submitter) {
    return contracts.client.call(
        coordinator, RewardsCoordinatorContract.submissionNonce(submitter));
  }

  /** Whether an account may submit rewards for all; governance says so. */
  public Read<Boolean> isRewardsForAllSubmitter(Address account) {
    return contracts.client.call(
        coordinator, RewardsCoordinatorContract.isRewardsForAllSubmitter(account));
  }

  /**
   * Whether a sender lets the protocol take its fee out of what it submits; false where there is no
   * such fee yet.
   */
  public Read<Boolean> paysProtocolFee(Address sender) {
    return protocolFee.then(
        there ->
            there
                ? contracts.client.call(
                    coordinator, RewardsCoordinatorContract.isOptedInForProtocolFee(sender))
                : Read.known(false));
  }

  /**
   * Plans rewards of an AVS for all operators registered with it, and their stakers. The AVS is
   * <b>the sender</b>: nobody can submit these for another.
   *
   * @return a plan whose result has one entry per submission, in the order given
   * @throws IllegalArgumentException if there is no submission, or they differ in token
   */
  public TxPlan<List<SubmittedRewards>> createAvsRewardsSubmission(
      List<RewardsSubmission> submissions) {
    RewardsBatch batch = RewardsBatch.of(submissions);
    AbiCall<NoOutput> call =
        RewardsCoordinatorContract.createAVSRewardsSubmission(RewardsBatch.structs(submissions));
    return plan(
        spec("createAvsRewardsSubmission", batch),
        RewardsKind.AVS,
        batch,
        from -> Read.known(List.of()),
        call,
        receipt -> {
          List<SubmittedRewards> found = new ArrayList<>();
          for (RewardsCoordinatorContract.AVSRewardsSubmissionCreated event :
              RewardsCoordinatorContract.AVSRewardsSubmissionCreated.EVENT.in(
                  receipt.logs(), coordinator)) {
            found.add(
                new SubmittedRewards(
                    event.rewardsSubmissionHash(),
                    event.submissionNonce(),
                    event.rewardsSubmission().amount()));
          }
          return found;
        });
  }

  /**
   * Plans rewards for all stakers of EigenLayer. Only who governance has let.
   *
   * @return a plan whose result has one entry per submission, in the order given
   * @throws IllegalArgumentException if there is no submission, or they differ in token
   */
  public TxPlan<List<SubmittedRewards>> createRewardsForAllSubmission(
      List<RewardsSubmission> submissions) {
    RewardsBatch batch = RewardsBatch.of(submissions);
    AbiCall<NoOutput> call =
        RewardsCoordinatorContract.createRewardsForAllSubmission(RewardsBatch.structs(submissions));
    return plan(
        spec("createRewardsForAllSubmission", batch),
        RewardsKind.FOR_ALL,
        batch,
        from -> AvsContracts.list(checks.forAll(from, isRewardsForAllSubmitter(from))),
        call,
        receipt -> {
          List<SubmittedRewards> found = new ArrayList<>();
          for (RewardsCoordinatorContract.RewardsSubmissionForAllCreated event :
              RewardsCoordinatorContract.RewardsSubmissionForAllCreated.EVENT.in(
                  receipt.logs(), coordinator)) {
            found.add(
                new SubmittedRewards(
                    event.rewardsSubmissionHash(),
                    event.submissionNonce(),
                    event.rewardsSubmission().amount()));
          }
          return found;
        });
  }

  /**
   * Plans rewards for all who earn with any AVS. Only who governance has let.
   *
   * @return a plan whose result has one entry per submission, in the order given
   * @throws IllegalArgumentException if there is no submission, or they differ in token
   */
  public TxPlan<List<SubmittedRewards>> createRewardsForAllEarners(
      List<RewardsSubmission> submissions) {
    RewardsBatch batch = RewardsBatch.of(submissions);
    AbiCall<NoOutput> call =
        RewardsCoordinatorContract.createRewardsForAllEarners(RewardsBatch.structs(submissions));
    return plan(
        spec("createRewardsForAllEarners", batch),
        RewardsKind.FOR_ALL_EARNERS,
        batch,
        from -> AvsContracts.list(checks.forAll(from, isRewardsForAllSubmitter(from))),
        call,
        receipt -> {
          List<SubmittedRewards> found = new ArrayList<>();
          for (RewardsCoordinatorContract.RewardsSubmissionForAllEarnersCreated event :
              RewardsCoordinatorContract.RewardsSubmissionForAllEarnersCreated.EVENT.in(
                  receipt.logs(), coordinator)) {
            found.add(
                new SubmittedRewards(
                    event.rewardsSubmissionHash(),
                    event.submissionNonce(),
                    event.rewardsSubmission().amount()));
          }
          return found;
        });
  }

  /**
   * Plans rewards for operators of an AVS by name, for a time that is over.
   *
   * @param avs the sender, or an account that let the sender do this; the sender pays
   * @return a plan whose result has one entry per submission, in the order given
   * @throws IllegalArgumentException if there is no submission, or they differ in token
   */
  public TxPlan<List<SubmittedRewards>> createOperatorDirectedAvsRewardsSubmission(
      Address avs, List<OperatorDirectedRewards> submissions) {
    RewardsBatch batch = RewardsBatch.directed(submissions);
    AbiCall<NoOutput> call =
        RewardsCoordinatorContract.createOperatorDirectedAVSRewardsSubmission(
            avs, RewardsBatch.directedStructs(submissions));
    return plan(
        spec("createOperatorDirectedAvsRewardsSubmission", batch).argument("avs", avs),
        RewardsKind.DIRECTED_AVS,
        batch,
        from -> AvsContracts.list(contracts.permitted(avs, from, coordinator, call)),
        call,
        receipt -> {
          List<SubmittedRewards> found = new ArrayList<>();
          for (RewardsCoordinatorContract.OperatorDirectedAVSRewardsSubmissionCreated event :
              RewardsCoordinatorContract.OperatorDirectedAVSRewardsSubmissionCreated.EVENT.in(
                  receipt.logs(), coordinator)) {
            found.add(
                new SubmittedRewards(
                    event.operatorDirectedRewardsSubmissionHash(),
                    event.submissionNonce(),
                    paid(event.operatorDirectedRewardsSubmission())));
          }
          return found;
        });
  }

  /**
   * Plans rewards for operators of an operator set by name, for a time that is over.
   *
   * @param set of an AVS that is the sender, or let the sender do this; the sender pays
   * @return a plan whose result has one entry per submission, in the order given
   * @throws IllegalArgumentException if there is no submission, or they differ in token
   */
  public TxPlan<List<SubmittedRewards>> createOperatorDirectedOperatorSetRewardsSubmission(
      OperatorSet set, List<OperatorDirectedRewards> submissions) {
    RewardsBatch batch = RewardsBatch.directed(submissions);
    AbiCall<NoOutput> call =
        RewardsCoordinatorContract.createOperatorDirectedOperatorSetRewardsSubmission(
            struct(set), RewardsBatch.directedStructs(submissions));
    return plan(
        ofSet(spec("createOperatorDirectedOperatorSetRewardsSubmission", batch), set),
        RewardsKind.DIRECTED_SET,
        batch,
        from -> forSet(set, from, call),
        call,
        receipt -> {
          List<SubmittedRewards> found = new ArrayList<>();
          for (RewardsCoordinatorContract.OperatorDirectedOperatorSetRewardsSubmissionCreated
              event :
                  RewardsCoordinatorContract.OperatorDirectedOperatorSetRewardsSubmissionCreated
                      .EVENT
                      .in(receipt.logs(), coordinator)) {
            found.add(
                new SubmittedRewards(
                    event.operatorDirectedRewardsSubmissionHash(),
                    event.submissionNonce(),
                    paid(event.operatorDirectedRewardsSubmission())));
          }
          return found;
        });
  }

  /**
   * Plans rewards for the operators of a set by what each has allocated to it, its unique stake.
   * The run fails with {@code ChainException} NOT_IN_GENERATION where {@link #hasStakeRewards} is
   * false.
   *
   * @param set of an AVS that is the sender, or let the sender do this; the sender pays
   * @return a plan whose result has one entry per submission, in the order given
   * @throws IllegalArgumentException if there is no submission, or they differ in token
   */
  public TxPlan<List<SubmittedRewards>> createUniqueStakeRewardsSubmission(
      OperatorSet set, List<RewardsSubmission> submissions) {
    RewardsBatch batch = RewardsBatch.of(submissions);
    AbiCall<NoOutput> call =
        RewardsCoordinatorContract.createUniqueStakeRewardsSubmission(
            struct(set), RewardsBatch.structs(submissions));
    return plan(
        ofSet(spec("createUniqueStakeRewardsSubmission", batch), set),
        RewardsKind.UNIQUE_STAKE,
        batch,
        from -> ifStakeRewards(() -> forSet(set, from, call)),
        call,
        receipt -> {
          List<SubmittedRewards> found = new ArrayList<>();
          for (RewardsCoordinatorContract.UniqueStakeRewardsSubmissionCreated event :
              RewardsCoordinatorContract.UniqueStakeRewardsSubmissionCreated.EVENT.in(
                  receipt.logs(), coordinator)) {
            found.add(
                new SubmittedRewards(
                    event.rewardsSubmissionHash(),
                    event.submissionNonce(),
                    event.rewardsSubmission().amount()));
          }
          return found;
        });
  }

  /**
   * Plans rewards for the operators of a set by all that is delegated to each, its total stake. The
   * run fails with {@code ChainException} NOT_IN_GENERATION where {@link #hasStakeRewards} is
   * false.
   *
   * @param set of an AVS that is the sender, or let the sender do this; the sender pays
   * @return a plan whose result has one entry per submission, in the order given
   * @throws IllegalArgumentException if there is no submission, or they differ in token
   */
  public TxPlan<List<SubmittedRewards>> createTotalStakeRewardsSubmission(
      OperatorSet set, List<RewardsSubmission> submissions) {
    RewardsBatch batch = RewardsBatch.of(submissions);
    AbiCall<NoOutput> call =
        RewardsCoordinatorContract.createTotalStakeRewardsSubmission(
            struct(set), RewardsBatch.structs(submissions));
    return plan(
        ofSet(spec("createTotalStakeRewardsSubmission", batch), set),
        RewardsKind.TOTAL_STAKE,
        batch,
        from -> ifStakeRewards(() -> forSet(set, from, call)),
        call,
        receipt -> {
          List<SubmittedRewards> found = new ArrayList<>();
          for (RewardsCoordinatorContract.TotalStakeRewardsSubmissionCreated event :
              RewardsCoordinatorContract.TotalStakeRewardsSubmissionCreated.EVENT.in(
                  receipt.logs(), coordinator)) {
            found.add(
                new SubmittedRewards(
                    event.rewardsSubmissionHash(),
                    event.submissionNonce(),
                    event.rewardsSubmission().amount()));
          }
          return found;
        });
  }

  private <R> Read<R> ifStakeRewards(Supplier<Read<R>> read) {
    return stakeRewards.then(
        there -> {
          if (!there) {
            throw AvsContracts.absent(
                "rewards by unique and total stake",
                EigenGeneration.V1_9,
                "RewardsCoordinator " + coordinator);
          }
          return read.get();
        });
  }

  private Read<List<TxSpec.Check>> forSet(OperatorSet set, Address from, AbiCall<NoOutput> call) {
    return Read.all(
        List.of(contracts.permitted(set.avs(), from, coordinator, call), contracts.existing(set)));
  }

  private static BigInteger paid(
      RewardsCoordinatorContract.OperatorDirectedRewardsSubmission submission) {
    BigInteger paid = BigInteger.ZERO;
    for (RewardsCoordinatorContract.OperatorReward reward : submission.operatorRewards()) {
      paid = paid.add(reward.amount());
    }
    return paid;
  }

  private static RewardsCoordinatorContract.OperatorSet struct(OperatorSet set) {
    return new RewardsCoordinatorContract.OperatorSet(set.avs(), set.id());
  }

  private static TxSpec.Builder<List<SubmittedRewards>> spec(String method, RewardsBatch batch) {
    return TxSpec.<List<SubmittedRewards>>named("AvsRewards." + method)
        .argument("token", batch.total().unit().address())
        .argument("submissions", batch.texts());
  }

  private static TxSpec.Builder<List<SubmittedRewards>> ofSet(
      TxSpec.Builder<List<SubmittedRewards>> spec, OperatorSet set) {
    return spec.argument("avs", set.avs()).argument("operatorSetId", set.id());
  }

  private TxPlan<List<SubmittedRewards>> plan(
      TxSpec.Builder<List<SubmittedRewards>> spec,
      RewardsKind kind,
      RewardsBatch batch,
      Function<Address, Read<List<TxSpec.Check>>> allowed,
      AbiCall<NoOutput> call,
      Function<Receipt, List<SubmittedRewards>> result) {
    return contracts.client.plan(
        spec.allowance(checks.allowance(batch))
            .checks(
                situation ->
                    AvsContracts.joined(
                        List.of(
                            allowed.apply(situation.from()),
                            checks.submitting(kind, batch, situation.from()))))
            .deltas(
                situation -> Read.known(List.of(new Explanation.Delta(batch.total(), false, ""))))
            .call(
                situation -> Read.known(new TxSpec.Call(coordinator, call)),
                receipt -> {
                  List<SubmittedRewards> found = result.apply(receipt);
                  if (found.size() != batch.periods().size()) {
                    throw AvsContracts.missing(
                        "of each of " + batch.periods().size() + " submissions", receipt);
                  }
                  return List.copyOf(found);
                }));
  }
}
