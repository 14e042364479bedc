package io.github.restake4j.eigenlayer.rewards;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.github.restake4j.error.TransportException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.task.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One reading of a claims file, line by line; a line is as long as it may be, not as it likes. */
final class ClaimsFile {
  private static final int LONGEST_LINE = 4096;
  private static final int MOST_NESTING = 8;
  private static final int PROGRESS_EVERY = 10_000;
  private static final int BUFFER = 1 << 18;
  private static final int MOST_SHOWN = 60;
  private static final int UINT256_BITS = 256;

  /** Two digits of exponent: more than a uint256 needs, too few to make a number explode. */
  private static final Pattern AMOUNT =
      Pattern.compile("[0-9]{1,78}(\\.[0-9]{1,78})?([eE]\\+?[0-9]{1,2})?");

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MOST_NESTING)
                  .maxStringLength(LONGEST_LINE)
                  .maxNumberLength(LONGEST_LINE)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private final InputStream in;
  private final ClaimAmounts.Limits limits;
  private final Progress progress;
  private final byte[] buffer = new byte[BUFFER];
  private final ClaimLine plain = new ClaimLine();
  private final ClaimRows rows = new ClaimRows();
  private int start;
  private int end;
  private long bytes;
  private long number;

  ClaimsFile(InputStream in, ClaimAmounts.Limits limits, Progress progress) {
    this.in = in;
    this.limits = limits;
    this.progress = progress;
  }

  ClaimRows read() throws IOException {
    int length = nextLine();
    while (length >= 0) {
      if (!isBlank(length)) {
        if (rows.size() == limits.lines()) {
          throw wrong("the file has more than " + limits.lines() + " lines");
        }
        take(length);
      }
      start += length;
      if (start < end) {
        start++; // the line feed
      }
      if (number % PROGRESS_EVERY == 0) {
        check();
        report();
      }
      length = nextLine();
    }
    report();
    return rows;
  }

  private void check() {
    progress.check("reading claim amounts");
    if (Thread.currentThread().isInterrupted()) {
      throw new TransportException(
          TransportException.Code.INTERRUPTED,
          "reading claim amounts was interrupted at line " + number);
    }
  }

  private void report() {
    progress.report(
        new Progress.Step(
            "reading claim amounts", rows.size(), OptionalLong.empty(), Optional.empty()));
  }

  /** The length of the line that begins at {@code start}, or -1 at the end of the file. */
  private int nextLine() throws IOException {
    number++;
    int length = 0;
    while (true) {
      while (start + length < end) {
        if (buffer[start + length] == '\n') {
          return length;
        }
        if (++length > LONGEST_LINE) {
          throw wrong("a line has more than " + LONGEST_LINE + " bytes");
        }
      }
      if (!fill()) {
        return length == 0 ? -1 : length;
      }
    }
  }

  /** Reads more behind what is left; false at the end of the file. */
  private boolean fill() throws IOException {
    System.arraycopy(buffer, start, buffer, 0, end - start);
    end -= start;
    start = 0;
    long allowed = Math.min(BUFFER - end, limits.bytes() - bytes + 1);
    int got = in.read(buffer, end, (int) allowed);
    if (got < 0) {
      return false;
    }
    end += got;
    bytes += got;
    if (bytes > limits.bytes()) {
      throw wrong("the file has more than " + limits.bytes() + " bytes");
    }
    return true;
  }

  private boolean isBlank(int length) {
    for (int i = 0; i < length; i++) {
      byte c = buffer[start + i];
      if (c != ' ' && c != '\t' && c != '\r') {
        return false;
      }
    }
    return true;
  }

  private void take(int length) throws IOException {
    if (plain.read(buffer, start, start + length, rows.room(), rows.place())) {
      rows.added();
    } else {
      parse(length);
    }
  }

  private void parse(int length) throws IOException {
    Address earner = null;
    Address token = null;
    BigInteger amount = null;
    try (JsonParser json = JSON.createParser(buffer, start, length)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw wrong("a line is one JSON object");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        JsonToken value = json.nextToken();
        if (field.equals("earner")) {
          earner = address(json, value, field);
        } else if (field.equals("token")) {
          token = address(json, value, field);
        } else if (field.equals("cumulative_amount")) {
          amount = amount(json, value);
        } else {
          json.skipChildren();
        }
      }
      if (json.nextToken() != null) {
        throw wrong("something follows the object");
      }
    } catch (JsonProcessingException e) {
      // its own text quotes the source at length
      throw wrong("no JSON: " + shown(e.getOriginalMessage()));
    }
    rows.add(
        present(earner, "earner"), present(token, "token"), present(amount, "cumulative_amount"));
  }

  private <T> T present(@Nullable T value, String field) {
    if (value == null) {
      throw wrong("no " + field);
    }
    return value;
  }

  private Address address(JsonParser json, JsonToken value, String field) throws IOException {
    if (value != JsonToken.VALUE_STRING) {
      throw wrong(field + " is no text");
    }
    String text = json.getText();
    try {
      return Address.parse(text);
    } catch (IllegalArgumentException e) {
      throw wrong(field + " is no address: " + shown(text));
    }
  }

  private BigInteger amount(JsonParser json, JsonToken value) throws IOException {
    boolean number =
        value == JsonToken.VALUE_NUMBER_INT
            || value == JsonToken.VALUE_NUMBER_FLOAT
            || value == JsonToken.VALUE_STRING;
    String text = number ? json.getText() : value.name();
    if (!number || !AMOUNT.matcher(text).matches()) {
      throw wrong("cumulative_amount is no amount: " + shown(text));
    }
    BigInteger amount;
    try {
      amount = new BigDecimal(text).toBigIntegerExact();
    } catch (ArithmeticException e) {
      throw wrong("cumulative_amount is no whole number of smallest units: " + shown(text));
    }
    if (amount.bitLength() > UINT256_BITS) {
      throw wrong("cumulative_amount does not fit uint256: " + shown(text));
    }
    return amount;
  }

  private IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException("line " + number + " of the claims file: " + what);
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
