package io.github.restake4j.internal.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.error.RefusedException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.sign.AccessTuple;
import io.github.restake4j.sign.TxRequest;
import io.github.restake4j.sign.TxType;
import io.github.restake4j.units.Wei;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GasRulesTest {
  private static Bytes ones(int count) {
    byte[] bytes = new byte[count];
    Arrays.fill(bytes, (byte) 1);
    return Bytes.of(bytes);
  }

  private static TxRequest request(long gas, Bytes data) {
    return new TxRequest(1, 0, Wei.ZERO, Wei.ZERO, gas, Address.ZERO, Wei.ZERO, data);
  }

  @Test
  void E21_check_belowIntrinsicOrFloor_isRefused() {
    // 1000 non-zero bytes: 21000 + 16000 intrinsic (EIP-2028), 21000 + 40000 floor (EIP-7623)
    assertThatThrownBy(() -> GasRules.check(request(20_999, Bytes.EMPTY)))
        .isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> GasRules.check(request(21_000, ones(1000))))
        .isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> GasRules.check(request(60_999, ones(1000))))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("61000");
    GasRules.check(request(61_000, ones(1000)));
    GasRules.check(request(21_000, Bytes.EMPTY));
    // 1000 zero bytes: 21000 + 10000
    GasRules.check(request(31_000, Bytes.of(new byte[1000])));
  }

  @Test
  void E21_check_accessList_countsWhatEip2930Charges() {
    AccessTuple two = new AccessTuple(Address.ZERO, List.of(Hash32.ZERO, Hash32.ZERO));
    AccessTuple none = new AccessTuple(Address.ZERO, List.of());
    // 2 * 2400 + 2 * 1900 = 8600 on top of 21000
    assertThat(GasRules.intrinsic(Bytes.EMPTY, List.of(two, none))).isEqualTo(29_600);
    assertThatThrownBy(() -> GasRules.check(listed(29_599, Bytes.EMPTY, List.of(two, none))))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("29600");
    GasRules.check(listed(29_600, Bytes.EMPTY, List.of(two, none)));
    // the floor of EIP-7623 for 1000 non-zero bytes stands above 21000 + 16000 + 8600
    GasRules.check(listed(61_000, ones(1000), List.of(two, none)));
  }

  private static TxRequest listed(long gas, Bytes data, List<AccessTuple> list) {
    return new TxRequest(
        TxType.ACCESS_LIST, 1, 0, Wei.ZERO, Wei.ZERO, gas, Address.ZERO, Wei.ZERO, data, list);
  }

  @Test
  void E22_check_aboveTheTransactionCap_isRefused() {
    GasRules.check(request(16_777_216, Bytes.EMPTY));
    assertThatThrownBy(() -> GasRules.check(request(16_777_217, Bytes.EMPTY)))
        .isInstanceOf(RefusedException.class);
    assertThatThrownBy(() -> GasRules.check(request(Long.MAX_VALUE, Bytes.EMPTY)))
        .isInstanceOf(RefusedException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "20999", "16777217", "9223372036854775808", "1000000000000000000"})
  void R06_limit_impossibleEstimate_isRefused(String estimate) {
    assertThatThrownBy(() -> GasRules.limit(new BigInteger(estimate), 25, Bytes.EMPTY))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.code()).isEqualTo("GAS_OUT_OF_BOUNDS"));
  }

  @Test
  void limit_estimate_getsItsMarginWithinTheCap() {
    assertThat(GasRules.limit(BigInteger.valueOf(100_000), 25, Bytes.EMPTY)).isEqualTo(125_000);
    assertThat(GasRules.limit(BigInteger.valueOf(16_000_000), 25, Bytes.EMPTY))
        .isEqualTo(16_777_216);
    assertThat(GasRules.limit(BigInteger.valueOf(37_000), 0, ones(1000))).isEqualTo(61_000);
  }
}
