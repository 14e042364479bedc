package io.github.restake4j.internal.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.rest.RestApi;
import io.github.restake4j.rpc.Endpoint;
import io.github.restake4j.rpc.RpcOptions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a request to an API goes. */
class RestCallsTest {
  @ParameterizedTest
  @CsvSource({
    "http://host, http://host/v1/x",
    "http://host:81/, http://host:81/v1/x",
    "https://host/mainnet, https://host/mainnet/v1/x",
    "https://host/mainnet//, https://host/mainnet/v1/x",
    "https://host/a?apikey=secret, https://host/a/v1/x?apikey=secret",
  })
  void at_aBase_putsThePathBehindItAndKeepsTheQuery(String base, String expected) {
    assertThat(RestCalls.at(Endpoint.of(base), "/v1/x").uri()).hasToString(expected);
  }

  @Test
  void at_aBaseWithHeaders_keepsThem() {
    Endpoint base = Endpoint.of("https://user:pass@host/a").header("X-Key", "k");

    Endpoint place = RestCalls.at(base, "/b");

    assertThat(place.headers()).isEqualTo(base.headers()).containsEntry("X-Key", "k");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "v1", "/a b", "/a?x=1", "/a#b", "/%2e", "/a\nb"})
  void at_whatIsNoPath_isRefused(String path) {
    assertThatThrownBy(() -> RestCalls.at(Endpoint.of("http://host"), path))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void timeout_outOfBounds_isRefused() {
    RestApi api =
        RestApi.over(OkHttpTransport.own(), Endpoint.of("http://host/key"), RpcOptions.defaults());

    assertThatThrownBy(() -> api.timeout(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> api.timeout(Duration.ofHours(2)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(api).hasToString("http://host/...");
  }
}
