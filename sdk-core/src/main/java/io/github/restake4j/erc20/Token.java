package io.github.restake4j.erc20;

import io.github.restake4j.eth.Address;
import io.github.restake4j.units.Asset;

/**
 * An ERC-20 token known only at run time. Two are equal if their addresses are: symbol and decimals
 * are what the contract says of itself, the address is what it is.
 *
 * @param address of the contract
 * @param symbol as the contract says; anybody may claim any
 * @param decimals digits below the whole unit, 0 to 77
 */
public record Token(Address address, String symbol, int decimals) implements Asset {
  private static final int MOST_DECIMALS = 77;

  /** Checks the decimals. */
  public Token {
    if (decimals < 0 || decimals > MOST_DECIMALS) {
      throw new IllegalArgumentException(
          "decimals of a token are 0 to " + MOST_DECIMALS + ", not " + decimals);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Token token && token.address.equals(address);
  }

  @Override
  public int hashCode() {
    return address.hashCode();
  }

  @Override
  public String toString() {
    return symbol + " at " + address;
  }
}
