package io.github.restake4j.abi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.error.DecodingException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AbiCallTest {
  private static final Address OWNER = Address.parse("0x889edC2eDab5f40e902b864aD4d7AdE8E412F9B1");

  private static AbiCall<List<BigInteger>> requestWithdrawals(
      List<BigInteger> amounts, Address owner) {
    return AbiCall.of(
        "requestWithdrawals(uint256[] amounts, address owner)",
        0xd6681042,
        64,
        out -> out.array(32, amounts, AbiWriter::uint256).address(owner),
        32,
        in -> in.array(32, AbiReader::uint256));
  }

  @Test
  void of_arguments_buildsTheCalldata() {
    AbiCall<?> call = requestWithdrawals(List.of(BigInteger.valueOf(100)), OWNER);
    assertThat(call.calldata())
        .isEqualTo(
            Bytes.concat(
                Bytes.parse("0xd6681042"),
                Words.of("40", "889edC2eDab5f40e902b864aD4d7AdE8E412F9B1", "1", "64")));
    assertThat(call.signature()).isEqualTo("requestWithdrawals(uint256[],address)");
    assertThat(call.name()).isEqualTo("requestWithdrawals");
    assertThat(call.hasOutput()).isTrue();
  }

  @Test
  void A10_of_valueOutOfRange_namesCallAndParameter() {
    assertThatThrownBy(
            () -> requestWithdrawals(List.of(BigInteger.ONE, BigInteger.ONE.negate()), OWNER))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "requestWithdrawals(uint256[] amounts, address owner): amounts[1] is -1, expected 0 to"
                + " 2^256-1");
  }

  @Test
  void arguments_ofACall_areReadBackFromItsCalldata() {
    AbiCall<?> call = requestWithdrawals(List.of(BigInteger.valueOf(100)), OWNER);
    assertThat(call.arguments())
        .containsExactly(
            new AbiArgument("amounts", "uint256[]", List.of(BigInteger.valueOf(100))),
            new AbiArgument("owner", "address", OWNER));
    assertThat(call).hasToString("requestWithdrawals(amounts=[100], owner=" + OWNER + ")");
  }

  @Test
  void decode_canonicalAnswer_isRead() {
    AbiCall<List<BigInteger>> call = requestWithdrawals(List.of(), OWNER);
    assertThat(call.decode(Words.of("20", "2", "5", "6")))
        .containsExactly(BigInteger.valueOf(5), BigInteger.valueOf(6));
  }

  @Test
  void decodeHex_textOfAnAnswer_isWhatDecodeReads() {
    AbiCall<List<BigInteger>> call = requestWithdrawals(List.of(), OWNER);
    Bytes answer = Words.of("20", "2", "5", "6");
    byte[] json = ("{\"result\":\"" + answer + "\"}").getBytes(StandardCharsets.US_ASCII);
    assertThat(call.decodeHex(answer.toString())).isEqualTo(call.decode(answer));
    assertThat(call.decodeHex(json, 11, json.length - 2)).isEqualTo(call.decode(answer));
    assertThat(AbiCall.raw(Bytes.EMPTY).decodeHex("0xabCD")).isEqualTo(Bytes.parse("0xabcd"));
    assertThatThrownBy(() -> call.decodeHex(json, 11, json.length + 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> call.decodeHex(json, 0, json.length))
        .isInstanceOf(DecodingException.class)
        .hasMessageContaining("does not start with 0x");
  }

  @Test
  void A05_decode_nothing_asksForTheContract() {
    AbiCall<?> call = requestWithdrawals(List.of(), OWNER);
    for (Runnable decode :
        List.<Runnable>of(() -> call.decode(Bytes.EMPTY), () -> call.decodeHex("0x"))) {
      assertThatThrownBy(decode::run)
          .isInstanceOfSatisfying(
              DecodingException.class, e -> assertThat(e.code()).isEqualTo("ABI_EMPTY"))
          .hasMessageContaining("requestWithdrawals")
          .hasMessageContaining("is there a contract");
    }
  }

  @Test
  void A05_decode_aNumberOfOtherLength_isNeverADefaultValue() {
    AbiCall<BigInteger> supply =
        AbiCall.of("totalSupply()", 0x18160ddd, 0, out -> {}, 32, AbiReader::uint256);
    byte[] word = Words.of("7").toArray();
    assertThat(supply.decode(Bytes.of(word))).isEqualTo(7);
    Map<Integer, String> codes =
        Map.of(
            0, "ABI_EMPTY",
            1, "ABI_MALFORMED",
            31, "ABI_MALFORMED",
            33, "ABI_TRAILING_BYTES",
            64, "ABI_TRAILING_BYTES");
    codes.forEach(
        (size, code) -> {
          Bytes cut = Bytes.of(Arrays.copyOf(word, size));
          for (Runnable decode :
              List.<Runnable>of(() -> supply.decode(cut), () -> supply.decodeHex(cut.toString()))) {
            assertThatThrownBy(decode::run)
                .isInstanceOfSatisfying(
                    DecodingException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining("totalSupply()");
          }
        });
  }

  @Test
  void A05_decode_withoutOutputs_refusesBytes() {
    AbiCall<NoOutput> pause = AbiCall.of("pause()", 0x8456cb59, 0, out -> {});
    assertThat(pause.hasOutput()).isFalse();
    assertThat(pause.decode(Bytes.EMPTY)).isSameAs(NoOutput.INSTANCE);
    assertThatThrownBy(() -> pause.decode(Words.of("1")))
        .isInstanceOfSatisfying(
            DecodingException.class, e -> assertThat(e.code()).isEqualTo("ABI_TRAILING_BYTES"));
  }

  @Test
  void equals_sameSignatureAndArguments_isTrueWhateverTheNames() {
    AbiCall<?> one = AbiCall.of("f(uint8 a)", 1, 32, out -> out.uintAsInt(8, 1));
    AbiCall<?> renamed = AbiCall.of("f(uint8 b)", 1, 32, out -> out.uintAsInt(8, 1));
    AbiCall<?> other = AbiCall.of("f(uint8 a)", 1, 32, out -> out.uintAsInt(8, 2));
    AbiCall<?> twin = AbiCall.of("g(uint8 a)", 1, 32, out -> out.uintAsInt(8, 1));
    assertThat(one).isEqualTo(renamed).hasSameHashCodeAs(renamed);
    assertThat(one).isNotEqualTo(other).isNotEqualTo(twin);
  }
}
