package io.github.restake4j.lido;

import io.github.restake4j.eth.Address;
import io.github.restake4j.units.Amount;
import java.math.BigInteger;

/**
 * A place in Lido's withdrawal queue, as its {@code WithdrawalRequested} event recorded it.
 *
 * @param requestId the queue's ERC-721 token id; ids only grow
 * @param owner who may claim or transfer the place
 * @param amount stETH locked; the most that can be claimed
 * @param shares shares locked at the rate of the request's block
 */
public record WithdrawalTicket(
    BigInteger requestId, Address owner, Amount<Steth> amount, Amount<LidoShares> shares) {}
