package io.github.restake4j.internal.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OkHttpTransportTest {
  @Test
  void version_ofTheUserAgent_isThatOfThePom() throws IOException {
    assertThat(Files.readString(Path.of("pom.xml")))
        .contains("<version>" + OkHttpTransport.VERSION + "</version>");
  }
}
