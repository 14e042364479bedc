package io.github.restake4j.eigenlayer.avs;

import io.github.restake4j.Restake4j;
import io.github.restake4j.eigenlayer.EigenGeneration;
import io.github.restake4j.eigenlayer.contract.EigenlayerErrors;
import io.github.restake4j.eigenlayer.contract.EigenlayerMeanings;
import io.github.restake4j.eigenlayer.operator.Permissions;
import io.github.restake4j.read.Read;

/**
 * EigenLayer for those who run an AVS. The order of setting one up: {@link
 * AvsSets#updateAvsMetadataUri}, {@link AvsSets#setAvsRegistrar}, {@link
 * AvsSets#createOperatorSets}; then operators register and allocate.
 */
public final class Avs {
  private final AvsContracts contracts;
  private final AvsSets sets;
  private final AvsSlashing slashing;
  private final AvsRewards rewards;

  private Avs(Restake4j client) {
    this.contracts = new AvsContracts(client);
    this.sets = new AvsSets(contracts);
    this.slashing = new AvsSlashing(contracts);
    this.rewards = new AvsRewards(contracts);
  }

  /**
   * EigenLayer as the client's deployment knows it. Asks nothing yet.
   *
   * @throws io.github.restake4j.error.ChainException NOT_DEPLOYED if the deployment lacks {@code
   *     eigenlayer/AllocationManager}, {@code DelegationManager}, {@code StrategyManager}, {@code
   *     EigenPodManager}, {@code RewardsCoordinator} or {@code PermissionController}
   */
  public static Avs on(Restake4j client) {
    client.errors().add(EigenlayerErrors.ALL);
    client.errors().explain(EigenlayerMeanings.ALL);
    return new Avs(client);
  }

  /**
   * What the deployed AllocationManager offers; asked once per facade. What a generation lacks
   * fails with {@code ChainException} NOT_IN_GENERATION, which says since when it is there.
   */
  public Read<EigenGeneration> generation() {
    return contracts.generation();
  }

  /** Metadata, registrar and operator sets. */
  public AvsSets sets() {
    return sets;
  }

  /** Slashing, what can be slashed, and where slashed tokens go. */
  public AvsSlashing slashing() {
    return slashing;
  }

  /** Rewards for operators and their stakers. */
  public AvsRewards rewards() {
    return rewards;
  }

  /** Who may act for an AVS. */
  public Permissions permissions() {
    return contracts.permissions;
  }
}
