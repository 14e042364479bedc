package io.github.restake4j.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
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
        "{'type':'function','name':'f','inputs':[{'name':'a','type':'fixed128x18'}]}"
            + " | function f parameter a: no ABI type: fixed128x18",
        "{'type':'function','name':'f','inputs':[{'name':'a','type':'uint7'}]}"
            + " | no ABI type: uint7",
        "{'type':'function','name':'f','inputs':[{'name':'a','type':'bytes33'}]}"
            + " | no ABI type: bytes33",
        "{'type':'function','name':'f','inputs':[{'name':'a','type':'uint8[0]'}]}"
            + " | no array length: 0",
        "{'type':'function','name':'f','inputs':[{'name':'a','type':'Lib.Set storage'}]}"
            + " | no ABI type: Lib.Set storage",
        "{'type':'function','name':'f','inputs':[{'name':'a','type':'tuple'}]}"
            + " | a tuple without components",
        "{'type':'function','name':'f','inputs':[{'name':'a','type':'bytes[999999999]'}]}"
            + " | fixed arrays of more than 2 GB",
        "{'type':'function','inputs':[]} | function without a name: no identifier: null",
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
  void contract_tooManyFieldsForARecord_isRefused() {
    String fields = String.join(",", Collections.nCopies(128, "{'name':'','type':'bool'}"));
    assertThatThrownBy(() -> generate("[{'type':'event','name':'E','inputs':[" + fields + "]}]"))
        .isInstanceOf(AbiRefusedException.class)
        .hasMessageContaining("128 fields");
  }

  @Test
  void contract_tuplesNestedWithoutEnd_areRefused() {
    StringBuilder type = new StringBuilder("{'name':'a','type':'bool'}");
    for (int i = 0; i < 40; i++) {
      type.insert(0, "{'name':'a','type':'tuple','components':[").append("]}");
    }
    assertThatThrownBy(() -> generate("[{'type':'error','name':'E','inputs':[" + type + "]}]"))
        .isInstanceOf(AbiRefusedException.class)
        .hasMessageContaining("nested deeper");
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
  void contract_buildToolArtifact_isReadLikeTheBareAbi() {
    String entry = "{'type':'function','name':'f','inputs':[],'stateMutability':'view'}";
    assertThat(generate("{'contractName':'C','bytecode':'0x','abi':[" + entry + "]}"))
        .isEqualTo(generate("[" + entry + "]"))
        .contains("AbiCall<NoOutput> f()");
  }
}
