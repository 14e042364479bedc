package io.github.restake4j.internal.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.restake4j.abi.AbiCall;
import io.github.restake4j.error.DecodingException;
import io.github.restake4j.error.RpcException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.eth.Log;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.units.Wei;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A JSON value of an answer, read strictly: what is not exactly of the asked form is an {@link
 * RpcException} MALFORMED_RESPONSE that names the method and the field. Unknown fields are ignored.
 */
public final class Json {
  private static final int MAX_QUANTITY_DIGITS = 64;
  private static final int HEX = 16;
  private static final int MAX_SHOWN = 80;

  /** 9999-12-31; later ones are no times of blocks. */
  private static final long MAX_EPOCH_SECOND = 253_402_300_799L;

  private final String path;
  private final JsonNode node;

  private Json(String path, JsonNode node) {
    this.path = path;
    this.node = node;
  }

  /** The result of a call, for reading its fields. */
  public static Json of(JsonNode result, String method) {
    return new Json(method, result);
  }

  /** A result that is a {@link #quantity()}. */
  public static BigInteger quantity(JsonNode result, String method) {
    return of(result, method).quantity();
  }

  /** A result that is a {@link #count()}. */
  public static long count(JsonNode result, String method) {
    return of(result, method).count();
  }

  /** A result that is {@link #bytes()}. */
  public static Bytes bytes(JsonNode result, String method) {
    return of(result, method).bytes();
  }

  /** A result that is a {@link #hash()}. */
  public static Hash32 hash(JsonNode result, String method) {
    return of(result, method).hash();
  }

  /** A result that is a {@link #block()}, not null. */
  public static BlockHeader block(JsonNode result, String method) {
    return of(result, method).block();
  }

  /** A result that is a {@link #receipt()}, not null. */
  public static Receipt receipt(JsonNode result, String method) {
    return of(result, method).receipt();
  }

  /** True for JSON's null. */
  public boolean isNull() {
    return node.isNull();
  }

  /** Empty for JSON's null: how nodes say that a receipt, transaction or block is not there. */
  public Optional<Json> orEmpty() {
    return node.isNull() ? Optional.empty() : Optional.of(this);
  }

  /** A field that must be there. */
  public Json field(String name) {
    if (!node.isObject()) {
      throw malformed("an object");
    }
    JsonNode value = node.get(name);
    if (value == null) {
      throw new RpcException(
          RpcException.Code.MALFORMED_RESPONSE, path + " has no field \"" + name + '"');
    }
    return new Json(path + "." + name, value);
  }

  /** A field that may be absent or null. */
  public Optional<Json> optional(String name) {
    if (!node.isObject()) {
      throw malformed("an object");
    }
    return node.hasNonNull(name) ? Optional.of(field(name)) : Optional.empty();
  }

  /** The items of an array, in order. */
  public List<Json> elements() {
    if (!node.isArray()) {
      throw malformed("an array");
    }
    List<Json> items = new ArrayList<>(node.size());
    for (int i = 0; i < node.size(); i++) {
      items.add(new Json(path + "[" + i + "]", node.get(i)));
    }
    return items;
  }

  /** A whole number, 0 to 2^256 - 1, written {@code 0x} and 1 to 64 digits; leading zeros pass. */
  public BigInteger quantity() {
    String text = text();
    int digits = text.length() - 2;
    if (digits < 1 || digits > MAX_QUANTITY_DIGITS || !text.startsWith("0x")) {
      throw malformed("a quantity (0x and 1 to 64 hex digits)");
    }
    for (int i = 2; i < text.length(); i++) {
      if (!isHexDigit(text.charAt(i))) {
        throw malformed("a quantity (0x and 1 to 64 hex digits)");
      }
    }
    return new BigInteger(text.substring(2), HEX);
  }

  /** A {@link #quantity} up to 2^63 - 1: heights, indices, gas. */
  public long count() {
    BigInteger value = quantity();
    if (value.bitLength() >= Long.SIZE) {
      throw malformed("a quantity below 2^63");
    }
    return value.longValue();
  }

