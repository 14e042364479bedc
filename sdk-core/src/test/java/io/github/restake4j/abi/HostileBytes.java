package io.github.restake4j.abi;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Bytes nobody meant, made quickly: noise, words that readers stumble over, damaged encodings. */
final class HostileBytes {
  private static final byte[] DIGITS = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  private static final List<byte[]> NUMBERS =
      Stream.of(
              "0",
              "1",
              "2",
              "3",
              "4",
              "20",
              "40",
              "60",
              "80",
              "a0",
              "c0",
              "e0",
              "100",
              "1f",
              "21",
              "ff",
              "ffff",
              "7fffffff",
              "80000000",
              "ffffffff",
              "100000000",
              "100000020",
              "7fffffffffffffff",
              "8000000000000000",
              "ffffffffffffffff",
              "10000000000000020",
              "1" + "0".repeat(40),
              "8" + "0".repeat(63),
              "f".repeat(62) + "e0",
              "f".repeat(64))
          .map(HostileBytes::word)
          .toList();

  private final SplittableRandom random;

  HostileBytes(long seed) {
    random = new SplittableRandom(seed);
  }

  private static byte[] word(String hex) {
    byte[] number = new BigInteger(hex, 16).toByteArray();
    byte[] word = new byte[32];
    int size = Math.min(number.length, 32);
    System.arraycopy(number, number.length - size, word, 32 - size, size);
    return word;
  }

  /** Two rounds of each kind in turn; {@code valid} is what the damaged ones are made of. */
  byte[] next(byte[] valid, int round) {
    return switch (round / 2 % 4) {
      case 0 -> noise();
      case 1 -> words();
      default -> damaged(valid);
    };
  }

  private byte[] noise() {
    byte[] bytes = new byte[random.nextInt(400)];
    ByteBuffer to = ByteBuffer.wrap(bytes);
    while (to.remaining() >= 8) {
      to.putLong(random.nextLong());
    }
    while (to.hasRemaining()) {
      to.put((byte) random.nextInt());
    }
    return bytes;
  }

  private byte[] words() {
    byte[] bytes = new byte[32 * random.nextInt(24) + random.nextInt(2)];
    for (int at = 0; at + 32 <= bytes.length; at += 32) {
      System.arraycopy(NUMBERS.get(random.nextInt(NUMBERS.size())), 0, bytes, at, 32);
    }
    return bytes;
  }

  private byte[] damaged(byte[] valid) {
    byte[] bytes = valid.clone();
    if (bytes.length == 0) {
      return bytes;
    }
    int at = random.nextInt(bytes.length);
    int word = at / 32 * 32;
    switch (random.nextInt(5)) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> Arrays.fill(bytes, word, Math.min(bytes.length, at + 32), (byte) 0xff);
      case 2 -> System.arraycopy(bytes, 0, bytes, word, bytes.length - word);
      case 3 -> bytes = Arrays.copyOf(bytes, at + random.nextInt(64));
      default -> {
        // as it is: it has to be read
      }
    }
    return bytes;
  }

  /** The same bytes as a node's text. */
  static Encoded text(byte[] data) {
    byte[] ascii = new byte[2 + 2 * data.length];
    ascii[0] = '0';
    ascii[1] = 'x';
    for (int i = 0; i < data.length; i++) {
      ascii[2 + 2 * i] = DIGITS[data[i] >> 4 & 15];
      ascii[3 + 2 * i] = DIGITS[data[i] & 15];
    }
    return new EncodedHex(ascii, 0, ascii.length, "data of", "text");
  }
}
