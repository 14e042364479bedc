package io.github.restake4j.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What build tools write beside the ABI. */
class ArtifactTest {
  private static final String ABI =
      "'abi':[{'type':'constructor','inputs':[{'name':'cap','type':'uint256'}],"
          + "'stateMutability':'payable'}]";
  private static final String LIBRARY = "__$0123456789abcdef0123456789abcdef01$__";

  private static String generate(String json) {
    return AbiGenerator.contract(json.replace('\'', '"'), "a.b", "CContract");
  }

  @Test
  void contract_foundry_hasCodeAndSource() {
    String source =
        generate(
            "{"
                + ABI
                + ",'bytecode':{'object':'0x6001','sourceMap':'','linkReferences':{}},"
                + "'methodIdentifiers':{},'metadata':{'settings':{'compilationTarget':"
                + "{'src/Vault.sol':'Vault'}}}}");
    assertThat(source)
        .contains("<p>Source: src/Vault.sol:Vault")
        .contains("public static Bytes creationCode() {\n    return Bytes.parse(\"0x6001\");\n  }")
        .contains("public static Bytes deployData(BigInteger cap) {")
        .contains("constructor(uint256)}, payable.");
  }

  @Test
  void contract_hardhat_hasCodeAndSource() {
    assertThat(
            generate(
                "{'_format':'hh-sol-artifact-1','contractName':'Vault',"
                    + "'sourceName':'contracts/Vault.sol',"
                    + ABI
                    + ",'bytecode':'0x6002','deployedBytecode':'0x6003','linkReferences':{}}"))
        .contains("<p>Source: contracts/Vault.sol:Vault")
        .contains("Bytes.parse(\"0x6002\")");
  }

