package io.github.restake4j.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.Chain;
import io.github.restake4j.error.ChainException;
import io.github.restake4j.eth.Address;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeploymentsTest {
  private static final String STETH = "0xae7ab96520DE3A18E5e111B5EaAb095312D7fE84";

  @ParameterizedTest
  @CsvSource({
    "1, 12, 212, 13",
    "10, 2, 4, 0",
    "196, 1, 4, 0",
    "8453, 4, 25, 0",
    "17000, 5, 58, 12",
    "42161, 2, 6, 0",
    "48900, 1, 3, 0",
    "59144, 2, 8, 0",
    "84532, 1, 10, 0",
    "534352, 2, 10, 0",
    "560048, 5, 66, 3",
    "11155111, 3, 45, 3",
  })
  void of_knownChain_hasEveryAddress(long id, int protocols, int addresses, int strategies) {
    Deployment deployment = Deployments.of(Chain.of(id));

    assertThat(deployment.chain().id()).isEqualTo(id);
    assertThat(deployment.protocols()).hasSize(protocols);
    assertThat(deployment.protocols().stream().mapToInt(p -> deployment.contracts(p).size()).sum())
        .isEqualTo(addresses);
    assertThat(deployment.strategies()).hasSize(strategies);
  }

  @ParameterizedTest
  @CsvSource({
    "1, eigenlayer, DelegationManager, 0x39053D51B77DC0d36036Fc1fCc8Cb819df8Ef37A",
    "1, eigenlayer, StrategyManager, 0x858646372CC42E1A627fcE94aa7A7033e7CF075A",
    "1, coinbase, StakedTokenV1, 0xBe9895146f7AF43049ca1c1AE358B0541Ea49704",
    "1, lido, Lido, 0xae7ab96520DE3A18E5e111B5EaAb095312D7fE84",
    "1, lido, WstETH, 0x7f39C581F595B53c5cb19bD0b3f8dA6c935E2Ca0",
    "1, lido, WithdrawalQueueERC721, 0x889edC2eDab5f40e902b864aD4d7AdE8E412F9B1",
    "1, standard, Multicall3, 0xcA11bde05977b3631167028862bE2a173976CA11",
  })
  void address_wellKnownContract_isItsPublishedAddress(
      long id, String protocol, String contract, String address) {
    assertThat(Deployments.of(Chain.of(id)).address(protocol, contract)).hasToString(address);
  }

  @Test
  void find_proxy_namesSourceAndImplementation() {
    Deployment.Entry entry =
        Deployments.of(Chain.MAINNET).find("eigenlayer", "DelegationManager").orElseThrow();

    assertThat(entry.source())
        .isEqualTo(
            "Layr-Labs/eigenlayer-contracts README.md @ f84a5151080cdf0b77b9b6e46506cde723d06c28");
    assertThat(entry.implementation())
        .contains(Address.parse("0x6EEd6c2802dF347e05884857CdDB2D3E96D12F89"));
  }

  @Test
  void strategies_mainnetCbEth_pairsStrategyAndToken() {
    Deployment.Strategy first = Deployments.of(Chain.MAINNET).strategies().get(0);

    assertThat(first.symbol()).isEqualTo("cbETH");
    assertThat(first.strategy()).hasToString("0x54945180dB7943c0ed0FEE7EdaB2Bd24620256bc");
    assertThat(first.token().map(Address::toString))
        .contains("0xBe9895146f7AF43049ca1c1AE358B0541Ea49704");
  }

  @Test
  void strategies_holeskyUnknownTokens_areEmptyNotZero() {
    assertThat(Deployments.of(Chain.HOLESKY).strategies())
        .filteredOn(strategy -> !strategy.token().isPresent())
        .hasSize(8);
  }

  @Test
  void address_absentContract_isNotDeployedAndNamesAllThree() {
    assertThatThrownBy(() -> Deployments.of(Chain.SEPOLIA).address("rocketpool", "RocketTokenRETH"))
        .isInstanceOfSatisfying(
            ChainException.class,
            e -> assertThat(e.kind()).isEqualTo(ChainException.Code.NOT_DEPLOYED))
        .hasMessageContaining("rocketpool/RocketTokenRETH")
        .hasMessageContaining("sepolia (chain id 11155111)");
  }

  @Test
  void multicall3_knownChain_isCanonical() {
    for (Chain chain : new Chain[] {Chain.MAINNET, Chain.HOODI, Chain.SEPOLIA, Chain.HOLESKY}) {
      assertThat(Deployments.of(chain).multicall3())
          .contains(Address.parse("0xcA11bde05977b3631167028862bE2a173976CA11"));
    }
  }

  @Test
  void of_unknownChain_hasNothing() {
    Deployment deployment = Deployments.of(Chain.of(31_337));

    assertThat(deployment.protocols()).isEmpty();
    assertThat(deployment.strategies()).isEmpty();
    assertThat(deployment.multicall3()).isEmpty();
  }

  @Test
  void parse_devnetFile_keepsAddressesAndStrategiesOnly() {
    String key = "0x" + "5c".repeat(32);
    Deployment deployment =
        Deployments.parse(
            "{\"rpcUrl\": \"http://127.0.0.1:18100\", \"chainId\": 31337, \"addresses\": {\"lido\": {\"Lido\": \""
                + STETH
                + "\"}, \"standard\": {\"Multicall3\": \"0xca11bde05977b3631167028862be2a173976ca11\"}},"
                + " \"strategies\": [{\"symbol\": \"stETH\", \"strategy\":"
                + " \"0x93c4b944d05dfe6df7645a86cd2206016c51564d\", \"token\": \""
                + STETH
                + "\"}, {\"symbol\": \"EIGEN\", \"strategy\": \"0x93c4b944d05dfe6df7645a86cd2206016c51564d\"}],"
                + " \"accounts\": [{\"address\": \"0x93c4b944d05dfe6df7645a86cd2206016c51564d\", \"privateKey\": \""
                + key
                + "\"}], \"leverCommand\": [\"node\", \"levers.mjs\"]}");

    assertThat(deployment.chain()).isEqualTo(Chain.of(31_337));
    assertThat(deployment.contracts("lido"))
        .isEqualTo(
            Map.of(
                "Lido",
                new Deployment.Entry(Address.parse(STETH), "deployment file", Optional.empty())));
    assertThat(deployment.multicall3().map(Address::toString))
        .contains("0xcA11bde05977b3631167028862bE2a173976CA11");
    assertThat(deployment.strategies()).hasSize(2);
    assertThat(deployment.strategies().get(0).token()).contains(Address.parse(STETH));
    assertThat(deployment.strategies().get(1).token()).isEmpty();
    assertThat(deployment.toString()).doesNotContain(key.substring(2));
  }

  @Test
  void parse_withoutMulticall_hasNone() {
    assertThat(Deployments.parse("{\"chainId\": 1, \"addresses\": {}}").multicall3()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "null",
        "{",
        "{\"chainId\": 1, \"addresses\": {}} {}",
        "{\"chainId\": 1, \"addresses\": {}, \"extra\": 1}",
        "{\"chainId\": 1, \"chainId\": 1, \"addresses\": {}}",
        "{\"addresses\": {}}",
        "{\"chainId\": 1}",
        "{\"chainId\": 0, \"addresses\": {}}",
        "{\"chainId\": -1, \"addresses\": {}}",
        "{\"chainId\": \"1\", \"addresses\": {}}",
        "{\"chainId\": 1.0, \"addresses\": {}}",
        "{\"chainId\": 9223372036854775808, \"addresses\": {}}",
        "{\"chainId\": 1, \"addresses\": []}",
        "{\"chainId\": 1, \"addresses\": {\"lido\": \"x\"}}",
        "{\"chainId\": 1, \"addresses\": {\"lido\": {\"Lido\": null}}}",
        "{\"chainId\": 1, \"addresses\": {\"lido\": {\"Lido\": 5}}}",
        "{\"chainId\": 1, \"addresses\": {\"lido\": {\"Lido\": \"0x00\"}}}",
        "{\"chainId\": 1, \"addresses\": {\"lido\": {\"Lido\": \"0x0000000000000000000000000000000000000000\"}}}",
        "{\"chainId\": 1, \"addresses\": {\"lido\": {\"Lido\": \"0xae7ab96520de3A18E5e111B5EaAb095312D7fE84\"}}}",
        "{\"chainId\": 1, \"addresses\": {\"lido\": {\"Lido\": \"0xAE7AB96520DE3A18E5E111B5EAAB095312D7FE84\"}}}",
        "{\"chainId\": 1, \"addresses\": {}, \"strategies\": {}}",
        "{\"chainId\": 1, \"addresses\": {}, \"strategies\": [{\"symbol\": \"a\"}]}",
        "{\"chainId\": 1, \"addresses\": {}, \"strategies\": [{\"symbol\": \"a\", \"strategy\": \"0x93c4b944d05dfe6df7645a86cd2206016c51564d\", \"kind\": \"b\"}]}",
        "{\"chainId\": 1, \"addresses\": {}, \"accounts\": {}}",
        "{\"chainId\": 1, \"addresses\": {}, \"rpcUrl\": 1}",
      })
  void parse_anythingElse_isRefused(String json) {
    assertThatThrownBy(() -> Deployments.parse(json)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"chainId\": 1, \"addresses\": {}, \"accounts\": [{\"privateKey\": \"0xc0ffee00c0ffee00\"} x]}",
        "{\"chainId\": 1, \"addresses\": {}, \"accounts\": [{\"privateKey\": 0xc0ffee00c0ffee00}]}",
        "{\"chainId\": 1, \"addresses\": {}, \"accounts\": [{\"privateKey\": c0ffee00c0ffee00}]}",
        "{\"chainId\": 1, \"addresses\": {\"lido\": {\"Lido\": \"0xc0ffee00c0ffee00\"}}}",
      })
  void parse_brokenNearAKey_quotesNoKey(String json) {
    assertThatThrownBy(() -> Deployments.parse(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasNoCause()
        .extracting(Throwable::getMessage)
        .asString()
        .doesNotContain("c0ffee");
  }
}
