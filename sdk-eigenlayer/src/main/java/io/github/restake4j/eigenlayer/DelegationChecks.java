package io.github.restake4j.eigenlayer;

import io.github.restake4j.eigenlayer.contract.DelegationManagerContract;
import io.github.restake4j.eigenlayer.shares.SlashingFactor;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.BlockRef;
import io.github.restake4j.read.Read;
import io.github.restake4j.tx.TxSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What DelegationManager demands of who delegates and undelegates. */
final class DelegationChecks {
  private final EigenReads reads;

  DelegationChecks(EigenReads reads) {
    this.reads = reads;
  }

  /** New delegations are open, and the operator is one. */
  Read<List<TxSpec.Check>> delegating(Address operator) {
    return Checks.all(
        List.of(
            Checks.Pause.NEW_DELEGATION.check(reads.delegation(DelegationManagerContract.paused())),
            reads
                .delegation(DelegationManagerContract.isOperator(operator))
                .map(
                    registered ->
                        List.of(
                            Checks.of(
                                registered,
                                operator
                                    + " is registered as an operator; nobody else can be"
                                    + " delegated to")))));
  }

  /** The staker is free. */
  Read<List<TxSpec.Check>> undelegated(Address staker) {
    return reads
        .operatorOf(staker)
        .map(
            operator ->
                List.of(
                    Checks.of(
                        !operator.isPresent(),
                        staker
                            + " is not delegated yet"
                            + operator
                                .map(
                                    to ->
                                        " (it is, to " + to + "; redelegate, or undelegate first)")
                                .orElse(""))));
  }

  /** No strategy of the staker is fully slashed for the operator. */
  Read<List<TxSpec.Check>> notFullySlashed(Address staker, Address operator) {
    return reads
        .delegation(DelegationManagerContract.getDepositedShares(staker))
        .then(
            held ->
                reads
                    .factors(Address.ZERO, operator, held.value0())
                    .map(
                        factors -> {
                          List<TxSpec.Check> checks = new ArrayList<>();
                          for (int i = 0; i < factors.size(); i++) {
                            checks.add(slashed(operator, held.value0().get(i), factors.get(i)));
                          }
                          return List.copyOf(checks);
                        }));
  }

  private static TxSpec.Check slashed(Address operator, Address strategy, SlashingFactor factor) {
    return Checks.of(
        factor.wad().signum() > 0,
        operator
            + " is not fully slashed in strategy "
            + strategy
            + ", where the staker has shares (max magnitude "
            + factor.operator()
            + "; if 0, withdraw from there first or take another operator)");
  }

  /** The operator demands no approval, or this one is good. */
  Read<List<TxSpec.Check>> approval(
      Address staker, Address operator, Optional<DelegationApproval.Signed> signed) {
    Read<Address> approver =
        reads.delegation(DelegationManagerContract.delegationApprover(operator));
    if (!signed.isPresent()) {
      return approver.map(
          who ->
              List.of(
                  Checks.of(
                      who.isZero(),
                      who.isZero()
                          ? operator + " demands no approval"
                          : operator
                              + " demands an approval signed by "
                              + who
                              + ": get one with delegationApproval")));
    }
    DelegationApproval given = signed.get().approval();
    Read<Boolean> spent =
        reads.delegation(
            DelegationManagerContract.delegationApproverSaltIsSpent(
                given.approver(), given.salt()));
    return Read.<Situation, Address, List<TxSpec.Check>>zip(
        Read.zip(spent, reads.client.block(), Situation::new),
        approver,
        (now, who) -> approvalChecks(staker, operator, given, now, who));
  }

  private static List<TxSpec.Check> approvalChecks(
      Address staker, Address operator, DelegationApproval given, Situation now, Address who) {
    return List.of(
        Checks.of(
            given.staker().equals(staker),
            "the approval is for " + given.staker() + " to delegate; the sender is " + staker),
        Checks.of(
            who.equals(given.approver()),
            "the approver of "
                + operator
                + " is "
                + (who.isZero() ? "nobody" : who.toString())
                + "; the approval is of "
                + given.approver()),
        Checks.of(
            !now.spent, "the approval's salt " + given.salt() + " was not used; each is good once"),
        Checks.of(
            !given.expiry().isBefore(now.block.timestamp()),
            "the approval is good until "
                + given.expiry()
                + "; the chain is at "
                + now.block.timestamp()));
  }

  /** The staker can be undelegated. */
  Read<List<TxSpec.Check>> undelegating(Address staker) {
    return Checks.all(
        List.of(
            Checks.Pause.ENTER_QUEUE.check(reads.delegation(DelegationManagerContract.paused())),
            reads
                .operatorOf(staker)
                .map(
                    operator ->
                        List.of(
                            Checks.of(
                                operator.isPresent(), staker + " is delegated to an operator"),
                            Checks.of(
                                !operator.equals(Optional.of(staker)),
                                staker
                                    + " is not an operator itself; operators can never"
                                    + " undelegate")))));
  }

  private record Situation(boolean spent, BlockRef.Exact block) {}
}
