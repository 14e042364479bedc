package io.github.restake4j.eigenlayer;

/**
 * The releases of EigenLayer's contracts that differ in what this library calls. A deployment is
 * named after its AllocationManager, and v1.12, which left that one as it was, after its
 * RewardsCoordinator; other contracts may be older or newer.
 */
public enum EigenGeneration {
  /** Slashing, operator sets; a first allocation delay waits like any other. */
  V1_3("v1.3"),
  /** Redistribution; each slash has a number. */
  V1_5("v1.5"),
  /** One slasher per operator set; an operator's first allocation delay holds at once. */
  V1_9("v1.9"),
  /** Rewards by stake, protocol fee by opt-in. */
  V1_12("v1.12");

  private final String release;

  EigenGeneration(String release) {
    this.release = release;
  }

  /** Whether it has what came with another. */
  public boolean isAtLeast(EigenGeneration other) {
    return compareTo(other) >= 0;
  }

  /** The first release of its kind, as EigenLayer tags it: {@code v1.9}. */
  @Override
  public String toString() {
    return release;
  }
}
