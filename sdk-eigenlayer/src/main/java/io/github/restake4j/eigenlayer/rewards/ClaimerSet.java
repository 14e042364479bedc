package io.github.restake4j.eigenlayer.rewards;

import io.github.restake4j.eth.Address;
import java.util.Optional;

/**
 * Who may claim for an earner from now on, as the {@code ClaimerForSet} event recorded it.
 *
 * @param earner whose rewards they are
 * @param before who was named before; empty if nobody, so that the earner itself could claim
 * @param claimer who is named now; empty if nobody
 */
public record ClaimerSet(Address earner, Optional<Address> before, Optional<Address> claimer) {}
