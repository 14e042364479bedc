package io.github.restake4j.internal.tx;

import io.github.restake4j.error.RefusedException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.BlockRef;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.internal.Client;
import io.github.restake4j.internal.read.Reads;
import io.github.restake4j.read.Attempt;
import io.github.restake4j.read.Read;
import io.github.restake4j.standard.contract.ERC20Contract;
import io.github.restake4j.standard.contract.ERC2612Contract;
import io.github.restake4j.tx.Intent;
import io.github.restake4j.tx.TxOptions;
import io.github.restake4j.tx.TxSpec;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Works out the steps of a plan from its description and the state of the chain. Reads only. */
final class Deriver {
  private final Client client;
  private final TxSpec<?> spec;
  private final TxOptions options;

  Deriver(Client client, TxSpec<?> spec, TxOptions options) {
    this.client = client;
    this.spec = spec;
    this.options = options;
  }

  private record Token(Address address, Address spender) {}

  /** What the token says of a permit for this owner, at one block. */
  private record PermitState(BigInteger nonce, Hash32 separator, Instant now) {}

  /**
   * The steps that are left for a sender.
   *
   * @param signed a permit that was signed before, used if it still fits
   */
  Read<Derivation> derive(Address from, Optional<Permit.Signed> signed) {
    // the block ties reads to the client where a facade knows everything without asking
    return Reads.block(client).then(block -> derive(from, signed, block));
  }

  private Read<Derivation> derive(
      Address from, Optional<Permit.Signed> signed, BlockRef.Exact block) {
    Optional<TxSpec.Allowance> allowance = spec.allowance();
    if (!allowance.isPresent()) {
      return plainCall(from);
    }
    TxSpec.Allowance needed = allowance.get();
    return Read.<Address, Address, Token>zip(needed.token(), needed.spender(), Token::new)
        .then(
            token ->
                Reads.call(client, token.address(), ERC20Contract.allowance(from, token.spender()))
                    .then(
                        granted ->
                            granted.compareTo(needed.amount().smallest()) >= 0
                                ? plainCall(from)
                                : bring(from, needed, token, granted, signed, block)));
  }

  private Read<Derivation> bring(
      Address from,
      TxSpec.Allowance needed,
      Token token,
      BigInteger granted,
      Optional<Permit.Signed> signed,
      BlockRef.Exact block) {
    if (options.allowance() == TxOptions.Allowance.NONE) {
      throw new RefusedException(
          RefusedException.Code.INSUFFICIENT_ALLOWANCE,
          spec.name()
              + " needs an allowance of "
              + needed.amount()
              + " for "
              + token.spender()
              + "; granted are "
              + granted
              + " smallest units, and the options say to bring none");
    }
    if (options.allowance() == TxOptions.Allowance.APPROVE || !needed.permit().isPresent()) {
      return approveThenCall(from, needed, token);
    }
    TxSpec.PermitDomain domain = needed.permit().get();
    return permitState(from, token, block.timestamp())
        .attempt()
        .then(
            attempt -> {
              // a token that answers neither nonces nor separator has no permit
              if (!(attempt instanceof Attempt.Value<PermitState> known)) {
                return approveThenCall(from, needed, token);
              }
              return permit(from, needed, token, domain, known.value(), signed);
            });
  }

  private Read<PermitState> permitState(Address from, Token token, Instant now) {
    return Read.<BigInteger, Hash32, PermitState>zip(
        Reads.call(client, token.address(), ERC2612Contract.nonces(from)),
        Reads.call(client, token.address(), ERC2612Contract.DOMAIN_SEPARATOR()),
        (nonce, separator) -> new PermitState(nonce, separator, now));
  }

  private Read<Derivation> permit(
      Address from,
      TxSpec.Allowance needed,
      Token token,
      TxSpec.PermitDomain domain,
      PermitState state,
      Optional<Permit.Signed> signed) {
    BigInteger value = needed.amount().smallest();
    Permit permit =
        Permit.of(
            client.chain().id(),
            token.address(),
            domain,
            from,
            token.spender(),
            value,
            state.nonce(),
            BigInteger.valueOf(state.now().plus(options.permitValidity()).getEpochSecond()));
    if (!permit.data().domainSeparator().equals(state.separator())) {
      // a signature under a domain the token does not have would only waste gas
      return approveThenCall(from, needed, token);
    }
    if (signed.isPresent()
        && signed
            .get()
            .permit()
            .fits(from, token.address(), token.spender(), value, state.nonce(), state.now())) {
      return call(
          new TxSpec.Situation(from, Optional.of(signed.get().forCall())), Optional.empty());
    }
    return call(new TxSpec.Situation(from, Optional.of(permit.unsigned())), Optional.of(permit));
  }

  private Read<Derivation> plainCall(Address from) {
    return call(new TxSpec.Situation(from, Optional.empty()), Optional.empty());
  }

  private Read<Derivation> approveThenCall(Address from, TxSpec.Allowance needed, Token token) {
    TxSpec.Call approve =
        new TxSpec.Call(
            token.address(), ERC20Contract.approve(token.spender(), needed.amount().smallest()));
    Derivation.Step first =
        new Derivation.Step(
            "allow " + token.spender() + " to take exactly " + needed.amount(),
            Intent.Purpose.PREPARATION,
            approve);
    return plainCall(from)
        .map(
            plain ->
                new Derivation(
                    plain.situation(), Optional.empty(), List.of(first, plain.steps().get(0))));
  }

  private Read<Derivation> call(TxSpec.Situation situation, Optional<Permit> toSign) {
    return spec.call(situation)
        .map(
            call ->
                new Derivation(
                    situation,
                    toSign,
                    List.of(new Derivation.Step(spec.name(), Intent.Purpose.CALL, call))));
  }

  /** What the contract demands, for the situation of a derivation. */
  Read<List<TxSpec.Check>> checks(Derivation derivation) {
    return spec.checks(derivation.situation()).orElseGet(() -> Reads.known(List.of()));
  }

  /**
   * Refuses if something the contract demands is not met.
   *
   * @throws RefusedException with the code of the first such check and the texts of all
   */
  void require(List<TxSpec.Check> checks) {
    StringBuilder texts = new StringBuilder();
    RefusedException.Code code = null;
    for (TxSpec.Check check : checks) {
      if (!check.met()) {
        code = code == null ? check.code() : code;
        texts.append(texts.length() == 0 ? "" : "; ").append(check.text());
      }
    }
    if (code != null) {
      throw new RefusedException(code, spec.name() + ": " + texts);
    }
  }
}
