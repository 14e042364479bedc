package io.github.restake4j.lido;

import io.github.restake4j.eth.Address;
import io.github.restake4j.units.Amount;

/**
 * What wrapping or unwrapping exchanged, from the events of its transaction.
 *
 * @param owner of both
 * @param steth that went in or came out, as the event says; balances may differ by a wei or two
 * @param wsteth that came out or went in, exactly
 */
public record Wrapped(Address owner, Amount<Steth> steth, Amount<Wsteth> wsteth) {}
