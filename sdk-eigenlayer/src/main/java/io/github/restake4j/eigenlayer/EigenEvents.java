package io.github.restake4j.eigenlayer;

import io.github.restake4j.error.DecodingException;
import io.github.restake4j.eth.Receipt;
import java.util.List;
import java.util.function.Predicate;

/** Finds in a receipt what an EigenLayer call must have emitted. */
final class EigenEvents {
  private EigenEvents() {}

  static <E> E one(List<E> events, Predicate<? super E> wanted, String what, Receipt receipt) {
    for (E event : events) {
      if (wanted.test(event)) {
        return event;
      }
    }
    throw new DecodingException(
        DecodingException.Code.ABI_EMPTY,
        "transaction " + receipt.transactionHash() + " was mined, but has no event " + what);
  }
}
