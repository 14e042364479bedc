package io.github.restake4j.lido;

import io.github.restake4j.lido.contract.LidoContract;
import io.github.restake4j.units.Wei;
import java.math.BigInteger;
import java.util.Optional;

/**
 * How much ETH Lido takes in. The limit refills with every block until its maximum; nothing
 * available means paused or used up, which only {@link #isPaused} tells apart.
 *
 * @param isPaused true if nothing can be staked until governance resumes it
 * @param available what can be staked at this block, zero while paused; empty if there is no limit
 * @param maximum what the limit refills to; empty if there is no limit
 * @param blocksToRefill from empty to {@code maximum}; zero if there is no limit or it does not
 *     refill
 */
public record StakeLimit(
    boolean isPaused, Optional<Wei> available, Optional<Wei> maximum, BigInteger blocksToRefill) {
  static StakeLimit of(LidoContract.GetStakeLimitFullInfoOutput info) {
    if (!info.isStakingLimitSet()) {
      Optional<Wei> available = info.isStakingPaused_() ? Optional.of(Wei.ZERO) : Optional.empty();
      return new StakeLimit(info.isStakingPaused_(), available, Optional.empty(), BigInteger.ZERO);
    }
    return new StakeLimit(
        info.isStakingPaused_(),
        Optional.of(Wei.of(info.currentStakeLimit())),
        Optional.of(Wei.of(info.maxStakeLimit())),
        info.maxStakeLimitGrowthBlocks());
  }
}
