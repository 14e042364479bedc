package io.github.restake4j.eigenlayer;

import io.github.restake4j.eigenlayer.shares.DepositShares;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.units.Amount;
import java.util.List;

/**
 * A withdrawal completed as shares, from its events.
 *
 * @param root what named it on chain
 * @param shares deposit shares added again, in the withdrawal's order; zero where slashing left
 *     nothing
 */
public record RedepositedWithdrawal(Hash32 root, List<Amount<DepositShares>> shares) {
  /** Copies the list. */
  public RedepositedWithdrawal {
    shares = List.copyOf(shares);
  }
}
