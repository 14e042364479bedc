package io.github.restake4j.eigenlayer.shares;

import io.github.restake4j.units.Amount;
import java.math.BigInteger;

/**
 * What a staker has in one strategy, as the contracts keep it, and what becomes of it. Immutable;
 * each method gives the state after the step of its name, to the last unit what the chain would
 * hold.
 *
 * @param depositShares kept for the staker; slashing does not touch them
 * @param depositScalingFactor in 1e-18, above zero; what earlier deposits, slashes and delegations
 *     have made of one deposit share
 * @param slashingFactor of the operator the staker is delegated to now
 * @see <a
 *     href="https://github.com/Layr-Labs/eigenlayer-contracts/blob/f84a5151080cdf0b77b9b6e46506cde723d06c28/src/contracts/libraries/SlashingLib.sol">
 *     SlashingLib</a>
 */
public record StrategyStake(
    Amount<DepositShares> depositShares,
    BigInteger depositScalingFactor,
    SlashingFactor slashingFactor) {

  /** Checks the scaling factor. */
  public StrategyStake {
    if (depositScalingFactor.signum() <= 0) {
      throw new IllegalArgumentException(
          "a deposit scaling factor is above zero, not " + depositScalingFactor);
    }
  }

  /** No deposit yet, under a factor. */
  public static StrategyStake none(Strategy strategy, SlashingFactor factor) {
    return new StrategyStake(Amount.zero(strategy.depositShares()), Wad.ONE, factor);
  }

  /** Where the stake is. */
  public Strategy strategy() {
    return depositShares.unit().strategy();
  }

  /** All that could be queued now, counted as what it would pay if nothing is slashed after. */
  public Amount<WithdrawableShares> withdrawable() {
    return withdrawable(depositShares);
  }

  /** What a part of the deposit shares stands for, rounded down twice. */
  public Amount<WithdrawableShares> withdrawable(Amount<DepositShares> part) {
    BigInteger scaled = Wad.mul(part.smallest(), depositScalingFactor);
    return Amount.of(Wad.mul(scaled, slashingFactor.wad()), strategy().withdrawableShares());
  }

  /**
   * Deposit shares to queue for wanted withdrawable shares, as the contract's {@code
   * convertToDepositShares} has it: rounded down twice, so that they stand for {@code wanted} or a
   * few units less. All of {@link #withdrawable()} gives all deposit shares, and the result is
   * never more than those.
   *
   * @throws IllegalArgumentException if more is wanted than is withdrawable, or the unit is of
   *     another strategy
   */
  public Amount<DepositShares> depositSharesFor(Amount<WithdrawableShares> wanted) {
    Amount<WithdrawableShares> all = withdrawable();
    int order = wanted.compareTo(all);
    if (order > 0) {
      throw new IllegalArgumentException(wanted + " wanted of " + all);
    }
    if (order == 0 || wanted.isZero()) {
      return wanted.isZero() ? Amount.zero(depositShares.unit()) : depositShares;
    }
    BigInteger scaled = Wad.div(wanted.smallest(), depositScalingFactor);
    BigInteger shares = Wad.div(scaled, slashingFactor.wad());
    return Amount.of(shares.min(depositShares.smallest()), depositShares.unit());
  }

  /**
   * After a deposit, or a withdrawal completed as shares. Slashing from before does not apply to
   * what is added.
   *
   * @param added above zero
   * @throws IllegalStateException if the slashing factor is zero: the chain then refuses with
   *     {@code FullySlashed}, or with {@code InvalidDepositScalingFactor} if the new scaling factor
   *     would be zero
   */
  public StrategyStake plus(Amount<DepositShares> added) {
    Amount<DepositShares> sum = depositShares.plus(added);
    BigInteger factor = positiveFactor();
    BigInteger scaling;
    if (depositShares.isZero()) {
      scaling = Wad.div(depositScalingFactor, factor);
    } else {
      BigInteger shares = withdrawable().smallest().add(added.smallest());
      scaling = Wad.div(Wad.div(shares, sum.smallest()), factor);
    }
    if (scaling.signum() == 0) {
      throw new IllegalStateException(
          "a deposit of " + added + " would leave no deposit scaling factor");
    }
    return new StrategyStake(sum, scaling, slashingFactor);
  }

  /**
   * After queueing a part. Queueing everything starts the scaling factor anew.
   *
   * @throws ArithmeticException if there is less than that
   */
  public Queueing queue(Amount<DepositShares> part) {
    Amount<DepositShares> left = depositShares.minus(part);
    Amount<ScaledShares> scaled =
        Amount.of(Wad.mul(part.smallest(), depositScalingFactor), strategy().scaledShares());
    return new Queueing(
        scaled,
        withdrawable(part),
        new StrategyStake(left, left.isZero() ? Wad.ONE : depositScalingFactor, slashingFactor));
  }

  /** After the operator or the pod was slashed: only the factor moves. */
  public StrategyStake slashed(SlashingFactor now) {
    return new StrategyStake(depositShares, depositScalingFactor, now);
  }

  /**
   * After delegating, from not being delegated. What the operator was slashed before does not count
   * against the staker.
   *
   * @param operator its max magnitude now
   * @throws IllegalStateException if that is zero: the chain then refuses with {@code FullySlashed}
   */
  public StrategyStake delegated(Magnitude operator) {
    StrategyStake moved = slashed(slashingFactor.withOperator(operator));
    if (operator.isZero()) {
      throw fullySlashed();
    }
    return depositShares.isZero()
        ? moved
        : new StrategyStake(
            depositShares, Wad.div(depositScalingFactor, operator.wad()), moved.slashingFactor);
  }

  private BigInteger positiveFactor() {
    BigInteger factor = slashingFactor.wad();
    if (factor.signum() == 0) {
      throw fullySlashed();
    }
    return factor;
  }

  private IllegalStateException fullySlashed() {
    return new IllegalStateException(
        strategy() + " is fully slashed for this operator: nothing can be added there");
  }

  /**
   * What queueing does.
   *
   * @param scaled what the queue holds from then on
   * @param withdrawable what leaves the operator's shares, and is paid if nothing is slashed after
   * @param left what stays deposited
   */
  public record Queueing(
      Amount<ScaledShares> scaled, Amount<WithdrawableShares> withdrawable, StrategyStake left) {}
}
