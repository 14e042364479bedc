package io.github.restake4j.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.restake4j.Restake4j;
import io.github.restake4j.deployments.Deployment;
import io.github.restake4j.deployments.Deployments;
import io.github.restake4j.devnet.LocalDevnet;
import io.github.restake4j.devnet.junit.Devnet;
import io.github.restake4j.eth.Address;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Proxies of a deployment that get other code. */
@Devnet(local = true)
class UpgradeDevnetTest {
  /**
   * Emits {@code Upgraded(address)} with the first word of its calldata: CALLDATALOAD(0), topic 0,
   * LOG2 without data, STOP.
   */
  private static final String PROXY =
      "0x600035"
          + "7fbc7cd75a20ee27fd9adebab32041f755214dbc6bffa90cc0225b39da2e5c2d3b"
          + "60006000a200";

  private final LocalDevnet devnet;
  private Restake4j client;

  UpgradeDevnetTest(LocalDevnet devnet) {
    this.devnet = devnet;
    this.client = connect();
  }

  private Restake4j connect() {
    return Restake4j.builder()
        .rpc(devnet.rpcUrl())
        .deployments(Deployments.parse(devnet.deploymentJson()))
        .pollInterval(Duration.ofMillis(20))
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

  @Test
  void F02_upgradeOfAProxyInTheBook_isReportedAsAnEvent() {
    Address lido = client.deployment().address("lido", "Lido");
    Address queue = client.deployment().address("lido", "WithdrawalQueueERC721");
    Address foreign = Address.parse("0x" + "ab".repeat(20));
    Address before = Address.parse("0x" + "11".repeat(20));
    Address after = Address.parse("0x" + "22".repeat(20));
    for (Address proxy : List.of(lido, queue, foreign)) {
      devnet.node().call("anvil_setCode", proxy.toString(), PROXY);
    }
    long start = devnet.raw().blockNumber() + 1;
    upgrade(lido, before);
    upgrade(foreign, before);
    upgrade(queue, before);
    upgrade(lido, after);

    List<Address> book =
        client.deployment().contracts("lido").values().stream()
            .map(Deployment.Entry::address)
            .collect(Collectors.toList());
    List<Emitted<Upgraded>> upgrades =
        client.events(start, EventFilter.of(Upgraded.EVENT).emittedBy(book)).collect(100).run();

    assertThat(upgrades)
        .extracting(each -> each.log().address())
        .containsExactly(lido, queue, lido);
    assertThat(upgrades)
        .extracting(each -> each.event().implementation())
        .containsExactly(before, before, after);
  }

  private void upgrade(Address proxy, Address implementation) {
    String word = "0".repeat(24) + implementation.toString().substring(2).toLowerCase(Locale.ROOT);
    devnet
        .node()
        .call(
            "eth_sendTransactionSync",
            Map.of(
                "from",
                devnet.accounts().get(3).address(),
                "to",
                proxy.toString(),
                "gas",
                "0x186a0",
                "data",
                "0x" + word));
  }
}
