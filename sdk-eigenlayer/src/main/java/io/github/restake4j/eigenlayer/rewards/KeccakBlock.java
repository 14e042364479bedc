package io.github.restake4j.eigenlayer.rewards;

/**
 * Keccak-256 of up to 135 bytes, one block, from array to array: trees of millions of leaves make
 * no object per hash. Equal to {@link io.github.restake4j.eth.Keccak}.
 */
final class KeccakBlock {
  /** Bytes of a block; one of them is for the padding. */
  private static final int RATE = 136;

  private static final int LANES = RATE / Long.BYTES;

  /** The constants of the 24 rounds, FIPS 202 section 3.2.5. */
  private static final long[] ROUNDS = {
    0x0000000000000001L,
    0x0000000000008082L,
    0x800000000000808AL,
    0x8000000080008000L,
    0x000000000000808BL,
    0x0000000080000001L,
    0x8000000080008081L,
    0x8000000000008009L,
    0x000000000000008AL,
    0x0000000000000088L,
    0x0000000080008009L,
    0x000000008000000AL,
    0x000000008000808BL,
    0x800000000000008BL,
    0x8000000000008089L,
    0x8000000000008003L,
    0x8000000000008002L,
    0x8000000000000080L,
    0x000000000000800AL,
    0x800000008000000AL,
    0x8000000080008081L,
    0x8000000000008080L,
    0x0000000080000001L,
    0x8000000080008008L,
  };

  private KeccakBlock() {}

  /**
   * Hashes part of an array; the result may lie in the same one.
   *
   * @param length 0 to 135
   */
  static void hash(byte[] in, int from, int length, byte[] out, int at) {
    if (length < 0 || length >= RATE) {
      throw new IllegalArgumentException("not one block: " + length + " bytes");
    }
    long[] lanes = new long[LANES];
    int whole = length / Long.BYTES;
    for (int i = 0; i < whole; i++) {
      lanes[i] = lane(in, from + i * Long.BYTES);
    }
    long last = 0;
    for (int i = whole * Long.BYTES; i < length; i++) {
      last |= (in[from + i] & 0xffL) << (8 * (i % Long.BYTES));
    }
    last |= 1L << (8 * (length % Long.BYTES));
    lanes[whole] = last;
    lanes[LANES - 1] |= Long.MIN_VALUE;
    permute(lanes, out, at);
  }

  private static long lane(byte[] in, int at) {
    return (in[at] & 0xffL)
        | (in[at + 1] & 0xffL) << 8
        | (in[at + 2] & 0xffL) << 16
        | (in[at + 3] & 0xffL) << 24
        | (in[at + 4] & 0xffL) << 32
        | (in[at + 5] & 0xffL) << 40
        | (in[at + 6] & 0xffL) << 48
        | (in[at + 7] & 0xffL) << 56;
  }

  private static void put(long lane, byte[] out, int at) {
    for (int i = 0; i < Long.BYTES; i++) {
      out[at + i] = (byte) (lane >>> (8 * i));
    }
  }

