package io.github.restake4j.etherfi;

import io.github.restake4j.eth.Address;
import io.github.restake4j.units.Amount;
import io.github.restake4j.units.Wei;
import java.math.BigInteger;

/**
 * A claimed request, as its {@code WithdrawRequestClaimed} event recorded it.
 *
 * @param requestId the ERC-721 token id
 * @param owner of the request, who got the ETH, whoever claimed
 * @param amount ETH paid; the event calls it an amount of eETH
 * @param burnt shares burnt for it: all of the request's since June 2026, before that those the
 *     payout was worth
 */
public record WithdrawPayout(
    BigInteger requestId, Address owner, Wei amount, Amount<EethShares> burnt) {}
