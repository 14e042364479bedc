package io.github.restake4j.eigenlayer;

import io.github.restake4j.eigenlayer.shares.StrategyStake;
import io.github.restake4j.erc20.Token;
import io.github.restake4j.eth.Address;
import io.github.restake4j.units.Amount;
import java.util.List;
import java.util.Optional;

/**
 * All a staker has in EigenLayer at one block.
 *
 * @param staker who
 * @param operator whom all stakes are delegated to; empty if none
 * @param stakes per strategy, ETH in pods last
 * @param queued withdrawals that wait, oldest first
 */
public record StakerPosition(
    Address staker, Optional<Address> operator, List<Stake> stakes, List<QueuedWithdrawal> queued) {
  /** Copies the lists. */
  public StakerPosition {
    stakes = List.copyOf(stakes);
    queued = List.copyOf(queued);
  }

  /**
   * One stake and its worth.
   *
   * @param stake shares, as slashing has left them
   * @param worth what {@link StrategyStake#withdrawable} is worth in tokens now
   */
  public record Stake(StrategyStake stake, Amount<Token> worth) {}
}
