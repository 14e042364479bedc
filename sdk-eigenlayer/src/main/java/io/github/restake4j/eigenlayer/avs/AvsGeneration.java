package io.github.restake4j.eigenlayer.avs;

/** What an AllocationManager offers to AVSs, told from what it answers; oldest first. */
public enum AvsGeneration {
  /** EigenLayer 1.3 and 1.4: slashed tokens are burned, and the AVS itself slashes. */
  BURNING("1.3"),
  /** EigenLayer 1.5 to 1.8: operator sets may redistribute what they slash; slashes are counted. */
  REDISTRIBUTING("1.5"),
  /** EigenLayer 1.9 and later: each operator set has one slasher of its own. */
  SLASHER_PER_SET("1.9");

  private final String since;

  AvsGeneration(String since) {
    this.since = since;
  }

  /** The release that brought it: {@code 1.9}. */
  public String since() {
    return since;
  }

  /** Whether all that another generation has is there. */
  public boolean has(AvsGeneration other) {
    return compareTo(other) >= 0;
  }
}
