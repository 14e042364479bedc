package io.github.restake4j.devnet.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A transcript that claims to be complete shows all a stand-in can do, refusals included. */
class CoverageTest {
  /** The last argument of a require. */
  private static final Pattern REQUIRE =
      Pattern.compile("require\\([^;]*?\"([^\"]+)\"\\s*\\);", Pattern.DOTALL);

  /** Refusals of levers are ours, or only governance can meet them. */
  private static final Set<String> ONLY_FOR_LEVERS =
      Set.of(
          "ABOVE_MAXIMUM",
          "ALLOCATION_MANAGER_ONLY",
          "ALREADY_CONNECTED",
          "ALREADY_FINALIZED",
          "ALREADY_PAUSED",
          "ALREADY_RESUMED",
          "ALREADY_VALID",
          "CONTRACT_IS_ACTIVE",
          "DELEGATION_MANAGER_ONLY",
          "EETH_ONLY",
          "END_NOT_ELAPSED",
          "ETHER_MISSING",
          "LEVER_ONLY",
          "LOSS_ABOVE_OUT_OF_LP",
          "MIN_ABOVE_MAX",
          "MORE_THAN_IN_LP",
          "MORE_THAN_OUT_OF_LP",
          "NOBODY_TO_MINT_FOR",
          "NOT_A_NEW_PERIOD",
          "NOT_PAID",
          "NOT_PAUSED",
          "NOT_VALID",
          "NO_SUCH_REQUEST",
          "POD_MANAGER_ONLY",
          "POD_ONLY",
          "POOL_IS_EMPTY",
          "POOL_ONLY",
          "REDEMPTION_ONLY",
          "REQUESTS_ONLY",
          "SHARE_HOLDERS_ONLY",
          "STETH_ONLY",
          "STRATEGY_MANAGER_ONLY",
          "TOO_LARGE_LIMIT_INCREASE",
          "TOO_LARGE_MAX_STAKE_LIMIT",
          "TOO_SMALL_LIMIT_INCREASE",
          "UNTIL_IS_PAST",
          "ZERO_DURATION",
          "ZERO_MAX_STAKE_LIMIT",
          "ZERO_USER");

  static List<Transcript> complete() throws IOException {
    return TranscriptDevnetTest.transcripts().stream()
        .map(Transcript::read)
        .filter(transcript -> transcript.head().path("complete").asBoolean())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("complete")
  void complete_namesWhatWasRecorded(Transcript transcript) {
    JsonNode head = transcript.head();
    assertThat(head.path("source").path("commit").asText()).hasSize(40);
    assertThat(head.path("source").path("compiler").isEmpty()).isFalse();
    assertThat(head.path("seed").isNumber()).isTrue();
    for (Path file : abiFiles(head)) {
      String contract = file.getFileName().toString().replace(".json", "");
      assertThat(head.path("code").path(contract).asText()).matches("0x[0-9a-f]{64}");
    }
  }

  @ParameterizedTest
  @MethodSource("complete")
  void complete_togetherHaveEveryEntryEventAndErrorOfTheirProtocol(Transcript transcript)
      throws IOException {
    Set<String> missing = new TreeSet<>();
    Set<String> seen = new TreeSet<>();
    for (Transcript each : complete()) {
      if (each.head().path("protocol").equals(transcript.head().path("protocol"))) {
        seen.addAll(seen(each));
      }
    }
    for (Path file : abiFiles(transcript.head())) {
      String contract = file.getFileName().toString().replace(".json", "");
      ContractAbi abi = ContractAbi.load(transcript.head().path("protocol").asText(), contract);
      abi.functions().keySet().forEach(f -> missing.add("@" + contract + "." + f));
      abi.events().keySet().forEach(e -> missing.add("@" + contract + " emits " + e));
      missing.addAll(abi.errors().keySet());
    }
    assertThat(missing).isNotEmpty();
    missing.removeAll(seen);
    assertThat(missing).isEmpty();
  }

  /** stETH, wstETH and the deposit contract refuse with texts, which no ABI declares. */
  @Test
  void complete_hasEveryTextAStandInRefusesWith() throws IOException {
    Set<String> texts = new TreeSet<>();
    try (Stream<Path> sources = Files.walk(Path.of("src", "main", "solidity"))) {
      for (Path source : sources.filter(Files::isRegularFile).toList()) {
        Matcher require = REQUIRE.matcher(Files.readString(source));
        while (require.find()) {
          texts.add(require.group(1));
        }
      }
    }
    assertThat(texts).hasSizeGreaterThan(40).containsAll(ONLY_FOR_LEVERS);
    texts.removeAll(ONLY_FOR_LEVERS);
    texts.remove("DepositContract: merkle tree full"); // after 4,294,967,295 deposits
    for (Transcript transcript : complete()) {
      for (ObjectNode step : transcript.steps()) {
        texts.remove(step.path("reverts").asText().replace("\"", ""));
      }
    }
    assertThat(texts).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("complete")
  void complete_aFifthOfItsStepsRevert(Transcript transcript) {
    long reverts = transcript.steps().stream().filter(step -> step.has("reverts")).count();
    assertThat(reverts * 5).isGreaterThanOrEqualTo(transcript.steps().size());
  }

  private static Set<String> seen(Transcript transcript) {
    Set<String> seen = new TreeSet<>();
    for (ObjectNode step : transcript.steps()) {
      if (step.has("returns")) {
        seen.add(kind(step.path("to").asText()) + "." + step.path("call").asText());
      }
      seen.add(step.path("reverts").asText().replaceAll(" .*", ""));
      for (JsonNode event : step.path("events")) {
        seen.add(kind(event.path("at").asText()) + " emits " + event.path("event").asText());
      }
    }
    return seen;
  }

  /** Of several contracts of a kind, the others are called {@code @Kind:which}. */
  private static String kind(String name) {
    return name.replaceAll(":.*", "");
  }

  private static List<Path> abiFiles(JsonNode head) {
    Path folder = Path.of("src", "main", "abi", head.path("protocol").asText());
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("cannot list " + folder, e);
    }
  }
}
