package io.github.restake4j.internal.sign;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.restake4j.eth.Bytes;

/** A fuzz target of signed transactions, which other wallets hand in; see docs/testing.md. */
class RawTxFuzzTest {
  @FuzzTest
  void transactions(byte[] input) {
    RawTx read;
    try {
      read = RawTx.decode(Bytes.of(input));
    } catch (IllegalArgumentException refused) {
      return;
    }
    assertThat(RawTx.encode(read.request(), read.signature())).isEqualTo(Bytes.of(input));
  }
}
