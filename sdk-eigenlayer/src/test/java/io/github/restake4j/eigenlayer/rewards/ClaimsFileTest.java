package io.github.restake4j.eigenlayer.rewards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.error.TransportException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.task.Progress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Claims files as the pipeline writes them, and as somebody hostile would. */
class ClaimsFileTest {
  private static final String EARNER = "0x05f7a45e049c96769360fafef7ccfc130dc22ab6";
  private static final String TOKEN = "0x257601e63cc667ba6ad3561eb197f0edad4f96f7";

  private static String line(String amount) {
    return line(EARNER, TOKEN, amount);
  }

  private static String line(String earner, String token, String amount) {
    return "{\"earner\":\""
        + earner
        + "\",\"token\":\""
        + token
        + "\",\"snapshot\":1714780800000,\"cumulative_amount\":"
        + amount
        + "}\n";
  }

  private static ClaimAmounts read(String text) {
    return read(text, ClaimAmounts.Limits.DEFAULT);
  }

  private static ClaimAmounts read(String text, ClaimAmounts.Limits limits) {
    try {
      return ClaimAmounts.read(
          new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
          limits,
          Progress.silent());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void read_theTriangularVectorAsAShuffledFile_hasItsRoot() {
    StringBuilder file = new StringBuilder();
    for (int i = 4; i >= 0; i--) {
      for (int j = 0; j < 5 - i; j++) {
        file.append(
            line(
                RewardsTreeTest.EARNERS.get(i).toString(),
                RewardsTreeTest.TOKENS.get(j).toString(),
                j % 2 == 0 ? "\"" + (i + j + 1) + "\"" : String.valueOf(i + j + 1)));
      }
    }

    assertThat(read(file.toString()).root())
        .hasToString("0x6cbbc579e43e27391fff6c2fe7c637dcc7ea7efe7b57ee42016b3c23c601415d");
  }

  @ParameterizedTest
  @CsvSource({
    "1.083011266e+19, 10830112660000000000",
    "2.393524808E17, 239352480800000000",
    "8777854910832862.0, 8777854910832862",
    "0, 0",
    "115792089237316195423570985008687907853269984665640564039457584007913129639935, "
        + "115792089237316195423570985008687907853269984665640564039457584007913129639935",
  })
  void read_wholeAmountInAnyNotation_isExact(String text, BigInteger expected) {
    Map<Address, BigInteger> earned = read(line(text)).cumulativeEarnings(Address.parse(EARNER));

    assertThat(earned).containsExactly(Map.entry(Address.parse(TOKEN), expected));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.5",
        "1e-1",
        "1.0830112661e3",
        "-1",
        "1e999999999",
        "1e100",
        "\"0x10\"",
        "\"\"",
        "\" 1\"",
        "\"١\"",
        "null",
        "true",
        "[1]",
        "{\"a\":1}",
        "115792089237316195423570985008687907853269984665640564039457584007913129639936",
      })
  void read_anythingElseAsAmount_isRefusedWithItsLine(String amount) {
    assertThatThrownBy(() -> read("\n" + line(amount)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("line 2")
        .hasMessageContaining("cumulative_amount");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "[]",
        "{",
        "{}",
        "{\"earner\":\"" + EARNER + "\",\"cumulative_amount\":1}",
        "{\"earner\":1,\"token\":\"" + TOKEN + "\",\"cumulative_amount\":1}",
        "{\"earner\":\"0x05\",\"token\":\"" + TOKEN + "\",\"cumulative_amount\":1}",
        "{\"a\":[[[[[[[[[[[[1]]]]]]]]]]]]}",
      })
  void read_lineThatIsNoReward_isRefusedWithItsLine(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("line 1");
  }

  @Test
  void read_secondObjectOnALine_isRefused() {
    String two = line("1").trim() + line(EARNER, EARNER, "2").trim();

    assertThatThrownBy(() -> read(two))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("something follows");
  }

  @Test
  void read_fieldTwice_isRefusedRatherThanOneOfThemTaken() {
    String twice = line("1").replace("\"snapshot\":1714780800000", "\"cumulative_amount\":2");

    assertThatThrownBy(() -> read(twice)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void read_tokenTwiceForAnEarner_isRefusedByName() {
    assertThatThrownBy(() -> read(line("1") + line("2")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(Address.parse(TOKEN) + " twice");
  }

  @Test
  void read_mixedCaseWithWrongChecksum_isRefused() {
    String wrong = EARNER.replace("f7a", "F7a");

    assertThatThrownBy(() -> read(line(wrong, TOKEN, "1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("earner is no address");
  }

  @Test
  void read_nothing_isRefused() {
    assertThatThrownBy(() -> read("\n \r\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no line");
  }

  @Test
  void read_moreBytesThanTheLimit_stopsThere() {
    InputStream endless =
        new InputStream() {
          private int given;

          @Override
          public int read() {
            assertThat(++given).as("bytes asked for").isLessThan(20_000);
            return given % 80 == 0 ? '\n' : ' ';
          }

          @Override
          public int read(byte[] into, int at, int length) {
            into[at] = (byte) read();
            return 1;
          }
        };

    assertThatThrownBy(
            () -> ClaimAmounts.read(endless, new ClaimAmounts.Limits(1000, 10), Progress.silent()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("more than 1000 bytes");
  }

  @Test
  void read_moreLinesThanTheLimit_isRefused() {
    String three = line("1") + line(TOKEN, TOKEN, "1") + line(TOKEN, EARNER, "1");

    assertThat(read(three, new ClaimAmounts.Limits(10_000, 3)).lineCount()).isEqualTo(3);
    assertThatThrownBy(() -> read(three, new ClaimAmounts.Limits(10_000, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("more than 2 lines");
  }

  @Test
  void read_lineWithoutEnd_isRefusedBeforeItIsHeld() {
    assertThatThrownBy(() -> read("{\"x\":\"" + "y".repeat(5000)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("more than 4096 bytes");
  }

  @Test
  void read_hostileText_isNotEchoedInFull() {
    assertThatThrownBy(() -> read(line("\"\u0007" + "9".repeat(3000) + "\"")))
        .isInstanceOf(IllegalArgumentException.class)
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(250).doesNotContain("\u0007"));
  }

  @Test
  void read_manyLines_reportsProgressAndTheEnd() throws IOException {
    StringBuilder file = new StringBuilder();
    for (int i = 0; i < 25_000; i++) {
      String token = String.format("0x%040x", i);
      file.append(line(EARNER, token, "1"));
    }
    List<String> told = new ArrayList<>();

    ClaimAmounts.read(
        new ByteArrayInputStream(file.toString().getBytes(StandardCharsets.UTF_8)),
        ClaimAmounts.Limits.DEFAULT,
        Progress.to(step -> told.add(step.doing() + " " + step.done())));

    assertThat(told)
        .containsExactly(
            "reading claim amounts 10000",
            "reading claim amounts 20000",
            "reading claim amounts 25000",
            "hashing earners 1");
  }

  @Test
  void read_cancelledMeanwhile_stops() {
    String file = line("1") + "\n".repeat(50_000);
    Progress[] own = new Progress[1];
    Progress progress = Progress.to(step -> own[0].cancel());
    own[0] = progress;

    assertThatThrownBy(
            () ->
                ClaimAmounts.read(
                    new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)),
                    ClaimAmounts.Limits.DEFAULT,
                    progress))
        .isInstanceOfSatisfying(
            TransportException.class,
            e -> assertThat(e.kind()).isEqualTo(TransportException.Code.CANCELLED));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void read_seededLinesInAnyOrderAndForm_hasTheRootOfTheSameAmounts(long seed) {
    Random random = new Random(seed);
    Map<Address, Map<Address, BigInteger>> earnings = RewardsTreeTest.randomEarnings(random, 300);
    List<String> lines = new ArrayList<>();
    earnings.forEach(
        (earner, tokens) ->
            tokens.forEach(
                (token, amount) -> {
                  boolean plain = random.nextBoolean(); // capitals, spaces: not the fast way
                  String first = plain ? earner.toString().toLowerCase(Locale.ROOT) : earner + "";
                  String second = plain ? token.toString().toLowerCase(Locale.ROOT) : token + "";
                  String text = random.nextBoolean() ? amount + "" : "\"" + amount + "\"";
                  lines.add(line(first, second, text));
                }));
    Collections.shuffle(lines, random);

    assertThat(read(String.join("", lines)).root())
        .as("seed %s", seed)
        .isEqualTo(ClaimAmounts.of(earnings).root());
  }

  @Test
  void read_manyEarnersThatBeginAlike_areSortedAll() {
    Map<Address, Map<Address, BigInteger>> earnings = new LinkedHashMap<>();
    StringBuilder file = new StringBuilder();
    for (int i = 199; i >= 0; i--) { // the first 19 bytes are the same
      Address earner =
          Address.parse(String.format("0x11111111111111111111111111111111111111%02x", i));
      earnings.put(earner, Map.of(Address.parse(TOKEN), BigInteger.valueOf(i + 1)));
      file.append(line(earner.toString(), TOKEN, String.valueOf(i + 1)));
    }

    ClaimAmounts amounts = read(file.toString());

    assertThat(amounts.root()).isEqualTo(ClaimAmounts.of(earnings).root());
    earnings.forEach(
        (earner, tokens) -> {
          assertThat(amounts.cumulativeEarnings(earner)).isEqualTo(tokens);
          assertThat(amounts.claim(earner, tokens.keySet(), 0).mismatch(amounts.root())).isEmpty();
        });
  }

  @Test
  void read_interrupted_stopsAndKeepsTheFlag() {
    String file = line("1") + "\n".repeat(10_000);
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(
              () ->
                  ClaimAmounts.read(
                      new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)),
                      ClaimAmounts.Limits.DEFAULT,
                      Progress.silent()))
          .isInstanceOfSatisfying(
              TransportException.class,
              e -> assertThat(e.kind()).isEqualTo(TransportException.Code.INTERRUPTED));
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      Thread.interrupted();
    }
  }
}
