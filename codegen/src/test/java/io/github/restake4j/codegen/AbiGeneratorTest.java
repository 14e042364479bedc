package io.github.restake4j.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AbiGeneratorTest {

  private static String generate(String abi) {
    return AbiGenerator.contract(abi.replace('\'', '"'), "a.b", "CContract");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'type':'modifier','name':'m'} | entry m: unknown type modifier",
        "{'type':'function','name':'f','inputs':[{'name':'a','type':'fixed7x18'}]}"
            + " | function f parameter a: no ABI type: fixed7x18",
        "{'type':'function','name':'f','inputs':[{'name':'a','type':'ufixed8x81'}]}"
            + " | no ABI type: ufixed8x81",
        "{'type':'function','name':'f','inputs':[{'name':'a','type':'uint7'}]}"
            + " | no ABI type: uint7",
        "{'type':'function','name':'f','inputs':[{'name':'a','type':'bytes33'}]}"
            + " | no ABI type: bytes33",
        "{'type':'function','name':'f','inputs':[{'name':'a','type':'uint8[0]'}]}"
            + " | no array length: 0",
        "{'type':'event','name':'E','inputs':[{'name':'a','type':'Lib.Set storage'}]}"
            + " | event E: no ABI type: Lib.Set storage",
        "{'type':'function','name':'f','inputs':[{'name':'a','type':'uint8[9999999999]'}]}"
            + " | function f parameter a: no Java list has 9999999999 elements",
        "{'type':'function','name':'f','inputs':{'name':'a','type':'uint8'}}"
            + " | function f: expected a list of parameters",
        "{'type':'function','name':'f','inputs':[{'name':'a','type':7}]}"
            + " | function f parameter a: type is no text: 7",
        "7 | no ABI entry: 7",
        "{'type':'function','name':'f','inputs':[{'name':'a','type':'tuple'}]}"
            + " | a tuple without components",
        "{'type':'function','name':'f','inputs':[{'name':'a','type':'bytes[999999999]'}]}"
            + " | fixed arrays of more than 2 GB",
        "{'type':'function','inputs':[]} | function without a name",
      })
  void contract_entryItCannotRepresent_isRefusedByName(String entry, String message) {
    assertThatThrownBy(() -> generate("[" + entry.replace("bytes[9", "uint[9") + "]"))
        .isInstanceOf(AbiRefusedException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"f(){}//", "f;", "f\\u0022", "f-g", "1f", "f g", ""})
  void contract_namesThatAreNoIdentifiers_neverReachTheSource(String name) {
    assertThatThrownBy(() -> generate("[{'type':'function','name':'" + name + "','inputs':[]}]"))
        .isInstanceOf(AbiRefusedException.class);
    String parameter =
        "[{'type':'error','name':'E','inputs':[{'name':'" + name + "','type':'bool'}]}]";
    if (!name.isEmpty()) {
      assertThatThrownBy(() -> generate(parameter)).isInstanceOf(AbiRefusedException.class);
    }
  }

  @Test
  void contract_hostileSourceText_staysWithinTheComment() {
    String source =
        generate("{'source':'x */ class Y {} /* \\\\u002a/ <script> {@code @see &amp;','abi':[]}");
    assertThat(source)
        .contains("x &#42;/ class Y &#123;&#125; /&#42; &#92;u002a/ &#60;script&#62;")
        .containsOnlyOnce("*/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "{'abi':{}}", "7", "[1", "'text'"})
  void contract_noAbi_isRefused(String json) {
    assertThatThrownBy(() -> generate(json)).isInstanceOf(AbiRefusedException.class);
  }

  @Test
  void contract_namesOfPackageAndClass_mustBeJava() {
    assertThatThrownBy(() -> AbiGenerator.contract("[]", "a.class", "C"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a package name: a.class");
    assertThatThrownBy(() -> AbiGenerator.contract("[]", "a", "C-D"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void contract_moreFieldsThanPartsCanHold_isRefused() {
    String fields = String.join(",", Collections.nCopies(40_001, "{'name':'','type':'bool'}"));
    assertThatThrownBy(() -> generate("[{'type':'event','name':'E','inputs':[" + fields + "]}]"))
        .isInstanceOf(AbiRefusedException.class)
        .hasMessageContaining("40001 fields");
  }

  @Test
  void contract_tuplesNestedWithoutEnd_areRefused() {
    StringBuilder type = new StringBuilder("{'name':'a','type':'bool'}");
    for (int i = 0; i < 300; i++) {
      type.insert(0, "{'name':'a','type':'tuple','components':[").append("]}");
    }
    assertThatThrownBy(() -> generate("[{'type':'error','name':'E','inputs':[" + type + "]}]"))
        .isInstanceOf(AbiRefusedException.class)
        .hasMessageContaining("nested deeper than 255");
  }

  @Test
  void contract_moreDimensionsThanCompilersNest_areRefused() {
    String type = "uint8".concat("[]".repeat(101));
    String f = "{'type':'function','name':'f','inputs':[{'name':'a','type':'" + type + "'}]}";
    assertThatThrownBy(() -> generate("[" + f + "]"))
        .isInstanceOf(AbiRefusedException.class)
        .hasMessage("function f parameter a: more than 100 dimensions");
  }

  @Test
  void contract_twoConstructors_areRefused() {
    String one = "{'type':'constructor','inputs':[%s]}";
    String two =
        "[" + String.format(one, "{'name':'','type':'bool'}") + "," + String.format(one, "") + "]";
    assertThatThrownBy(() -> generate(two))
        .isInstanceOf(AbiRefusedException.class)
        .hasMessage("two constructors, expected at most one");
  }

  @Test
  void contract_sameKeyTwice_isRefused() {
    assertThatThrownBy(() -> generate("{'abi':[],'abi':[]}"))
        .isInstanceOf(AbiRefusedException.class)
        .hasMessageStartingWith("no JSON: ");
  }

  @Test
  void contract_functionsOfLibraries_areLeftOutByName() {
    String inside =
        "{'type':'function','name':'put','inputs':[{'name':'s','type':'Lib.S storage'}]}";
    assertThat(generate("[" + inside + "]"))
        .contains("<p>Left out, for contracts only: put (Lib.S storage).")
        .doesNotContain("AbiCall");
  }

  @Test
  void contract_moreFunctionsThanAClassHolds_isRefused() {
    List<String> functions = new ArrayList<>();
    for (int i = 0; i < 8_001; i++) {
      functions.add("{'type':'function','name':'f" + i + "','inputs':[]}");
    }
    assertThatThrownBy(() -> generate(functions.toString()))
        .isInstanceOf(AbiRefusedException.class)
        .hasMessage("8001 functions, a Java class holds at most 8000");
  }

  @Test
  void contract_moreRecordsThanAClassNames_isRefused() {
    List<String> functions = new ArrayList<>();
    for (int i = 0; i < 6_000; i++) {
      functions.add(
          "{'type':'function','name':'f"
              + i
              + "','inputs':[],'outputs':[{'name':'','type':'bool'},{'name':'','type':'bool'}]}");
    }
    assertThat(generate(functions.subList(0, 2_000).toString())).contains("record F1999Output(");
    assertThatThrownBy(
            () -> generate("[" + String.join(",", functions) + "," + records(8_000) + "]"))
        .isInstanceOf(AbiRefusedException.class)
        .hasMessageStartingWith("6000 functions and their records take about ");
  }

  private static String records(int count) {
    List<String> errors = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      errors.add("{'type':'error','name':'E" + i + "','inputs':[]}");
    }
    return String.join(",", errors);
  }

  @Test
  void contract_moreLambdasThanOneClassHolds_areInSeveral() {
    String inputs = String.join(",", Collections.nCopies(40, "{'name':'a','type':'uint8[]'}"));
    List<String> functions = new ArrayList<>();
    for (int i = 0; i < 280; i++) {
      functions.add("{'type':'function','name':'f" + i + "','inputs':[" + inputs + "]}");
    }
    assertThat(generate(functions.toString()))
        .contains("private static final class Calls3 {")
        .doesNotContain("Calls4");
    assertThat(generate(functions.subList(0, 50).toString())).doesNotContain("Calls1");
  }

  @Test
  void contract_moreNestedArraysThanOneClassHolds_areRefusedByName() {
    String array = "{'name':'a','type':'uint8" + "[]".repeat(100) + "'}";
    String many = String.join(",", Collections.nCopies(100, array));
    for (String kind : List.of("function", "error", "event")) {
      assertThatThrownBy(
              () -> generate("[{'type':'" + kind + "','name':'f','inputs':[" + many + "]}]"))
          .isInstanceOf(AbiRefusedException.class)
          .hasMessage(kind + " f: more nested arrays than a Java class holds");
    }
  }

  @Test
  void contract_sameFunctionWithOtherResults_isRefused() {
    String f = "{'type':'function','name':'f','inputs':[],'stateMutability':'view','outputs':[%s]}";
    String twice =
        "[" + String.format(f, "{'name':'','type':'bool'}") + "," + String.format(f, "") + "]";
    assertThatThrownBy(() -> generate(twice))
        .isInstanceOf(AbiRefusedException.class)
        .hasMessageContaining("f() stands there twice");
  }

  @Test
  void contract_sameFunctionMergedFromTwoContracts_promisesWhatBothKeep() {
    String f = "{'type':'function','name':'f','inputs':[],'stateMutability':'%s','outputs':[]}";
    for (String[] two : new String[][] {{"view", "nonpayable"}, {"nonpayable", "payable"}}) {
      String one = String.format(f, two[0]);
      String other = String.format(f, two[1]);
      assertThat(generate("[" + one + "," + other + "]"))
          .isEqualTo(generate("[" + other + "," + one + "]"))
          .isEqualTo(generate("[" + other + "]"));
    }
  }

  @Test
  void contract_typesOfLibrariesNamedAlmostLikeTuples_areLeftOut() {
    String f = "{'type':'function','name':'f','inputs':[{'name':'a','type':'tupleOf.E'}]}";
    assertThat(generate("[" + f + "]")).contains("Left out, for contracts only: f (tupleOf.E).");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Address", "List", "Generated", "AbiCall", "record"})
  void contract_classNamedLikeATypeItUses_isNoClassName(String name) {
    assertThatThrownBy(() -> AbiGenerator.contract("[]", "a", name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("not a class name: " + name);
  }

  @Test
  void contract_buildToolArtifact_isReadLikeTheBareAbi() {
    String entry = "{'type':'function','name':'f','inputs':[],'stateMutability':'view'}";
    assertThat(generate("{'contractName':'C','bytecode':'0x','abi':[" + entry + "]}"))
        .isEqualTo(generate("[" + entry + "]"))
        .contains("AbiCall<NoOutput> f()");
  }
}
