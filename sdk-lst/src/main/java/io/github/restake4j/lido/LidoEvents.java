package io.github.restake4j.lido;

import io.github.restake4j.error.DecodingException;
import io.github.restake4j.eth.Receipt;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** Finds in a receipt what a Lido call must have emitted. */
final class LidoEvents {
  private LidoEvents() {}

  static <E, R> R one(
      List<E> events,
      Predicate<? super E> wanted,
      Function<? super E, ? extends R> value,
      String what,
      Receipt receipt) {
    for (E event : events) {
      if (wanted.test(event)) {
        return value.apply(event);
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
