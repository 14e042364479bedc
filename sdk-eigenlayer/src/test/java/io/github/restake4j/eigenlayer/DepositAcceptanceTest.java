package io.github.restake4j.eigenlayer;

import static io.github.restake4j.eigenlayer.EigenFixture.wei;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.devnet.RawChain;
import io.github.restake4j.devnet.World;
import io.github.restake4j.devnet.junit.Devnet;
import io.github.restake4j.eigenlayer.shares.Strategy;
import io.github.restake4j.eigenlayer.shares.StrategyRate;
import io.github.restake4j.eigenlayer.shares.StrategyStake;
import io.github.restake4j.eigenlayer.shares.WithdrawableShares;
import io.github.restake4j.erc20.Token;
import io.github.restake4j.error.RefusedException;
import io.github.restake4j.error.SigningException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.tx.Explanation;
import io.github.restake4j.tx.TxOutcome;
import io.github.restake4j.units.Amount;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Strategies and deposits, on any deployment of EigenLayer. */
@Devnet(protocols = "eigenlayer")
class DepositAcceptanceTest {
  private static final BigInteger OFFSET = BigInteger.valueOf(1000);

  private final World world;
  private EigenFixture on;

  DepositAcceptanceTest(World world) {
    this.world = world;
  }

  @BeforeEach
  void connect() {
    on = new EigenFixture(world);
  }

  @AfterEach
  void disconnect() {
    on.close();
  }

  private Instant inAnHour() {
    return Instant.ofEpochSecond(world.raw().timestamp() + 3600);
  }

  @Test
  void known_strategies_nameTheirTokens() {
    List<Strategy> known = on.eigen.strategies().known().now();

    assertThat(known).extracting(strategy -> strategy.token().symbol()).contains("stETH", "wstETH");
    for (Strategy strategy : known) {
      String token = world.raw().call(strategy.address().toString(), "0x2495a599");
      assertThat(strategy.token().address()).isEqualTo(Address.parse("0x" + token.substring(26)));
    }
  }

  @Test
  void rate_afterADonation_convertsAsTheStrategyDoes() {
    on.deposit(on.other, "3.000000000000000007");
    on.mint(on.tst.address(), wei("1.234567890123456789"));

    StrategyRate rate = on.eigen.strategies().rate(on.tst).now();

    for (String each : List.of("0.000000000000000001", "0.5", "2.999999999999999999", "1000")) {
      Amount<WithdrawableShares> shares = Amount.parse(each, on.tst.withdrawableShares());
      BigInteger tokens = on.rawTokens(on.tst, wei(each));
      assertThat(rate.tokensFor(shares).smallest()).isEqualTo(tokens);
      assertThat(on.eigen.strategies().sharesToUnderlying(shares).now().smallest())
          .isEqualTo(tokens);
      BigInteger minted = on.rawShares(on.tst, wei(each));
      assertThat(rate.sharesFor(on.tst(each)).smallest()).isEqualTo(minted);
      assertThat(on.eigen.strategies().underlyingToShares(on.tst, on.tst(each)).now().smallest())
          .isEqualTo(minted);
    }
  }

  @Test
  void depositIntoStrategy_withoutAllowance_approvesExactlyAndMintsTheSharesOfTheRate() {
    on.deposit(on.other, "7");
    on.mint(on.tst.address(), wei("2"));
    on.mint(on.staker.address(), wei("5"));
    BigInteger total = world.raw().uint(on.tst.address().toString(), "0x3a98ef39");
    BigInteger balance = on.rawTst(on.tst.address());

    TxOutcome<Deposited> outcome =
        on.eigen.deposits().depositIntoStrategy(on.tst, on.tst("4")).send(on.staker).await();

    BigInteger expected = wei("4").multiply(total.add(OFFSET)).divide(balance.add(OFFSET));
    Deposited deposited = outcome.orThrow();
    assertThat(deposited.staker()).isEqualTo(on.staker.address());
    assertThat(deposited.shares()).isEqualTo(Amount.of(expected, on.tst.depositShares()));
    assertThat(on.rawDepositShares(on.staker.address(), on.tst)).isEqualTo(expected);
    assertThat(outcome.receipts()).hasSize(2);
    assertThat(on.rawAllowance(on.staker.address())).isZero();
    assertThat(on.rawTst(on.staker.address())).isEqualTo(wei("1"));
    assertThat(on.eigen.deposits().getDeposits(on.staker.address()).now())
        .contains(deposited.shares());
  }

