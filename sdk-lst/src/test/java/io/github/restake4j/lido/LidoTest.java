package io.github.restake4j.lido;

import static io.github.restake4j.lido.Steth.STETH;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.Chain;
import io.github.restake4j.Restake4j;
import io.github.restake4j.error.ChainException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.units.Amount;
import io.github.restake4j.units.Wei;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is refused before any request: the endpoint does not exist. */
class LidoTest {
  private static final Address OWNER = Address.parse("0x70997970c51812dc3a010c7d01b50e0d17dc79c8");

  private final Restake4j client = Restake4j.connect("http://127.0.0.1:9");
  private final Lido lido = Lido.on(client);

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void stake_nothing_isRefused() {
    assertThatThrownBy(() -> lido.stake(Wei.ZERO)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void wrap_nothing_isRefused() {
    assertThatThrownBy(() -> lido.wsteth().wrap(Amount.zero(STETH)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void F06_requestWithdrawals_tooSmallOrTooLarge_namesBothBounds() {
    for (Amount<Steth> amount :
        List.of(Amount.of(99, STETH), Amount.of(new BigInteger("1000000000000000000001"), STETH))) {
      assertThatThrownBy(() -> lido.withdrawals().requestWithdrawals(List.of(amount), OWNER))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("0.000000000000000100 stETH")
          .hasMessageContaining("1000.000000000000000000 stETH")
          .hasMessageContaining(amount.toString());
    }
  }

  @Test
  void requestWithdrawals_boundsThemselves_areAccepted() {
    lido.withdrawals()
        .requestWithdrawals(List.of(Amount.of(100, STETH), Amount.parse("1000", STETH)), OWNER);
  }

  @Test
  void requestWithdrawals_noneOrTooMany_isRefused() {
    assertThatThrownBy(() -> lido.withdrawals().requestWithdrawals(List.of(), OWNER))
        .isInstanceOf(IllegalArgumentException.class);
    List<Amount<Steth>> many = Collections.nCopies(51, Amount.parse("1", STETH));
    assertThatThrownBy(() -> lido.withdrawals().requestWithdrawals(many, OWNER))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("51");
  }

  @Test
  void U02_zeroAddress_asOwnerOrRecipient_isRefused() {
    assertThatThrownBy(
            () ->
                lido.withdrawals()
                    .requestWithdrawals(List.of(Amount.parse("1", STETH)), Address.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> lido.withdrawals().claimWithdrawalsTo(List.of(BigInteger.ONE), Address.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> lido.steth().transferShares(Address.ZERO, Amount.of(1, LidoShares.SHARES)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void claim_sameIdTwice_isRefused() {
    assertThatThrownBy(
            () ->
                lido.withdrawals()
                    .claimWithdrawals(List.of(BigInteger.ONE, BigInteger.TWO, BigInteger.ONE)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("twice");
    assertThatThrownBy(() -> lido.withdrawals().claimWithdrawals(List.of(BigInteger.ZERO)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void F01_networkWithoutLido_isRefusedBeforeAnyCall() {
    try (Restake4j elsewhere =
        Restake4j.builder().rpc("http://127.0.0.1:9").chain(Chain.of(424_242)).build()) {
      assertThatThrownBy(() -> Lido.on(elsewhere))
          .isInstanceOfSatisfying(
              ChainException.class,
              e ->
                  org.assertj.core.api.Assertions.assertThat(e.kind())
                      .isEqualTo(ChainException.Code.NOT_DEPLOYED));
    }
  }
}
