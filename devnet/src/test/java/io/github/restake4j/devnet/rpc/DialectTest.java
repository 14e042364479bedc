package io.github.restake4j.devnet.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DialectTest {
  @ParameterizedTest
  @EnumSource(Dialect.class)
  void error_existsForEveryRefusal(Dialect dialect) {
    for (SendRefusal refusal : SendRefusal.values()) {
      assertThat(dialect.error(refusal).message()).isNotEmpty().doesNotContain("{");
      assertThat(dialect.error(refusal).code()).isNegative();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ANVIL, NONCE_TOO_LOW, -32003, nonce too low",
    "GETH, ALREADY_KNOWN, -32000, already known",
    "GETH, NONCE_TOO_LOW, -32000, 'nonce too low: next nonce 7, tx nonce 6'",
    "RETH, INSUFFICIENT_FUNDS, -32003, insufficient funds for gas * price + value: have 1 want 3",
    "RETH, POOL_LIMIT, -32003, txpool is full",
    "BESU, ALREADY_KNOWN, -32000, Known transaction",
    "BESU, NONCE_TOO_LOW, -32001, Nonce too low",
    "BESU, GAS_LIMIT_TOO_HIGH, -32005, Transaction gas limit exceeds block gas limit",
    "NETHERMIND_OLD, ALREADY_KNOWN, -32010, AlreadyKnown",
    "NETHERMIND_OLD, REPLACEMENT_UNDERPRICED, -32010, ReplacementNotAllowed",
    "NETHERMIND, ALREADY_KNOWN, -32010, already known",
    "ERIGON, ALREADY_KNOWN, -32000, existing txn with same hash",
    "ERIGON, REPLACEMENT_UNDERPRICED, -32000, could not replace existing tx"
  })
  void error_isTheClients(Dialect dialect, SendRefusal refusal, int code, String text) {
    assertThat(dialect.error(refusal)).isEqualTo(new Dialect.RpcError(code, text));
  }

  @ParameterizedTest
  @EnumSource(SendRefusal.class)
  void of_knowsWhatAnvilAndGethSay(SendRefusal refusal) {
    boolean neverSaid = refusal == SendRefusal.NODE_NOT_READY || refusal == SendRefusal.RATE_LIMIT;
    if (!neverSaid) {
      assertThat(SendRefusal.of(Dialect.ANVIL.error(refusal).message())).isEqualTo(refusal);
      assertThat(SendRefusal.of(Dialect.GETH.error(refusal).message())).isEqualTo(refusal);
    }
  }

  @Test
  void of_anythingElse_isUnknown() {
    assertThat(SendRefusal.of("the cat sat on the node")).isNull();
  }
}
