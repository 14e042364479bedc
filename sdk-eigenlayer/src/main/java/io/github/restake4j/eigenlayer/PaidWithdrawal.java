package io.github.restake4j.eigenlayer;

import io.github.restake4j.erc20.Token;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.units.Amount;
import java.util.List;

/**
 * A withdrawal completed as tokens, from its events.
 *
 * @param root what named it on chain
 * @param tokens what each strategy sent, in the withdrawal's order, as the token's own {@code
 *     Transfer} says; zero where slashing left nothing. Of stETH one or two wei less may arrive.
 *     ETH in pods is counted as the shares paid
 */
public record PaidWithdrawal(Hash32 root, List<Amount<Token>> tokens) {
  /** Copies the list. */
  public PaidWithdrawal {
    tokens = List.copyOf(tokens);
  }
}
