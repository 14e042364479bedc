package io.github.restake4j.eigenlayer.rewards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.eth.Hash32;
import io.github.restake4j.eth.Keccak;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The hash of one block against known values and against BouncyCastle's. */
class KeccakBlockTest {
  private static Hash32 hash(byte[] in, int from, int length) {
    byte[] out = new byte[40];
    KeccakBlock.hash(in, from, length, out, 8);
    return Hash32.of(Arrays.copyOfRange(out, 8, 40));
  }

  @Test
  void hash_ofNothing_isTheKnownOne() {
    assertThat(hash(new byte[0], 0, 0))
        .hasToString("0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
  }

  @Test
  void hash_ofEveryLength_isBouncyCastles() {
    Random random = new Random(1);
    for (int length = 0; length < 136; length++) {
      byte[] in = new byte[200];
      random.nextBytes(in);

      assertThat(hash(in, 7, length))
          .as("%s bytes", length)
          .isEqualTo(Keccak.hash(Arrays.copyOfRange(in, 7, 7 + length)));
    }
  }

  @Test
  void hash_overItsOwnInput_isTheSame() {
    byte[] in = new byte[64];
    new Random(2).nextBytes(in);
    Hash32 expected = Keccak.hash(in.clone());

    KeccakBlock.hash(in, 0, 64, in, 0);

    assertThat(Hash32.of(Arrays.copyOf(in, 32))).isEqualTo(expected);
  }

  @Test
  void hash_ofMoreThanABlock_isRefused() {
    assertThatThrownBy(() -> KeccakBlock.hash(new byte[200], 0, 136, new byte[32], 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("136");
  }
}
