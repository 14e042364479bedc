package io.github.restake4j.eigenlayer;

import io.github.restake4j.eigenlayer.shares.Strategy;
import io.github.restake4j.eigenlayer.shares.StrategyRate;
import io.github.restake4j.erc20.Token;
import io.github.restake4j.units.Amount;
import java.util.Optional;

/**
 * A strategy at one block.
 *
 * @param strategy which
 * @param isWhitelisted false if it takes no deposits; withdrawals go on
 * @param depositsPaused true if its own pause bit 0 is set
 * @param withdrawalsPaused true if its own pause bit 1 is set: tokens cannot be paid out, shares
 *     can
 * @param mostPerDeposit most tokens one deposit may bring; empty where there is no such limit
 * @param mostInTotal most tokens the strategy may hold after a deposit; empty where there is no
 *     such limit
 * @param rate what its shares are worth
 */
public record StrategyState(
    Strategy strategy,
    boolean isWhitelisted,
    boolean depositsPaused,
    boolean withdrawalsPaused,
    Optional<Amount<Token>> mostPerDeposit,
    Optional<Amount<Token>> mostInTotal,
    StrategyRate rate) {
  record Limits(Amount<Token> perDeposit, Amount<Token> total) {}
}
