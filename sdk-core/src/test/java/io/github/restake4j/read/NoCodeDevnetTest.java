package io.github.restake4j.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.Restake4j;
import io.github.restake4j.abi.AbiError;
import io.github.restake4j.abi.AbiReader;
import io.github.restake4j.abi.Revert;
import io.github.restake4j.deployments.Deployments;
import io.github.restake4j.devnet.LocalDevnet;
import io.github.restake4j.devnet.junit.Devnet;
import io.github.restake4j.error.ChainException;
import io.github.restake4j.error.DecodingException;
import io.github.restake4j.error.Restake4jException;
import io.github.restake4j.error.RevertException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.standard.contract.ERC20Contract;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls to addresses that answer otherwise than a contract of the ABI would. */
@Devnet(local = true)
class NoCodeDevnetTest {
  private static final Address OWNER = address(0x0a);
  private static final Address NOTHING = address(0xa0);
  private static final Address WALLET = address(0xa1);
  private static final Address PROXY = address(0xa2);
  private static final Address LOGIC = address(0xa3);

  /** Returns the word 42, whatever it is asked. */
  private static final String ANSWERS = "0x602a60005260206000f3";

  /** Reverts with Denied(42): selector 0xdeadbeef and a word. */
  private static final String DENIES = "0x63deadbeef60e01b600052602a60045260246000fd";

  private static final String REVERTS_SILENTLY = "0x60006000fd";

  private final LocalDevnet devnet;
  private Restake4j client;

  NoCodeDevnetTest(LocalDevnet devnet) {
    this.devnet = devnet;
    this.client = connect();
  }

  private static Address address(int last) {
    return Address.parse(String.format("0x00000000000000000000000000000000a15000%02x", last));
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
  }

  @AfterEach
  void close() {
    client.close();
  }

  private void code(Address at, String code) {
    devnet.node().call("anvil_setCode", at.toString(), code);
  }

  private void delegate(Address wallet, Address to) {
    code(wallet, "0xef0100" + to.toString().substring(2));
  }

  /** EIP-1167. */
  private void proxy(Address logic) {
    code(
        PROXY,
        "0x363d3d373d3d3d363d73"
            + logic.toString().substring(2)
            + "5af43d82803e903d91602b57fd5bf3");
  }

  private Read<BigInteger> balance(Address token) {
    return client.call(token, ERC20Contract.balanceOf(OWNER));
  }

  private Restake4jException failure(Address token) {
    return balance(token)
        .attempt()
        .now()
        .fold(
            value -> {
              throw new AssertionError("read " + value);
            },
            cause -> cause);
  }

  @Test
  void A15_addressWithoutCode_isNoCode() {
    assertThatThrownBy(() -> balance(NOTHING).now())
        .isInstanceOfSatisfying(
            ChainException.class, e -> assertThat(e.kind()).isEqualTo(ChainException.Code.NO_CODE))
        .hasMessageContaining(NOTHING.toString());
  }

  @Test
  void A15_addressWithoutCode_amongOthers_failsAlone() {
    code(LOGIC, ANSWERS);
    List<Attempt<BigInteger>> read =
        Read.all(
                List.of(
                    balance(LOGIC).attempt(), balance(NOTHING).attempt(), balance(LOGIC).attempt()))
            .now();
    assertThat(read.get(0).optional()).contains(BigInteger.valueOf(42));
    assertThat(read.get(1).fold(value -> "value", Restake4jException::code)).isEqualTo("NO_CODE");
    assertThat(read.get(2).optional()).contains(BigInteger.valueOf(42));
  }

  @Test
  void A15_walletDelegatedToAContract_answersAsThatContract() {
    code(LOGIC, ANSWERS);
    delegate(WALLET, LOGIC);
    assertThat(balance(WALLET).now()).isEqualTo(42);
    assertThat(Read.all(List.of(balance(WALLET), balance(LOGIC))).now())
        .containsExactly(BigInteger.valueOf(42), BigInteger.valueOf(42));
  }

  @Test
  void A15_walletDelegatedToNothing_isNeverZero() {
    delegate(WALLET, NOTHING);
    assertThat(failure(WALLET))
        .isInstanceOfAny(ChainException.class, DecodingException.class)
        .satisfies(e -> assertThat(e.code()).isIn("NO_CODE", "ABI_EMPTY"));
  }

  @Test
  void A15_walletDelegatedToWhatReverts_isATypedRevert() {
    code(LOGIC, DENIES);
    delegate(WALLET, LOGIC);
    assertThat(failure(WALLET)).isInstanceOf(RevertException.class);
  }

  @Test
  void A15_proxyThatReverts_isATypedRevertWithItsBytes() {
    code(LOGIC, DENIES);
    proxy(LOGIC);
    Bytes raw = Bytes.parse("0xdeadbeef" + "0".repeat(62) + "2a");
    assertThat(failure(PROXY))
        .isInstanceOfSatisfying(
            RevertException.class, e -> assertThat(e.revert()).isEqualTo(new Revert.Unknown(raw)));

    client
        .errors()
        .add(List.of(AbiError.of("Denied(uint256 code)", 0xdeadbeef, 32, AbiReader::uint256)));
    assertThat(failure(PROXY))
        .isInstanceOfSatisfying(
            RevertException.class,
            e -> {
              assertThat(e.revert().text()).isEqualTo("Denied(42)");
              assertThat(e.revert().raw()).isEqualTo(raw);
            });
  }

  @Test
  void A15_proxyThatRevertsSilently_isARevertWithoutBytes() {
    code(LOGIC, REVERTS_SILENTLY);
    proxy(LOGIC);
    assertThat(failure(PROXY))
        .isInstanceOfSatisfying(
            RevertException.class,
            e -> assertThat(e.revert()).isEqualTo(new Revert.Unknown(Bytes.EMPTY)));
  }

  @Test
  void A15_proxyOfNothing_isNeverZero() {
    proxy(NOTHING);
    assertThat(failure(PROXY))
        .isInstanceOfSatisfying(
            DecodingException.class, e -> assertThat(e.code()).isEqualTo("ABI_EMPTY"));
  }

  @Test
  void A15_proxiesAmongOthers_failAlone() {
    code(LOGIC, DENIES);
    proxy(LOGIC);
    code(WALLET, ANSWERS);
    List<Attempt<BigInteger>> read =
        Read.all(List.of(balance(PROXY).attempt(), balance(WALLET).attempt())).now();
    assertThat(read.get(0).fold(value -> "value", Restake4jException::code)).isEqualTo("REVERTED");
    assertThat(read.get(1).optional()).contains(BigInteger.valueOf(42));
  }
}
