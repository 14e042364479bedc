package io.github.restake4j.internal.sign;

import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.eth.Keccak;
import io.github.restake4j.sign.Signature;
import io.github.restake4j.sign.TxRequest;
import io.github.restake4j.units.Wei;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.web3j.rlp.RlpEncoder;
import org.web3j.rlp.RlpList;
import org.web3j.rlp.RlpString;
import org.web3j.rlp.RlpType;

/**
 * A signed EIP-1559 (type 2) transaction with an empty access list.
 *
 * @param request what was signed
 * @param signature by whom it was signed
 * @param sender recovered from the signature
 * @param raw the bytes of {@code eth_sendRawTransaction}
 * @param hash keccak of {@code raw}: what the transaction is called on chain
 */
public record RawTx(
    TxRequest request, Signature signature, Address sender, Bytes raw, Hash32 hash) {
  private static final byte TYPE = 2;

  /** What an EIP-1559 signature signs. */
  public static Hash32 signingHash(TxRequest request) {
    return Keccak.hash(new byte[] {TYPE}, RlpEncoder.encode(new RlpList(fields(request))));
  }

  /** The bytes of a signed transaction. */
  public static Bytes encode(TxRequest request, Signature signature) {
    List<RlpType> fields = fields(request);
    fields.add(RlpString.create(BigInteger.valueOf(signature.v() - 27)));
    fields.add(RlpString.create(Secp256k1.number(signature.r())));
    fields.add(RlpString.create(Secp256k1.number(signature.s())));
    return Bytes.concat(Bytes.of(TYPE), Bytes.wrap(RlpEncoder.encode(new RlpList(fields))));
  }

  /**
   * Reads signed bytes, strictly, and recovers who signed them.
   *
   * @throws IllegalArgumentException if they are not a signed type 2 call without access list
   */
  public static RawTx decode(Bytes raw) {
    byte[] bytes = raw.toArray();
    if (bytes.length == 0 || bytes[0] != TYPE) {
      throw new IllegalArgumentException("not a type 2 (EIP-1559) transaction");
    }
    RlpReader outer = new RlpReader(bytes, 1, bytes.length);
    RlpReader in = outer.list();
    if (!outer.isAtEnd()) {
      throw new IllegalArgumentException("bytes behind the transaction");
    }
    long chainId = in.smallNumber();
    long nonce = in.smallNumber();
    Wei tip = Wei.of(in.number());
    Wei maxFee = Wei.of(in.number());
    long gasLimit = in.smallNumber();
    byte[] to = in.string();
    if (to.length != Address.SIZE) {
      throw new IllegalArgumentException("the transaction creates a contract; only calls are sent");
    }
    Wei value = Wei.of(in.number());
    Bytes data = Bytes.wrap(in.string());
    if (!in.list().isAtEnd()) {
      throw new IllegalArgumentException("the transaction has an access list");
    }
    TxRequest request =
        new TxRequest(chainId, nonce, tip, maxFee, gasLimit, Address.of(to), value, data);
    BigInteger parity = in.number();
    if (parity.bitLength() > 1) {
      throw new IllegalArgumentException("the parity of a signature is 0 or 1, not " + parity);
    }
    Signature signature =
        Signature.canonical(in.number(), in.number(), parity.testBit(0) ? 28 : 27);
    if (!in.isAtEnd()) {
      throw new IllegalArgumentException("fields behind the signature");
    }
    Optional<Address> sender = Secp256k1.recover(signingHash(request), signature);
    return new RawTx(
        request,
        signature,
        sender.orElseThrow(
            () -> new IllegalArgumentException("no key can have made the signature")),
        raw,
        Keccak.hash(raw));
  }

  private static List<RlpType> fields(TxRequest request) {
    List<RlpType> fields = new ArrayList<>();
    fields.add(RlpString.create(BigInteger.valueOf(request.chainId())));
    fields.add(RlpString.create(BigInteger.valueOf(request.nonce())));
    fields.add(RlpString.create(request.maxPriorityFeePerGas().smallest()));
    fields.add(RlpString.create(request.maxFeePerGas().smallest()));
    fields.add(RlpString.create(BigInteger.valueOf(request.gasLimit())));
    fields.add(RlpString.create(request.to().toBytes()));
    fields.add(RlpString.create(request.value().smallest()));
    fields.add(RlpString.create(request.data().toArray()));
    fields.add(new RlpList());
    return fields;
  }
}
