package io.github.restake4j.eigenlayer;

import io.github.restake4j.abi.AbiCall;
import io.github.restake4j.eigenlayer.contract.AllocationManagerContract;
import io.github.restake4j.eigenlayer.contract.DelegationManagerContract;
import io.github.restake4j.eigenlayer.shares.Magnitude;
import io.github.restake4j.eigenlayer.shares.Strategy;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.read.Read;
import io.github.restake4j.tx.TxPlan;
import io.github.restake4j.tx.TxSpec;
import io.github.restake4j.units.Amount;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who runs a staker's stake. A staker delegates everything to one operator, and with it accepts
 * every AVS that operator allocates stake to, now and later: a staker picks operators, not AVSs.
 */
public final class Delegations {
  private static final String[] APPROVAL_FIELDS = {
    "address delegationApprover",
    "address staker",
    "address operator",
    "bytes32 salt",
    "uint256 expiry"
  };
  private static final String STAYS_SLASHABLE =
      "Everything is queued; it earns nothing while it waits, and the old operator can still lose it"
          + " in a slash for the whole delay.";

  private final EigenReads reads;
  private final DelegationChecks checks;

  Delegations(EigenReads reads) {
    this.reads = reads;
    this.checks = new DelegationChecks(reads);
  }

  /** Whom a staker is delegated to. Two rounds. */
  public Read<DelegationState> of(Address staker) {
    return reads
        .operatorOf(staker)
        .then(
            operator ->
                operator.isPresent()
                    ? approver(operator.get())
                        .map(approver -> new DelegationState(staker, operator, approver))
                    : Read.known(new DelegationState(staker, operator, Optional.empty())));
  }

  /** An operator, and what is delegated to it in given strategies, in their order. */
  public Read<OperatorState> operator(Address operator, List<Strategy> strategies) {
    List<Address> addresses = new ArrayList<>();
    for (Strategy strategy : strategies) {
      addresses.add(strategy.address());
    }
    Read<List<OperatorState.Stake>> stakes =
        strategies.isEmpty()
            ? Read.known(List.of())
            : Read.<List<BigInteger>, List<BigInteger>, List<OperatorState.Stake>>zip(
                reads.delegation(DelegationManagerContract.getOperatorShares(operator, addresses)),
                reads.allocations(AllocationManagerContract.getMaxMagnitudes(operator, addresses)),
                (shares, magnitudes) -> {
                  List<OperatorState.Stake> all = new ArrayList<>();
                  for (int i = 0; i < strategies.size(); i++) {
                    all.add(
                        new OperatorState.Stake(
                            Amount.of(shares.get(i), strategies.get(i).withdrawableShares()),
                            new Magnitude(magnitudes.get(i))));
                  }
                  return all;
                });
    return Read.zip(
        Read.zip(
            reads.delegation(DelegationManagerContract.isOperator(operator)),
            approver(operator),
            (registered, approver) -> new OperatorState(operator, registered, approver, List.of())),
        stakes,
        (state, all) -> new OperatorState(operator, state.isRegistered(), state.approver(), all));
  }

  private Read<Optional<Address>> approver(Address operator) {
    return reads
        .delegation(DelegationManagerContract.delegationApprover(operator))
        .map(EigenReads::unlessZero);
  }

  /**
   * What an operator's approver would sign for a staker.
   *
   * <p>The run fails with {@code IllegalArgumentException} if the operator has no approver (then
   * {@link #delegateTo(Address)} needs none), and with {@code ChainException} UNKNOWN_GENERATION if
   * DelegationManager's EIP-712 domain is none this release knows.
   *
   * @param salt 32 bytes that this approver has never used; random ones do
   * @param expiry last second it is good for; fractions are dropped
   */
  public Read<DelegationApproval> delegationApproval(
      Address operator, Address staker, Hash32 salt, Instant expiry) {
    String name = "Delegations.delegationApproval";
    Instant until = EigenDomain.whole(name, expiry);
    return Read.<Optional<Address>, Hash32, DelegationApproval>zip(
        approver(operator),
        reads.delegation(DelegationManagerContract.domainSeparator()),
        (approver, separator) -> {
          if (!approver.isPresent()) {
            throw new IllegalArgumentException(
                name + ": operator " + operator + " has no approver and needs no approval");
          }
          Map<String, Object> message = new LinkedHashMap<>();
          message.put("delegationApprover", approver.get());
          message.put("staker", staker);
          message.put("operator", operator);
          message.put("salt", salt);
          message.put("expiry", EigenDomain.seconds(until));
          return new DelegationApproval(
              approver.get(),
              staker,
              operator,
              salt,
              until,
              EigenDomain.typedData(
                  reads.client.chain().id(),
                  reads.at.delegationManager(),
                  separator,
                  "DelegationApproval",
                  APPROVAL_FIELDS,
                  message));
        });
  }

