package io.github.restake4j.etherfi;

import io.github.restake4j.error.DecodingException;
import io.github.restake4j.eth.Receipt;
import java.util.List;
import java.util.function.Predicate;

/** Finds in a receipt what a call of ether.fi must have emitted. */
final class EtherFiEvents {
  private EtherFiEvents() {}

  static <E> E first(List<E> events, Predicate<? super E> wanted, String what, Receipt receipt) {
    for (E event : events) {
      if (wanted.test(event)) {
        return event;
      }
    }
    throw missing(what, receipt);
  }

  static DecodingException missing(String what, Receipt receipt) {
    return new DecodingException(
        DecodingException.Code.ABI_EMPTY,
        "transaction " + receipt.transactionHash() + " was mined, but has no event " + what);
  }
}
