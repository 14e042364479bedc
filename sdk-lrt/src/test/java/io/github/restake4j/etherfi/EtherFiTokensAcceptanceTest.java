package io.github.restake4j.etherfi;

import static io.github.restake4j.etherfi.Eeth.EETH;
import static io.github.restake4j.etherfi.EethShares.EETH_SHARES;
import static io.github.restake4j.etherfi.EtherFiFixture.E18;
import static io.github.restake4j.etherfi.EtherFiFixture.wei;
import static io.github.restake4j.etherfi.Weeth.WEETH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.devnet.World;
import io.github.restake4j.devnet.junit.Devnet;
import io.github.restake4j.error.RefusedException;
import io.github.restake4j.tx.TxOptions;
import io.github.restake4j.tx.TxOutcome;
import io.github.restake4j.units.Amount;
import io.github.restake4j.units.Rate;
import io.github.restake4j.units.Wei;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** eETH and weETH, on any deployment of ether.fi of June 2026. */
@Devnet(protocols = "etherfi")
class EtherFiTokensAcceptanceTest {
  private static final TxOptions APPROVE =
      TxOptions.builder().allowance(TxOptions.Allowance.APPROVE).build();

  private final World world;
  private EtherFiFixture on;

  EtherFiTokensAcceptanceTest(World world) {
    this.world = world;
  }

  @BeforeEach
  void connect() {
    on = new EtherFiFixture(world);
    on.assume(EtherFiGeneration.JUNE_2026);
  }

  @AfterEach
  void disconnect() {
    on.close();
  }

  private Deposited deposit(String ether) {
    return on.etherfi.deposit(Wei.ofEther(ether)).send(on.staker).await().orThrow();
  }

