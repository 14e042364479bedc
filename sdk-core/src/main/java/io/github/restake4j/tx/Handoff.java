package io.github.restake4j.tx;

import io.github.restake4j.eth.Hash32;
import java.time.Instant;
import java.util.List;

/** What a wallet outside this process has to do next. Plain data. */
public sealed interface Handoff {
  /**
   * As JSON of this SDK's own form, to be stored by a wallet that may die; {@link #parse} reads it.
   */
  default String toJson() {
    return HandoffJson.write(this);
  }

  /**
   * Reads what {@link #toJson} wrote, strictly.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  static Handoff parse(String json) {
    return HandoffJson.parse(json);
  }

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
   * @param transactions what is left to be sent, for one account on one chain; never empty
   */
  record Send(List<UnsignedTx> transactions) implements Handoff {
    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if it is empty, or its transactions are for several accounts
     *     or chains
     */
    public Send {
      transactions = List.copyOf(transactions);
      if (transactions.isEmpty()) {
        throw new IllegalArgumentException("nothing to send");
      }
      UnsignedTx first = transactions.get(0);
      for (UnsignedTx each : transactions) {
        if (each.chainId() != first.chainId() || !each.from().equals(first.from())) {
          throw new IllegalArgumentException(
              "transactions of several accounts or chains in one hand-off");
        }
      }
    }

    /**
     * The parameters of {@code wallet_sendCalls} (EIP-5792, version 2.0.0): a JSON array with one
     * object. Read the answer to {@code wallet_getCallsStatus} with {@link CallsStatus#parse}.
     *
     * @param atomicRequired true if the wallet has to execute all calls or none; plans need it not,
     *     as they go on with what is left
     */
    public String toWalletCalls(boolean atomicRequired) {
      return ExternalFormats.walletCalls(this, atomicRequired);
    }

    /**
     * A file for the transaction builder of a Safe, whose address is the account of this hand-off:
     * drag it into the builder, which checks its checksum.
     *
     * @param name what the builder shows
     * @param created written into the file
     */
    public String toSafeFile(String name, Instant created) {
      return ExternalFormats.safeFile(this, name, created);
    }
  }

  /**
   * Nothing to sign or send: the wallet has sent these already. Give them to {@link TxPlan#track}.
   * Only of plans with a key.
   *
   * @param hashes at least one, in the order of the steps
   */
  record Sent(List<Hash32> hashes) implements Handoff {
    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if it is empty
     */
    public Sent {
      hashes = List.copyOf(hashes);
      if (hashes.isEmpty()) {
        throw new IllegalArgumentException("nothing was sent");
      }
    }
  }
}
