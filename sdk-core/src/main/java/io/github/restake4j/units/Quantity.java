package io.github.restake4j.units;

import java.math.BigInteger;

/** A non-negative, exact count of something, used where the asset is known only at run time. */
public sealed interface Quantity permits Wei, Gwei, Amount {
  /** Count of the smallest unit, 0 to 2^256 - 1. */
  BigInteger smallest();

  /** The symbol of the whole unit, {@code ETH} for {@link Wei} and {@link Gwei}. */
  String symbol();

  /** How many decimal digits the smallest unit lies below the whole one. */
  int decimals();

  /** True if nothing is counted. */
  default boolean isZero() {
    return smallest().signum() == 0;
  }
}
