package io.github.restake4j.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.Restake4j;
import io.github.restake4j.deployments.Deployments;
import io.github.restake4j.devnet.ChainTruth;
import io.github.restake4j.devnet.LocalDevnet;
import io.github.restake4j.devnet.junit.Devnet;
import io.github.restake4j.devnet.rpc.FaultProxy;
import io.github.restake4j.error.JournalException;
import io.github.restake4j.error.Restake4jException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.rpc.RpcOptions;
import io.github.restake4j.sign.LocalKey;
import io.github.restake4j.tx.Intent;
import io.github.restake4j.tx.Journal;
import io.github.restake4j.tx.TxHandle;
import io.github.restake4j.tx.TxOptions;
import io.github.restake4j.tx.TxOutcome;
import io.github.restake4j.units.Wei;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The engine on a disk that loses what was not forced, and on one that is full. */
@Devnet(local = true)
class PowerLossFaultTest {
  private static final Address SINK = Address.parse("0x000000000000000000000000000000000000b0b2");
  private static final int SENDS = 20;
  private static final int BASE = 40_000_000;
  private static final double SCALE = Double.parseDouble(System.getProperty("scale", "0.05"));
  private static final Duration LONG = Duration.ofSeconds(30);

  private final LocalDevnet devnet;
  private final LocalKey wallet;
  private int marks = BASE;
  private int journals;

  PowerLossFaultTest(LocalDevnet devnet) {
    this.devnet = devnet;
    this.wallet = LocalKey.parse(devnet.accounts().get(6).privateKey());
  }

  private Journal journal(StorageSim disk) {
    return FileJournal.open(
        disk, "a disk", ++journals, 1 << 20, LoggerFactory.getLogger(PowerLossFaultTest.class));
  }

  private Restake4j client(FaultProxy proxy, Journal journal) {
    return Restake4j.builder()
        .rpc(proxy.url().toString())
        .deployments(Deployments.parse(devnet.deploymentJson()))
        .options(RpcOptions.builder().retries(0).circuitPause(Duration.ofMillis(50)).build())
        .pollInterval(Duration.ofMillis(20))
        .journal(journal)
        .build();
  }

  private TxHandle<Receipt> send(Restake4j client, int mark) {
    TxOptions options = TxOptions.builder().key("mark-" + mark).waitAtMost(LONG).build();
    return client.transfer(SINK, Wei.of(mark)).with(options).send(wallet);
  }

  /** The program: it ends where the power does. */
  private int run(Restake4j client, int first) {
    int accepted = 0;
    List<TxHandle<Receipt>> handles = new ArrayList<>();
    for (int i = 0; i < SENDS; i++) {
      try {
        handles.add(send(client, first + i));
        accepted++;
        if (i % 4 == 3) {
          handles.get(i).await();
        }
      } catch (Restake4jException dead) {
        return accepted;
      }
    }
    return accepted;
  }

  private long head() {
    return devnet.raw().blockNumber();
  }

  private long nonce() {
    return Long.decode(
        devnet
            .node()
            .call("eth_getTransactionCount", wallet.address().toString(), "latest")
            .asText());
  }

  /** Lets the power go before the n-th write or force; false if the program ended before that. */
  private boolean powerGoesAt(int boundary) {
    int first = marks;
    marks += SENDS;
    long before = head();
    long nonce = nonce();
    StorageSim disk = new StorageSim();
    AtomicReference<StorageSim> left = new AtomicReference<>();
    try (FaultProxy proxy = FaultProxy.start(devnet.node(), boundary)) {
      Journal journal = journal(disk);
      AtomicInteger changes = new AtomicInteger();
      disk.watch(
          sim -> {
            if (changes.incrementAndGet() == boundary) {
              left.set(sim.afterLoss());
              sim.failForces(Integer.MAX_VALUE);
              proxy.endpoint(FaultProxy.MAIN).down();
            }
          });
      try (Restake4j client = client(proxy, journal)) {
        run(client, first);
      }
      disk.watch(sim -> {});
      StorageSim found = left.get();
      if (found == null) {
        journal.close();
        return false;
      }
      proxy.endpoint(FaultProxy.MAIN).up();
      recover(proxy, found, first);
      audit(first, before, nonce, boundary);
      return true;
    }
  }

  private void recover(FaultProxy proxy, StorageSim found, int first) {
    try (Journal journal = journal(found);
        Restake4j client = client(proxy, journal)) {
      client.engine().open();
      for (int i = 0; i < SENDS; i++) {
        assertThat(send(client, first + i).await()).isInstanceOf(TxOutcome.Included.class);
      }
      devnet.mine(66);
      Set<String> known = new LinkedHashSet<>();
      for (int i = 0; i < SENDS; i++) {
        Intent intent = journal.find("mark-" + (first + i)).orElseThrow();
        intent
            .steps()
            .forEach(step -> step.attempts().forEach(each -> known.add(each.hash().toString())));
      }
      hashes = known;
    }
  }

  private Set<String> hashes = Set.of();

  private void audit(int first, long before, long nonce, int boundary) {
    List<BigInteger> values = new ArrayList<>();
    for (int i = 0; i < SENDS; i++) {
      values.add(BigInteger.valueOf(first + i));
    }
    assertThat(
            ChainTruth.read(devnet.node(), before + 1)
                .audit(wallet.address().toString(), nonce)
                .exactlyOnce(ChainTruth.Mined::value, values)
                .onlyThese(hashes)
                .findings())
        .as("power lost before change %d of the disk", boundary)
        .isEmpty();
  }

  @Test
  void P09_powerLostAroundEveryForce_everyIntentExactlyOnce() {
    int step = Math.max(1, (int) Math.round(0.25 / SCALE));
    int lost = 0;
    for (int boundary = 1; powerGoesAt(boundary); boundary += step) {
      lost++;
    }
    System.out.println(
        "P09: " + lost + " losses of power, at every " + step + ". change of the disk");
    assertThat(lost).isGreaterThan(2);
  }

  @Test
  void P13_diskFull_sendIsRefusedBeforeBroadcastAndGoesOnWithSpace() {
    StorageSim disk = new StorageSim();
    long before = head();
    long nonce = nonce();
    int first = marks;
    marks += SENDS;
    try (FaultProxy proxy = FaultProxy.start(devnet.node(), 1);
        Journal journal = journal(disk);
        Restake4j client = client(proxy, journal)) {
      assertThat(send(client, first).await()).isInstanceOf(TxOutcome.Included.class);
      disk.space(0);
      int sent = proxy.received().size();
      for (int i = 1; i <= 3; i++) {
        int mark = first + i;
        assertThatThrownBy(() -> send(client, mark))
            .isInstanceOfSatisfying(
                JournalException.class,
                e -> assertThat(e.kind()).isEqualTo(JournalException.Code.WRITE_FAILED));
      }
      assertThat(proxy.received()).hasSize(sent);
      disk.space(Long.MAX_VALUE);
      hashes = new LinkedHashSet<>();
      for (int i = 0; i < SENDS; i++) {
        assertThat(send(client, first + i).await()).isInstanceOf(TxOutcome.Included.class);
        Intent intent = journal.find("mark-" + (first + i)).orElseThrow();
        intent
            .steps()
            .forEach(step -> step.attempts().forEach(each -> hashes.add(each.hash().toString())));
      }
    }
    audit(first, before, nonce, 0);
  }
}
