package io.github.restake4j.devnet.rpc;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A signed transaction of type 0, 1, 2 or 4 as its bytes tell it. */
final class RawTx {
  private static final BigInteger TWO = BigInteger.TWO;
  private static final BigInteger EIP_155 = BigInteger.valueOf(35);
  private static final String ECRECOVER = "0x0000000000000000000000000000000000000001";

  private final byte[] bytes;
  private final int type;
  private final List<Rlp> fields;

  private RawTx(byte[] bytes, int type, List<Rlp> fields) {
    this.bytes = bytes;
    this.type = type;
    this.fields = fields;
  }

  /** Null if the bytes are no transaction of these types. */
  static @Nullable RawTx decode(String hex) {
    byte[] bytes = Hex.bytes(hex);
    if (bytes == null || bytes.length == 0) {
      return null;
    }
    int type = (bytes[0] & 0xff) >= 0xc0 ? 0 : bytes[0];
    try {
      List<Rlp> fields = Rlp.decode(bytes, type == 0 ? 0 : 1).items();
      int expected =
          switch (type) {
            case 0 -> 9;
            case 1 -> 11;
            case 2 -> 12;
            case 4 -> 13;
            default -> -1;
          };
      return fields.size() == expected ? new RawTx(bytes, type, fields).checked() : null;
    } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
      return null;
    }
  }

  /** Reads each field once, so that none fails later. */
  private RawTx checked() {
    for (int i = fields.size() - 3; i < fields.size(); i++) {
      if (fields.get(i).bytes().length > 32) {
        throw new IllegalArgumentException("signature too long");
      }
    }
    nonce();
    tip();
    maxFee();
    gas();
    value();
    data();
    creates();
    accessList();
    authorizations();
    return this;
  }

  private BigInteger number(int legacy, int accessList, int dynamic) {
    return fields.get(type == 0 ? legacy : type == 1 ? accessList : dynamic).number();
  }

  String hash() {
    return Hex.of(Keccak.hash(bytes));
  }

  int size() {
    return bytes.length;
  }

  BigInteger nonce() {
    return number(0, 1, 1);
  }

  BigInteger tip() {
    return number(1, 2, 2);
  }

  BigInteger maxFee() {
    return number(1, 2, 3);
  }

  BigInteger gas() {
    return number(2, 3, 4);
  }

  BigInteger value() {
    return number(4, 5, 6);
  }

  boolean creates() {
    return field(3, 4, 5).bytes().length == 0;
  }

  byte[] data() {
    return field(5, 6, 7).bytes();
  }

  private Rlp field(int legacy, int accessList, int dynamic) {
    return fields.get(type == 0 ? legacy : type == 1 ? accessList : dynamic);
  }

  /** Addresses and storage keys of the access list. */
  int[] accessList() {
    int[] counts = new int[2];
    if (type > 0) {
      for (Rlp entry : fields.get(type == 1 ? 7 : 8).items()) {
        counts[0]++;
        counts[1] += entry.items().get(1).items().size();
      }
    }
    return counts;
  }

  int authorizations() {
    return type == 4 ? fields.get(9).items().size() : 0;
  }

  /** Whether its signature holds for one chain only. */
  boolean namesChain() {
    return type > 0 || v().compareTo(EIP_155) >= 0;
  }

  private BigInteger v() {
    return fields.get(fields.size() - 3).number();
  }

  /** Who signed it: {@code 0x} and 40 small hex digits. The node recovers it. */
  String sender(NodeRpc node) {
    BigInteger parity =
        type > 0
            ? v()
            : namesChain() ? v().subtract(EIP_155).mod(TWO) : v().subtract(BigInteger.valueOf(27));
    ByteArrayOutputStream words = new ByteArrayOutputStream();
    words.writeBytes(Keccak.hash(signed()));
    words.writeBytes(word(parity.add(BigInteger.valueOf(27))));
    words.writeBytes(word(fields.get(fields.size() - 2).number()));
    words.writeBytes(word(fields.get(fields.size() - 1).number()));
    String word =
        node.call(
                "eth_call", Map.of("to", ECRECOVER, "data", Hex.of(words.toByteArray())), "latest")
            .asText();
    return word.length() == 66 ? "0x" + word.substring(26) : "0x";
  }

  private byte[] signed() {
    List<Rlp> unsigned = fields.subList(0, fields.size() - 3);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    unsigned.forEach(field -> body.writeBytes(field.encoded()));
    if (type == 0 && namesChain()) {
      body.writeBytes(Rlp.encode(v().subtract(EIP_155).divide(TWO)));
      body.writeBytes(Rlp.encode(BigInteger.ZERO));
      body.writeBytes(Rlp.encode(BigInteger.ZERO));
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    if (type > 0) {
      all.write(type);
    }
    all.writeBytes(Rlp.list(body.toByteArray()));
    return all.toByteArray();
  }

  private static byte[] word(BigInteger number) {
    byte[] magnitude = number.toByteArray();
    byte[] word = new byte[32];
    int length = Math.min(32, magnitude.length);
    System.arraycopy(magnitude, magnitude.length - length, word, 32 - length, length);
    return word;
  }
}
