package io.github.restake4j.eigenlayer.rewards;

import io.github.restake4j.erc20.Token;
import io.github.restake4j.eth.Address;
import io.github.restake4j.units.Amount;
import java.util.List;

/**
 * A claim that would pay now: proved against a root on the chain, with only tokens that have
 * something new. {@link Rewards#processClaim} sends it.
 *
 * @param root it is made for
 * @param claim with its proofs
 * @param claimer who has to send it: the account the earner named, or else the earner
 * @param tokens what it pays, in the order of the claim's tokens
 */
public record ClaimPlan(
    DistributionRoot root, RewardsMerkleClaim claim, Address claimer, List<TokenRewards> tokens) {
  /** Copies the list. */
  public ClaimPlan {
    tokens = List.copyOf(tokens);
  }

  /** Whose rewards they are. */
  public Address earner() {
    return claim.earner();
  }

  /**
   * An earner's rewards in one token. A token that does not say its symbol or decimals goes by its
   * address and is counted in smallest units.
   *
   * @param cumulativeEarnings since the beginning, proved
   * @param cumulativeClaimed paid out so far, by the chain
   */
  public record TokenRewards(Amount<Token> cumulativeEarnings, Amount<Token> cumulativeClaimed) {
    /** What the claim pays: above zero. */
    public Amount<Token> claimable() {
      return cumulativeEarnings.minus(cumulativeClaimed);
    }

    /** The token. */
    public Token token() {
      return cumulativeEarnings.unit();
    }
  }
}
