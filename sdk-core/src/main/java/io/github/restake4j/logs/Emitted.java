package io.github.restake4j.logs;

import io.github.restake4j.eth.Log;
import java.time.Instant;
import java.util.Optional;

/**
 * An event and the log it was read from.
 *
 * @param event what the contract said
 * @param log where and when: contract, block, transaction, position
 * @param time of the block, in whole seconds; there if {@code EventScan.withTimes} asked for it
 */
public record Emitted<E>(E event, Log log, Optional<Instant> time) {}