  @Test
  void contract_truffle_hasCodeAndNoPathOfAMachine() {
    assertThat(
            generate(
                "{'contractName':'Vault',"
                    + ABI
                    + ",'bytecode':'0x6004','source':'contract Vault {}',"
                    + "'sourcePath':'/home/me/Vault.sol','ast':{},'networks':{}}"))
        .contains("Bytes.parse(\"0x6004\")")
        .doesNotContain("Source:", "/home/me", "contract Vault");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"'bytecode':'0x'", "'bytecode':''", "'bytecode':{'object':'0x'}", "'x':1"})
  void contract_withoutCode_takesTheCodeOfTheCaller(String bytecode) {
    assertThat(generate("{" + ABI + "," + bytecode + "}"))
        .contains("public static Bytes deployData(Bytes creationCode, BigInteger cap) {")
        .doesNotContain("Bytes creationCode()");
  }

  @Test
  void contract_codeWithoutConstructor_isDeployedWithoutArguments() {
    assertThat(generate("{'abi':[],'bytecode':'6001'}"))
        .contains("public static Bytes deployData() {")
        .contains("Bytes.parse(\"0x6001\")");
  }

  @Test
  void contract_largestCode_isBrokenIntoLinesAndConstants() {
    String digits = "6001".repeat(24_576);
    String source = generate("{'abi':[],'bytecode':'0x" + digits + "'}");
    assertThat(source).contains("    return Bytes.concat(\n        Bytes.parse(\n");
    assertThat(source.replaceAll("\"0x|[^\"]*\"([0-9a-f]+)\"|[^\"]+", "$1").replace("\"", ""))
        .contains("6001".repeat(10_000));
    assertThat(source.lines().mapToInt(String::length).max().orElse(0)).isLessThanOrEqualTo(100);
  }

  @Test
  void contract_unlinkedCode_isLeftOutWithTheNamesOfTheLibraries() {
    String code = "0x60" + LIBRARY + "61";
    assertThat(
            generate(
                "{"
                    + ABI
                    + ",'bytecode':{'object':'"
                    + code
                    + "','linkReferences':{'src/Math.sol':{'Math':[{'start':1,'length':20}]}}}}"))
        .contains("not here: it has to be linked first, with src/Math.sol:Math.")
        .contains("public static Bytes deployData(Bytes creationCode, BigInteger cap) {")
        .doesNotContain("creationCode()");
    assertThat(
            generate(
                "{'abi':[],'bytecode':'"
                    + code
                    + "','linkReferences':{'src/A.sol':{'A':[],'B':[]}}}"))
        .contains("linked first, with src/A.sol:A, src/A.sol:B.");
  }

  @Test
  void contract_unlinkedCodeOfOldCompilers_isLeftOutWithTheNameInIt() {
    String old = "__contracts/SafeMath.sol:SafeMath_______";
    assertThat(old).hasSize(40);
    assertThat(generate("{'abi':[],'bytecode':'0x60" + old + "61" + old + "00'}"))
        .contains("linked first, with\n * contracts/SafeMath.sol:SafeMath.");
    assertThat(generate("{'abi':[],'bytecode':'0x60" + LIBRARY + "'}"))
        .contains("linked first, with\n * $0123456789abcdef0123456789abcdef01$.");
  }

  @Test
  void contract_metadataOfTheCompiler_hasAbiAndSource() {
    assertThat(
            generate(
                "{'compiler':{'version':'0.8.30'},'language':'Solidity','output':{"
                    + ABI
                    + ",'devdoc':{}},'settings':{'compilationTarget':{'a/Vault.sol':'Vault'}},"
                    + "'sources':{},'version':1}"))
        .contains("<p>Source: a/Vault.sol:Vault")
        .contains("deployData(Bytes creationCode, BigInteger cap)");
  }

  @Test
  void contract_abiAsText_isReadAsTheAbi() {
    String text = ABI.substring(ABI.indexOf('[')).replace("'", "\\'");
    String answer = "{'status':'1','message':'OK','result':'" + text + "'}";
    assertThat(generate(answer)).isEqualTo(generate("{" + ABI + "}"));
    assertThat(generate("{'abi':'" + text + "'}")).isEqualTo(generate("{" + ABI + "}"));
    assertThatThrownBy(
            () -> generate("{'status':'0','result':'Contract source code not verified'}"))
        .isInstanceOf(AbiRefusedException.class)
        .hasMessageStartingWith("no ABI: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'contracts':{'a.sol':{'A':{'abi':[]}}}}",
        "{'contracts':{'a.sol:A':{'abi':[]}}}"
      })
  void contract_outputOfManyContracts_isRefused(String json) {
    assertThatThrownBy(() -> generate(json))
        .isInstanceOf(AbiRefusedException.class)
        .hasMessage("no ABI: a compiler's output of many contracts, expected the abi of one");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[] []", "{'abi':[]} x", "[]]"})
  void contract_moreThanOneValue_isRefused(String json) {
    assertThatThrownBy(() -> generate(json))
        .isInstanceOf(AbiRefusedException.class)
        .hasMessageStartingWith("no JSON: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0x600", "0xzz", "hello"})
  void contract_codeThatIsNoHex_isRefused(String code) {
    assertThatThrownBy(() -> generate("{'abi':[],'bytecode':'" + code + "'}"))
        .isInstanceOf(AbiRefusedException.class)
        .hasMessage("bytecode is not an even count of hex digits");
  }

  @Test
  void contract_libraryFunctionsOfAnArtifact_areLeftOutWhereTheCompilerHashedAnotherSignature() {
    String f =
        "{'type':'function','name':'f','inputs':[{'name':'s','type':'tuple',"
            + "'internalType':'struct Lib.S','components':[{'name':'a','type':'uint256'}]}]}";
    assertThat(generate("{'abi':[" + f + "],'methodIdentifiers':{'f(Lib.S)':'01020304'}}"))
        .contains("<p>Left out, for contracts only: f((uint256)).");
    assertThat(generate("{'abi':[" + f + "],'methodIdentifiers':{'f((uint256))':'01020304'}}"))
        .contains("AbiCall<NoOutput> f(S s)");
  }

  @Test
  void contract_syntaxTreeOfALongExpression_isReadOver() {
    String tree = "{'leftExpression':".repeat(10_000) + "{}" + "}".repeat(10_000);
    assertThat(generate("{" + ABI + ",'ast':" + tree + "}")).isEqualTo(generate("{" + ABI + "}"));
    assertThatThrownBy(() -> generate("{" + ABI + ",'ast':" + "[".repeat(60_000)))
        .isInstanceOf(AbiRefusedException.class)
        .hasMessageStartingWith("no JSON: ");
  }

  @Test
  void contract_byteOrderMark_isReadOver() {
    assertThat(AbiGenerator.contract("\ufeff[]", "a.b", "C")).contains("final class C ");
  }
}
