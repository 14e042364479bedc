package io.github.restake4j.internal.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.restake4j.internal.rpc.RpcAnswer;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts as nodes and providers word them; the numbers are read out of them by hand. */
class LogLimitTest {
  private static LogLimit read(String text) {
    return LogLimit.of(new RpcAnswer.Failure(-32000, text, Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "eth_getLogs is limited to a 10,000 range | 10000",
        "eth_getLogs and eth_newFilter are limited to a 10,000 blocks range | 10000",
        "Block range limit exceeded, maximum block range: 50000 | 50000",
        "invalid eth_getLogs request. 'fromBlock'-'toBlock' range too large. Max range: 800 | 800",
        "block range too large, max is 1024 blocks | 1024",
        "query exceeds max block range 100000 | 100000",
        "requested too many blocks from 0 to 16777216, maximum is set to 2048 | 2048",
        "eth_getLogs block range too large, range: 10001, max: 10000 | 10000",
        "ranges over 500 blocks are not supported on freetier | 500",
        "too wide blocks range, the limit is 100 | 100",
        "query must be smaller than size 1024 | 1024",
        "You can make eth_getLogs requests with up to a 2K block range | 2000",
        "eth_getLogs is limited to 0 - 10000 blocks range | 10000",
        "range too large, limit 3000 blocks | 3000"
      })
  void of_namedWidth_isRead(String text, long blocks) {
    assertThat(read(text).known()).isTrue();
    assertThat(read(text).blocks()).hasValue(blocks);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "query returned more than 10000 results. Try with this block range [0x1a, 0x2b]. | 43",
        "Log response size exceeded. this block range should work: [0x0, 0x7cf] | 1999",
        "query exceeds max results 20000, retry with the range 100-200 | 200"
      })
  void of_proposedRange_isRead(String text, long last) {
    assertThat(read(text).lastBlock()).hasValue(last);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "query returned more than 10000 results",
        "Too many logs requested. Max logs per response is 20000.",
        "query timeout exceeded",
        "backend response too large",
        "Block range is too large",
        "Requested range exceeds maximum RPC range limit",
        "response size exceeded the limit of 150 MB"
      })
  void of_limitWithoutAWidth_isKnownAndNamesNone(String text) {
    assertThat(read(text).known()).isTrue();
    assertThat(read(text).blocks()).isEmpty();
    assertThat(read(text).lastBlock()).isEmpty();
  }

  @Test
  void of_otherText_isUnknown() {
    assertThat(read("execution aborted").known()).isFalse();
    assertThat(read("a 99999999999999999999999999999999 block range").blocks()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unknown block",
        "header not found",
        "block range extends beyond current head block",
        "One of the blocks specified in filter (fromBlock, toBlock or blockHash) cannot be found.",
        "Resource not found"
      })
  void isBlockMissing_wordsForIt_areKnown(String text) {
    assertThat(LogLimit.isBlockMissing(new RpcAnswer.Failure(-32000, text, Optional.empty())))
        .isTrue();
  }
}