  @Test
  void depositIntoStrategy_rebasingToken_creditsWhatTheEventSays() {
    Strategy steth = on.eigen.strategies().of("stETH").now();
    on.stakeWithLido(on.staker.address(), "6");
    BigInteger before = on.rawDepositShares(on.staker.address(), steth);

    Deposited deposited =
        on.eigen
            .deposits()
            .depositIntoStrategy(steth, Amount.parse("5", steth.token()))
            .send(on.staker)
            .await()
            .orThrow();

    BigInteger after = on.rawDepositShares(on.staker.address(), steth);
    assertThat(deposited.shares().smallest()).isEqualTo(after.subtract(before)).isPositive();
  }

  @Test
  void explain_deposit_showsBothStepsAndWhatComesBack() {
    on.mint(on.staker.address(), wei("2"));

    Explanation explained =
        on.eigen
            .deposits()
            .depositIntoStrategy(on.tst, on.tst("2"))
            .explain(on.staker.address())
            .now();

    assertThat(explained.isReady()).isTrue();
    assertThat(explained.steps()).hasSize(2);
    BigInteger shares = on.rawShares(on.tst, wei("2"));
    assertThat(explained.deltas())
        .contains(
            new Explanation.Delta(on.tst("2"), false, ""),
            new Explanation.Delta(
                Amount.of(shares, on.tst.withdrawableShares()), true, "at the rate of this block"));
  }

