package io.github.restake4j.etherfi;

import static io.github.restake4j.etherfi.Eeth.EETH;
import static io.github.restake4j.etherfi.EethShares.EETH_SHARES;
import static io.github.restake4j.etherfi.EtherFiFixture.wei;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.devnet.World;
import io.github.restake4j.devnet.junit.Devnet;
import io.github.restake4j.error.RefusedException;
import io.github.restake4j.error.RevertException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.tx.Explanation;
import io.github.restake4j.tx.Handoff;
import io.github.restake4j.tx.Simulation;
import io.github.restake4j.tx.TxOutcome;
import io.github.restake4j.tx.TxPlan;
import io.github.restake4j.tx.UnsignedTx;
import io.github.restake4j.units.Amount;
import io.github.restake4j.units.Wei;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Depositing, on any deployment of ether.fi of June 2026. */
@Devnet(protocols = "etherfi")
class EtherFiAcceptanceTest {
  private final World world;
  private EtherFiFixture on;

  EtherFiAcceptanceTest(World world) {
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
  void generation_ofThisWorld_isJune2026() {
    assertThat(on.etherfi.generation().now()).isEqualTo(EtherFiGeneration.JUNE_2026);
  }

  @Test
  void generation_askedTwice_isProbedOnce() {
    on.etherfi.generation().now();
    world.resetRequests();

    on.etherfi.generation().now();

    assertThat(world.requests()).isLessThanOrEqualTo(1);
  }

  @Test
  void LRT1_deposit_ether_givesSharesAndEethApart() {
    BigInteger ether = on.rawEther();
    BigInteger shares = on.rawShares();
    BigInteger before = on.rawBalance(on.staker.address());
    BigInteger sharesBefore = on.rawSharesOf(on.staker.address());

    TxOutcome<Deposited> outcome = on.etherfi.deposit(Wei.ofEther("10")).send(on.staker).await();

    Deposited deposited = outcome.orThrow();
    BigInteger minted = wei("10").multiply(shares).divide(ether);
    BigInteger received =
        minted.multiply(ether.add(wei("10"))).divide(shares.add(minted)); // the rate after it
    assertThat(deposited)
        .isEqualTo(
            new Deposited(
                on.staker.address(),
                Wei.ofEther("10"),
                Address.ZERO,
                Amount.of(received, EETH),
                Amount.of(minted, EETH_SHARES),
                Amount.zero(EETH_SHARES)));
    assertThat(on.rawSharesOf(on.staker.address()).subtract(sharesBefore)).isEqualTo(minted);
    BigInteger fee = outcome.receipts().get(0).fee().smallest();
    assertThat(before.subtract(on.rawBalance(on.staker.address()))).isEqualTo(wei("10").add(fee));
  }

  @Test
  void deposit_withReferral_isRecordedWithIt() {
    Deposited deposited =
        on.etherfi.deposit(Wei.ofEther("1"), on.other.address()).send(on.staker).await().orThrow();

    assertThat(deposited.referral()).isEqualTo(on.other.address());
  }

  @Test
  void deposit_randomAmountsAtRandomRates_giveWhatWasQuoted() {
    Random random = new Random(20_261_120);
    int rates = (int) Math.max(3, 100 * Double.parseDouble(System.getProperty("scale", "0.05")));
    for (int i = 0; i < rates; i++) {
      BigInteger gain = new BigInteger(62, random).subtract(BigInteger.ONE.shiftLeft(60));
      world.etherfi().rebase(gain);
      BigInteger amount = new BigInteger(40 + random.nextInt(25), random).add(BigInteger.TEN);
      BigInteger minted = on.sharesFor(amount);
      Amount<EethShares> quoted = on.etherfi.eeth().sharesFor(Amount.of(amount, EETH)).now();

      Deposited deposited =
          on.etherfi
              .deposit(Wei.of(amount), Address.ZERO, quoted)
              .send(on.staker)
              .await()
              .orThrow();

      assertThat(deposited.shares().smallest()).as("%s wei", amount).isEqualTo(minted);
      assertThat(deposited.shares()).isEqualTo(quoted);
    }
  }

  @Test
  void F06_deposit_whilePoolOrTokenIsPaused_isRefusedBeforeSigning() {
    for (String contract : List.of("LiquidityPool", "EETH")) {
      world.etherfi().pause(contract);
      long nonce = on.nonce(on.staker.address());

      assertRefused(
          RefusedException.Code.PRECONDITION,
          () -> deposit("1"),
          contract + " is not paused",
          "until governance resumes it");

      assertThat(on.nonce(on.staker.address())).isEqualTo(nonce);
      assertThat(on.etherfi.pauses().now())
          .filteredOn(EtherFiPause::isPaused)
          .extracting(pause -> pause.contract().contractName())
          .containsExactly(contract);
      world.etherfi().unpause(contract);
    }
    deposit("1");
  }

  @Test
  void F06_deposit_whilePausedForATime_saysUntilWhen() {
    world.etherfi().pauseUntil("LiquidityPool", world.raw().timestamp() + 100_000);
    EtherFiPause pause = on.etherfi.pauses().now().get(0);

    assertThat(pause.contract()).isEqualTo(EtherFiContract.LIQUIDITY_POOL);
    assertThat(pause.isPaused()).isTrue();
    assertThat(pause.until().orElseThrow().getEpochSecond())
        .isEqualTo(on.rawPausedUntil().longValueExact());
    assertRefused(
        RefusedException.Code.PRECONDITION, () -> deposit("1"), pause.until().get().toString());
    world.warp(on.rawPausedUntil().longValueExact() - world.raw().timestamp() + 1);
    assertThat(on.etherfi.pauses().now()).noneMatch(EtherFiPause::isPaused);
    deposit("1");
  }

  @Test
  void deposit_byABlacklistedAccount_isRefusedByName() {
    world.etherfi().blacklist(on.staker.address().toString(), true);

    assertRefused(
        RefusedException.Code.PRECONDITION,
        () -> deposit("1"),
        on.staker.address() + " is not on ether.fi's blacklist",
        "for good");
    world.etherfi().blacklist(on.staker.address().toString(), false);
    deposit("1");
  }

  @Test
  void F06_deposit_aboveTheMintLimit_isRefusedWithBothNumbers() {
    world.etherfi().setMintLimit(BigInteger.valueOf(5_000_000_000L));

    assertRefused(
        RefusedException.Code.PRECONDITION,
        () -> deposit("900"),
        "900.000000000000000000 ETH",
        "may be minted");
  }

  @Test
  void F06_deposit_tooSmallForAShare_namesTheContractsError() {
    assertThat(on.rawEther()).isGreaterThan(on.rawShares());

    assertThatThrownBy(() -> on.etherfi.deposit(Wei.of(1)).send(on.staker))
        .isInstanceOf(RevertException.class)
        .hasMessageContaining("InvalidAmount");
  }

  @Test
  void F04_depositAtLeast_whatTheRateGives_isMadeAndOneShareMoreIsNot() {
    Wei amount = Wei.ofEther("7");
    Amount<EethShares> now = Amount.of(on.sharesFor(wei("7")), EETH_SHARES);
    Amount<EethShares> more = now.plus(Amount.of(1, EETH_SHARES));

    assertRefused(
        RefusedException.Code.RATE_MOVED,
        () -> on.etherfi.deposit(amount, Address.ZERO, more).send(on.staker),
        now.toString(),
        more.toString());
    Deposited deposited =
        on.etherfi.deposit(amount, Address.ZERO, now).send(on.staker).await().orThrow();
    assertThat(deposited.shares()).isEqualTo(now);
    assertThat(deposited.shortfall().isZero()).isTrue();
  }

  @Test
  void F04_depositAtLeast_rateRoseAfterTheLastCheck_isReportedFromTheEvents() {
    Amount<EethShares> quoted = Amount.of(on.sharesFor(wei("7")), EETH_SHARES);
    TxPlan<Deposited> plan = on.etherfi.deposit(Wei.ofEther("7"), Address.ZERO, quoted);
    UnsignedTx ready =
        ((Handoff.Send) plan.unsigned(on.staker.address()).now()).transactions().get(0);
    world.etherfi().rebase(wei("3"));
    BigInteger late = on.sharesFor(wei("7"));

    assertRefused(RefusedException.Code.RATE_MOVED, () -> plan.send(on.staker), quoted.toString());
    String hash =
        world
            .node()
            .call(
                "eth_sendTransaction",
                Map.of(
                    "from", ready.from().toString(),
                    "to", ready.to().toString(),
                    "value", "0x" + ready.value().smallest().toString(16),
                    "data", ready.data().toString()))
            .asText();
    Deposited deposited =
        plan.track(on.staker.address(), List.of(Hash32.parse(hash))).await().orThrow();

    assertThat(deposited.shares().smallest()).isEqualTo(late);
    assertThat(deposited.shortfall().smallest()).isEqualTo(quoted.smallest().subtract(late));
    assertThat(deposited.shortfall().isZero()).isFalse();
  }

  @Test
  void explainDeposit_showsCallConditionsAndDeltas() {
    Explanation explained = on.etherfi.deposit(Wei.ofEther("3")).explain(on.staker.address()).now();

    assertThat(explained.isReady()).isTrue();
    Explanation.Transaction step = (Explanation.Transaction) explained.steps().get(0);
    assertThat(step.function()).isEqualTo("deposit(address)");
    assertThat(step.value()).isEqualTo(Wei.ofEther("3"));
    assertThat(explained.deltas())
        .contains(
            new Explanation.Delta(Wei.ofEther("3"), false, ""),
            new Explanation.Delta(
                Amount.of(on.sharesFor(wei("3")), EETH_SHARES), true, "at the rate of this block"));
  }

  @Test
  void simulateDeposit_givesTheResultWithoutSending() {
    BigInteger shares = on.sharesFor(wei("3"));
    long nonce = on.nonce(on.staker.address());

    Simulation<Deposited> simulated =
        on.etherfi.deposit(Wei.ofEther("3")).simulate(on.staker.address()).now();

    assertThat(
            simulated instanceof Simulation.Succeeds<Deposited> ok ? ok.result() : Optional.empty())
        .map(Deposited.class::cast)
        .map(Deposited::shares)
        .contains(Amount.of(shares, EETH_SHARES));
    assertThat(on.nonce(on.staker.address())).isEqualTo(nonce);
  }
}
