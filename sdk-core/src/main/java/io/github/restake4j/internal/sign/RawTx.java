package io.github.restake4j.internal.sign;

import io.github.restake4j.error.SigningException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.eth.Keccak;
import io.github.restake4j.sign.AccessTuple;
import io.github.restake4j.sign.Signature;
import io.github.restake4j.sign.TxRequest;
import io.github.restake4j.sign.TxType;
import io.github.restake4j.units.Wei;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.web3j.rlp.RlpEncoder;
import org.web3j.rlp.RlpList;
import org.web3j.rlp.RlpString;
import org.web3j.rlp.RlpType;

/**
 * A signed transaction of type 0 (protected by EIP-155), 1 (EIP-2930) or 2 (EIP-1559).
 *
 * @param request what was signed
 * @param signature by whom it was signed
 * @param sender recovered from the signature
 * @param raw the bytes of {@code eth_sendRawTransaction}
 * @param hash keccak of {@code raw}: what the transaction is called on chain
 */
public record RawTx(
    TxRequest request, Signature signature, Address sender, Bytes raw, Hash32 hash) {
  private static final int FIRST_LIST = 0xc0;
  private static final BigInteger PROTECTED = BigInteger.valueOf(35);

  /** What a signature of this transaction signs. */
  public static Hash32 signingHash(TxRequest request) {
    List<RlpType> fields = fields(request);
    if (request.type() == TxType.LEGACY) {
      // EIP-155: the chain id, and two zeros in the places of r and s
      fields.add(RlpString.create(BigInteger.valueOf(request.chainId())));
      fields.add(RlpString.create(BigInteger.ZERO));
      fields.add(RlpString.create(BigInteger.ZERO));
    }
    return Keccak.hash(envelope(request.type(), fields).toArray());
  }

  /** The bytes of a signed transaction. */
  public static Bytes encode(TxRequest request, Signature signature) {
    List<RlpType> fields = fields(request);
    BigInteger parity = BigInteger.valueOf(signature.v() - 27);
    fields.add(
        RlpString.create(
            request.type() == TxType.LEGACY
                ? BigInteger.valueOf(request.chainId()).shiftLeft(1).add(PROTECTED).add(parity)
                : parity));
    fields.add(RlpString.create(Secp256k1.number(signature.r())));
    fields.add(RlpString.create(Secp256k1.number(signature.s())));
    return envelope(request.type(), fields);
  }

  /**
   * Reads signed bytes, strictly, and recovers who signed them.
   *
   * @throws IllegalArgumentException if they are not a signed, chain-protected call of type 0, 1 or
   *     2 in its one canonical encoding
   */
  public static RawTx decode(Bytes raw) {
    return decode(raw, null);
  }

  /**
   * As {@link #decode(Bytes)}, at less cost if a certain key made the signature.
   *
   * @param likely the key to try first; null to recover it at once
   */
  public static RawTx decode(Bytes raw, @Nullable KnownKey likely) {
    byte[] bytes = raw.toArray();
    TxType type = typeOf(bytes);
    RlpReader outer = new RlpReader(bytes, type == TxType.LEGACY ? 0 : 1, bytes.length);
    RlpReader in = outer.list();
    if (!outer.isAtEnd()) {
      throw new IllegalArgumentException("bytes behind the transaction");
    }
    long chainId = type == TxType.LEGACY ? 0 : in.smallNumber();
    long nonce = in.smallNumber();
    Wei tip = Wei.of(in.number());
    Wei maxFee = type == TxType.DYNAMIC_FEE ? Wei.of(in.number()) : tip;
    long gasLimit = in.smallNumber();
    byte[] to = in.string();
    if (to.length != Address.SIZE) {
      throw new IllegalArgumentException("the transaction creates a contract; only calls are sent");
    }
    Wei value = Wei.of(in.number());
    Bytes data = Bytes.wrap(in.string());
    List<AccessTuple> accessList = type == TxType.LEGACY ? List.of() : accessList(in.list());
    BigInteger v = in.number();
    if (type == TxType.LEGACY) {
      BigInteger folded = v.subtract(PROTECTED);
      if (folded.signum() < 0 || folded.bitLength() > Long.SIZE) {
        throw new IllegalArgumentException(
            "the v of a transaction that is protected by its chain id is 35 or more, not " + v);
      }
      chainId = folded.shiftRight(1).longValue();
      v = folded.testBit(0) ? BigInteger.ONE : BigInteger.ZERO;
    }
    if (v.bitLength() > 1) {
      throw new IllegalArgumentException("the parity of a signature is 0 or 1, not " + v);
    }
    TxRequest request =
        new TxRequest(
            type, chainId, nonce, tip, maxFee, gasLimit, Address.of(to), value, data, accessList);
    Signature signature = Signature.canonical(in.number(), in.number(), v.testBit(0) ? 28 : 27);
    if (!in.isAtEnd()) {
      throw new IllegalArgumentException("fields behind the signature");
    }
    Hash32 signed = signingHash(request);
    Optional<Address> sender =
        likely != null && likely.made(signed, signature)
            ? Optional.of(likely.address())
            : Secp256k1.recover(signed, signature);
    return new RawTx(
        request,
        signature,
        sender.orElseThrow(
            () -> new IllegalArgumentException("no key can have made the signature")),
        raw,
        Keccak.hash(raw));
  }

  /**
   * Reads what a signer returned, which has to be the asked transaction, by the asked account.
   *
   * @throws SigningException INVALID_SIGNATURE, CHAIN_MISMATCH or WRONG_SIGNER
   */
  public static RawTx verified(Bytes raw, TxRequest asked, Address account) {
    return verified(raw, asked, account, null);
  }

  /** As {@link #verified(Bytes, TxRequest, Address)}, with a key that is tried first. */
  public static RawTx verified(
      Bytes raw, TxRequest asked, Address account, @Nullable KnownKey likely) {
    RawTx tx;
    try {
      tx = decode(raw, likely);
    } catch (IllegalArgumentException e) {
      throw new SigningException(
          SigningException.Code.INVALID_SIGNATURE,
          "what the signer of " + account + " returned is no signed transaction",
          e);
    }
    if (tx.request().chainId() != asked.chainId()) {
      throw new SigningException(
          SigningException.Code.CHAIN_MISMATCH,
          "the signer of "
              + account
              + " signed for chain id "
              + tx.request().chainId()
              + ", not for "
              + asked.chainId());
    }
    if (!tx.request().equals(asked)) {
      throw new SigningException(
          SigningException.Code.INVALID_SIGNATURE,
          "the signer of " + account + " signed another transaction than it was asked to");
    }
    if (!tx.sender().equals(account)) {
      throw new SigningException(
          SigningException.Code.WRONG_SIGNER,
          "the signer of " + account + " returned a transaction of " + tx.sender());
    }
    return tx;
  }

  private static TxType typeOf(byte[] raw) {
    int first = raw.length == 0 ? -1 : raw[0] & 0xff;
    if (first >= FIRST_LIST) {
      return TxType.LEGACY;
    }
    if (first == TxType.ACCESS_LIST.number()) {
      return TxType.ACCESS_LIST;
    }
    if (first == TxType.DYNAMIC_FEE.number()) {
      return TxType.DYNAMIC_FEE;
    }
    throw new IllegalArgumentException(
        first < 0
            ? "no bytes instead of a signed transaction"
            : "not a transaction of type 0, 1 or 2; the first byte is " + first);
  }

  private static List<AccessTuple> accessList(RlpReader in) {
    List<AccessTuple> tuples = new ArrayList<>();
    while (!in.isAtEnd()) {
      RlpReader tuple = in.list();
      byte[] address = tuple.string();
      RlpReader slots = tuple.list();
      List<Hash32> keys = new ArrayList<>();
      while (!slots.isAtEnd()) {
        keys.add(Hash32.of(slots.string()));
      }
      if (!tuple.isAtEnd()) {
        throw new IllegalArgumentException("an entry of the access list has more than two fields");
      }
      tuples.add(new AccessTuple(Address.of(address), keys));
    }
    return tuples;
  }

  private static Bytes envelope(TxType type, List<RlpType> fields) {
    Bytes list = Bytes.wrap(RlpEncoder.encode(new RlpList(fields)));
    return type == TxType.LEGACY ? list : Bytes.concat(Bytes.of((byte) type.number()), list);
  }

  private static List<RlpType> fields(TxRequest request) {
    List<RlpType> fields = new ArrayList<>();
    if (request.type() != TxType.LEGACY) {
      fields.add(RlpString.create(BigInteger.valueOf(request.chainId())));
    }
    fields.add(RlpString.create(BigInteger.valueOf(request.nonce())));
    if (request.type() == TxType.DYNAMIC_FEE) {
      fields.add(RlpString.create(request.maxPriorityFeePerGas().smallest()));
    }
    fields.add(RlpString.create(request.maxFeePerGas().smallest()));
    fields.add(RlpString.create(BigInteger.valueOf(request.gasLimit())));
    fields.add(RlpString.create(request.to().toBytes()));
    fields.add(RlpString.create(request.value().smallest()));
    fields.add(RlpString.create(request.data().toArray()));
    if (request.type() != TxType.LEGACY) {
      List<RlpType> tuples = new ArrayList<>();
      for (AccessTuple tuple : request.accessList()) {
        List<RlpType> keys = new ArrayList<>();
        tuple.storageKeys().forEach(key -> keys.add(RlpString.create(key.toBytes())));
        tuples.add(new RlpList(RlpString.create(tuple.address().toBytes()), new RlpList(keys)));
      }
      fields.add(new RlpList(tuples));
    }
    return fields;
  }
}
