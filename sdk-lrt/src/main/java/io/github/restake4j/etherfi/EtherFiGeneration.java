package io.github.restake4j.etherfi;

/**
 * Which code of ether.fi a deployment runs. Functions kept their names; what a claim pays, who may
 * claim, what can be paused and two events did not stay the same.
 */
public enum EtherFiGeneration {
  /**
   * The code before the upgrade, etherfi-protocol/smart-contracts 396c94f: only the owner of a
   * request may claim it, at the rate of the claim's block; requests have no bounds.
   */
  MARCH_2026(false),

  /**
   * The code after it, b4a0968: anybody may claim for the owner, at the rate of the finalization;
   * requests have bounds, the tokens themselves can be paused, pauses may end by themselves, and
   * there are a blacklist and limits on how much eETH is minted and burnt.
   */
  JUNE_2026(true);

  private final boolean upgraded;

  EtherFiGeneration(boolean upgraded) {
    this.upgraded = upgraded;
  }

  /** True if any account may claim a finalized request; the ETH goes to its owner either way. */
  public boolean anyoneMayClaim() {
    return upgraded;
  }

  /** True if finalization fixes what a claim pays; false if it follows the rate until claimed. */
  public boolean fixesPayouts() {
    return upgraded;
  }

  /** True if a withdrawal request has a minimum and a maximum. */
  public boolean boundsRequests() {
    return upgraded;
  }

  /** True if there are timed pauses, pauses of the tokens, a blacklist and rate limits. */
  public boolean isGuarded() {
    return upgraded;
  }
}
