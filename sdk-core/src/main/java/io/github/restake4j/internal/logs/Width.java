package io.github.restake4j.internal.logs;

import java.util.OptionalLong;

/**
 * How many blocks to ask for at once. Halves when a range was too wide, or goes straight to the
 * width the node named; doubles while all goes well, and creeps near a width that failed before.
 */
final class Width {
  private static final int FIRST = 1_000;
  private static final int STEPS_NEAR_A_FAILURE = 8;

  /** After so many ranges that went well, what failed before is tried again: loads change. */
  private static final int FORGET_AFTER = 64;

  private final long widest;
  private long now;
  private long failed = Long.MAX_VALUE;
  private long ceiling;
  private int streak;

  Width(long widest) {
    this.widest = widest;
    this.ceiling = widest;
    this.now = Math.min(widest, FIRST);
  }

  long blocks() {
    return now;
  }

  /** A range of this many blocks, more than one, was too wide. */
  void narrow(long tried, long fromBlock, LogLimit limit) {
    streak = 0;
    failed = tried;
    OptionalLong proposed = limit.lastBlock();
    if (proposed.isPresent()) {
      long fits = proposed.getAsLong() - fromBlock + 1;
      if (fits >= 1 && fits < tried) {
        now = fits;
        return;
      }
    }
    OptionalLong named = limit.blocks();
    if (named.isPresent() && named.getAsLong() >= 1 && named.getAsLong() < tried) {
      ceiling = named.getAsLong();
      now = ceiling;
      return;
    }
    now = Math.max(1, tried / 2);
  }

  /** A range of this many blocks was answered. */
  void fits(long asked) {
    if (asked < now) {
      return; // shorter for other reasons; says nothing about the width
    }
    streak++;
    if (streak >= FORGET_AFTER) {
      streak = 0;
      failed = Long.MAX_VALUE;
      ceiling = Math.min(widest, ceiling * 2);
    }
    long doubled = now * 2;
    long next = doubled < failed ? doubled : now + Math.max(1, now / STEPS_NEAR_A_FAILURE);
    now = Math.min(next, ceiling);
  }
}