  @Test
  void depositIntoStrategy_moreThanOwned_isRefusedWithBothNumbers() {
    on.mint(on.staker.address(), wei("1"));

    assertThatThrownBy(
            () -> on.eigen.deposits().depositIntoStrategy(on.tst, on.tst("1.5")).send(on.staker))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused ->
                assertThat(refused.kind()).isEqualTo(RefusedException.Code.INSUFFICIENT_FUNDS))
        .hasMessageContaining("1.000000000000000000 TST")
        .hasMessageContaining("1.500000000000000000 TST");
  }

  @Test
  void F06_depositIntoStrategy_whilePaused_namesTheBit() {
    on.mint(on.staker.address(), wei("1"));
    on.pause("StrategyManager", 1);

    assertThatThrownBy(
            () -> on.eigen.deposits().depositIntoStrategy(on.tst, on.tst("1")).send(on.staker))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("StrategyManager")
        .hasMessageContaining("bit 0");
    assertThat(on.rawAllowance(on.staker.address())).isZero();
  }

  @Test
  void F06_depositIntoStrategy_offTheWhitelist_isRefusedAndVisible() {
    on.mint(on.staker.address(), wei("1"));
    on.lever(
        "eigenlayer.setWhitelist", Map.of("strategy", on.tst.address().toString(), "on", false));

    assertThat(on.eigen.strategies().state(on.tst).now().isWhitelisted()).isFalse();
    assertThatThrownBy(
            () -> on.eigen.deposits().depositIntoStrategy(on.tst, on.tst("1")).send(on.staker))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("whitelist");
  }

  @Test
  void depositIntoStrategy_anotherTokenThanTheStrategys_isRefused() {
    Token wrong = on.eigen.strategies().of("wstETH").now().token();
    Strategy forged = new Strategy(on.tst.address(), wrong);

    assertThatThrownBy(() -> on.eigen.deposits().depositIntoStrategy(on.tst, Amount.of(1, wrong)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("wstETH");
    assertThatThrownBy(
            () ->
                on.eigen
                    .deposits()
                    .depositIntoStrategy(forged, Amount.of(1, wrong))
                    .send(on.staker))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining(on.tst.token().address().toString());
  }

  @Test
  void F06_depositIntoStrategy_dustAtAHighRate_isRefusedAsNoShare() {
    on.deposit(on.other, "1");
    on.mint(on.tst.address(), wei("1000"));
    on.mint(on.staker.address(), BigInteger.TEN);

    assertThatThrownBy(
            () ->
                on.eigen
                    .deposits()
                    .depositIntoStrategy(on.tst, Amount.of(10, on.tst.token()))
                    .send(on.staker))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("at least one share");
  }

  @Test
  void depositAuthorization_hash_isTheOneTheContractChecks() {
    Instant expiry = inAnHour();
    DepositAuthorization asked =
        on.eigen
            .deposits()
            .depositAuthorization(on.tst, on.tst("2"), on.other.address(), expiry)
            .now();

    String digest =
        world
            .raw()
            .call(
                on.client.deployment().address("eigenlayer", "StrategyManager").toString(),
                "0x9ac01d61",
                RawChain.word(on.other.address().toString()),
                RawChain.word(on.tst.address().toString()),
                RawChain.word(on.tst.token().address().toString()),
                RawChain.word(wei("2")),
                RawChain.word(asked.nonce()),
                RawChain.word(BigInteger.valueOf(expiry.getEpochSecond())));
    assertThat(asked.typedData().hash().toString()).isEqualTo(digest);
  }

  @Test
  void F12_depositWithSignature_creditsTheStakerAndTakesFromTheSender() {
    on.mint(on.staker.address(), wei("2"));
    DepositAuthorization.Signed signed =
        on.eigen
            .deposits()
            .depositAuthorization(on.tst, on.tst("2"), on.other.address(), inAnHour())
            .now()
            .signBy(on.other);

    Deposited deposited =
        on.eigen
            .deposits()
            .depositIntoStrategyWithSignature(signed)
            .send(on.staker)
            .await()
            .orThrow();

    assertThat(deposited.staker()).isEqualTo(on.other.address());
    assertThat(on.rawDepositShares(on.other.address(), on.tst))
        .isEqualTo(deposited.shares().smallest());
    assertThat(on.rawDepositShares(on.staker.address(), on.tst)).isZero();
    assertThat(on.rawTst(on.staker.address())).isZero();
  }

  @Test
  void depositWithSignature_usedOrExpired_isRefusedBeforeSending() {
    on.mint(on.staker.address(), wei("4"));
    DepositAuthorization asked =
        on.eigen
            .deposits()
            .depositAuthorization(on.tst, on.tst("2"), on.other.address(), inAnHour())
            .now();
    DepositAuthorization.Signed signed = asked.signBy(on.other);
    on.eigen.deposits().depositIntoStrategyWithSignature(signed).send(on.staker).await().orThrow();

    assertThatThrownBy(
            () -> on.eigen.deposits().depositIntoStrategyWithSignature(signed).send(on.staker))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("nonce " + asked.nonce());

    DepositAuthorization.Signed late =
        on.eigen
            .deposits()
            .depositAuthorization(on.tst, on.tst("2"), on.other.address(), inAnHour())
            .now()
            .signBy(on.other);
    world.warp(3601);
    assertThatThrownBy(
            () -> on.eigen.deposits().depositIntoStrategyWithSignature(late).send(on.staker))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("good until");
  }

  @Test
  void depositAuthorization_signedByAnother_isRefusedHere() {
    DepositAuthorization asked =
        on.eigen
            .deposits()
            .depositAuthorization(on.tst, on.tst("2"), on.other.address(), inAnHour())
            .now();
    Bytes foreign = on.staker.signTypedData(asked.typedData()).toBytes();

    assertThatThrownBy(() -> asked.signBy(on.staker)).isInstanceOf(SigningException.class);
    assertThatThrownBy(() -> asked.signed(foreign))
        .isInstanceOfSatisfying(
            SigningException.class,
            e -> assertThat(e.kind()).isEqualTo(SigningException.Code.WRONG_SIGNER));
    assertThat(asked.signed(on.other.signTypedData(asked.typedData()).toBytes()).signature())
        .isEqualTo(asked.signBy(on.other).signature());
  }

  @Test
  void depositIntoStrategy_fullySlashedOperator_isRefused() {
    on.register(on.operator, Address.ZERO);
    OperatorSet set = on.allocate(on.operator, wei("1"));
    on.deposit(on.staker, "1");
    on.eigen.delegations().delegateTo(on.operator.address()).send(on.staker).await().orThrow();
    on.slash(on.operator.address(), set, wei("1"));
    on.mint(on.staker.address(), wei("1"));

    StrategyStake stake = on.eigen.deposits().stake(on.staker.address(), on.tst).now();
    assertThat(stake.withdrawable().isZero()).isTrue();
    assertThatThrownBy(
            () -> on.eigen.deposits().depositIntoStrategy(on.tst, on.tst("1")).send(on.staker))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("fully slashed");
  }

  @Test
  void position_ofTwoStrategies_takesThreeRequestsOnceStrategiesAreKnown() {
    Strategy steth = on.eigen.strategies().of("stETH").now();
    on.stakeWithLido(on.staker.address(), "3");
    on.eigen
        .deposits()
        .depositIntoStrategy(steth, Amount.parse("2", steth.token()))
        .send(on.staker)
        .await()
        .orThrow();
    on.deposit(on.staker, "5");
    on.close(); // its engine looks after what it sent until that is final
    on = new EigenFixture(world);
    on.eigen.position(on.staker.address()).now();
    world.resetRequests();

    StakerPosition position = on.eigen.position(on.staker.address()).now();

    assertThat(world.requests()).isLessThanOrEqualTo(3);
    assertThat(position.operator()).isEmpty();
    assertThat(position.stakes()).hasSize(2);
    for (StakerPosition.Stake stake : position.stakes()) {
      Strategy strategy = stake.stake().strategy();
      BigInteger shares = on.rawWithdrawable(on.staker.address(), strategy);
      assertThat(stake.stake().withdrawable().smallest()).isEqualTo(shares);
      assertThat(stake.worth().smallest()).isEqualTo(on.rawTokens(strategy, shares));
    }
  }
}
