package io.github.restake4j.eigenlayer.avs;

import io.github.restake4j.eigenlayer.OperatorSet;
import io.github.restake4j.eigenlayer.shares.Strategy;
import io.github.restake4j.eth.Address;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What to slash of an operator.
 *
 * @param operator whose stake, its own and what is delegated to it
 * @param operatorSet the set that slashes
 * @param parts at least one, each strategy once; kept sorted by strategy, as the contract wants
 *     them
 * @param description why, for people; kept in an event only
 */
public record Slash(
    Address operator, OperatorSet operatorSet, List<Part> parts, String description) {
  private static final BigInteger WHOLE = BigInteger.TEN.pow(18);

  /** Sorts the parts and checks what can be checked without a chain. */
  public Slash {
    List<Part> sorted = new ArrayList<>(parts);
    sorted.sort(Comparator.comparing(part -> part.strategy().address()));
    if (sorted.isEmpty()) {
      throw new IllegalArgumentException("a slash by " + operatorSet + " without a strategy");
    }
    for (int i = 1; i < sorted.size(); i++) {
      if (sorted.get(i).strategy().equals(sorted.get(i - 1).strategy())) {
        throw new IllegalArgumentException(
            "a slash by " + operatorSet + " names " + sorted.get(i).strategy() + " twice");
      }
    }
    parts = List.copyOf(sorted);
  }

  /**
   * What to slash in one strategy.
   *
   * @param strategy of the operator set
   * @param wadToSlash share of what is <b>allocated</b> to the set there, in 1e-18, above 0, at
   *     most 1e18; not a share of the operator's whole stake
   */
  public record Part(Strategy strategy, BigInteger wadToSlash) {
    /** Checks the bounds. */
    public Part {
      if (wadToSlash.signum() <= 0 || wadToSlash.compareTo(WHOLE) > 0) {
        throw new IllegalArgumentException(
            "wadToSlash of " + strategy + " is above 0, at most 1e18, not " + wadToSlash);
      }
    }

    @Override
    public String toString() {
      return wadToSlash + " of 1e18 in " + strategy;
    }
  }
}