  /**
   * Plans to delegate all the sender has, and will deposit, to an operator without an approver.
   * Costs nothing but gas; what the operator was slashed before does not count against the sender,
   * what it is slashed from now on does.
   *
   * <p>Refused before anything is signed: delegations paused (DelegationManager bit 0), a sender
   * that is delegated already, an address that is no operator, an operator that demands an approval
   * or is fully slashed in one of the sender's strategies.
   *
   * @throws IllegalArgumentException if the operator is the zero address
   * @see <a
   *     href="https://github.com/Layr-Labs/eigenlayer-contracts/blob/f84a5151080cdf0b77b9b6e46506cde723d06c28/src/contracts/core/DelegationManager.sol">
   *     DelegationManager.delegateTo</a>
   */
  public TxPlan<Delegated> delegateTo(Address operator) {
    return delegateTo("Delegations.delegateTo", operator, Optional.empty());
  }

  /**
   * Plans to delegate with an approver's signature; otherwise as {@link #delegateTo(Address)}.
   *
   * <p>Also refused: an approval for another staker than the sender, expired, used, or signed by
   * somebody who is not the operator's approver any more.
   *
   * @param signed from {@link #delegationApproval}
   */
  public TxPlan<Delegated> delegateTo(DelegationApproval.Signed signed) {
    return delegateTo("Delegations.delegateTo", signed.approval().operator(), Optional.of(signed));
  }

  private TxPlan<Delegated> delegateTo(
      String name, Address operator, Optional<DelegationApproval.Signed> signed) {
    checkOperator(name, operator);
    return reads.client.plan(
        approved(TxSpec.<Delegated>named(name).argument("operator", operator), signed)
            .checks(
                situation ->
                    Checks.all(
                        List.of(
                            checks.delegating(operator),
                            checks.approval(situation.from(), operator, signed),
                            checks.undelegated(situation.from()),
                            checks.notFullySlashed(situation.from(), operator))))
            .warning(
                "All strategies are delegated together, to every AVS the operator allocates to.")
            .call(
                situation ->
                    call(
                        DelegationManagerContract.delegateTo(
                            operator, signature(signed), salt(signed))),
                this::delegated));
  }

  /**
   * Plans to end a staker's delegation: its own, or, for an operator or its approver, that of one
   * of its stakers.
   *
   * <p>All the staker has is queued, one withdrawal per strategy, and stays slashable by the old
   * operator for the whole delay. To stay restaked, complete the withdrawals as shares afterwards.
   *
   * <p>Refused before anything is signed: a staker that is not delegated or is an operator itself,
   * entering the queue paused (DelegationManager bit 1). Whether a sender that is neither staker,
   * operator nor approver may act for the operator is left to the simulation, which then says
   * {@code CallerCannotUndelegate}.
   *
   * @param staker whose delegation ends
   * @return a plan whose result lists the withdrawals queued
   * @see <a
   *     href="https://github.com/Layr-Labs/eigenlayer-contracts/blob/f84a5151080cdf0b77b9b6e46506cde723d06c28/src/contracts/core/DelegationManager.sol">
   *     DelegationManager.undelegate</a>
   */
  public TxPlan<Undelegated> undelegate(Address staker) {
    return reads.client.plan(
        TxSpec.<Undelegated>named("Delegations.undelegate")
            .argument("staker", staker)
            .checks(situation -> checks.undelegating(staker))
            .warning(STAYS_SLASHABLE)
            .call(
                situation ->
                    reads
                        .stakes(staker)
                        .then(stakes -> call(DelegationManagerContract.undelegate(staker))),
                this::undelegated));
  }

