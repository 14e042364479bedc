package io.github.restake4j.examples.recipes;

import io.github.restake4j.Restake4j;
import io.github.restake4j.deployments.Deployments;
import io.github.restake4j.devnet.LocalDevnet;
import io.github.restake4j.sign.LocalKey;
import java.time.Duration;

/** A devnet, a client of it and a funded wallet; what the recipes start from. */
final class OnDevnet implements AutoCloseable {
  final LocalDevnet devnet = LocalDevnet.start();
  final Restake4j ethereum =
      Restake4j.builder()
          .rpc(devnet.rpcUrl())
          .deployments(Deployments.parse(devnet.deploymentJson()))
          .pollInterval(Duration.ofMillis(50))
          .build();
  final LocalKey wallet = LocalKey.parse(devnet.accounts().get(0).privateKey());

  @Override
  public void close() {
    wallet.close();
    ethereum.close();
    devnet.close();
  }
}
