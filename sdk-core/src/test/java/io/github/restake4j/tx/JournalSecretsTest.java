package io.github.restake4j.tx;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.restake4j.Restake4j;
import io.github.restake4j.abi.AbiCall;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.internal.read.Reads;
import io.github.restake4j.sign.LocalKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalSecretsTest {
  @TempDir Path folder;

  @Test
  void P23_bytesOfTheFiles_haveSignedTransactionsAndNoSecret() throws IOException {
    String secret = "51c2d3e4f5061728394a5b6c7d8e9fa0b1c2d3e4f5061728394a5b6c7d8e9fa0";
    Address target = Address.parse("0x" + "7".repeat(40));
    ScriptedNode node = new ScriptedNode();
    Journal journal = Journal.open(folder.resolve("journal"));
    Restake4j client =
        Restake4j.builder()
            .rpc("http://name:passw0rd@127.0.0.1:1/v3/ap1key")
            .transport(node)
            .journal(journal)
            .build();
    try (journal;
        client;
        LocalKey key = LocalKey.parse("0x" + secret)) {
      client
          .plan(
              TxSpec.<Boolean>named("Test.touch")
                  .call(
                      situation ->
                          Reads.known(
                              new TxSpec.Call(
                                  target, AbiCall.of("touch()", 0xa55526db, 0, out -> {}))),
                      receipt -> true))
          .send(key);
    }

    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.collect(Collectors.toList());
    }
    StringBuilder bytes = new StringBuilder();
    StringBuilder text = new StringBuilder();
    for (Path file : files) {
      bytes.append(Bytes.wrap(Files.readAllBytes(file)).toString().substring(2));
      text.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
    }
    String raw = node.sent().get(0).toString().substring(2);
    assertThat(bytes).contains(raw).doesNotContain(secret);
    assertThat(text.toString().toLowerCase(Locale.ROOT))
        .doesNotContain(secret, "name:", "passw0rd", "ap1key", "127.0.0.1");
  }
}
