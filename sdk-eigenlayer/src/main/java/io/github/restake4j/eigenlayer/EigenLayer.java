package io.github.restake4j.eigenlayer;

import io.github.restake4j.Restake4j;
import io.github.restake4j.eigenlayer.contract.EigenlayerErrors;
import io.github.restake4j.eigenlayer.contract.EigenlayerMeanings;
import io.github.restake4j.eth.Address;
import io.github.restake4j.read.Read;
import java.util.List;
import java.util.Optional;

/**
 * EigenLayer on one network, for stakers: deposit tokens into strategies, delegate to an operator,
 * withdraw, and know to the last unit what slashing has left.
 *
 * <p>Works with the releases from v1.3 (slashing) on, and says which it found: {@link #generation}.
 */
public final class EigenLayer {
  private final EigenReads reads;
  private final Strategies strategies;
  private final Deposits deposits;
  private final Delegations delegations;
  private final Withdrawals withdrawals;
  private final Slashing slashing;
  private final Generations generations;

  private EigenLayer(Restake4j client) {
    this.reads = new EigenReads(client);
    this.strategies = new Strategies(reads);
    this.deposits = new Deposits(reads, strategies);
    this.delegations = new Delegations(reads);
    this.withdrawals = new Withdrawals(reads);
    this.slashing = new Slashing(reads);
    this.generations = Generations.of(client);
  }

  /**
   * EigenLayer as the client's deployment knows it. Asks nothing yet.
   *
   * @throws io.github.restake4j.error.ChainException NOT_DEPLOYED if the deployment lacks
   *     StrategyManager, DelegationManager, AllocationManager or EigenPodManager
   */
  public static EigenLayer on(Restake4j client) {
    EigenLayer eigenLayer = new EigenLayer(client);
    client.errors().add(EigenlayerErrors.ALL);
    client.errors().explain(EigenlayerMeanings.ALL);
    return eigenLayer;
  }

  /** Which generation of the contracts is deployed; asked once and kept. */
  public Read<EigenGeneration> generation() {
    return generations.found();
  }

  /** Which strategies there are, and what their shares are worth. */
  public Strategies strategies() {
    return strategies;
  }

  /** Tokens into strategies. */
  public Deposits deposits() {
    return deposits;
  }

  /** Whom stakes are delegated to. */
  public Delegations delegations() {
    return delegations;
  }

  /** Out again: queue, wait, complete. */
  public Withdrawals withdrawals() {
    return withdrawals;
  }

  /** What slashing has taken and could take. */
  public Slashing slashing() {
    return slashing;
  }

  /**
   * All a staker has, deposited and queued. Two rounds, and two more the first time a strategy is
   * seen.
   */
  public Read<StakerPosition> position(Address staker) {
    return Read.<Optional<Address>, Rest, StakerPosition>zip(
        reads.operatorOf(staker),
        Read.zip(reads.worth(staker), withdrawals.getQueuedWithdrawals(staker), Rest::new),
        (operator, rest) -> new StakerPosition(staker, operator, rest.stakes, rest.queued));
  }

  private record Rest(List<StakerPosition.Stake> stakes, List<QueuedWithdrawal> queued) {}
}