  /** A {@link #quantity} of wei. */
  public Wei wei() {
    return Wei.of(quantity());
  }

  /** Bytes, {@code 0x} and an even count of digits. */
  public Bytes bytes() {
    String text = text();
    try {
      return node instanceof TextInPlace inPlace ? inPlace.bytes() : Bytes.parse(text);
    } catch (IllegalArgumentException e) {
      throw malformed("bytes (0x and an even count of hex digits)");
    }
  }

  /**
   * What a call of a contract returned.
   *
   * @throws DecodingException if the text is not what the call's function returns
   */
  public <R> R decode(AbiCall<R> call) {
    return node instanceof TextInPlace inPlace ? inPlace.decode(call) : call.decodeHex(text());
  }

  /** Twenty bytes; the case of the digits says nothing here. */
  public Address address() {
    Bytes bytes = bytes();
    if (bytes.size() != Address.SIZE) {
      throw malformed("an address of 20 bytes");
    }
    return Address.of(bytes.toArray());
  }

  /** Thirty-two bytes. */
  public Hash32 hash() {
    Bytes bytes = bytes();
    if (bytes.size() != Hash32.SIZE) {
      throw malformed("a hash of 32 bytes");
    }
    return Hash32.of(bytes.toArray());
  }

  /** Text. */
  public String text() {
    if (!node.isTextual()) {
      throw malformed("a string");
    }
    return node.textValue();
  }

  /** A truth value. */
  public boolean flag() {
    if (!node.isBoolean()) {
      throw malformed("true or false");
    }
    return node.booleanValue();
  }

  /** The header of a block object, whatever its transactions are. */
  public BlockHeader block() {
    Json time = field("timestamp");
    long seconds = time.count();
    if (seconds > MAX_EPOCH_SECOND) {
      throw time.malformed("a time in seconds before the year 10000");
    }
    return new BlockHeader(
        field("number").count(),
        field("hash").hash(),
        field("parentHash").hash(),
        Instant.ofEpochSecond(seconds),
        optional("baseFeePerGas").map(Json::wei),
        field("gasLimit").count());
  }

  /** A log of a mined transaction. */
  public Log log() {
    List<Hash32> topics = new ArrayList<>();
    Json list = field("topics");
    for (Json topic : list.elements()) {
      topics.add(topic.hash());
    }
    if (topics.size() > 4) {
      throw list.malformed("at most four topics");
    }
    return new Log(
        field("address").address(),
        topics,
        field("data").bytes(),
        field("blockNumber").count(),
        field("blockHash").hash(),
        field("transactionHash").hash(),
        field("logIndex").count());
  }

  /** A receipt of a mined transaction. */
  public Receipt receipt() {
    Json status = field("status");
    long outcome = status.count();
    if (outcome > 1) {
      throw status.malformed("0x0 or 0x1");
    }
    List<Log> logs = new ArrayList<>();
    for (Json log : field("logs").elements()) {
      logs.add(log.log());
    }
    return new Receipt(
        field("transactionHash").hash(),
        field("blockHash").hash(),
        field("blockNumber").count(),
        field("transactionIndex").count(),
        field("from").address(),
        optional("to").map(Json::address),
        outcome == 1,
        field("gasUsed").count(),
        field("effectiveGasPrice").wei(),
        logs);
  }

  /** The name of the call and of the fields that led here. */
  @Override
  public String toString() {
    return path;
  }

  /** A failure that says what stands here instead of what was expected. */
  public RpcException malformed(String expected) {
    StringBuilder shown = new StringBuilder();
    String text = Shown.start(node);
    for (int i = 0; i < text.length() && i < MAX_SHOWN; i++) {
      char c = text.charAt(i);
      shown.append(c >= ' ' && c < 127 ? c : '?');
    }
    return new RpcException(
        RpcException.Code.MALFORMED_RESPONSE,
        path + " is not " + expected + ": " + shown + (text.length() > MAX_SHOWN ? "..." : ""));
  }

  private static boolean isHexDigit(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }
}
