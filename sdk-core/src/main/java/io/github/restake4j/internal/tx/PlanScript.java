package io.github.restake4j.internal.tx;

import io.github.restake4j.error.RevertException;
import io.github.restake4j.error.SigningException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.internal.CallScope;
import io.github.restake4j.internal.Client;
import io.github.restake4j.read.Read;
import io.github.restake4j.sign.Signer;
import io.github.restake4j.tx.Intent;
import io.github.restake4j.tx.TxOptions;
import io.github.restake4j.tx.TxSpec;
import io.github.restake4j.units.Wei;
import java.util.Optional;

/** A plan on its way, with a signer in this process. */
final class PlanScript implements Script.Own {
  private final Client client;
  private final Preflight preflight;
  private final TxSpec<?> spec;
  private final TxOptions options;
  private final Deriver deriver;
  private final Signer signer;
  private final Address from;
  private final Optional<Permit.Signed> given;

  PlanScript(
      Client client,
      Preflight preflight,
      TxSpec<?> spec,
      TxOptions options,
      Signer signer,
      Optional<Permit.Signed> given) {
    this.client = client;
    this.preflight = preflight;
    this.spec = spec;
    this.options = options;
    this.deriver = new Deriver(client, spec, options);
    this.signer = signer;
    this.from = signer.address();
    this.given = given;
  }

  @Override
  public String name() {
    return spec.name();
  }

  @Override
  public Hash32 content() {
    return Content.of(spec);
  }

  @Override
  public Client client() {
    return client;
  }

  @Override
  public Read<Derivation> derivation() {
    return checked(deriver, given);
  }

  @Override
  public Script.Next signFirst(Derivation derived, Wei spent, CallScope scope) {
    // before the first signature of any kind
    preflight.checkChain(scope);
    Permit.Signed signed;
    try {
      signed =
          derived
              .toSign()
              .orElseThrow(IllegalStateException::new)
              .signBy(signer, client.chain().id());
    } catch (SigningException e) {
      if (e.kind() != SigningException.Code.NOT_SUPPORTED) {
        throw e;
      }
      return quoted(checked(approving(), Optional.empty()).now(), spent, scope);
    }
    return withPermit(signed, spent, scope);
  }

  private Script.Next withPermit(Permit.Signed signed, Wei spent, CallScope scope) {
    Derivation derived = checked(deriver, Optional.of(signed)).now();
    if (derived.toSign().isPresent()) {
      // the owner's permit nonce moved while we signed: approve rather than chase it
      return quoted(checked(approving(), Optional.empty()).now(), spent, scope);
    }
    try {
      return quoted(derived, spent, scope);
    } catch (RevertException e) {
      // somebody may have handed the permit in before us: then the allowance is there by now
      Derivation again = deriver.derive(from, Optional.empty()).now();
      if (again.toSign().isPresent() || again.situation().permit().isPresent()) {
        throw e;
      }
      return quoted(again, spent, scope);
    }
  }

  private Deriver approving() {
    return new Deriver(
        client, spec, options.toBuilder().allowance(TxOptions.Allowance.APPROVE).build());
  }

  private Read<Derivation> checked(Deriver by, Optional<Permit.Signed> permit) {
    return by.derive(from, permit)
        .then(
            derived ->
                by.checks(derived)
                    .map(
                        checks -> {
                          by.require(checks);
                          return derived;
                        }));
  }

  private Script.Next quoted(Derivation derived, Wei spent, CallScope scope) {
    Derivation.Step first = derived.steps().get(0);
    return new Script.ToSign(
        first.kind(), first.call(), preflight.quote(from, first.call(), spent, options, scope));
  }

  @Override
  public Intent.Purpose purposeOf(Address to, Bytes data) {
    return Content.purposeOf(spec, to, data);
  }
}
