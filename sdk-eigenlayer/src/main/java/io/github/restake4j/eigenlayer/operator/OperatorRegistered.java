package io.github.restake4j.eigenlayer.operator;

import io.github.restake4j.eth.Address;
import java.util.Optional;

/**
 * A new operator, as its events recorded it.
 *
 * @param operator the account, delegated to itself for ever
 * @param delegationApprover who must sign each delegation; empty if anyone may delegate
 * @param allocationDelay the delay and the first block in which it holds: the one of the
 *     registration since EigenLayer v1.9, in older ones only after the configuration delay; nothing
 *     can be allocated before
 * @param metadataUri where name and logo are described; the chain keeps it only in the event
 */
public record OperatorRegistered(
    Address operator,
    Optional<Address> delegationApprover,
    AllocationDelaySet allocationDelay,
    String metadataUri) {}
