package io.github.restake4j.internal.tx;

import io.github.restake4j.error.Restake4jException;
import io.github.restake4j.error.SigningException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.internal.sign.KnownKey;
import io.github.restake4j.internal.sign.RawTx;
import io.github.restake4j.sign.Signer;
import io.github.restake4j.sign.TxRequest;
import io.github.restake4j.tx.Intent;
import java.util.Objects;
import java.util.Optional;

/** Has transactions signed, and believes nothing of what comes back. */
final class Signing {
  private Signing() {}

  /** Signs for an intent that has a signer. */
  static Stage.Sent sign(LiveIntent live, Lane lane, TxRequest request, Intent.Purpose purpose) {
    Signer signer =
        live.signer()
            .orElseThrow(
                () -> new IllegalStateException(live.key() + " has nobody who could sign"));
    return sign(signer, lane, request, purpose);
  }

  /**
   * Has a transaction signed and reads what came back: it must be the asked one, by the asked
   * account.
   */
  static Stage.Sent sign(Signer signer, Lane lane, TxRequest request, Intent.Purpose purpose) {
    GasRules.check(request);
    Address account = signer.address();
    Bytes raw;
    try {
      raw = Objects.requireNonNull(signer.signTransaction(request), "the signer gave null");
    } catch (Restake4jException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new SigningException(
          SigningException.Code.SIGNER_REFUSED, "the signer of " + account + " failed", e);
    }
    RawTx tx = RawTx.verified(raw, request, account, lane.key().orElse(null));
    if (!lane.key().isPresent()) {
      KnownKey.of(RawTx.signingHash(request), tx.signature()).ifPresent(lane::key);
    }
    return new Stage.Sent(tx.hash(), Optional.of(tx), purpose);
  }
}
