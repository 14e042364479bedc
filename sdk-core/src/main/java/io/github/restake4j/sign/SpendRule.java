package io.github.restake4j.sign;

import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Keccak;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** One thing that a spend policy allows. Looks at the calldata itself. */
sealed interface SpendRule {
  int SELECTOR = 4;
  int WORD = 32;
  Pattern SIGNATURE = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$]*\\([A-Za-z0-9,()\\[\\]]*\\)");

  boolean allows(TxRequest request);

  /** What a refusal says about a transaction; the function by its selector, not guessed. */
  static String describe(TxRequest request) {
    Bytes data = request.data();
    if (data.isEmpty()) {
      return "a transfer to " + request.to();
    }
    return data.size() < SELECTOR
        ? "calldata of " + data.size() + " bytes to " + request.to()
        : "function " + data.slice(0, SELECTOR) + " of " + request.to();
  }

  static Bytes selector(String signature) {
    if (!SIGNATURE.matcher(signature).matches()) {
      throw new IllegalArgumentException(
          "a function reads like submit(address), without spaces and names: " + signature);
    }
    byte[] hash = Keccak.hash(signature.getBytes(StandardCharsets.US_ASCII)).toBytes();
    return Bytes.wrap(hash).slice(0, SELECTOR);
  }

  /** ETH without calldata. */
  record Transfer(Address to) implements SpendRule {
    @Override
    public boolean allows(TxRequest request) {
      return request.to().equals(to) && request.data().isEmpty();
    }
  }

  /** Anything at all. */
  record Anything(Address to) implements SpendRule {
    @Override
    public boolean allows(TxRequest request) {
      return request.to().equals(to);
    }
  }

  /** A function with any arguments. */
  record Function(Address contract, Bytes selector) implements SpendRule {
    static Function of(Address contract, String signature) {
      return new Function(contract, SpendRule.selector(signature));
    }

    @Override
    public boolean allows(TxRequest request) {
      return request.to().equals(contract) && starts(request.data(), selector);
    }
  }

  /** A function of an address and an amount, for one address, up to an amount, without ETH. */
  record TokenAmount(Address token, String signature, Address party, BigInteger most)
      implements SpendRule {
    @Override
    public boolean allows(TxRequest request) {
      Bytes data = request.data();
      if (!request.to().equals(token)
          || !request.value().isZero()
          || data.size() != SELECTOR + 2 * WORD
          || !starts(data, SpendRule.selector(signature))) {
        return false;
      }
      BigInteger first = word(data, SELECTOR);
      BigInteger amount = word(data, SELECTOR + WORD);
      return first.equals(new BigInteger(1, party.toBytes())) && amount.compareTo(most) <= 0;
    }
  }

  /** Typed data that a spend policy allows; the chain was looked at already. */
  sealed interface Data {
    boolean allows(TypedData data);
  }

  /** Of one kind, for one contract. */
  record AnyMessage(Address contract, String primaryType) implements Data {
    @Override
    public boolean allows(TypedData data) {
      return data.verifyingContract().equals(Optional.of(contract))
          && data.primaryType().equals(primaryType);
    }
  }

  /** A permit of EIP-2612. */
  record Permit(Address token, Address spender, BigInteger most) implements Data {
    @Override
    public boolean allows(TypedData data) {
      return data.verifyingContract().equals(Optional.of(token))
          && data.primaryType().equals("Permit")
          && data.message().get("spender") instanceof Address to
          && to.equals(spender)
          && data.message().get("value") instanceof BigInteger value
          && value.compareTo(most) <= 0;
    }
  }

  private static boolean starts(Bytes data, Bytes selector) {
    return data.size() >= SELECTOR && data.slice(0, SELECTOR).equals(selector);
  }

  private static BigInteger word(Bytes data, int from) {
    return new BigInteger(1, data.slice(from, from + WORD).toArray());
  }
}