  private static void assertRefused(
      RefusedException.Code code, Runnable action, String... messageParts) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(
            RefusedException.class, refused -> assertThat(refused.kind()).isEqualTo(code))
        .hasMessageContainingAll(messageParts);
  }

  @Test
  void balance_afterARebase_movesAndSharesDoNot() {
    deposit("32");
    BigInteger shares = on.rawSharesOf(on.staker.address());

    world.etherfi().rebase(wei("5"));

    assertThat(on.etherfi.eeth().balanceOf(on.staker.address()).now())
        .isEqualTo(Amount.of(on.worth(shares), EETH));
    assertThat(on.etherfi.eeth().sharesOf(on.staker.address()).now())
        .isEqualTo(Amount.of(shares, EETH_SHARES));
    world.etherfi().rebase(wei("2").negate());
    assertThat(on.etherfi.eeth().balanceOf(on.staker.address()).now())
        .isEqualTo(Amount.of(on.worth(shares), EETH));
  }

  @Test
  void conversions_bothWays_roundAsTheContractDoes() {
    Amount<Eeth> amount = Amount.parse("1.234567890123456789", EETH);
    BigInteger ether = on.rawEther();
    BigInteger all = on.rawShares();
    BigInteger product = amount.smallest().multiply(all);

    Amount<EethShares> shares = on.etherfi.eeth().sharesFor(amount).now();

    assertThat(shares.smallest()).isEqualTo(product.divide(ether));
    assertThat(on.etherfi.eeth().sharesForWithdrawal(amount).now().smallest())
        .isEqualTo(product.add(ether).subtract(BigInteger.ONE).divide(ether)); // rounded up
    assertThat(on.etherfi.eeth().eethFor(shares).now().smallest())
        .isEqualTo(shares.smallest().multiply(ether).divide(all));
    assertThat(on.etherfi.weeth().weethFor(amount).now().smallest()).isEqualTo(shares.smallest());
    assertThat(on.etherfi.weeth().eethFor(Amount.of(shares.smallest(), WEETH)).now().smallest())
        .isEqualTo(shares.smallest().multiply(ether).divide(all));
  }

  @Test
  void rates_areTheContractsOwnNumbers() {
    Rate exact = on.etherfi.shareRate().now();
    Rate shown = on.etherfi.weeth().rate().now();

    assertThat(exact).isEqualTo(new Rate(on.rawEther(), on.rawShares()));
    assertThat(shown).isEqualTo(new Rate(on.rawRate(), E18));
    assertThat(shown.numerator()).isEqualTo(E18.multiply(on.rawEther()).divide(on.rawShares()));
    Amount<EethShares> shares = Amount.parse("123.456", EETH_SHARES);
    assertThat(exact.convert(shares, EETH, RoundingMode.FLOOR).smallest())
        .isEqualTo(on.worth(shares.smallest()));
  }

  @Test
  void transfer_ofEeth_movesTheSharesItSays() {
    deposit("20");
    Amount<Eeth> amount = Amount.parse("3.3", EETH);
    BigInteger expected = on.sharesFor(amount.smallest());
    BigInteger from = on.rawSharesOf(on.staker.address());
    BigInteger to = on.rawSharesOf(on.other.address());

    EethTransferred moved =
        on.etherfi.eeth().transfer(on.other.address(), amount).send(on.staker).await().orThrow();

    assertThat(moved)
        .isEqualTo(
            new EethTransferred(
                on.staker.address(), on.other.address(), amount, Amount.of(expected, EETH_SHARES)));
    assertThat(from.subtract(on.rawSharesOf(on.staker.address()))).isEqualTo(expected);
    assertThat(on.rawSharesOf(on.other.address()).subtract(to)).isEqualTo(expected);
  }

  @Test
  void transfer_ofWeeth_isExact() {
    deposit("20");
    on.etherfi.weeth().wrap(Amount.parse("5", EETH)).send(on.staker).await().orThrow();
    Amount<Weeth> amount = Amount.parse("1.000000000000000001", WEETH);
    BigInteger before = on.rawWeeth(on.other.address());

    on.etherfi
        .weeth()
        .erc20()
        .transfer(on.other.address(), amount)
        .send(on.staker)
        .await()
        .orThrow();

    assertThat(on.rawWeeth(on.other.address()).subtract(before)).isEqualTo(amount.smallest());
  }

  @Test
  void wrap_withPermit_isOneTransactionAndLeavesNoAllowance() {
    deposit("10");
    Amount<Eeth> amount = Amount.parse("4", EETH);
    BigInteger expected = on.sharesFor(wei("4"));
    BigInteger before = on.rawWeeth(on.staker.address());

    TxOutcome<Wrapped> outcome = on.etherfi.weeth().wrap(amount).send(on.staker).await();

    assertThat(outcome.orThrow())
        .isEqualTo(
            new Wrapped(
                on.staker.address(),
                amount,
                Amount.of(expected, WEETH),
                Amount.of(expected, EETH_SHARES)));
    assertThat(outcome.receipts()).hasSize(1);
    assertThat(on.rawWeeth(on.staker.address()).subtract(before)).isEqualTo(expected);
    assertThat(on.rawWrapperAllowance(on.staker.address())).isZero();
  }

  @Test
  void wrap_withApproval_isTwoTransactionsAndLeavesNoAllowance() {
    deposit("10");

    TxOutcome<Wrapped> outcome =
        on.etherfi.weeth().wrap(Amount.parse("4", EETH)).with(APPROVE).send(on.staker).await();

    assertThat(outcome.orThrow().eeth()).isEqualTo(Amount.parse("4", EETH));
    assertThat(outcome.receipts()).hasSize(2);
    assertThat(on.rawWrapperAllowance(on.staker.address())).isZero();
  }

  @Test
  void wrap_whatIsWorthNoShare_isRefused() {
    deposit("1");

    assertRefused(
        RefusedException.Code.PRECONDITION,
        () -> on.etherfi.weeth().wrap(Amount.of(1, EETH)).send(on.staker),
        "wraps into more than nothing");
  }

  @Test
  void wrap_whileEitherTokenIsPaused_isRefused() {
    deposit("10");
    for (String contract : List.of("EETH", "WeETH")) {
      world.etherfi().pause(contract);
      assertRefused(
          RefusedException.Code.PRECONDITION,
          () -> on.etherfi.weeth().wrap(Amount.parse("1", EETH)).send(on.staker),
          contract + " is not paused");
      world.etherfi().unpause(contract);
    }
  }

  @Test
  void unwrap_givesBackWhatTheRateSays() {
    deposit("10");
    on.etherfi.weeth().wrap(Amount.parse("4", EETH)).send(on.staker).await().orThrow();
    world.etherfi().rebase(wei("1.234567"));
    Amount<Weeth> half = Amount.parse("2", WEETH);
    BigInteger worth = on.worth(wei("2"));
    BigInteger shares = on.sharesFor(worth);
    BigInteger before = on.rawSharesOf(on.staker.address());

    Wrapped unwrapped = on.etherfi.weeth().unwrap(half).send(on.staker).await().orThrow();

    assertThat(unwrapped)
        .isEqualTo(
            new Wrapped(
                on.staker.address(), Amount.of(worth, EETH), half, Amount.of(shares, EETH_SHARES)));
    assertThat(on.rawSharesOf(on.staker.address()).subtract(before)).isEqualTo(shares);
  }

  @Test
  void unwrap_moreThanOwned_isRefusedWithBothNumbers() {
    assertRefused(
        RefusedException.Code.INSUFFICIENT_FUNDS,
        () -> on.etherfi.weeth().unwrap(Amount.parse("1000000", WEETH)).send(on.staker),
        "1000000.000000000000000000 weETH");
  }

  @Test
  void position_isReadAtOneBlock() {
    deposit("30");
    on.etherfi.weeth().wrap(Amount.parse("10", EETH)).send(on.staker).await().orThrow();
    BigInteger weeth = on.rawWeeth(on.staker.address());

    EtherFiPosition position = on.etherfi.position(on.staker.address()).now();

    assertThat(position)
        .isEqualTo(
            new EtherFiPosition(
                on.staker.address(),
                Amount.of(on.rawEeth(on.staker.address()), EETH),
                Amount.of(on.rawSharesOf(on.staker.address()), EETH_SHARES),
                Amount.of(weeth, WEETH),
                Amount.of(on.worth(weeth), EETH)));
  }
}
