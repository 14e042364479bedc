package io.github.restake4j.sign;

import io.github.restake4j.Restake4j;
import io.github.restake4j.error.SigningException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.eth.Keccak;
import io.github.restake4j.read.Read;
import io.github.restake4j.standard.contract.ERC1271Contract;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;

/** Signatures over messages and typed data: made with checks, and verified for any account. */
public final class Signatures {
  /** What a contract returns for a signature it accepts (EIP-1271). */
  private static final Bytes VALID = Bytes.parse("0x1626ba7e");

  private Signatures() {}

  /** What {@code personal_sign} signs (EIP-191, version 0x45): the hash over prefix and message. */
  public static Hash32 messageHash(Bytes message) {
    byte[] prefix =
        ("\u0019Ethereum Signed Message:\n" + message.size()).getBytes(StandardCharsets.US_ASCII);
    return Keccak.hash(prefix, message.toArray());
  }

  /** As {@link #messageHash(Bytes)} of the text in UTF-8; a text that starts with 0x stays text. */
  public static Hash32 messageHash(String message) {
    return messageHash(Bytes.wrap(message.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Has typed data signed after checking its domain, and checks what comes back.
   *
   * @param client whose chain the domain has to name
   * @param allowed what is let through although it is unusual
   * @throws SigningException CHAIN_MISMATCH or SUSPICIOUS_DOMAIN before the signer is asked;
   *     WRONG_SIGNER if the signature is not the account's; whatever the signer throws
   */
  public static Signature sign(
      Restake4j client, Signer signer, TypedData data, TypedData.Unusual... allowed) {
    data.requireUsual(client.chain().id(), signer.address(), allowed);
    return verified(
        Objects.requireNonNull(signer.signTypedData(data), "the signer gave null"),
        data.hash(),
        signer.address());
  }

  /**
   * The same signature if the account's key made it over the hash.
   *
   * @throws SigningException WRONG_SIGNER
   */
  static Signature verified(Signature signature, Hash32 hash, Address account) {
    Optional<Address> signer = signature.signer(hash);
    if (!signer.equals(Optional.of(account))) {
      throw new SigningException(
          SigningException.Code.WRONG_SIGNER,
          "the signature is not of "
              + account
              + " but of "
              + signer.map(Address::toString).orElse("nobody"));
    }
    return signature;
  }

  /**
   * Whether an account stands behind a signature: its own key made it, or its contract accepts it
   * (EIP-1271, which is how Safes and other contract accounts sign). Asks the chain only if the key
   * did not make it. A high s is not accepted from a key; a contract that reverts, is not there, or
   * answers anything but the magic value has not accepted.
   *
   * <p>An account delegated under EIP-7702 has both: its key counts here, while a contract that
   * looks for code first may ask the delegate alone. What a contract accepts may change with the
   * block.
   *
   * @param hash what was signed: {@link #messageHash}, {@link TypedData#hash}
   * @param signature as it came: 65 or 64 bytes of a key, anything for a contract
   */
  public static Read<Boolean> isValid(
      Restake4j client, Address account, Hash32 hash, Bytes signature) {
    if (isOfKey(account, hash, signature)) {
      return Read.known(true);
    }
    return client
        .call(account, ERC1271Contract.isValidSignature(hash, signature))
        .attempt()
        .map(answer -> answer.fold(VALID::equals, refused -> false));
  }

  /** As {@link #isValid(Restake4j, Address, Hash32, Bytes)} over a message of EIP-191. */
  public static Read<Boolean> isValidMessage(
      Restake4j client, Address account, String message, Bytes signature) {
    return isValid(client, account, messageHash(message), signature);
  }

  /** True if the account's own key made the signature; asks nobody. */
  public static boolean isOfKey(Address account, Hash32 hash, Bytes signature) {
    Signature parsed;
    try {
      parsed = Signature.parse(signature);
    } catch (SigningException e) {
      return false;
    }
    boolean changed =
        signature.size() == 65 && !Bytes.wrap(parsed.s().toBytes()).equals(signature.slice(32, 64));
    return !changed && parsed.signer(hash).equals(Optional.of(account));
  }
}
