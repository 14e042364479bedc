package io.github.restake4j.tx;

import java.util.List;

/** What a wallet outside this process has to do next. Plain data. */
public sealed interface Handoff {
  /**
   * Sign EIP-712 typed data ({@code eth_signTypedData_v4}) and give the signature to {@link
   * TxPlan#signed}.
   *
   * @param typedDataJson the complete typed data; nothing has to be added
   */
  record Sign(String typedDataJson) implements Handoff {}

  /**
   * Send these transactions in order, each after the one before it was mined (or all at once as an
   * EIP-5792 batch), and give their hashes to {@link TxPlan#track}.
   *
   * @param transactions what is left to be sent; never empty
   */
  record Send(List<UnsignedTx> transactions) implements Handoff {
    /** Copies the list. */
    public Send {
      transactions = List.copyOf(transactions);
    }
  }
}
