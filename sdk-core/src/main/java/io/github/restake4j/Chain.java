package io.github.restake4j;

/**
 * An Ethereum network by its chain id (EIP-155).
 *
 * @param id above zero
 * @param name for messages only; two chains with one id are equal whatever their names
 */
public record Chain(long id, String name) {
  /** Ethereum. */
  public static final Chain MAINNET = new Chain(1, "mainnet");

  /** The test network for validators and staking protocols. */
  public static final Chain HOODI = new Chain(560_048, "hoodi");

  /** The test network for applications. */
  public static final Chain SEPOLIA = new Chain(11_155_111, "sepolia");

  /** The former test network for staking, closed to new work. */
  public static final Chain HOLESKY = new Chain(17_000, "holesky");

  /** Checks the id. */
  public Chain {
    if (id <= 0) {
      throw new IllegalArgumentException("a chain id is above zero, not " + id);
    }
  }

  /** A chain by id; known ones come with their name. */
  public static Chain of(long id) {
    for (Chain known : new Chain[] {MAINNET, HOODI, SEPOLIA, HOLESKY}) {
      if (known.id == id) {
        return known;
      }
    }
    return new Chain(id, "chain " + id);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Chain chain && chain.id == id;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(id);
  }

  @Override
  public String toString() {
    return name + " (chain id " + id + ")";
  }
}
