package io.github.restake4j.erc20;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.Restake4j;
import io.github.restake4j.deployments.Deployments;
import io.github.restake4j.devnet.LocalDevnet;
import io.github.restake4j.devnet.RawChain;
import io.github.restake4j.devnet.junit.Devnet;
import io.github.restake4j.error.RefusedException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.internal.read.Reads;
import io.github.restake4j.sign.LocalKey;
import io.github.restake4j.units.Amount;
import java.math.BigInteger;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@Devnet(local = true)
class Erc20DevnetTest {
  private static final Address RECEIVER = Address.parse("0x" + "d".repeat(40));

  private final LocalDevnet devnet;
  private final LocalKey wallet;
  private final Address steth;
  private final Token unit;
  private Restake4j client;

  Erc20DevnetTest(LocalDevnet devnet) {
    this.devnet = devnet;
    this.wallet = LocalKey.parse(devnet.accounts().get(3).privateKey());
    this.steth = Address.parse(devnet.address("lido", "Lido"));
    this.unit = new Token(steth, "stETH", 18);
    this.client = connect();
  }

  private Restake4j connect() {
    return Restake4j.builder()
        .rpc(devnet.rpcUrl())
        .deployments(Deployments.parse(devnet.deploymentJson()))
        .build();
  }

  @BeforeEach
  void fresh() {
    client.close();
    client = connect();
    devnet
        .node()
        .call(
            "eth_sendTransaction",
            Map.of(
                "from",
                wallet.address().toString(),
                "to",
                steth.toString(),
                "value",
                "0x8ac7230489e80000",
                "data",
                "0xa1903eab" + "0".repeat(64)));
  }

  @AfterEach
  void close() {
    client.close();
  }

  private Erc20<Token> token() {
    return client.erc20(Reads.known(steth), unit);
  }

  private BigInteger balance(Address owner) {
    return devnet.raw().uint(steth.toString(), "0x70a08231", RawChain.word(owner.toString()));
  }

  @Test
  void token_read_saysWhatTheContractSays() {
    Token read = token().token().now();

    assertThat(read.symbol()).isEqualTo("stETH");
    assertThat(read.decimals()).isEqualTo(18);
    assertThat(read.address()).isEqualTo(steth);
    assertThat(token().balanceOf(wallet.address()).now().smallest())
        .isEqualTo(balance(wallet.address()));
    assertThat(token().totalSupply().now().smallest())
        .isEqualTo(devnet.raw().uint(steth.toString(), "0x18160ddd"));
  }

  @Test
  void transfer_someOfIt_movesItAndGivesTheEvent() {
    BigInteger before = balance(RECEIVER);
    Transferred<Token> moved =
        token().transfer(RECEIVER, Amount.of(1_000_000, unit)).send(wallet).await().orThrow();

    assertThat(moved.from()).isEqualTo(wallet.address());
    assertThat(moved.to()).isEqualTo(RECEIVER);
    assertThat(moved.amount()).isEqualTo(Amount.of(1_000_000, unit));
    // stETH moves whole shares, so one wei may stay behind
    assertThat(balance(RECEIVER).subtract(before)).isBetween(bigInt(999_999), bigInt(1_000_000));
  }

  private static BigInteger bigInt(long value) {
    return BigInteger.valueOf(value);
  }

  @Test
  void approve_thenZero_setsExactlyAndTakesBack() {
    assertThat(
            token().approve(RECEIVER, Amount.of(5, unit)).send(wallet).await().orThrow().amount())
        .isEqualTo(Amount.of(5, unit));
    assertThat(token().allowance(wallet.address(), RECEIVER).now()).isEqualTo(Amount.of(5, unit));
    token().approve(RECEIVER, Amount.of(0, unit)).send(wallet).await().orThrow();
    assertThat(token().allowance(wallet.address(), RECEIVER).now().isZero()).isTrue();
  }

  @Test
  void U02_transferOrApprove_zeroAddress_isRefusedBeforeAnyCall() {
    devnet.resetRequests();
    assertThatThrownBy(() -> token().transfer(Address.ZERO, Amount.of(1, unit)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> token().approve(Address.ZERO, Amount.of(1, unit)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(devnet.requests()).isZero();
  }

  @Test
  void transfer_toTheTokenItself_isRefused() {
    assertThatThrownBy(() -> token().transfer(steth, Amount.of(1, unit)).send(wallet))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("token itself");
  }

  @Test
  void transfer_moreThanOwned_isRefusedWithBothNumbers() {
    Amount<Token> most = Amount.of(BigInteger.ONE.shiftLeft(100), unit);
    assertThatThrownBy(() -> token().transfer(RECEIVER, most).send(wallet))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.code()).isEqualTo("INSUFFICIENT_FUNDS"))
        .hasMessageContaining(most.toString());
  }

  @Test
  void transfer_unitOfAnotherToken_isRefusedBeforeAnyCall() {
    Token other = new Token(RECEIVER, "stETH", 18);
    assertThat(other).isNotEqualTo(unit);
    assertThatThrownBy(() -> token().transfer(RECEIVER, Amount.of(1, other)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
