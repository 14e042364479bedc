package io.github.restake4j.eigenlayer.shares;

import io.github.restake4j.units.Amount;
import java.math.BigInteger;

/**
 * What one slash does to an operator's magnitude in one strategy.
 *
 * @param before max magnitude before
 * @param after max magnitude after
 * @see <a
 *     href="https://github.com/Layr-Labs/eigenlayer-contracts/blob/f84a5151080cdf0b77b9b6e46506cde723d06c28/src/contracts/core/AllocationManager.sol">
 *     AllocationManager._slashOperator</a>
 */
public record MagnitudeSlash(Magnitude before, Magnitude after) {
  /** A slash never gives. */
  public MagnitudeSlash {
    if (after.compareTo(before) > 0) {
      throw new IllegalArgumentException("a slash from " + before + " to " + after);
    }
  }

  /**
   * A slash as an AVS asks for it.
   *
   * @param max max magnitude before
   * @param allocated the operator's current magnitude in the slashed operator set, part of {@code
   *     max}
   * @param wadToSlash share of the <b>allocation</b> in 1e-18, above 0, at most 1e18
   * @throws IllegalArgumentException if one is out of bounds
   */
  public static MagnitudeSlash of(Magnitude max, Magnitude allocated, BigInteger wadToSlash) {
    if (wadToSlash.signum() <= 0 || wadToSlash.compareTo(Wad.ONE) > 0) {
      throw new IllegalArgumentException("wadToSlash is above 0, at most 1e18, not " + wadToSlash);
    }
    if (allocated.compareTo(max) > 0) {
      throw new IllegalArgumentException(allocated + " allocated of " + max);
    }
    BigInteger slashed = Wad.mulUp(allocated.wad(), wadToSlash);
    return new MagnitudeSlash(max, new Magnitude(max.wad().subtract(slashed)));
  }

  /**
   * {@code wadSlashed} of the event {@code OperatorSlashed}: share of the <b>whole stake</b> in
   * 1e-18, rounded down. Zero if nothing was left before.
   */
  public BigInteger wadSlashed() {
    return before.isZero()
        ? BigInteger.ZERO
        : Wad.div(before.wad().subtract(after.wad()), before.wad());
  }

  /**
   * What leaves an operator's shares, in favour of the operator by less than one unit.
   *
   * @param shares the operator's shares in the strategy, or the slashable ones in the queue
   */
  public Amount<WithdrawableShares> takenFrom(Amount<WithdrawableShares> shares) {
    if (before.isZero()) {
      return Amount.zero(shares.unit());
    }
    BigInteger left = Wad.mulDivUp(shares.smallest(), after.wad(), before.wad());
    return Amount.of(shares.smallest().subtract(left), shares.unit());
  }
}
