package io.github.restake4j.eigenlayer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.Chain;
import io.github.restake4j.Restake4j;
import io.github.restake4j.abi.Revert;
import io.github.restake4j.eigenlayer.shares.Magnitude;
import io.github.restake4j.eigenlayer.shares.Strategy;
import io.github.restake4j.erc20.Token;
import io.github.restake4j.error.ChainException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.units.Amount;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is refused before any request: the endpoint does not exist. */
class EigenLayerTest {
  private static final Address STAKER = Address.parse("0x0000000000000000000000000000000000000011");
  private static final Address OPERATOR =
      Address.parse("0x0000000000000000000000000000000000000022");
  private static final Token TST =
      new Token(Address.parse("0x00000000000000000000000000000000000000aa"), "TST", 18);
  private static final Token OTHER =
      new Token(Address.parse("0x00000000000000000000000000000000000000ab"), "OTH", 18);
  private static final Strategy FIRST =
      new Strategy(Address.parse("0x00000000000000000000000000000000000000bb"), TST);
  private static final Strategy SECOND =
      new Strategy(Address.parse("0x00000000000000000000000000000000000000cc"), OTHER);

  private final Restake4j client = Restake4j.connect("http://127.0.0.1:9");
  private final EigenLayer eigen = EigenLayer.on(client);

  @AfterEach
  void close() {
    client.close();
  }

  @Test
  void deposit_nothingOrAnotherToken_isRefused() {
    assertThatThrownBy(() -> eigen.deposits().depositIntoStrategy(FIRST, Amount.of(0, TST)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> eigen.deposits().depositIntoStrategy(FIRST, Amount.of(1, OTHER)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("TST at " + TST.address())
        .hasMessageContaining("OTH at " + OTHER.address());
  }

  @Test
  void deposit_intoPods_isRefusedWithTheWayToGo() {
    Strategy pods = Strategy.BEACON_CHAIN_ETH;

    assertThatThrownBy(() -> eigen.deposits().depositIntoStrategy(pods, Amount.of(1, pods.token())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("EigenPod");
    assertThatThrownBy(() -> eigen.strategies().state(pods))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void beaconChainEth_strategy_hasTheAddressOfTheContracts() {
    assertThat(Strategy.BEACON_CHAIN_ETH.address().toString())
        .isEqualToIgnoringCase("0xbeaC0eeEeeeeEEeEeEEEEeeEEeEeeeEeeEEBEaC0");
  }

  @Test
  void U02_zeroAddress_asStakerOrOperator_isRefused() {
    Instant expiry = Instant.ofEpochSecond(1);

    assertThatThrownBy(
            () ->
                eigen
                    .deposits()
                    .depositAuthorization(FIRST, Amount.of(1, TST), Address.ZERO, expiry))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> eigen.delegations().delegateTo(Address.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> eigen.delegations().redelegate(Address.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void queue_noneTooManyOrTwice_isRefused() {
    Withdrawals withdrawals = eigen.withdrawals();
    WithdrawalAmount one = WithdrawalAmount.all(FIRST);

    assertThatThrownBy(() -> withdrawals.queueWithdrawals(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> withdrawals.queueWithdrawals(Collections.nCopies(31, one)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("31");
    assertThatThrownBy(
            () -> withdrawals.queueWithdrawal(List.of(one, WithdrawalAmount.all(SECOND), one)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("twice");
  }

  @Test
  void withdrawalAmount_nothingOrAnotherToken_isRefused() {
    assertThatThrownBy(() -> WithdrawalAmount.tokens(FIRST, Amount.of(0, TST)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> WithdrawalAmount.tokens(FIRST, Amount.of(1, OTHER)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> WithdrawalAmount.shares(Amount.zero(FIRST.withdrawableShares())))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> WithdrawalAmount.depositShares(Amount.zero(FIRST.depositShares())))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void complete_noneOrTwice_isRefused() {
    Withdrawal withdrawal = withdrawal();

    assertThatThrownBy(() -> eigen.withdrawals().completeQueuedWithdrawalsAsTokens(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                eigen
                    .withdrawals()
                    .completeQueuedWithdrawalsAsShares(List.of(withdrawal, withdrawal)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("twice");
  }

  @Test
  void root_ofAWithdrawal_isWhatTheContractAnswered() {
    // calculateWithdrawalRoot of these fields, asked of the real contract
    assertThat(withdrawal().root())
        .isEqualTo(
            Hash32.parse("0x29a33c11b06617e05c0a7e0d8e3de5e42fc6ffacfb100147afbdd595561c1fae"));
  }

  private static Withdrawal withdrawal() {
    return new Withdrawal(
        STAKER,
        OPERATOR,
        STAKER,
        BigInteger.valueOf(5),
        123456,
        List.of(
            Amount.of(BigInteger.TEN.pow(18), FIRST.scaledShares()),
            Amount.of(7, SECOND.scaledShares())));
  }

  @Test
  void F02_typedData_underAnUnknownDomain_isRefused() {
    assertThatThrownBy(
            () ->
                EigenDomain.typedData(
                    1,
                    OPERATOR,
                    Hash32.ZERO,
                    "Deposit",
                    new String[] {"address staker"},
                    Map.of("staker", STAKER)))
        .isInstanceOfSatisfying(
            ChainException.class,
            e -> assertThat(e.kind()).isEqualTo(ChainException.Code.UNKNOWN_GENERATION));
  }

  @Test
  void slash_outOfBounds_isRefused() {
    OperatorSet set = new OperatorSet(OPERATOR, 1);

    for (BigInteger wad : List.of(BigInteger.ZERO, BigInteger.TEN.pow(18).add(BigInteger.ONE))) {
      assertThatThrownBy(() -> eigen.slashing().costToStaker(STAKER, set, FIRST, wad))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> eigen.slashing().costToOperator(OPERATOR, set, FIRST, wad))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new OperatorSet(OPERATOR, 1L << 32))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Magnitude(BigInteger.ONE.negate()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void F16_errors_ofEigenLayer_areKnownToTheClientByName() {
    // first four bytes of keccak("WithdrawalDelayNotElapsed()")
    Bytes data = Bytes.parse("0xf1ecf5c2");

    assertThat(client.errors().decode(OPERATOR, data))
        .isInstanceOfSatisfying(
            Revert.Custom.class,
            custom -> assertThat(custom.error()).isEqualTo("WithdrawalDelayNotElapsed"));
  }

  @Test
  void F01_networkWithoutEigenLayer_isRefusedBeforeAnyCall() {
    try (Restake4j elsewhere =
        Restake4j.builder().rpc("http://127.0.0.1:9").chain(Chain.of(424_242)).build()) {
      assertThatThrownBy(() -> EigenLayer.on(elsewhere))
          .isInstanceOfSatisfying(
              ChainException.class,
              e -> assertThat(e.kind()).isEqualTo(ChainException.Code.NOT_DEPLOYED));
    }
  }
}
