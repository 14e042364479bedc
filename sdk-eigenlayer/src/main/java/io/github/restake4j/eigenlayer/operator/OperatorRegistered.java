package io.github.restake4j.eigenlayer.operator;

import io.github.restake4j.eth.Address;
import java.util.Optional;

/**
 * A new operator, as its events recorded it.
 *
 * @param operator the account, delegated to itself for ever
 * @param delegationApprover who must sign each delegation; empty if anyone may delegate
 * @param allocationDelay blocks from an allocation to its effect, valid at once
 * @param metadataUri where name and logo are described; the chain keeps it only in the event
 */
public record OperatorRegistered(
    Address operator,
    Optional<Address> delegationApprover,
    long allocationDelay,
    String metadataUri) {}
