package io.github.restake4j.eigenlayer.avs;

/** Kinds of submissions: which bit of {@code paused()} stops them, and when the period lies. */
enum RewardsKind {
  AVS(0, false),
  FOR_ALL(1, false),
  FOR_ALL_EARNERS(4, false),
  DIRECTED_AVS(5, true),
  DIRECTED_SET(9, true),
  UNIQUE_STAKE(10, false),
  TOTAL_STAKE(11, false);

  private final int pausedBit;
  private final boolean over;

  RewardsKind(int pausedBit, boolean over) {
    this.pausedBit = pausedBit;
    this.over = over;
  }

  int pausedBit() {
    return pausedBit;
  }

  /** Whether the period must be over. */
  boolean over() {
    return over;
  }
}
