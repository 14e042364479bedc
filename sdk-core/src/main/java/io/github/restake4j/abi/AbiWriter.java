package io.github.restake4j.abi;

import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the canonical ABI encoding in one pass; the encoding half of what generated code speaks.
 *
 * <p>Each method writes the next value of the tuple the writer stands in and checks it first: a
 * number outside its type, a list or byte string of the wrong size, a text with half a surrogate
 * pair, or a null is an {@link IllegalArgumentException} that names the call, the parameter (with
 * index and field) and what was expected. Java types are those of {@link AbiReader}.
 */
public final class AbiWriter {
  private static final int WORD = 32;
  private static final int[] NO_FRAMES = {};

  /** Writes the parameters of one call. */
  @FunctionalInterface
  public interface Body {
    /**
     * Writes all values in order.
     *
     * @param out stands at the first head
     */
    void write(AbiWriter out);
  }

  /**
   * Writes one value, at the writer's current position.
   *
   * @param <T> the value's Java type
   */
  @FunctionalInterface
  public interface Encoder<T> {
    /**
     * Writes one value.
     *
     * @param out stands at the value's head
     * @param value what to write
     */
    void write(AbiWriter out, T value);
  }

  private final String declaration;
  private byte[] buffer;

  /** Where the current tuple or array starts: its offsets count from here. */
  private int base;

  /** Where the next head goes. */
  private int head;

  /** Where the next tail goes; everything before it is written or reserved. */
  private int tail;

  /** Base, head and inline levels of each enclosing frame; also the path in a message. */
  private int[] frames = NO_FRAMES;

  private int depth;

  /** How many static tuples and arrays of the current frame the writer stands in. */
  private int inline;

  private AbiWriter(String declaration, int headBytes) {
    this.declaration = declaration;
    this.buffer = new byte[4 + headBytes];
    this.base = 4;
    this.head = 4;
    this.tail = 4 + headBytes;
  }

  /** Selector and parameters of one call. */
  static Bytes call(String declaration, int selector, int headBytes, Body body) {
    AbiWriter out = new AbiWriter(declaration, headBytes);
    ByteBuffer.wrap(out.buffer).putInt(selector);
    body.write(out);
    return Bytes.wrap(
        out.tail == out.buffer.length ? out.buffer : Arrays.copyOf(out.buffer, out.tail));
  }

  /** Writes {@code uint8} to {@code uint24}. */
  public AbiWriter uintAsInt(int bits, int value) {
    return uintAsLong(bits, value);
  }

  /** Writes {@code uint8} to {@code uint56}. */
  public AbiWriter uintAsLong(int bits, long value) {
    if (value >>> bits != 0) {
      throw outOfRange(value, "0", "2^" + bits + "-1");
    }
    int at = next();
    putLong(at + 24, value);
    return this;
  }

  /** Writes {@code uint64} to {@code uint256}. */
  public AbiWriter uint(int bits, BigInteger value) {
    if (present(value).signum() < 0 || value.bitLength() > bits) {
      throw outOfRange(value, "0", "2^" + bits + "-1");
    }
    return number(value);
  }

  /** Writes {@code uint256}. */
  public AbiWriter uint256(BigInteger value) {
    return uint(256, value);
  }

  /** Writes {@code int8} to {@code int32}. */
  public AbiWriter sintAsInt(int bits, int value) {
    return sintAsLong(bits, value);
  }

  /** Writes {@code int8} to {@code int64}. */
  public AbiWriter sintAsLong(int bits, long value) {
    int unused = 64 - bits;
    if (value << unused >> unused != value) {
      throw outOfRange(value, "-2^" + (bits - 1), "2^" + (bits - 1) + "-1");
    }
    int at = next();
    if (value < 0) {
      Arrays.fill(buffer, at, at + 24, (byte) -1);
    }
    putLong(at + 24, value);
    return this;
  }

