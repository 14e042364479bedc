package io.github.restake4j.lido;

import io.github.restake4j.eth.Address;
import io.github.restake4j.units.Amount;
import java.util.List;

/**
 * What one account has in Lido, at one block.
 *
 * @param owner the account
 * @param steth plain stETH
 * @param shares behind the plain stETH
 * @param wsteth wrapped stETH
 * @param wstethInSteth what the wrapped stETH is worth, rounded down
 * @param withdrawals places in the withdrawal queue that are not claimed yet, oldest first
 */
public record LidoPosition(
    Address owner,
    Amount<Steth> steth,
    Amount<LidoShares> shares,
    Amount<Wsteth> wsteth,
    Amount<Steth> wstethInSteth,
    List<WithdrawalRequest> withdrawals) {
  /** Copies the list. */
  public LidoPosition {
    withdrawals = List.copyOf(withdrawals);
  }

  LidoPosition with(List<WithdrawalRequest> requests) {
    return new LidoPosition(owner, steth, shares, wsteth, wstethInSteth, requests);
  }
}
