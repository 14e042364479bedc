package io.github.restake4j.eigenlayer.contract;

import io.github.restake4j.abi.ErrorMeaning;
import java.util.List;

/** What the errors of EigenLayer's contracts mean for the caller. */
public final class EigenlayerMeanings {
  /** One per signature of {@code EigenlayerErrors.ALL}; for a client's registry of errors. */
  public static final List<ErrorMeaning> ALL =
      ErrorMeaning.table(
          """
          ActivelyDelegated()|DelegationManager|the staker, or the account that registers as operator, is delegated already|undelegate first; that queues withdrawals
          AdminAlreadyPending()|PermissionController|this admin was proposed already and has not accepted|let it call acceptAdmin
          AdminAlreadySet()|PermissionController|the address is an admin of the account already|nothing
          AdminNotPending()|PermissionController|the address was not proposed as admin|propose it first
          AdminNotSet()|PermissionController|the address is no admin of the account|check with getAdmins
          AlreadyMemberOfSet()|AllocationManager|the operator is registered for that set, or still slashable by it after it left|leave the set out, or wait until the deregistration delay is over
          AmountExceedsMax()|RewardsCoordinator|the amount is above what one submission may carry|split it
          AmountIsZero()|RewardsCoordinator|the amount is zero|pass an amount above zero
          AppointeeAlreadySet()|PermissionController|the appointee has this permission already|nothing
          AppointeeNotSet()|PermissionController|the appointee does not have this permission|nothing to remove
          BalanceExceedsMaxTotalDeposits()|StrategyBase StrategyBaseTVLLimits|the strategy's deposit limit would be passed|deposit less, or wait
          CallerCannotUndelegate()|DelegationManager|only the staker, its operator or the operator's appointee, or the operator's delegation approver may undelegate|call from one of these
          CannotHaveZeroAdmins()|PermissionController|the last admin cannot be removed|add another one first
          CurrentlyPaused()|AllocationManager DelegationManager EigenPodManager RewardsCoordinator StrategyBase StrategyBaseTVLLimits StrategyManager|the protocol's pausers have switched this function off|wait; the contract's paused() says which functions are off
          DurationExceedsMax()|RewardsCoordinator|the rewards' duration is too long|use a shorter duration
          DurationIsZero()|RewardsCoordinator|the rewards' duration is zero|use at least one calculation interval
          EarningsNotGreaterThanClaimed()|RewardsCoordinator|everything in this claim was claimed already|wait for the next root, or leave the token out
          EigenPodAlreadyExists()|EigenPodManager|the account has a pod already|use the one that getPod gives
          Empty()|AllocationManager|a queue of pending changes has no entry to take|nothing; there is no pending change
          EmptyRoot()|RewardsCoordinator|a root that a proof is held against is zero: the earner's token root in the claim, or the posted root|build the claim again from the root's data
          FullySlashed()|DelegationManager|the operator has lost everything in this strategy, so no shares can be made|choose another operator
          InputAddressZero()|AllocationManager DelegationManager EigenPodManager RewardsCoordinator StrategyBase StrategyBaseTVLLimits StrategyManager|an address that must be set is the zero address|pass the real address
          InputArrayLengthMismatch()|AllocationManager DelegationManager RewardsCoordinator|two lists that belong together differ in length|pass one entry per entry of the other list
          InputArrayLengthZero()|DelegationManager RewardsCoordinator|a list that must not be empty is empty|pass at least one entry
          InsufficientMagnitude()|AllocationManager|the operator has less free magnitude in that strategy than the allocation asks for|allocate less, or deallocate elsewhere and wait until it is free
          InvalidAVSRegistrar()|AllocationManager|the AVS's registrar does not answer as a registrar for that AVS|the AVS has to set a registrar that supports it
          InvalidAddressZero()|RewardsCoordinator|an address that must be set is the zero address|pass the real address
          InvalidCalculationIntervalSecondsRemainder()|RewardsCoordinator|the interval is not a whole number of days|for the deployer only
          InvalidCaller()|AllocationManager|the caller is not the set's slasher, or, to deregister, neither operator nor AVS nor appointed by one of them|slash from the slasher that getSlasher names; deregister from operator or AVS
          InvalidClaimProof()|RewardsCoordinator|the proof does not lead to the posted root|build the claim from the data of exactly this root
          InvalidDepositScalingFactor()|DelegationManager|the staker's scaling factor would round down to zero: almost all was slashed before|deposit from another account
          InvalidDurationRemainder()|RewardsCoordinator|the duration is not a multiple of the calculation interval|round it to whole intervals
          InvalidEarner()|RewardsCoordinator|a claimer is to be set for an account that is neither an operator nor an AVS with operator sets|let the earner call setClaimerFor(claimer) itself
          InvalidEarnerLeafIndex()|RewardsCoordinator|the earner's index does not fit its proof|build the claim again from the root's data
          InvalidGenesisRewardsTimestampRemainder()|RewardsCoordinator|the first time is not a multiple of the interval|for the deployer only
          InvalidIndex()|RewardsCoordinator|an index in the claim is larger than its proof can lead to|build the claim again from the root's data
          InvalidNewPausedStatus()|AllocationManager DelegationManager EigenPodManager RewardsCoordinator StrategyBase StrategyBaseTVLLimits StrategyManager|a pauser may only add pauses, an unpauser only lift them|for pausers only
          InvalidOperator()|AllocationManager|the address is no registered operator|check the operator's address
          InvalidOperatorSet()|AllocationManager RewardsCoordinator|there is no such operator set|check AVS and id of the set
          InvalidPermissions()|AllocationManager DelegationManager RewardsCoordinator|the caller is neither the account nor its appointee for this function|call from the account, or let it appoint the caller
          InvalidProofLength()|RewardsCoordinator|a proof is not a whole number of 32-byte steps|build the claim again from the root's data
          InvalidRedistributionRecipient()|AllocationManager|slashed funds of a redistributing set cannot go to the default burn address|choose another recipient, or make a set that burns
          InvalidRoot()|RewardsCoordinator|no posted root has that hash|take a root that getDistributionRootAtIndex gives
          InvalidRootIndex()|RewardsCoordinator|there is no root with this index|check with getDistributionRootsLength
          InvalidShortString()|DelegationManager StrategyManager|a short text in the contract's storage is malformed|a fault of the protocol; report it
          InvalidSignature()|DelegationManager StrategyManager|the signature is not of the expected account over this message|sign again: check the signer, the chain and the domain
          InvalidSnapshotOrdering()|AllocationManager DelegationManager|a history was written for a block before its last entry|a fault of the protocol; report it
          InvalidStartTimestampRemainder()|RewardsCoordinator|the start is not a multiple of the calculation interval|round it down to an interval
          InvalidStrategy()|AllocationManager EigenPodManager|a redistributing set takes neither beacon chain ETH nor EIGEN; the EigenPodManager takes beacon chain ETH only|check the strategy's address
          InvalidTokenLeafIndex()|RewardsCoordinator|a token's index does not fit its proof|build the claim again from the root's data
          InvalidWadToSlash()|AllocationManager|the share to slash is zero or above 100 %|pass more than 0 and at most 1e18
          LegacyWithdrawalsNotCompleted()|EigenPodManager|the owner's shares are negative: withdrawals from before the slashing release are still open|complete them first
          MaxPerDepositExceedsMax()|StrategyBase StrategyBaseTVLLimits|the deposit is above the strategy's limit per deposit|deposit less, in several deposits
          MaxStrategiesExceeded()|StrategyManager|the staker already holds shares of as many strategies as an account may|use another account
          ModificationAlreadyPending()|AllocationManager|an allocation change of this set and strategy is still pending|wait until it has taken effect
          NewRootMustBeForNewCalculatedPeriod()|RewardsCoordinator|the root is for a period that has one already|for the rewards updater only
          NewSharesZero()|StrategyBase StrategyBaseTVLLimits|the deposit is too small for one share|deposit more
          NonexistentAVSMetadata()|AllocationManager|the AVS has not registered its metadata yet|the AVS has to call updateAVSMetadataURI first
          NotActivelyDelegated()|DelegationManager|the staker is not delegated to an operator|delegate first
          NotAdmin()|PermissionController|the caller is no admin of the account|call from an admin
          NotMemberOfSet()|AllocationManager|the operator to deregister is not registered for that operator set|nothing; check the id of the set
          OnlyAllocationManager()|DelegationManager|only the AllocationManager may call this|not for you
          OnlyDelegationManager()|EigenPodManager StrategyManager|only the DelegationManager may call this|not for you
          OnlyEigenPod()|EigenPodManager|only the account's own pod may call this|not for you
          OnlyEigenPodManager()|DelegationManager|only the EigenPodManager may call this|not for you
          OnlyPauser()|AllocationManager DelegationManager EigenPodManager RewardsCoordinator StrategyBase StrategyBaseTVLLimits StrategyManager|only the protocol's pausers may do this|not for you
          OnlyProofTimestampSetter()|EigenPodManager|only the account that sets fork times may call this|not for you
          OnlyStrategyManager()|StrategyBase StrategyBaseTVLLimits|only the StrategyManager may call this|not for you
          OnlyStrategyManagerOrEigenPodManager()|DelegationManager|only StrategyManager and EigenPodManager may call this|not for you
          OnlyStrategyWhitelister()|StrategyManager|only the account that admits strategies may do this|not for you
          OnlyUnderlyingToken()|StrategyBase StrategyBaseTVLLimits|the token is not the strategy's own|pass underlyingToken()
          OnlyUnpauser()|AllocationManager DelegationManager EigenPodManager RewardsCoordinator StrategyBase StrategyBaseTVLLimits StrategyManager|only the protocol's unpauser may do this|not for you
          OperatorNotRegistered()|DelegationManager|the address is no registered operator|check the operator's address
          OperatorNotSlashable()|AllocationManager|the operator is not slashable by that set now|check registration and the end of its deregistration delay
          OperatorSetAlreadyMigrated()|AllocationManager|the set's slasher was moved already|nothing
          OperatorsCannotUndelegate()|DelegationManager|an operator is delegated to itself for good|not possible; use another account as staker
          OperatorsNotInAscendingOrder()|RewardsCoordinator|operators must be sorted by address, without repeats|sort them by address
          PreviousSplitPending()|RewardsCoordinator|a change of this split is still pending|wait until it has taken effect
          RewardsEndTimestampNotElapsed()|RewardsCoordinator|the rewarded period is not over yet|wait until it is
          RootAlreadyActivated()|RewardsCoordinator|an active root cannot be disabled|for the rewards updater only
          RootDisabled()|RewardsCoordinator|the root was withdrawn by the rewards updater|use the newest root that is not disabled
          RootNotActivated()|RewardsCoordinator|the root's activation delay is not over|wait until its activatedAt, or use an earlier root
          SaltSpent()|DelegationManager|this approval's salt was used or cancelled|ask the operator's approver for a signature with another salt
          SameMagnitude()|AllocationManager|the allocation is already what was asked for|nothing; leave this strategy out
          SharesAmountTooHigh()|StrategyManager|more shares are asked for than the staker has|read the shares again
          SharesAmountZero()|StrategyManager|the number of shares is zero|pass more than zero
          SharesNegative()|EigenPodManager|more beacon chain shares are to be taken than the account has|read the withdrawable shares again
          SharesNotMultipleOfGwei()|EigenPodManager|beacon shares are counted in whole gwei|round the amount down to a multiple of 1e9
          SignatureExpired()|DelegationManager StrategyManager|the signature's expiry has passed|sign again with a later expiry
          SlasherNotSet()|AllocationManager|the operator set is from before v1.9.0 and its slasher was not moved yet|call migrateSlashers for it first
          SplitExceedsMax()|RewardsCoordinator|a split is at most 100 %|pass at most 10000 basis points
          StakerAddressZero()|StrategyManager|the staker is the zero address|pass the staker
          StartTimestampTooFarInFuture()|RewardsCoordinator|the rewards start too far in the future|start earlier
          StartTimestampTooFarInPast()|RewardsCoordinator|the rewards start too far in the past|start later
          StrategiesMustBeInAscendingOrder()|AllocationManager|strategies must be sorted by address, without repeats|sort them by address
          StrategiesNotInAscendingOrder()|RewardsCoordinator|strategies must be sorted by address, without repeats|sort them by address
          StrategyAlreadyInOperatorSet()|AllocationManager|the strategy is in the operator set already|leave it out
          StrategyAlreadyInSlash()|StrategyManager|the strategy is in this slash already|for the protocol only
          StrategyNotFound()|StrategyManager|the staker has no shares of that strategy|check the strategy's address
          StrategyNotInOperatorSet()|AllocationManager|the strategy is not in the operator set|check the set's strategies
          StrategyNotWhitelisted()|RewardsCoordinator StrategyManager|the strategy is not admitted for deposits, and rewards name admitted strategies only|choose another strategy
          StringTooLong(string)|DelegationManager StrategyManager|the contract's version text does not fit into 31 bytes|for the deployer only
          SubmissionNotRetroactive()|RewardsCoordinator|these rewards must be for a period that is over|submit after its end
          TotalSharesExceedsMax()|StrategyBase StrategyBaseTVLLimits|the strategy's number of shares would pass its limit|deposit less, or wait
          UnauthorizedCaller()|RewardsCoordinator|the caller is not the earner's claimer, or lacks the role that posts roots or submits rewards for all|claim from the claimer, which claimerFor names, or from the earner if there is none
          UninitializedAllocationDelay()|AllocationManager|the operator's allocation delay is not set, or not in effect yet|set it, and wait until it is in effect
          WithdrawalAmountExceedsTotalDeposits()|StrategyBase StrategyBaseTVLLimits|more shares are asked for than the strategy has|read the shares again
          WithdrawalDelayNotElapsed()|DelegationManager|the withdrawal may not be completed yet|wait for the block after its delay
          WithdrawalNotQueued()|DelegationManager|there is no such withdrawal: it was completed, or a field differs from what was queued|read the queued withdrawals again and pass one unchanged
          WithdrawerNotCaller()|DelegationManager|only the withdrawer of this withdrawal may complete it|call from the withdrawer
          """);

  private EigenlayerMeanings() {}
}