  /**
   * Plans to leave the sender's operator for one without an approver, in one transaction.
   *
   * <p>The new operator gets nothing yet: all the sender has is queued as by {@link #undelegate},
   * and reaches the new operator when the withdrawals are completed as shares after the delay.
   *
   * @see <a
   *     href="https://github.com/Layr-Labs/eigenlayer-contracts/blob/f84a5151080cdf0b77b9b6e46506cde723d06c28/src/contracts/core/DelegationManager.sol">
   *     DelegationManager.redelegate</a>
   */
  public TxPlan<Redelegated> redelegate(Address operator) {
    return redelegate(operator, Optional.empty());
  }

  /**
   * Plans to leave the sender's operator for one that demands an approval; otherwise as {@link
   * #redelegate(Address)}.
   *
   * @param signed from {@link #delegationApproval}
   */
  public TxPlan<Redelegated> redelegate(DelegationApproval.Signed signed) {
    return redelegate(signed.approval().operator(), Optional.of(signed));
  }

  private TxPlan<Redelegated> redelegate(
      Address operator, Optional<DelegationApproval.Signed> signed) {
    String name = "Delegations.redelegate";
    checkOperator(name, operator);
    return reads.client.plan(
        approved(TxSpec.<Redelegated>named(name).argument("operator", operator), signed)
            .checks(
                situation ->
                    Checks.all(
                        List.of(
                            checks.undelegating(situation.from()),
                            checks.delegating(operator),
                            checks.approval(situation.from(), operator, signed))))
            .warning(STAYS_SLASHABLE)
            .warning(
                "The new operator gets the shares when the withdrawals are completed as shares.")
            .call(
                situation ->
                    call(
                        DelegationManagerContract.redelegate(
                            operator, signature(signed), salt(signed))),
                receipt -> new Redelegated(undelegated(receipt), delegated(receipt).operator())));
  }

  private <T> Read<TxSpec.Call> call(AbiCall<T> call) {
    return Read.known(new TxSpec.Call(reads.at.delegationManager(), call));
  }

  private static <T> TxSpec.Builder<T> approved(
      TxSpec.Builder<T> spec, Optional<DelegationApproval.Signed> signed) {
    signed.ifPresent(
        s ->
            spec.argument("salt", s.approval().salt())
                .argument("expiry", s.approval().expiry().getEpochSecond()));
    return spec;
  }

  private static DelegationManagerContract.SignatureWithExpiry signature(
      Optional<DelegationApproval.Signed> signed) {
    return signed
        .map(
            s ->
                new DelegationManagerContract.SignatureWithExpiry(
                    s.signature(), EigenDomain.seconds(s.approval().expiry())))
        .orElseGet(
            () -> new DelegationManagerContract.SignatureWithExpiry(Bytes.EMPTY, BigInteger.ZERO));
  }

  private static Hash32 salt(Optional<DelegationApproval.Signed> signed) {
    return signed.map(s -> s.approval().salt()).orElse(Hash32.ZERO);
  }

  private static void checkOperator(String name, Address operator) {
    if (operator.isZero()) {
      throw new IllegalArgumentException(name + ": the zero address is no operator");
    }
  }

  private Delegated delegated(Receipt receipt) {
    DelegationManagerContract.StakerDelegated event =
        EigenEvents.one(
            DelegationManagerContract.StakerDelegated.EVENT.in(
                receipt.logs(), reads.at.delegationManager()),
            any -> true,
            "StakerDelegated",
            receipt);
    return new Delegated(event.staker(), event.operator());
  }

  private Undelegated undelegated(Receipt receipt) {
    Address contract = reads.at.delegationManager();
    DelegationManagerContract.StakerUndelegated event =
        EigenEvents.one(
            DelegationManagerContract.StakerUndelegated.EVENT.in(receipt.logs(), contract),
            any -> true,
            "StakerUndelegated",
            receipt);
    boolean forced =
        !DelegationManagerContract.StakerForceUndelegated.EVENT
            .in(receipt.logs(), contract)
            .isEmpty();
    return new Undelegated(
        event.staker(), event.operator(), forced, Withdrawals.queued(reads, receipt));
  }
}
