package io.github.restake4j.internal.sign;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.restake4j.eth.Hash32;
import io.github.restake4j.sign.LocalKey;
import io.github.restake4j.sign.Signature;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Recovering the key is the second way to the same answer. */
class KnownKeyTest {
  private final Random random = new Random(11);

  @Test
  void made_ownAndForeignSignatures_agreesWithRecovery() {
    LocalKey owner = LocalKey.of(bytes());
    LocalKey other = LocalKey.of(bytes());
    KnownKey known = known(owner);
    for (int i = 0; i < 200; i++) {
      Hash32 hash = Hash32.of(bytes());
      Signature own = owner.signRawHash(hash);
      Signature flipped = new Signature(own.r(), own.s(), 27 + 28 - own.v());
      Signature foreign = other.signRawHash(hash);
      Signature mixed = new Signature(own.r(), foreign.s(), own.v());

      assertThat(known.made(hash, own)).isTrue();
      for (Signature each : new Signature[] {flipped, foreign, mixed}) {
        assertThat(known.made(hash, each)).isFalse();
        assertThat(Secp256k1.recover(hash, each)).isNotEqualTo(Secp256k1.recover(hash, own));
      }
      assertThat(known.made(Hash32.of(bytes()), own)).isFalse();
    }
  }

  @Test
  void made_anySmallNumbers_agreesWithRecovery() {
    LocalKey owner = LocalKey.of(bytes());
    KnownKey known = known(owner);
    for (int i = 1; i < 100; i++) {
      Hash32 hash = i % 2 == 0 ? Hash32.ZERO : Hash32.of(bytes());
      Signature odd =
          Signature.canonical(
              BigInteger.valueOf(i), BigInteger.valueOf(random.nextInt(50) + 1), 28);

      assertThat(known.made(hash, odd))
          .isEqualTo(Secp256k1.recover(hash, odd).filter(owner.address()::equals).isPresent());
    }
  }

  @Test
  void of_signature_isItsAccount() {
    LocalKey owner = LocalKey.of(bytes());

    assertThat(known(owner).address()).isEqualTo(owner.address());
  }

  private KnownKey known(LocalKey owner) {
    Hash32 hash = Hash32.of(bytes());
    return KnownKey.of(hash, owner.signRawHash(hash)).orElseThrow();
  }

  private byte[] bytes() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return bytes;
  }
}
