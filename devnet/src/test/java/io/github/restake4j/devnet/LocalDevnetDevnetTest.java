package io.github.restake4j.devnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.restake4j.devnet.junit.Devnet;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

@Devnet(local = true)
class LocalDevnetDevnetTest {
  private static final BigInteger ETHER = BigInteger.TEN.pow(18);

  private final LocalDevnet devnet;
  private final RawChain raw;

  LocalDevnetDevnetTest(LocalDevnet devnet) {
    this.devnet = devnet;
    this.raw = devnet.raw();
  }

  @Test
  void start_fromThePackagedState_takesLessThanTwoSeconds() {
    assertThat(Artifact.Resources.exists(SavedState.RESOURCE)).isTrue();
    long start = System.nanoTime();
    LocalDevnet another = LocalDevnet.start();
    Duration taken = Duration.ofNanos(System.nanoTime() - start);
    another.close();
    assertThat(taken).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void start_again_hasTheSameAddressesAccountsAndState() {
    try (LocalDevnet another = LocalDevnet.start()) {
      JsonNode one = Json.parse(devnet.deploymentJson());
      JsonNode two = Json.parse(another.deploymentJson());
      assertThat(two.path("addresses")).isEqualTo(one.path("addresses")).isNotEmpty();
      assertThat(two.path("accounts")).isEqualTo(one.path("accounts")).hasSize(10);
      assertThat(two.path("rpcUrl")).isNotEqualTo(one.path("rpcUrl"));
      assertThat(another.raw().uint(lido(), "0x37cfdaca"))
          .isEqualTo(raw.uint(lido(), "0x37cfdaca"));
      assertThat(another.raw().blockNumber()).isEqualTo(raw.blockNumber());
    }
  }

  @Test
  void start_pool_hasOthersEtherAndARateThatIsNotOne() {
    // getTotalPooledEther(): 1 first, 3,000 staked, the day's gain
    assertThat(raw.uint(lido(), "0x37cfdaca"))
        .isEqualTo(
            ETHER.multiply(BigInteger.valueOf(3_001)).add(new BigInteger("1234567890123456789")));
    // getPooledEthByShares(1e18): 9/10 of the gain reach 3,001e18 shares
    assertThat(raw.uint(lido(), "0x7a28fb88", RawChain.word(ETHER)))
        .isEqualTo(new BigInteger("1000370246951386574"));
  }

  @Test
  void start_staking_isLimitedAsOnMainnet() {
    String info = raw.call(lido(), "0x665b4b0b");
    assertThat(Words.at(info, 0)).isZero();
    assertThat(Words.at(info, 1)).isOne();
    assertThat(Words.at(info, 3)).isEqualTo(ETHER.multiply(BigInteger.valueOf(150_000)));
    assertThat(Words.at(info, 4)).isEqualTo(6_400);
  }

  @Test
  void start_clock_isNow() {
    assertThat(Instant.ofEpochSecond(raw.timestamp()))
        .isBetween(Instant.now().minusSeconds(300), Instant.now().plusSeconds(5));
  }

  @Test
  void start_accounts_haveTheirEtherUntouched() {
    for (Account account : devnet.accounts()) {
      assertThat(raw.balance(account.address()))
          .isEqualTo(ETHER.multiply(BigInteger.valueOf(10_000)));
    }
  }

  @Test
  void warp_movesTheClockAndMinesOneBlock() {
    long time = raw.timestamp();
    long block = raw.blockNumber();
    devnet.warp(1_000);
    assertThat(raw.timestamp() - time).isBetween(1_000L, 1_030L);
    assertThat(raw.blockNumber()).isEqualTo(block + 1);
    assertThatThrownBy(() -> devnet.warp(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void revert_restoresChainPoolAndMining() {
    String snapshot = devnet.snapshot();
    long block = raw.blockNumber();
    devnet.node().call("evm_setAutomine", false);
    devnet
        .node()
        .call(
            "eth_sendTransaction",
            Json.object()
                .put("from", devnet.accounts().get(0).address())
                .put("to", devnet.accounts().get(1).address())
                .put("value", "0x1"));
    devnet.mine(3);
    assertThat(raw.blockNumber()).isEqualTo(block + 3);
    devnet.revert(snapshot);
    assertThat(raw.blockNumber()).isEqualTo(block);
    assertThat(devnet.node().call("txpool_status").path("pending").asText()).isEqualTo("0x0");
    assertThat(devnet.node().call("anvil_getAutomine").asBoolean()).isTrue();
    assertThatThrownBy(() -> devnet.revert(snapshot)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void raw_isNotCounted() {
    raw.uint(lido(), "0x37cfdaca");
    assertThat(devnet.requests()).isZero();
  }

  @Test
  void raw_callWhereThereIsNoContract_isNoNumber() {
    String nobody = devnet.accounts().get(3).address();
    assertThatThrownBy(() -> raw.uint(nobody, "0x37cfdaca"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not one word: 0x");
  }

  private String lido() {
    return devnet.address("lido", "Lido");
  }
}