  /** Keccak-f[1600] on 17 lanes and eight zeros; lane x + 5y is {@code axy}'s own variable. */
  private static void permute(long[] in, byte[] out, int at) {
    long a0 = in[0];
    long a1 = in[1];
    long a2 = in[2];
    long a3 = in[3];
    long a4 = in[4];
    long a5 = in[5];
    long a6 = in[6];
    long a7 = in[7];
    long a8 = in[8];
    long a9 = in[9];
    long a10 = in[10];
    long a11 = in[11];
    long a12 = in[12];
    long a13 = in[13];
    long a14 = in[14];
    long a15 = in[15];
    long a16 = in[16];
    long a17 = 0;
    long a18 = 0;
    long a19 = 0;
    long a20 = 0;
    long a21 = 0;
    long a22 = 0;
    long a23 = 0;
    long a24 = 0;
    for (long round : ROUNDS) {
      long c0 = a0 ^ a5 ^ a10 ^ a15 ^ a20;
      long c1 = a1 ^ a6 ^ a11 ^ a16 ^ a21;
      long c2 = a2 ^ a7 ^ a12 ^ a17 ^ a22;
      long c3 = a3 ^ a8 ^ a13 ^ a18 ^ a23;
      long c4 = a4 ^ a9 ^ a14 ^ a19 ^ a24;
      long d0 = c4 ^ Long.rotateLeft(c1, 1);
      long d1 = c0 ^ Long.rotateLeft(c2, 1);
      long d2 = c1 ^ Long.rotateLeft(c3, 1);
      long d3 = c2 ^ Long.rotateLeft(c4, 1);
      long d4 = c3 ^ Long.rotateLeft(c0, 1);
      long b0 = a0 ^ d0;
      long b1 = Long.rotateLeft(a6 ^ d1, 44);
      long b2 = Long.rotateLeft(a12 ^ d2, 43);
      long b3 = Long.rotateLeft(a18 ^ d3, 21);
      long b4 = Long.rotateLeft(a24 ^ d4, 14);
      long b5 = Long.rotateLeft(a3 ^ d3, 28);
      long b6 = Long.rotateLeft(a9 ^ d4, 20);
      long b7 = Long.rotateLeft(a10 ^ d0, 3);
      long b8 = Long.rotateLeft(a16 ^ d1, 45);
      long b9 = Long.rotateLeft(a22 ^ d2, 61);
      long b10 = Long.rotateLeft(a1 ^ d1, 1);
      long b11 = Long.rotateLeft(a7 ^ d2, 6);
      long b12 = Long.rotateLeft(a13 ^ d3, 25);
      long b13 = Long.rotateLeft(a19 ^ d4, 8);
      long b14 = Long.rotateLeft(a20 ^ d0, 18);
      long b15 = Long.rotateLeft(a4 ^ d4, 27);
      long b16 = Long.rotateLeft(a5 ^ d0, 36);
      long b17 = Long.rotateLeft(a11 ^ d1, 10);
      long b18 = Long.rotateLeft(a17 ^ d2, 15);
      long b19 = Long.rotateLeft(a23 ^ d3, 56);
      long b20 = Long.rotateLeft(a2 ^ d2, 62);
      long b21 = Long.rotateLeft(a8 ^ d3, 55);
      long b22 = Long.rotateLeft(a14 ^ d4, 39);
      long b23 = Long.rotateLeft(a15 ^ d0, 41);
      long b24 = Long.rotateLeft(a21 ^ d1, 2);
      a0 = b0 ^ (~b1 & b2) ^ round;
      a1 = b1 ^ (~b2 & b3);
      a2 = b2 ^ (~b3 & b4);
      a3 = b3 ^ (~b4 & b0);
      a4 = b4 ^ (~b0 & b1);
      a5 = b5 ^ (~b6 & b7);
      a6 = b6 ^ (~b7 & b8);
      a7 = b7 ^ (~b8 & b9);
      a8 = b8 ^ (~b9 & b5);
      a9 = b9 ^ (~b5 & b6);
      a10 = b10 ^ (~b11 & b12);
      a11 = b11 ^ (~b12 & b13);
      a12 = b12 ^ (~b13 & b14);
      a13 = b13 ^ (~b14 & b10);
      a14 = b14 ^ (~b10 & b11);
      a15 = b15 ^ (~b16 & b17);
      a16 = b16 ^ (~b17 & b18);
      a17 = b17 ^ (~b18 & b19);
      a18 = b18 ^ (~b19 & b15);
      a19 = b19 ^ (~b15 & b16);
      a20 = b20 ^ (~b21 & b22);
      a21 = b21 ^ (~b22 & b23);
      a22 = b22 ^ (~b23 & b24);
      a23 = b23 ^ (~b24 & b20);
      a24 = b24 ^ (~b20 & b21);
    }
    put(a0, out, at);
    put(a1, out, at + 8);
    put(a2, out, at + 16);
    put(a3, out, at + 24);
  }
}
