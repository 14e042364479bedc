package io.github.restake4j.eigenlayer.shares;

import io.github.restake4j.units.Amount;
import java.math.BigInteger;

/**
 * What slashing has left of a stake: the operator's max magnitude, for ETH in pods times what the
 * beacon chain has left.
 *
 * @param operator max magnitude of the operator in the strategy; full where nobody is delegated to
 * @param beaconChain {@code beaconChainSlashingFactor} of the pod's owner; full for every other
 *     strategy
 * @see <a
 *     href="https://github.com/Layr-Labs/eigenlayer-contracts/blob/f84a5151080cdf0b77b9b6e46506cde723d06c28/src/contracts/core/DelegationManager.sol">
 *     DelegationManager._getSlashingFactor</a>
 */
public record SlashingFactor(Magnitude operator, Magnitude beaconChain) {
  /** Nothing was slashed. */
  public static final SlashingFactor NONE = new SlashingFactor(Magnitude.FULL, Magnitude.FULL);

  /** The factor of a token strategy. */
  public static SlashingFactor of(Magnitude operator) {
    return new SlashingFactor(operator, Magnitude.FULL);
  }

  /** Both as one factor in 1e-18, rounded down; zero is possible though neither is. */
  public BigInteger wad() {
    return Wad.mul(operator.wad(), beaconChain.wad());
  }

  /** The same with another operator's magnitude. */
  public SlashingFactor withOperator(Magnitude magnitude) {
    return new SlashingFactor(magnitude, beaconChain);
  }

  /**
   * What scaled shares in the queue are worth under this factor, rounded down.
   *
   * @see <a
   *     href="https://github.com/Layr-Labs/eigenlayer-contracts/blob/f84a5151080cdf0b77b9b6e46506cde723d06c28/src/contracts/libraries/SlashingLib.sol">
   *     SlashingLib.scaleForCompleteWithdrawal</a>
   */
  public Amount<WithdrawableShares> pays(Amount<ScaledShares> scaled) {
    return Amount.of(
        Wad.mul(scaled.smallest(), wad()), scaled.unit().strategy().withdrawableShares());
  }
}
