package io.github.restake4j.examples.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which calls could be given a minimum that the contract holds them to. */
class MinimumsTest {
  /** Words that name a lower bound of what comes back, or of what it is counted with. */
  private static final List<String> BOUNDS =
      List.of("min", "atleast", "least", "slippage", "bps", "expected", "limit");

  /**
   * None can today: the facades hold a minimum themselves, before the signature and after the
   * block. A contract that comes with one fails here until its facade never sends a zero for it.
   */
  @Test
  void F03_noFunctionThatIsSent_takesAMinimum() {
    List<BundledAbi.Entry> written =
        Stream.of("sdk-core", "sdk-lst", "sdk-eigenlayer", "sdk-lrt")
            .flatMap(module -> BundledAbi.of(module, "function").stream())
            .filter(each -> !each.json().path("stateMutability").asText().matches("view|pure"))
            .toList();

    assertThat(written).hasSizeGreaterThan(35);
    assertThat(written)
        .allSatisfy(
            each ->
                assertThat(each.json().path("inputs").findValuesAsText("name"))
                    .as("%s", each)
                    .noneMatch(MinimumsTest::isBound));
  }

  private static boolean isBound(String parameter) {
    String name = parameter.toLowerCase(Locale.ROOT);
    return BOUNDS.stream().anyMatch(name::contains);
  }
}
