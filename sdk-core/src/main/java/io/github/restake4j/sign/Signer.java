package io.github.restake4j.sign;

import io.github.restake4j.error.SigningException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;

/**
 * Signs for one account. Implemented by local keys here, by remote ones elsewhere, and by users.
 * Whatever a signer returns is checked: the signature must recover to {@link #address} before
 * anything leaves.
 *
 * <p>Implementations are safe for concurrent use and put no key material into messages, logs or
 * {@code toString}.
 */
public interface Signer {
  /** The account. */
  Address address();

  /**
   * Signs a transaction and returns its raw bytes, ready for {@code eth_sendRawTransaction}. Only
   * chain-protected transactions exist here.
   *
   * @throws SigningException if it will not or cannot
   */
  Bytes signTransaction(TxRequest transaction);

  /**
   * Signs EIP-712 typed data.
   *
   * @throws SigningException NOT_SUPPORTED if it never signs such data: a plan that would have used
   *     a permit then sends an approval; any other code if it will not or cannot, which ends the
   *     sending
   */
  Signature signTypedData(TypedData data);

  /**
   * Signs a message for people to read (EIP-191, {@code personal_sign}): the bytes with a prefix
   * before them that no transaction and no typed data can have.
   *
   * @throws SigningException NOT_SUPPORTED if it never signs messages, which is what this method
   *     does unless it is overridden; any other code if it will not or cannot
   */
  default Signature signMessage(Bytes message) {
    throw new SigningException(
        SigningException.Code.NOT_SUPPORTED, "the signer of " + address() + " signs no messages");
  }
}