  /** Writes {@code int72} to {@code int256}. */
  public AbiWriter sint(int bits, BigInteger value) {
    if (present(value).bitLength() >= bits) {
      throw outOfRange(value, "-2^" + (bits - 1), "2^" + (bits - 1) + "-1");
    }
    return number(value);
  }

  /** Writes {@code int256}. */
  public AbiWriter int256(BigInteger value) {
    return sint(256, value);
  }

  private AbiWriter number(BigInteger value) {
    int at = next();
    if (value.bitLength() < 64) {
      long low = value.longValue();
      if (low < 0) {
        Arrays.fill(buffer, at, at + 24, (byte) -1);
      }
      putLong(at + 24, low);
      return this;
    }
    byte[] bytes = value.toByteArray();
    if (value.signum() < 0) {
      Arrays.fill(buffer, at, at + WORD - bytes.length, (byte) -1);
    }
    int signByte = bytes.length > WORD ? 1 : 0;
    int size = bytes.length - signByte;
    System.arraycopy(bytes, signByte, buffer, at + WORD - size, size);
    return this;
  }

  /** Writes {@code bool}. */
  public AbiWriter bool(boolean value) {
    buffer[next() + 31] = (byte) (value ? 1 : 0);
    return this;
  }

  /** Writes {@code address}. */
  public AbiWriter address(Address value) {
    present(value).copyTo(buffer, next() + 12);
    return this;
  }

  /** Writes {@code bytes32}. */
  public AbiWriter bytes32(Hash32 value) {
    present(value).copyTo(buffer, next());
    return this;
  }

  /** Writes {@code bytes1} to {@code bytes31}, and {@code function} (24 bytes). */
  public AbiWriter fixedBytes(int size, Bytes value) {
    if (present(value).size() != size) {
      throw refuse("has " + value.size() + " bytes, expected " + size);
    }
    System.arraycopy(value.toArray(), 0, buffer, next(), size);
    return this;
  }

  /** Writes {@code bytes}. */
  public AbiWriter bytes(Bytes value) {
    return blob(present(value).toArray());
  }

