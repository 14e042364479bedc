package io.github.restake4j.sign;

import io.github.restake4j.eth.Address;
import io.github.restake4j.units.Wei;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was signed away in the last 24 hours. At most one transaction of a nonce is ever mined, so a
 * nonce counts once, with the largest value that was signed at it. Guarded by itself.
 */
final class SpentPerDay {
  private static final Duration DAY = Duration.ofHours(24);

  private record Slot(long chainId, Address account, long nonce) {}

  private record Signed(Wei value, Instant at) {}

  private final Wei most;
  private final Clock clock;
  private final Map<Slot, Signed> signed = new HashMap<>();

  SpentPerDay(Wei most, Clock clock) {
    this.most = most;
    this.clock = clock;
  }

  synchronized Optional<String> objection(TxRequest request, Address account) {
    Instant now = clock.instant();
    signed.values().removeIf(each -> !each.at().plus(DAY).isAfter(now));
    Slot slot = slot(request, account);
    Wei total = valueAt(slot, request);
    for (Map.Entry<Slot, Signed> each : signed.entrySet()) {
      Slot other = each.getKey();
      if (!other.equals(slot)
          && other.chainId() == slot.chainId()
          && other.account().equals(account)) {
        total = total.plus(each.getValue().value());
      }
    }
    return total.compareTo(most) > 0
        ? Optional.of("with it, " + total + " in 24 hours is above the allowed " + most)
        : Optional.empty();
  }

  synchronized void count(TxRequest request, Address account) {
    Slot slot = slot(request, account);
    Wei value = valueAt(slot, request);
    if (!value.isZero()) {
      signed.put(slot, new Signed(value, clock.instant()));
    }
  }

  private Wei valueAt(Slot slot, TxRequest request) {
    Signed before = signed.get(slot);
    return before == null || before.value().compareTo(request.value()) < 0
        ? request.value()
        : before.value();
  }

  private static Slot slot(TxRequest request, Address account) {
    return new Slot(request.chainId(), account, request.nonce());
  }
}
