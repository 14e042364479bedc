package io.github.restake4j.abi;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.restake4j.error.DecodingException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.standard.contract.ERC20Contract;
import io.github.restake4j.standard.contract.Multicall3Contract;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Fuzz targets of the ABI decoders; see docs/testing.md. */
class AbiFuzzTest {
  private static final List<AbiType.Tuple> TYPES =
      List.of(
              "f(uint8,int24,uint56,int64,uint64,int72,uint256,int256,bool,address,bytes4,bytes32)",
              "f(bytes,string,uint256[],address[3],bytes[])",
              "f((address,address,address,uint256,uint32,address[],uint256[])[],uint256[][])",
              "f(((bool,bytes)[],string[2])[2][],(uint16,(int8,bytes3)[2])[])",
              "f(uint256[][][][][][])")
          .stream()
          .map(declaration -> AbiDeclaration.parse(declaration).tuple())
          .toList();

  @FuzzTest
  void values(byte[] input) {
    if (input.length == 0) {
      return;
    }
    AbiType.Tuple type = TYPES.get((input[0] & 0xff) % TYPES.size());
    int head = type.bodyHeadBytes();
    List<AbiArgument> read;
    try {
      read = AbiReader.readAll(input, 1, head, "data of", "fuzz", type::readBody);
    } catch (DecodingException refused) {
      return;
    }
    Bytes bytes = Bytes.wrap(input).slice(1, input.length);
    byte[] hex = bytes.toString().getBytes(StandardCharsets.US_ASCII);
    Encoded text = new EncodedHex(hex, 0, hex.length, "data of", "fuzz");
    assertThat(AbiReader.<List<AbiArgument>>readAll(text, 0, head, "", "", type::readBody))
        .isEqualTo(read);
  }

  @FuzzTest
  void answersAsText(byte[] input) {
    try {
      Multicall3Contract.aggregate3(List.of()).decodeHex(input, 0, input.length);
    } catch (DecodingException refused) {
      assertThat(refused.code()).startsWith("ABI_");
    }
  }

  @FuzzTest
  void logs(FuzzedDataProvider input) {
    List<String> topics =
        List.of(
            ERC20Contract.Transfer.EVENT.topic0().toString(),
            input.consumeString(70),
            input.consumeString(70));
    try {
      ERC20Contract.Transfer.EVENT.decodeHex(topics, input.consumeRemainingAsString());
    } catch (DecodingException refused) {
      assertThat(refused.code()).startsWith("ABI_");
    }
  }

  @FuzzTest
  void reverts(byte[] input) {
    ErrorRegistry registry = new ErrorRegistry();
    registry.add(
        List.of(
            AbiError.of("A(bytes,string[])", 0x01010101, 64, in -> in.bytes()),
            AbiError.of("B((uint8,int256)[2],address)", 0x02020202, 160, in -> in.uint256())));
    Revert revert = registry.decode(Address.ZERO, Bytes.of(input));
    assertThat(revert.raw()).isEqualTo(Bytes.of(input));
    assertThat(revert.text().length()).isLessThan(10_000);
    assertThat(revert.text().chars()).allMatch(c -> c >= ' ');
  }
}
