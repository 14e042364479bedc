package io.github.restake4j.internal.rpc;

import com.fasterxml.jackson.databind.node.TextNode;
import io.github.restake4j.abi.AbiCall;
import io.github.restake4j.eth.Bytes;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A text of an answer that stays where it stands in the body: of what a contract returned, often
 * hundreds of kilobytes of hex, no String needs to be made. Only for texts without escapes.
 */
final class TextInPlace extends TextNode {
  private static final long serialVersionUID = 1;

  private final transient byte[] body;
  private final int from;
  private final int to;
  private @Nullable String text;

  private TextInPlace(byte[] body, int from, int to) {
    super("");
    this.body = body;
    this.from = from;
    this.to = to;
  }

  /**
   * The text whose opening quote stands at a position.
   *
   * @return null if it has an escape or a character that is not ASCII, or does not end
   */
  static @Nullable TextInPlace at(byte[] body, long quote) {
    if (quote < 0 || quote >= body.length || body[(int) quote] != '"') {
      return null;
    }
    int from = (int) quote + 1;
    for (int to = from; to < body.length; to++) {
      byte c = body[to];
      if (c == '"') {
        return new TextInPlace(body, from, to);
      }
      if (c < ' ' || c == '\\') { // negative: not ASCII
        return null;
      }
    }
    return null;
  }

  <R> R decode(AbiCall<R> call) {
    return call.decodeHex(body, from, to);
  }

  Bytes bytes() {
    return Bytes.parse(body, from, to);
  }

  @Override
  public String textValue() {
    String made = text;
    if (made == null) {
      made = new String(body, from, to - from, StandardCharsets.ISO_8859_1);
      text = made;
    }
    return made;
  }

  @Override
  public String asText() {
    return textValue();
  }

  @Override
  public String asText(String defaultValue) {
    return textValue();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TextNode that && that.textValue().equals(textValue());
  }

  @Override
  public int hashCode() {
    return textValue().hashCode();
  }
}
