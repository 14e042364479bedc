package io.github.restake4j.etherfi;

import io.github.restake4j.eth.Address;
import io.github.restake4j.units.Amount;

/**
 * What one account holds of ether.fi's tokens, at one block. Withdrawal requests are not in it: the
 * contract does not list them by owner, so keep the ids of your tickets.
 *
 * @param owner the account
 * @param eeth plain eETH
 * @param shares behind the plain eETH
 * @param weeth wrapped eETH
 * @param weethInEeth what the wrapped eETH is worth, rounded down
 */
public record EtherFiPosition(
    Address owner,
    Amount<Eeth> eeth,
    Amount<EethShares> shares,
    Amount<Weeth> weeth,
    Amount<Eeth> weethInEeth) {}
