package io.github.restake4j.devnet.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.web3j.crypto.Hash;

class KeccakTest {
  @Test
  void hash_ofNothing_isTheKnownOne() {
    assertThat(Hex.of(Keccak.hash(new byte[0])))
        .isEqualTo("0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
  }

  @Test
  void hash_ofEveryLengthAroundABlock_isThatOfWeb3j() {
    Random random = new Random(1);
    for (int length = 0; length < 420; length++) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      assertThat(Keccak.hash(bytes)).as("length %d", length).isEqualTo(Hash.sha3(bytes));
    }
  }
}
