package io.github.restake4j.eigenlayer.rewards;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.github.restake4j.error.RpcException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One answer of a Sidecar, read as a stream. As its gateway writes them: names in camel case, bytes
 * in base64, 64-bit numbers as text, fields of value zero perhaps left out. Amounts are digits: a
 * point or an exponent is refused, not rounded.
 */
final class SidecarJson {
  /** Roots, rewards or tokens taken of one answer. */
  private static final int MOST_ITEMS = 100_000;

  private static final int MOST_SHOWN = 60;
  private static final int MOST_NESTING = 16;
  private static final int LONGEST_TEXT = 1 << 20;
  private static final int MAX_UINT256 = 256;
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,78}");
  private static final Pattern INDEX = Pattern.compile("[0-9]{1,18}");

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MOST_NESTING)
                  .maxStringLength(LONGEST_TEXT)
                  .maxNumberLength(100)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private final JsonParser json;
  private final String what;

  private SidecarJson(JsonParser json, String what) {
    this.json = json;
    this.what = what;
  }

  /** What is done with a field; the parser stands on its value. */
  interface Field {
    void read(String name, SidecarJson value) throws IOException;
  }

  /** What is made of an item of a list; the parser stands on it. */
  interface Item<T> {
    T read(SidecarJson value) throws IOException;
  }

  /**
   * Reads an answer that is one object.
   *
   * @param what was asked, for messages
   * @throws RpcException MALFORMED_RESPONSE
   */
  static void read(byte[] body, String what, Field field) {
    try (JsonParser json = JSON.createParser(body)) {
      SidecarJson answer = new SidecarJson(json, what);
      json.nextToken();
      answer.object(field);
      if (json.nextToken() != null) {
        throw answer.wrong("something follows the object");
      }
    } catch (JsonProcessingException e) {
      // its own text quotes the source at length
      throw malformed(what, "no JSON, or cut off: " + shown(e.getOriginalMessage()));
    } catch (IOException e) {
      throw malformed(what, "not readable: " + shown("" + e.getMessage()));
    }
  }

  /** Reads the fields of an object. */
  void object(Field field) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw wrong("an object was expected, not " + token());
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      field.read(name, this);
      json.skipChildren();
    }
  }

  /** Reads a list; null is an empty one. */
  <T> List<T> list(String name, Item<T> item) throws IOException {
    List<T> items = new ArrayList<>();
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return items;
    }
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw wrong(name + " is no list but " + token());
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (items.size() == MOST_ITEMS) {
        throw wrong(name + " has more than " + MOST_ITEMS + " items");
      }
      items.add(item.read(this));
    }
    return items;
  }

  Address address(String name) throws IOException {
    String text = text(name);
    try {
      return Address.parse(text);
    } catch (IllegalArgumentException e) {
      throw wrong(name + " is no address: " + shown(text));
    }
  }

  /** An amount in smallest units: digits, in quotes. */
  BigInteger amount(String name) throws IOException {
    String text = text(name);
    if (!DIGITS.matcher(text).matches()) {
      throw wrong(name + " is no whole number of smallest units: " + shown(text));
    }
    BigInteger amount = new BigInteger(text);
    if (amount.bitLength() > MAX_UINT256) {
      throw wrong(name + " does not fit uint256: " + shown(text));
    }
    return amount;
  }

  /** A number of 0 or more, plain or in quotes. */
  long index(String name) throws IOException {
    boolean number =
        json.currentToken() == JsonToken.VALUE_NUMBER_INT
            || json.currentToken() == JsonToken.VALUE_STRING;
    String text = number ? json.getText() : token();
    if (!number || !INDEX.matcher(text).matches()) {
      throw wrong(name + " is no index: " + shown(text));
    }
    return Long.parseLong(text);
  }

  /** Bytes in base64. */
  Bytes bytes(String name) throws IOException {
    String text = text(name);
    try {
      return Bytes.wrap(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      throw wrong(name + " is no base64: " + shown(text));
    }
  }

  boolean flag(String name) {
    if (json.currentToken() != JsonToken.VALUE_TRUE
        && json.currentToken() != JsonToken.VALUE_FALSE) {
      throw wrong(name + " is neither true nor false but " + token());
    }
    return json.currentToken() == JsonToken.VALUE_TRUE;
  }

  String text(String name) throws IOException {
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      throw wrong(name + " is no text but " + token());
    }
    return json.getText();
  }

  private String token() {
    return String.valueOf(json.currentToken());
  }

  RpcException wrong(String why) {
    return malformed(what, why);
  }

  static RpcException malformed(String what, String why) {
    return new RpcException(RpcException.Code.MALFORMED_RESPONSE, what + ": " + why);
  }

  private static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < Math.min(text.length(), MOST_SHOWN); i++) {
      char c = text.charAt(i);
      shown.append(c < ' ' || c > '~' ? '?' : c);
    }
    return text.length() > MOST_SHOWN ? shown + "…" : shown.toString();
  }
}
