package io.github.restake4j.eigenlayer.rewards;

import io.github.restake4j.erc20.Token;
import io.github.restake4j.eth.Address;
import io.github.restake4j.units.Amount;
import java.util.List;

/**
 * What an account could claim, at one block, by a claims file whose root is on the chain.
 *
 * @param earner the account
 * @param root that the file was found to have
 * @param tokens all the earner ever earned, in the order of token addresses
 */
public record ClaimableRewards(Address earner, DistributionRoot root, List<TokenRewards> tokens) {
  /** Copies the list. */
  public ClaimableRewards {
    tokens = List.copyOf(tokens);
  }

  /** True if no token has anything to claim. */
  public boolean isEmpty() {
    return tokens.stream().allMatch(token -> token.claimable().isZero());
  }

  /**
   * An earner's rewards in one token. A token that does not say its symbol or decimals goes by its
   * address and is counted in smallest units.
   *
   * @param cumulativeEarnings since the beginning, by the claims file
   * @param cumulativeClaimed paid out so far, by the chain
   */
  public record TokenRewards(Amount<Token> cumulativeEarnings, Amount<Token> cumulativeClaimed) {
    /** What a claim pays; nothing if a newer root was claimed from already. */
    public Amount<Token> claimable() {
      return cumulativeEarnings.compareTo(cumulativeClaimed) > 0
          ? cumulativeEarnings.minus(cumulativeClaimed)
          : Amount.zero(cumulativeEarnings.unit());
    }

    /** The token. */
    public Token token() {
      return cumulativeEarnings.unit();
    }
  }
}
