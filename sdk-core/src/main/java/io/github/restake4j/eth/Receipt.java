package io.github.restake4j.eth;

import io.github.restake4j.units.Wei;
import java.util.List;
import java.util.Optional;

/**
 * What a mined transaction did.
 *
 * @param transactionHash the transaction
 * @param blockHash the including block
 * @param blockNumber its height
 * @param transactionIndex position in the block, from 0
 * @param from who signed
 * @param to who was called; empty when a contract was created
 * @param successful false if the EVM rolled it back; the fee is paid all the same
 * @param gasUsed units of gas
 * @param effectiveGasPrice wei paid per unit of gas
 * @param logs in order of emission
 */
public record Receipt(
    Hash32 transactionHash,
    Hash32 blockHash,
    long blockNumber,
    long transactionIndex,
    Address from,
    Optional<Address> to,
    boolean successful,
    long gasUsed,
    Wei effectiveGasPrice,
    List<Log> logs) {
  /** Copies the logs. */
  public Receipt {
    logs = List.copyOf(logs);
  }

  /** What the sender paid for gas, {@code gasUsed} times {@code effectiveGasPrice}. */
  public Wei fee() {
    return effectiveGasPrice.times(gasUsed);
  }
}
