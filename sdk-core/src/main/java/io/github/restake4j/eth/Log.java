package io.github.restake4j.eth;

import java.util.List;

/**
 * An event as a contract emitted it.
 *
 * @param address the contract
 * @param topics zero to four words; the first is usually the hash of the event's signature
 * @param data the arguments that are not indexed
 * @param blockNumber height of the including block
 * @param blockHash the including block
 * @param transactionHash the including transaction
 * @param logIndex position in the block, from 0
 */
public record Log(
    Address address,
    List<Hash32> topics,
    Bytes data,
    long blockNumber,
    Hash32 blockHash,
    Hash32 transactionHash,
    long logIndex) {
  /** Copies the topics. */
  public Log {
    topics = List.copyOf(topics);
    if (topics.size() > 4) {
      throw new IllegalArgumentException("a log has at most four topics, not " + topics.size());
    }
  }
}
