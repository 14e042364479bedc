package io.github.restake4j.logs;

import io.github.restake4j.eth.Bytes;

/**
 * What one run of a scan did.
 *
 * @param fromBlock where it began
 * @param toBlock the last block it looked at; {@code fromBlock - 1} if there was none
 * @param events delivered, those delivered again after a reorg included
 * @param undone how often a reorg removed blocks
 * @param dropped what nodes sent besides
 * @param cursor where a later run goes on
 */
public record Scanned(
    long fromBlock, long toBlock, long events, int undone, Dropped dropped, Bytes cursor) {}
