package io.github.restake4j.tx;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.restake4j.Restake4j;
import io.github.restake4j.deployments.Deployments;
import io.github.restake4j.devnet.ChainTruth;
import io.github.restake4j.devnet.LocalDevnet;
import io.github.restake4j.devnet.junit.Devnet;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.sign.TypedData;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A wallet that dies between any two calls, remembers nothing, and begins again. */
@Devnet(local = true)
class WalletLivesFaultTest {
  private static final int LIVES = 20;
  private static final int MOST_DEATHS = 12;
  private static final long SEED = Long.getLong("seed", System.nanoTime() & 0xffffffL);
  private static final Duration LONG = Duration.ofSeconds(30);

  private final LocalDevnet devnet;
  @TempDir Path folder;

  WalletLivesFaultTest(LocalDevnet devnet) {
    this.devnet = devnet;
  }

  @SuppressWarnings("serial")
  private static final class Death extends RuntimeException {}

  /** One walk through all calls; dies where its luck runs out. */
  private final class Wallet {
    private final Random luck;
    private final int life;
    private int deaths;
    private boolean immortal;

    Wallet(int life) {
      this.life = life;
      this.luck = new Random(SEED * 31 + life);
    }

    private void maybeDie() {
      if (!immortal && luck.nextInt(3) == 0) {
        throw new Death();
      }
    }

    TxOutcome<?> live() {
      for (; ; deaths++) {
        immortal = deaths == MOST_DEATHS;
        try (Sandbox on = new Sandbox(devnet);
            Restake4j client =
                on.client.toBuilder()
                    .deployments(Deployments.parse(devnet.deploymentJson()))
                    .journal(folder.resolve("journal-" + life))
                    .build()) {
          return walk(on, plan(on, client));
        } catch (Death again) {
          // nothing in memory survives; the journal does
        }
      }
    }

    /** With an approval in every second life, with a permit in the others. */
    private TxPlan<?> plan(Sandbox on, Restake4j client) {
      TxOptions options = TxOptions.builder().key("life-" + life).waitAtMost(LONG).build();
      return life % 2 == 0
          ? client.plan(on.wrapSpec(1_000 + life)).with(options)
          : client.plan(on.requestSpec(1_000 + life)).with(options);
    }

    private TxOutcome<?> walk(Sandbox on, TxPlan<?> begun) {
      TxPlan<?> plan = begun;
      while (true) {
        maybeDie();
        Handoff handoff = plan.unsigned(on.wallet.address()).now();
        maybeDie();
        List<Hash32> hashes = new ArrayList<>();
        if (handoff instanceof Handoff.Sign sign) {
          Bytes signature =
              on.wallet.signTypedData(TypedData.parse(sign.typedDataJson())).toBytes();
          maybeDie();
          plan = plan.signed(sign, signature);
          continue;
        } else if (handoff instanceof Handoff.Send send) {
          for (UnsignedTx tx : send.transactions()) {
            hashes.add(send(on, tx));
            maybeDie();
          }
        } else if (handoff instanceof Handoff.Sent sent) {
          hashes.addAll(sent.hashes());
        }
        TxHandle<?> handle = plan.track(on.wallet.address(), hashes);
        maybeDie();
        TxOutcome<?> outcome = handle.await();
        maybeDie();
        if (!(outcome instanceof TxOutcome.Withdrawn<?>)) {
          return outcome;
        }
      }
    }

    private Hash32 send(Sandbox on, UnsignedTx tx) {
      return Hash32.parse(
          on.sendFrom(
              on.wallet.address(),
              Map.of("to", tx.to().toString(), "data", tx.data().toString(), "gas", "0x100000")));
    }
  }

  @Test
  void walletDiesBetweenAnyTwoCalls_eachStepExactlyOnce() {
    int deaths = 0;
    try (Sandbox on = new Sandbox(devnet)) {
      on.stake(on.wallet.address(), "5000000000000000000");
      long before = on.nonce(on.wallet.address());
      long expected = before;
      for (int life = 0; life < LIVES; life++) {
        // every third life waits for its blocks
        boolean slow = life % 3 == 0;
        if (slow) {
          devnet.node().call("evm_setIntervalMining", 1);
        }
        Wallet wallet = new Wallet(life);
        TxOutcome<?> outcome = wallet.live();
        if (slow) {
          devnet.node().call("evm_setIntervalMining", 0);
          on.automine(true);
        }
        assertThat(outcome)
            .as("seed %d life %d", SEED, life)
            .isInstanceOf(TxOutcome.Included.class);
        expected += life % 2 == 0 ? 2 : 1;
        assertThat(on.nonce(on.wallet.address()))
            .as("seed %d, transactions after life %d", SEED, life)
            .isEqualTo(expected);
        deaths += wallet.deaths;
      }
      ChainTruth truth = ChainTruth.read(devnet.node());
      truth.audit(on.wallet.address().toString(), 0).orThrow();
      List<ChainTruth.Mined> sent = truth.of(on.wallet.address().toString());
      assertThat(sent.stream().skip(before).filter(tx -> tx.input().startsWith("0xea598cb0")))
          .as("seed %d", SEED)
          .hasSize(LIVES / 2);
      assertThat(sent.stream().skip(before).filter(tx -> tx.input().startsWith("0xacf41e4d")))
          .as("seed %d", SEED)
          .hasSize(LIVES / 2);
    }
    System.out.println(
        "wallet lives: seed " + SEED + ", " + LIVES + " lives, " + deaths + " deaths");
    assertThat(deaths).isPositive();
  }
}
