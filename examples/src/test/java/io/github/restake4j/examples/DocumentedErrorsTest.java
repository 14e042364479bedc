package io.github.restake4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.github.restake4j.error.ChainException;
import io.github.restake4j.error.DecodingException;
import io.github.restake4j.error.JournalException;
import io.github.restake4j.error.RefusedException;
import io.github.restake4j.error.Restake4jException;
import io.github.restake4j.error.RpcException;
import io.github.restake4j.error.SigningException;
import io.github.restake4j.error.TransportException;
import java.io.IOException;
import java.lang.reflect.Modifier;
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

  @Test
  void L08_everyException_isFinalTypedAndRetryableOrNot() {
    Class<?>[] kinds = Restake4jException.class.getPermittedSubclasses();
    assertThat(kinds).hasSize(9);
    for (Class<?> kind : kinds) {
      assertThat(Modifier.isFinal(kind.getModifiers())).as(kind + " is final").isTrue();
      assertThat(RuntimeException.class).isAssignableFrom(kind);
    }
    List<Restake4jException> one = new ArrayList<>();
    for (TransportException.Code code : TransportException.Code.values()) {
      one.add(new TransportException(code, "m"));
    }
    for (RpcException.Code code : RpcException.Code.values()) {
      one.add(new RpcException(code, "m"));
    }
    for (JournalException.Code code : JournalException.Code.values()) {
      one.add(new JournalException(code, "m"));
    }
    for (SigningException.Code code : SigningException.Code.values()) {
      one.add(new SigningException(code, "m"));
    }
    for (Restake4jException each : one) {
      assertThat(each.code()).as(each.getClass() + "").matches("[A-Z0-9_]+");
    }
    // by hand: the same call may work later
    assertThat(new TransportException(TransportException.Code.TIMEOUT, "m").retryable()).isTrue();
    assertThat(new TransportException(TransportException.Code.CLOSED, "m").retryable()).isFalse();
    assertThat(new JournalException(JournalException.Code.CORRUPT, "m").retryable()).isFalse();
  }

  @Test
  void L08_sdkModules_declareNoOtherException() {
    List<String> others = new ArrayList<>();
    for (String sdk : List.of("sdk-core", "sdk-lst", "sdk-eigenlayer", "sdk-lrt")) {
      for (JavaClass each :
          new ClassFileImporter().importPath(Path.of("..", sdk, "target", "classes"))) {
        boolean internal = each.getPackageName().contains(".internal");
        if (each.isAssignableTo(Throwable.class)
            && !internal
            && !each.getPackageName().equals("io.github.restake4j.error")) {
          others.add(each.getName());
        }
      }
    }
    assertThat(others).isEmpty();
  }
}
