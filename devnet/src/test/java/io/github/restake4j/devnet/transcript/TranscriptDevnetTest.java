package io.github.restake4j.devnet.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.restake4j.devnet.FreshStandIns;
import io.github.restake4j.devnet.anvil.Anvil;
import io.github.restake4j.devnet.anvil.AnvilBinary;
import io.github.restake4j.devnet.junit.Devnet;
import io.github.restake4j.devnet.rpc.NodeRpc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds every stand-in to what was recorded on the real contracts. */
@Devnet(local = true)
class TranscriptDevnetTest {
  private static final Path FOLDER = Path.of("src", "test", "transcripts");

  static List<Path> transcripts() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  @Test
  void transcripts_areThere() throws IOException {
    assertThat(transcripts()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("transcripts")
  void replay_standIns_doWhatTheRealContractsDid(Path file) {
    assertThat(replay(Transcript.read(file))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("transcripts")
  void replay_tamperedTranscript_isCaught(Path file) {
    Transcript transcript = Transcript.read(file);
    int last = transcript.steps().size() - 1;
    ObjectNode step = transcript.steps().get(last);
    String part = step.has("returns") ? "returns" : "reverts";
    step.set(part, new TextNode("something else"));
    assertThat(replay(transcript))
        .singleElement()
        .asString()
        .contains("step " + (last + 1), "something else");
  }

  private static List<String> replay(Transcript transcript) {
    try (Anvil anvil = Anvil.start(AnvilBinary.find(), List.of());
        NodeRpc node = new NodeRpc(anvil.url())) {
      Stage stage =
          switch (transcript.head().path("protocol").asText()) {
            case "lido" -> {
              Map<String, String> lido =
                  FreshStandIns.lido(
                      node,
                      LidoStage.uint(transcript.head(), "ether"),
                      LidoStage.uint(transcript.head(), "shares"));
              yield LidoStage.of(
                  node, (name, json) -> FreshStandIns.invoke(node, lido, name, json), lido);
            }
            case "etherfi" -> EtherfiStage.standIns(node, transcript.head());
            case "eigenlayer" -> EigenStage.standIns(node, transcript.head().path("start"));
            case "native" ->
                new Stage(node, (name, json) -> json)
                    .contract("native", "DepositContract", FreshStandIns.depositContract(node));
            case "standard" ->
                new Stage(node, (name, json) -> json)
                    .contract("standard", "Multicall3", FreshStandIns.multicall(node));
            default -> throw new IllegalArgumentException("no stage for " + transcript.head());
          };
      return transcript.differences(stage.open(FreshStandIns.accounts()));
    }
  }
}
