package io.github.restake4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.restake4j.error.ChainException;
import io.github.restake4j.error.DecodingException;
import io.github.restake4j.error.JournalException;
import io.github.restake4j.error.RefusedException;
import io.github.restake4j.error.RpcException;
import io.github.restake4j.error.SigningException;
import io.github.restake4j.error.TransportException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code docs/errors.md} lists every code of every exception under its own heading. */
class DocumentedErrorsTest {
  @Test
  void everyCode_isDocumentedUnderItsException() throws IOException {
    String document = Files.readString(Path.of("..", "docs", "errors.md"));
    List<Enum<?>[]> all =
        List.of(
            TransportException.Code.values(),
            RpcException.Code.values(),
            DecodingException.Code.values(),
            ChainException.Code.values(),
            RefusedException.Code.values(),
            JournalException.Code.values(),
            SigningException.Code.values());
    List<String> missing = new ArrayList<>();
    for (Enum<?>[] codes : all) {
      String exception = codes[0].getDeclaringClass().getEnclosingClass().getSimpleName();
      int start = document.indexOf("## " + exception);
      assertThat(start).as(exception).isNotNegative();
      int end = document.indexOf("\n## ", start);
      String section = document.substring(start, end < 0 ? document.length() : end);
      for (Enum<?> code : codes) {
        if (!section.contains("`" + code.name() + "`")) {
          missing.add(exception + "." + code.name());
        }
      }
    }
    assertThat(missing).isEmpty();
  }
}
