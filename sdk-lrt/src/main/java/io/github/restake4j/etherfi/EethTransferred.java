package io.github.restake4j.etherfi;

import io.github.restake4j.eth.Address;
import io.github.restake4j.units.Amount;

/**
 * A transfer of eETH, from the events of its transaction.
 *
 * @param from who gave
 * @param to who received
 * @param amount eETH as asked for; the receiver's balance may grow by a wei or two less
 * @param shares what really moved
 */
public record EethTransferred(
    Address from, Address to, Amount<Eeth> amount, Amount<EethShares> shares) {}
