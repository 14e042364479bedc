package io.github.restake4j.abi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallPreviewTest {
  private static final List<String> KNOWN =
      List.of("approve(address spender, uint256 amount)", "submit(address referral)");
  private static final String SPENDER =
      "000000000000000000000000889edc2edab5f40e902b864ad4d7ade8e412f9b1";
  private static final String ONE =
      "0000000000000000000000000000000000000000000000000000000000000001";

  @Test
  void S18_of_knownFunction_isDecodedFromTheBytes() {
    // 0x095ea7b3 is approve(address,uint256) of ERC-20
    CallPreview preview = CallPreview.of(Bytes.parse("0x095ea7b3" + SPENDER + ONE), KNOWN);

    assertThat(preview.function()).contains("approve(address,uint256)");
    assertThat(preview.arguments())
        .containsExactly(
            new AbiArgument(
                "spender", "address", Address.parse("0x889edC2eDab5f40e902b864aD4d7AdE8E412F9B1")),
            new AbiArgument("amount", "uint256", BigInteger.ONE));
    assertThat(preview)
        .hasToString("approve(spender=0x889edC2eDab5f40e902b864aD4d7AdE8E412F9B1, amount=1)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0xdeadbeef" + SPENDER + ONE, // no such function
        "0x095ea7b3" + SPENDER, // too short
        "0x095ea7b3" + SPENDER + ONE + "00", // too long
        "0x095ea7b301" + "00000000000000000000001234567890123456789012345678901234567890" + ONE,
        "0x095ea7b3",
        "0x095ea7",
      })
  void S18_of_anythingElse_isUnknownAndNotGuessed(String data) {
    CallPreview preview = CallPreview.of(Bytes.parse(data), KNOWN);

    assertThat(preview.function()).isEmpty();
    assertThat(preview.arguments()).isEmpty();
    assertThat(preview.toString())
        .startsWith("unknown function " + data.substring(0, Math.min(10, data.length())))
        .contains(preview.size() + " bytes");
  }

  @Test
  void S18_of_noCalldata_saysSo() {
    assertThat(CallPreview.of(Bytes.EMPTY, KNOWN)).hasToString("no calldata");
  }
}
