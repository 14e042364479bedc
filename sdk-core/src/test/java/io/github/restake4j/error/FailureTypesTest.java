package io.github.restake4j.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.restake4j.Chain;
import io.github.restake4j.Restake4j;
import io.github.restake4j.eth.Address;
import io.github.restake4j.rpc.Endpoint;
import io.github.restake4j.rpc.RpcOptions;
import io.github.restake4j.rpc.Transport;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** L08: whatever happens, a caller sees one of the documented types. */
class FailureTypesTest {
  private static final String KEY = "sEcReTkEy0123";

  @Test
  void L08_hierarchy_isSealedFinalAndDocumented() throws Exception {
    String document = Files.readString(Path.of("..", "docs", "errors.md"));
    Class<?>[] kinds = Restake4jException.class.getPermittedSubclasses();

    assertThat(kinds).hasSize(9);
    for (Class<?> kind : kinds) {
      assertThat(Modifier.isFinal(kind.getModifiers())).as(kind.getName()).isTrue();
      assertThat(document).contains("## " + kind.getSimpleName());
      for (Class<?> inner : kind.getDeclaredClasses()) {
        for (Object code : inner.isEnum() ? inner.getEnumConstants() : new Object[0]) {
          assertThat(code.toString()).matches("[A-Z][A-Z_]+");
          assertThat(document).contains("`" + code + "`");
        }
      }
    }
  }

  @Test
  void L08_transportsAndNodesOfEveryKind_failTyped() throws Exception {
    for (Supplier<Transport.Answer> misdeed : misdeeds()) {
      try (Restake4j client = client(misdeed)) {
        Throwable direct = catchThrowable(() -> client.balance(Address.ZERO).now());
        Throwable later = catchThrowable(() -> client.balance(Address.ZERO).async().get());

        assertTyped(direct);
        assertThat(later).isInstanceOf(ExecutionException.class);
        assertTyped(Objects.requireNonNull(later.getCause()));
      }
    }
  }

  private static void assertTyped(Throwable failure) {
    assertThat(failure).isInstanceOf(Restake4jException.class);
    assertThat(((Restake4jException) failure).code()).matches("[A-Z][A-Z_]+");
    assertThat(failure.toString()).doesNotContain(KEY);
  }

  private static List<Supplier<Transport.Answer>> misdeeds() {
    List<Supplier<Transport.Answer>> all = new ArrayList<>();
    for (RuntimeException leak :
        List.of(
            new IllegalStateException("at http://node.example/" + KEY),
            new NullPointerException(KEY),
            new ConcurrentModificationException(),
            new UncheckedIOException(new java.io.IOException(KEY)),
            new IllegalArgumentException(KEY))) {
      all.add(
          () -> {
            throw leak;
          });
    }
    for (String body :
        List.of(
            "",
            "null",
            "[]",
            "{}",
            "[{}]",
            "[null,null]",
            "[1,2]",
            "\u0000",
            "{\"error\":7}",
            "{\"error\":{\"code\":\"x\"}}",
            "{\"error\":{\"code\":-32000,\"message\":{}}}",
            "[{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"0x1\"},{\"jsonrpc\":\"2.0\",\"id\":2}]",
            "[{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"0x1\"},"
                + "{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{\"number\":{}}}]")) {
      all.add(() -> new Transport.Answer(200, null, body.getBytes(StandardCharsets.UTF_8)));
    }
    for (int status : new int[] {0, -1, 99, 101, 204, 304, 404, 500, 999}) {
      all.add(() -> new Transport.Answer(status, "soon", new byte[] {(byte) 0xff, (byte) 0xfe}));
    }
    return all;
  }

  private static Restake4j client(Supplier<Transport.Answer> misdeed) {
    Transport transport =
        new Transport() {
          @Override
          public Exchange post(Endpoint endpoint, byte[] body, Limits limits) {
            return new Exchange() {
              @Override
              public Answer answer() {
                return misdeed.get();
              }

              @Override
              public void cancel() {}
            };
          }

          @Override
          public void close() {}
        };
    return Restake4j.builder()
        .rpc("http://node.example/" + KEY)
        .chain(Chain.MAINNET)
        .transport(transport)
        .options(RpcOptions.builder().retries(1).firstPause(Duration.ofMillis(1)).build())
        .build();
  }
}