  /** Writes {@code string}, as UTF-8. */
  public AbiWriter string(String value) {
    ByteBuffer utf8;
    try {
      utf8 = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(present(value)));
    } catch (CharacterCodingException e) {
      throw refuse("has half a surrogate pair, expected Unicode text");
    }
    byte[] bytes = new byte[utf8.remaining()];
    utf8.get(bytes);
    return blob(bytes);
  }

  private AbiWriter blob(byte[] bytes) {
    point();
    int at = tail;
    reserve(WORD + ((bytes.length + 31L) & ~31L));
    putLong(at + 24, bytes.length);
    System.arraycopy(bytes, 0, buffer, at + WORD, bytes.length);
    return this;
  }

  /**
   * Writes a static tuple, whose components stand in the head itself.
   *
   * @param value the tuple
   * @param body writes its components in order
   * @param <T> the tuple's Java type
   * @return this
   */
  public <T> AbiWriter inlineTuple(T value, Encoder<? super T> body) {
    present(value);
    inline++;
    body.write(this, value);
    inline--;
    return this;
  }

  /**
   * Writes the next fields of the tuple the writer stands in, which Java holds in a value of their
   * own because they are too many for one record.
   *
   * @param value the fields
   * @param body writes them in order
   * @param <T> their Java type
   * @return this
   */
  public <T> AbiWriter part(T value, Encoder<? super T> body) {
    body.write(this, present(value));
    return this;
  }

  /**
   * Writes a dynamic tuple.
   *
   * @param headBytes size of the tuple's head
   * @param value the tuple
   * @param body writes its components in order
   * @param <T> the tuple's Java type
   * @return this
   */
  public <T> AbiWriter tuple(int headBytes, T value, Encoder<? super T> body) {
    present(value);
    enter();
    reserve(headBytes);
    body.write(this, value);
    return leave();
  }

  /**
   * Writes {@code T[]}.
   *
   * @param elementHead head bytes of one element: 32 if it is dynamic, else its whole size
   * @param values in order, none null
   * @param element writes one element
   * @param <T> the element's Java type
   * @return this
   */
  public <T> AbiWriter array(int elementHead, List<T> values, Encoder<? super T> element) {
    Object[] snapshot = present(values).toArray();
    int at = tail;
    enter();
    reserve(WORD);
    putLong(at + 24, snapshot.length);
    base = tail;
    head = tail;
    reserve((long) snapshot.length * elementHead);
    elements(snapshot, element);
    return leave();
  }

  /**
   * Writes {@code T[n]} of dynamic elements.
   *
   * @param count the type's n
   * @param values exactly that many, none null
   * @param element writes one element
   * @param <T> the element's Java type
   * @return this
   */
  public <T> AbiWriter fixedArray(int count, List<T> values, Encoder<? super T> element) {
    Object[] snapshot = exactly(count, values);
    enter();
    reserve((long) count * WORD);
    elements(snapshot, element);
    return leave();
  }

  /**
   * Writes {@code T[n]} of static elements, which stand in the head itself.
   *
   * @param count the type's n
   * @param values exactly that many, none null
   * @param element writes one element
   * @param <T> the element's Java type
   * @return this
   */
  public <T> AbiWriter inlineArray(int count, List<T> values, Encoder<? super T> element) {
    Object[] snapshot = exactly(count, values);
    inline++;
    elements(snapshot, element);
    inline--;
    return this;
  }

  private <T> Object[] exactly(int count, List<T> values) {
    Object[] snapshot = present(values).toArray();
    if (snapshot.length != count) {
      throw refuse("has " + snapshot.length + " elements, expected " + count);
    }
    return snapshot;
  }

  @SuppressWarnings("unchecked") // the snapshot was taken from a List<T>
  private <T> void elements(Object[] snapshot, Encoder<? super T> element) {
    for (Object value : snapshot) {
      element.write(this, (T) present(value));
    }
  }

  private int next() {
    int at = head;
    head = at + WORD;
    return at;
  }

  private void point() {
    putLong(next() + 24, tail - base);
  }

  private void enter() {
    if (3 * depth == frames.length) {
      frames = Arrays.copyOf(frames, 12 + 2 * frames.length);
    }
    frames[3 * depth] = base;
    frames[3 * depth + 1] = head;
    frames[3 * depth + 2] = inline;
    depth++;
    point();
    base = tail;
    head = tail;
    inline = 0;
  }

  private AbiWriter leave() {
    depth--;
    base = frames[3 * depth];
    head = frames[3 * depth + 1] + WORD;
    inline = frames[3 * depth + 2];
    return this;
  }

  private void reserve(long bytes) {
    long end = tail + bytes;
    if (end > buffer.length) {
      if (end > Integer.MAX_VALUE - 8) {
        throw refuse("makes the call longer than 2 GB");
      }
      long roomy = Math.min(2 * end + 128, Integer.MAX_VALUE - 8);
      buffer = Arrays.copyOf(buffer, (int) roomy);
    }
    tail = (int) end;
  }

  private void putLong(int at, long value) {
    ByteBuffer.wrap(buffer).putLong(at, value);
  }

  private <T> T present(@Nullable T value) {
    if (value == null) {
      throw refuse("is null");
    }
    return value;
  }

  private IllegalArgumentException outOfRange(Object value, String least, String most) {
    return refuse("is " + value + ", expected " + least + " to " + most);
  }

  /** The frames say where the writer stands; the declaration says what that place is called. */
  private IllegalArgumentException refuse(String why) {
    int[] path = new int[depth + 1];
    for (int i = 0; i < depth; i++) {
      path[i] = (frames[3 * i + 1] - frames[3 * i]) / WORD;
    }
    path[depth] = (head - base) / WORD;
    return new IllegalArgumentException(
        declaration + ": " + AbiDeclaration.parse(declaration).place(path, inline) + " " + why);
  }
}
