package io.github.restake4j.units;

/**
 * What an {@link Amount} counts: a token, or the shares behind one.
 *
 * <p>Static units such as stETH are final classes with one instance, so that mixing two of them
 * does not compile. A unit known only at run time implements {@code equals}; arithmetic then
 * compares the units.
 */
public interface Asset {
  /** The field's own symbol, {@code stETH}. */
  String symbol();

  /** How many decimal digits the smallest unit lies below the whole one, 0 to 77. */
  int decimals();
}
