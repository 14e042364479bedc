package io.github.restake4j.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
  @ParameterizedTest
  @CsvSource({
    "https://node.example, https://node.example",
    "https://node.example/, https://node.example",
    "HTTP://node.example:8545, http://node.example:8545",
    "http://eth_node:8545, http://eth_node:8545",
    "http://[::1]:8545, http://[::1]:8545",
    "https://node.example/v3/0123456789abcdef, https://node.example/...",
    "https://node.example?key=0123456789abcdef, https://node.example/...",
    "https://user:0123456789abcdef@node.example, https://node.example",
    "https://node.example/#0123456789abcdef, https://node.example/...",
  })
  void T27_toString_showsSchemeHostAndPortOnly(String url, String shown) {
    assertThat(Endpoint.of(url)).hasToString(shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ws://node.example/0123456789abcdef",
        "ftp://node.example/0123456789abcdef",
        "file:///0123456789abcdef",
        "node.example/0123456789abcdef",
        "//node.example/0123456789abcdef",
        "http:0123456789abcdef",
        "http:///0123456789abcdef",
        "http://node.example:port/0123456789abcdef",
        "http://node example/0123456789abcdef",
        "http://node.example/ 0123456789abcdef",
        "http://node.example/%zz0123456789abcdef",
        "http://user:0123456789abcdef@/",
        "javascript:0123456789abcdef",
        "",
      })
  void T27_of_noHttpUrl_isRefusedWithoutRepeatingIt(String url) {
    assertThatThrownBy(() -> Endpoint.of(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasNoCause()
        .message()
        .doesNotContain("0123456789abcdef");
  }

  @Test
  void T27_redact_textThatEchoesKeys_losesThem() {
    Endpoint endpoint =
        Endpoint.of("https://us%65rname:passw%6frd@node.example/v3/PATHKEY1?token=QUERYKEY1&n=1")
            .bearer("BEARERKEY1")
            .header("X-Api-Key", "HEADERKEY1");

    assertThat(
            endpoint.redact(
                "v3 PATHKEY1 QUERYKEY1 BEARERKEY1 HEADERKEY1 username password us%65rname n=1"))
        .isEqualTo("v3 *** *** *** *** *** *** *** n=1");
  }

  @Test
  void of_userInfo_becomesBasicAuthorization() {
    // base64("Aladdin:open sesame") is the example of RFC 7617
    assertThat(Endpoint.of("https://Aladdin:open%20sesame@node.example").headers())
        .containsEntry("authorization", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
  }

  @Test
  void header_sameNameInOtherCase_isReplaced() {
    Endpoint endpoint =
        Endpoint.of("https://node.example").header("X-Key", "one").header("x-key", "two");

    assertThat(endpoint.headers()).hasSize(1).containsEntry("X-Key", "two");
    assertThatThrownBy(() -> endpoint.headers().put("a", "b"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"secret\r\nX-Evil: 1", "secret\u0000", "secr\u00e9t", "secret\u007f"})
  void T27_header_badValue_isRefusedWithoutRepeatingIt(String value) {
    assertThatThrownBy(() -> Endpoint.of("https://node.example").header("X-Key", value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("X-Key")
        .message()
        .doesNotContain("secr");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a:b", "a\nb", "\u00e9"})
  void header_badName_isRefused(String name) {
    assertThatThrownBy(() -> Endpoint.of("https://node.example").header(name, "x"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void options_defaults_areAsDocumented() {
    RpcOptions options = RpcOptions.defaults();

    assertThat(options.maxResponseBytes()).isEqualTo(33_554_432);
    assertThat(options.attemptTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(options.connectTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(options.maxBatch()).isEqualTo(100);
    assertThat(options.retries()).isEqualTo(3);
    assertThat(options.firstPause()).isEqualTo(Duration.ofMillis(200));
    assertThat(options.longestPause()).isEqualTo(Duration.ofSeconds(5));
    assertThat(options.circuitWindow()).isEqualTo(20);
    assertThat(options.circuitPause()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void options_outOfBounds_areRefusedByTheSetter() {
    RpcOptions.Builder builder = RpcOptions.builder();

    assertThatThrownBy(() -> builder.maxResponseBytes(1023))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("maxResponseBytes");
    assertThatThrownBy(() -> builder.maxBatch(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.maxBatch(10_001)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.retries(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.circuitWindow(1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.attemptTimeout(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("attemptTimeout");
    assertThatThrownBy(() -> builder.firstPause(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.circuitPause(Duration.ofDays(2)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void options_builtOnce_doNotChangeWithTheirBuilder() {
    RpcOptions.Builder builder = RpcOptions.builder().retries(1);
    RpcOptions first = builder.build();
    builder.retries(2);

    assertThat(first.retries()).isEqualTo(1);
    assertThat(first.toBuilder().maxBatch(5).build().retries()).isEqualTo(1);
  }
}
