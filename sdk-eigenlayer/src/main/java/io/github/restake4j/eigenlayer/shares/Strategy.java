package io.github.restake4j.eigenlayer.shares;

import io.github.restake4j.erc20.Token;
import io.github.restake4j.eth.Address;

/**
 * An EigenLayer strategy: where deposits of one token are pooled. Two are equal if their addresses
 * are.
 *
 * @param address of the strategy
 * @param token what it holds, by its own {@code underlyingToken()}
 */
public record Strategy(Address address, Token token) {
  private static final Address BEACON_CHAIN =
      Address.parse("0xbeac0eeeeeeeeeeeeeeeeeeeeeeeeeeeeeebeac0");

  /**
   * ETH staked through EigenPods. Only a name: there is no code at its address, one share is one
   * wei, and its token stands for ETH.
   */
  public static final Strategy BEACON_CHAIN_ETH =
      new Strategy(BEACON_CHAIN, new Token(BEACON_CHAIN, "ETH", 18));

  /** True for {@link #BEACON_CHAIN_ETH}. */
  public boolean isBeaconChainEth() {
    return address.equals(BEACON_CHAIN);
  }

  /** The unit of what the contracts keep for each staker. */
  public DepositShares depositShares() {
    return new DepositShares(this);
  }

  /** The unit of what is left after slashing, and can be turned into tokens. */
  public WithdrawableShares withdrawableShares() {
    return new WithdrawableShares(this);
  }

  /** The unit of what a queued withdrawal holds. */
  public ScaledShares scaledShares() {
    return new ScaledShares(this);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Strategy strategy && strategy.address.equals(address);
  }

  @Override
  public int hashCode() {
    return address.hashCode();
  }

  @Override
  public String toString() {
    return token.symbol() + " strategy " + address;
  }
}
