package io.github.restake4j.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Generated code is formatted as the code of this project is, which a tool does. */
class FormattingTest {
  /** Names and types of more than a line, which the tool breaks where nobody would. */
  private static final Set<String> BEYOND_ONE_LINE =
      Set.of("adversarial/LongNames.json", "adversarial/DeepArrays.json");

  @Test
  void contract_everyAbi_isLeftUnchangedByGoogleJavaFormat() throws Exception {
    Formatter formatter = new Formatter();
    int lines = 0;
    for (Map.Entry<String, String> abi : Corpus.abis().entrySet()) {
      String source = AbiGenerator.contract(abi.getValue(), "a.b", Corpus.className(abi.getKey()));
      if (!BEYOND_ONE_LINE.contains(abi.getKey())) {
        assertThat(formatter.formatSource(source)).as(abi.getKey()).isEqualTo(source);
      }
      lines += source.split("\n", -1).length;
    }
    assertThat(lines).isGreaterThan(90_000);
  }
}
