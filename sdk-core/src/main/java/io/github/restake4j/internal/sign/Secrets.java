package io.github.restake4j.internal.sign;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Texts that must not stay in memory. */
public final class Secrets {
  private Secrets() {}

  /**
   * The text in UTF-8, through no buffer that is left behind.
   *
   * @throws IllegalArgumentException if the text has half a surrogate pair; the message does not
   *     contain it
   */
  public static byte[] utf8(char[] text) {
    byte[] room = new byte[3 * text.length];
    ByteBuffer out = ByteBuffer.wrap(room);
    try {
      CharBuffer in = CharBuffer.wrap(text);
      CharsetEncoder encoder =
          StandardCharsets.UTF_8
              .newEncoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT);
      CoderResult result = encoder.encode(in, out, true);
      if (result.isError()) {
        result.throwException();
      }
      return Arrays.copyOf(room, out.position());
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("the text has half a surrogate pair");
    } finally {
      wipe(room);
    }
  }

  /** Overwrites with zeros. */
  public static void wipe(byte[]... arrays) {
    for (byte[] array : arrays) {
      Arrays.fill(array, (byte) 0);
    }
  }

  /** Overwrites with zeros. */
  public static void wipe(char[] array) {
    Arrays.fill(array, '\0');
  }
}
