package io.github.restake4j.etherfi;

import io.github.restake4j.eth.Address;
import io.github.restake4j.units.Amount;

/**
 * What wrapping or unwrapping exchanged, from the events of its transaction.
 *
 * @param owner of both
 * @param eeth that went in or came out, as the event says; balances may differ by a wei or two
 * @param weeth that came out or went in, exactly
 * @param shares behind the eETH that really moved; when unwrapping they may be one below {@code
 *     weeth}
 */
public record Wrapped(
    Address owner, Amount<Eeth> eeth, Amount<Weeth> weeth, Amount<EethShares> shares) {}
