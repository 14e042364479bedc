package io.github.restake4j.tx;

import io.github.restake4j.eth.Receipt;
import java.util.List;
import java.util.Optional;

/**
 * What a client has under way, whoever sent it. Made by a client; not meant to be implemented.
 *
 * <p>A handle from here knows only what the journal knows. It follows signed transactions to their
 * end and sends the same bytes again where needed. What takes the plan itself (a further step) or
 * its signer (higher fees, a cancellation) goes on once the plan is sent again under its key.
 */
public interface TxEngine {
  /**
   * Takes up everything that is open in the journal for this client's chain, and drives it from
   * here on. Call it when a program starts; a client that never sends or opens drives nothing.
   *
   * @return a handle for each open intent, in the order in which they were accepted; the result of
   *     an included one is the receipt of the plan's call
   * @throws io.github.restake4j.error.JournalException if the journal cannot be read
   */
  List<TxHandle<Receipt>> open();

  /**
   * The intent under a key, if the journal knows it.
   *
   * @throws io.github.restake4j.error.JournalException if the journal cannot be read
   */
  Optional<TxHandle<Receipt>> find(String key);
}
