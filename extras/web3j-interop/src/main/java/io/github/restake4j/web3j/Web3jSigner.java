package io.github.restake4j.web3j;

import io.github.restake4j.error.SigningException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.internal.sign.RawTx;
import io.github.restake4j.internal.sign.Secp256k1;
import io.github.restake4j.sign.Signature;
import io.github.restake4j.sign.Signatures;
import io.github.restake4j.sign.Signer;
import io.github.restake4j.sign.TxRequest;
import io.github.restake4j.sign.TypedData;
import java.math.BigInteger;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Sign;

/**
 * web3j's {@link Credentials} as the signer of plans: transactions of type 0, 1 and 2, typed data
 * and messages, signed by web3j's arithmetic and read back by the engine before they are used.
 *
 * <p>web3j keeps a private key as a number that nobody can overwrite; where that matters, use
 * {@code LocalKey}. The key is in no message and no {@code toString} of this class.
 */
public final class Web3jSigner implements Signer {
  private final ECKeyPair pair;
  private final Address address;

  private Web3jSigner(ECKeyPair pair, Address address) {
    this.pair = pair;
    this.address = address;
  }

  /**
   * A signer for the credentials.
   *
   * @throws IllegalArgumentException if they hold no private key, one that is not from 1 to n - 1
   *     (web3j takes 0 and n, and gives everybody the same account), or the public key or address
   *     of another
   */
  public static Web3jSigner of(Credentials credentials) {
    ECKeyPair pair = credentials.getEcKeyPair();
    BigInteger secret = pair == null ? null : pair.getPrivateKey();
    if (secret == null || !Secp256k1.isPrivateKey(secret)) {
      throw new IllegalArgumentException(
          "the credentials hold no private key, which is a number from 1 to n - 1");
    }
    Address address = Secp256k1.address(secret);
    if (!Sign.publicKeyFromPrivate(secret).equals(pair.getPublicKey())
        || !Address.parse(credentials.getAddress()).equals(address)) {
      throw new IllegalArgumentException(
          "the credentials of "
              + credentials.getAddress()
              + " hold the private key of another account, "
              + address);
    }
    return new Web3jSigner(pair, address);
  }

  @Override
  public Address address() {
    return address;
  }

  @Override
  public Bytes signTransaction(TxRequest transaction) {
    return RawTx.encode(transaction, sign(RawTx.signingHash(transaction)));
  }

  @Override
  public Signature signTypedData(TypedData data) {
    return sign(data.hash());
  }

  @Override
  public Signature signMessage(Bytes message) {
    return sign(Signatures.messageHash(message));
  }

  /** The account; never the key. */
  @Override
  public String toString() {
    return "Web3jSigner of " + address;
  }

  private Signature sign(Hash32 hash) {
    try {
      Sign.SignatureData signed = Sign.signMessage(hash.toBytes(), pair, false);
      return Signature.canonical(
          new BigInteger(1, signed.getR()),
          new BigInteger(1, signed.getS()),
          new BigInteger(1, signed.getV()).intValueExact());
    } catch (RuntimeException e) {
      throw new SigningException(
          SigningException.Code.SIGNER_REFUSED, "web3j's keys of " + address + " did not sign", e);
    }
  }
}
