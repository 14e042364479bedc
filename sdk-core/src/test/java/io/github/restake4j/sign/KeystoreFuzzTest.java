package io.github.restake4j.sign;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.restake4j.error.SigningException;
import java.nio.charset.StandardCharsets;

/**
 * Fuzz targets of the files a user may be handed: keystores and typed data; see docs/testing.md.
 */
class KeystoreFuzzTest {
  @FuzzTest
  void keystores(byte[] input) {
    try {
      KeystoreFile.parse(new String(input, StandardCharsets.UTF_8));
    } catch (SigningException refused) {
      assertThat(refused.code()).startsWith("KEYSTORE_");
    }
  }

  @FuzzTest
  void typedData(byte[] input) {
    TypedData read;
    try {
      read = TypedData.parse(new String(input, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException refused) {
      return;
    }
    assertThat(TypedData.parse(read.toJson()).hash()).isEqualTo(read.hash());
  }
}
