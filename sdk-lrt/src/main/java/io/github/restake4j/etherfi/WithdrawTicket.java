package io.github.restake4j.etherfi;

import io.github.restake4j.eth.Address;
import io.github.restake4j.units.Amount;
import java.math.BigInteger;

/**
 * A withdrawal request, as its {@code WithdrawRequestCreated} event recorded it. Keep the id: the
 * contract does not list requests by owner.
 *
 * @param requestId the ERC-721 token id; ids only grow
 * @param owner who gets the ETH; may transfer the request
 * @param amount eETH locked; the most that can be claimed
 * @param shares behind it at the rate of the request's block
 */
public record WithdrawTicket(
    BigInteger requestId, Address owner, Amount<Eeth> amount, Amount<EethShares> shares) {}
