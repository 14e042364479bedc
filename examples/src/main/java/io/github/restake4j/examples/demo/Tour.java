package io.github.restake4j.examples.demo;

import io.github.restake4j.Restake4j;
import io.github.restake4j.deployments.Deployments;
import io.github.restake4j.devnet.LocalDevnet;
import io.github.restake4j.eigenlayer.EigenLayer;
import io.github.restake4j.eigenlayer.OperatorSet;
import io.github.restake4j.eigenlayer.StakerPosition;
import io.github.restake4j.etherfi.EtherFi;
import io.github.restake4j.etherfi.EtherFiPosition;
import io.github.restake4j.lido.Lido;
import io.github.restake4j.lido.LidoPosition;
import io.github.restake4j.read.At;
import io.github.restake4j.read.Read;
import io.github.restake4j.sign.LocalKey;
import java.io.PrintStream;
import java.math.BigInteger;
import java.time.Duration;
import java.util.function.Function;

/** The main job, leg by leg. */
final class Tour {
  private final LocalDevnet devnet;
  private final PrintStream out;

  Tour(LocalDevnet devnet, PrintStream out) {
    this.devnet = devnet;
    this.out = out;
  }

  void run() {
    long start = System.nanoTime();
    try (Restake4j ethereum =
            Restake4j.builder()
                .rpc(devnet.rpcUrl())
                .deployments(Deployments.parse(devnet.deploymentJson()))
                .pollInterval(Duration.ofMillis(50))
                .build();
        LocalKey wallet = LocalKey.parse(devnet.accounts().get(0).privateKey());
        LocalKey operator = LocalKey.parse(devnet.accounts().get(1).privateKey())) {
      out.println("wallet " + wallet.address() + " on " + ethereum.chain());
      Stage stage = new Stage(devnet, ethereum, wallet, out);

      LidoLeg lido = new LidoLeg(stage);
      lido.stake();
      lido.wrap();
      lido.earn();

      EigenLayerLeg eigenlayer = new EigenLayerLeg(stage);
      eigenlayer.deposit();
      OperatorSet set = eigenlayer.delegate(operator);
      eigenlayer.claimRewards();
      eigenlayer.surviveSlashes(operator, set);

      lido.withdraw();

      EtherFiLeg etherfi = new EtherFiLeg(stage);
      etherfi.mint();
      etherfi.exit();

      portfolio(stage, lido, eigenlayer, etherfi);
      out.printf(
          "%nall %d numbers agree with the chain; %.1f s%n",
          stage.check.checked(), (System.nanoTime() - start) / 1e9);
    }
  }

  private void portfolio(Stage stage, LidoLeg lido, EigenLayerLeg eigenlayer, EtherFiLeg etherfi) {
    stage.title("The portfolio, all of it read at one block");
    Read<Portfolio> fresh = portfolio(stage);
    devnet.resetRequests();
    fresh.now();
    long first = devnet.requests();
    devnet.resetRequests();
    At<Portfolio> read = fresh.nowAt();
    long again = devnet.requests();
    stage.check.same(
        "block",
        BigInteger.valueOf(read.block().number()),
        BigInteger.valueOf(devnet.raw().blockNumber()));
    stage.line("block", read.block().number());
    lido.show(read.value().lido());
    eigenlayer.show(read.value().eigenlayer());
    etherfi.show(read.value().etherfi());
    out.println("HTTP requests: resolve " + (first - again) + ", read " + again);
  }

  /** Made of new facades, which have resolved nothing yet. */
  private static Read<Portfolio> portfolio(Stage stage) {
    Read<LidoPosition> lido = Lido.on(stage.ethereum).position(stage.me());
    Read<StakerPosition> eigenlayer = EigenLayer.on(stage.ethereum).position(stage.me());
    Read<EtherFiPosition> etherfi = EtherFi.on(stage.ethereum).position(stage.me());
    Read<Function<EtherFiPosition, Portfolio>> partly =
        Read.zip(lido, eigenlayer, (l, e) -> f -> new Portfolio(l, e, f));
    return Read.zip(partly, etherfi, Function::apply);
  }

  private record Portfolio(LidoPosition lido, StakerPosition eigenlayer, EtherFiPosition etherfi) {}
}
