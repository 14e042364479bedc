package io.github.restake4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.restake4j.deployments.Deployments;
import io.github.restake4j.devnet.ChainTruth;
import io.github.restake4j.devnet.LocalDevnet;
import io.github.restake4j.devnet.junit.Devnet;
import io.github.restake4j.devnet.rpc.FaultProxy;
import io.github.restake4j.error.Restake4jException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.rpc.RpcOptions;
import io.github.restake4j.sign.LocalKey;
import io.github.restake4j.sign.Signature;
import io.github.restake4j.sign.Signer;
import io.github.restake4j.sign.TxRequest;
import io.github.restake4j.sign.TypedData;
import io.github.restake4j.tx.TxHandle;
import io.github.restake4j.tx.TxOptions;
import io.github.restake4j.tx.TxOutcome;
import io.github.restake4j.units.Wei;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Many senders, many reorgs, many reads; {@code -Dscale=1} is the full size. */
@Devnet(local = true)
class LoadFaultTest {
  private static final double SCALE = Double.parseDouble(System.getProperty("scale", "0.05"));
  private static final long SEED = Long.getLong("seed", System.nanoTime() & 0xffffffL);
  private static final Duration LONG = Duration.ofMinutes(3);
  private static final int THREADS = 64;

  private final LocalDevnet devnet;

  LoadFaultTest(LocalDevnet devnet) {
    this.devnet = devnet;
  }

  private static int scaled(int full) {
    return Math.max(1, (int) Math.round(full * SCALE));
  }

  private Restake4j.Builder builder(String url) {
    return Restake4j.builder()
        .rpc(url)
        .deployments(Deployments.parse(devnet.deploymentJson()))
        .pollInterval(Duration.ofMillis(50))
        .mostInFlight(64);
  }

  private long nonce(String address) {
    return Long.decode(devnet.node().call("eth_getTransactionCount", address, "latest").asText());
  }

  /** A signer that does not answer until it is told to. */
  private record Stuck(LocalKey key, CountDownLatch asked, CountDownLatch release)
      implements Signer {
    @Override
    public Address address() {
      return key.address();
    }

    @Override
    public Bytes signTransaction(TxRequest transaction) {
      asked.countDown();
      try {
        release.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return key.signTransaction(transaction);
    }

    @Override
    public Signature signTypedData(TypedData data) {
      return key.signTypedData(data);
    }
  }

  private TxHandle<Receipt> send(Restake4j client, Signer signer, long value) {
    TxOptions options =
        TxOptions.builder().waitAtMost(LONG).bumpInterval(Duration.ofSeconds(2)).build();
    return client.transfer(SendingChild.SINK, Wei.of(value)).with(options).send(signer);
  }

  @Test
  void K03_fiveKeysManyThreads_orderPerKeyIsKeptAndAStuckSignerBlocksNobody() throws Exception {
    int keys = 5;
    int each = scaled(1_000);
    long start = System.nanoTime();
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    LocalKey sixth = LocalKey.parse(devnet.accounts().get(keys).privateKey());
    ExecutorService threads = Executors.newFixedThreadPool(THREADS + 1);
    try (FaultProxy proxy = FaultProxy.start(devnet.node(), SEED);
        Weather weather = new Weather(devnet, proxy, SEED, Duration.ofMillis(100)).start();
        Restake4j client = builder(proxy.url().toString()).build()) {
      Future<TxHandle<Receipt>> stuck =
          threads.submit(() -> send(client, new Stuck(sixth, asked, release), 99));
      assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
      List<Future<List<Long>>> inOrder = new ArrayList<>();
      Queue<TxHandle<Receipt>> handles = new ConcurrentLinkedQueue<>();
      List<AtomicInteger> left = new ArrayList<>();
      List<LocalKey> signers = new ArrayList<>();
      for (int key = 0; key < keys; key++) {
        left.add(new AtomicInteger(each));
        signers.add(LocalKey.parse(devnet.accounts().get(key).privateKey()));
      }
      for (int thread = 0; thread < THREADS; thread++) {
        int key = thread % keys;
        inOrder.add(
            threads.submit(
                () -> {
                  List<Long> values = new ArrayList<>();
                  for (int n = left.get(key).getAndDecrement();
                      n > 0;
                      n = left.get(key).getAndDecrement()) {
                    long value = 1_000_000L * (key + 1) + n;
                    handles.add(send(client, signers.get(key), value));
                    values.add(value);
                  }
                  return values;
                }));
      }
      List<List<Long>> sent = new ArrayList<>();
      for (Future<List<Long>> one : inOrder) {
        sent.add(one.get(LONG.toSeconds(), TimeUnit.SECONDS));
      }
      for (TxHandle<Receipt> handle : handles) {
        assertThat(handle.await()).isInstanceOf(TxOutcome.Included.class);
      }
      assertThat(stuck.isDone()).isFalse();
      release.countDown();
      assertThat(stuck.get(30, TimeUnit.SECONDS).await()).isInstanceOf(TxOutcome.Included.class);
      System.out.printf(
          "K03: %d keys, %d sends each, %d threads, %.1f s; %s%n",
          keys, each, THREADS, (System.nanoTime() - start) / 1e9, weather);
      auditOrder(keys, each, sent);
    } finally {
      threads.shutdownNow();
    }
  }

  private void auditOrder(int keys, int each, List<List<Long>> sent) {
    ChainTruth truth = ChainTruth.read(devnet.node());
    Map<Long, Long> nonces = new HashMap<>();
    for (int key = 0; key < keys; key++) {
      String address = devnet.accounts().get(key).address();
      List<BigInteger> values = new ArrayList<>();
      for (long n = 1; n <= each; n++) {
        values.add(BigInteger.valueOf(1_000_000L * (key + 1) + n));
      }
      long first = nonce(address) - each;
      truth.audit(address, 0).exactlyOnce(ChainTruth.Mined::value, values).orThrow();
      assertThat(first).isNotNegative();
      truth.of(address).forEach(tx -> nonces.put(tx.value().longValueExact(), tx.nonce()));
    }
    for (List<Long> oneThread : sent) {
      for (int i = 1; i < oneThread.size(); i++) {
        assertThat(nonces.get(oneThread.get(i))).isGreaterThan(nonces.get(oneThread.get(i - 1)));
      }
    }
  }

  @Test
  void K04_reorgStorm_allIncludedInTheEndAndToldOnce() throws Exception {
    int sends = Math.max(60, scaled(300));
    LocalKey signer = LocalKey.parse(devnet.accounts().get(7).privateKey());
    List<BigInteger> values = new ArrayList<>();
    AtomicInteger told = new AtomicInteger();
    CountDownLatch all = new CountDownLatch(sends);
    Queue<String> otherwise = new ConcurrentLinkedQueue<>();
    long first = nonce(signer.address().toString());
    try (FaultProxy proxy = FaultProxy.start(devnet.node(), SEED);
        Weather weather =
            new Weather(devnet, proxy, SEED, Duration.ofMillis(100)).reorgs(4, 3).start();
        Restake4j client = builder(proxy.url().toString()).mostInFlight(2).build()) {
      for (int i = 0; i < sends; i++) {
        values.add(BigInteger.valueOf(5_000_000 + i));
        CompletableFuture<TxOutcome<Receipt>> unused =
            send(client, signer, 5_000_000 + i)
                .async()
                .whenComplete(
                    (outcome, failure) -> {
                      told.incrementAndGet();
                      if (!(outcome instanceof TxOutcome.Included<Receipt>)) {
                        otherwise.add("" + outcome + failure);
                      }
                      all.countDown();
                    });
      }
      assertThat(all.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
      weather.clear();
      CountDownLatch never = new CountDownLatch(1);
      long end = System.nanoTime() + LONG.toNanos();
      while (!client.engine().open().isEmpty() && System.nanoTime() < end) {
        devnet.mine(20);
        assertThat(never.await(100, TimeUnit.MILLISECONDS)).isFalse();
      }
      assertThat(weather.reorgs()).isGreaterThan(2);
      System.out.println("K04: seed " + SEED + ", " + sends + " sends, " + weather);
      assertThat(client.engine().open()).isEmpty();
    }
    assertThat(otherwise).isEmpty();
    assertThat(told).hasValue(sends);
    ChainTruth.read(devnet.node())
        .audit(signer.address().toString(), first)
        .exactlyOnce(ChainTruth.Mined::value, values)
        .orThrow();
  }

  /** What a client may hold on to. */
  private record Held(int threads, long files, long direct) {
    static Held now() throws Exception {
      long files = 0;
      Path descriptors = Path.of("/proc/self/fd");
      if (Files.isDirectory(descriptors)) {
        try (Stream<Path> open = Files.list(descriptors)) {
          files = open.count();
        }
      }
      long direct = 0;
      for (BufferPoolMXBean pool : ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
        direct += pool.getMemoryUsed();
      }
      return new Held(ManagementFactory.getThreadMXBean().getThreadCount(), files, direct);
    }
  }

  @Test
  void K05_manyReadsThroughFaults_boundedInTimeAndFlatInWhatTheyHold() throws Exception {
    int reads = scaled(200_000);
    Duration deadline = Duration.ofSeconds(5);
    Address account = Address.parse(devnet.accounts().get(8).address());
    ExecutorService threads = Executors.newFixedThreadPool(16);
    long start = System.nanoTime();
    try (FaultProxy proxy = FaultProxy.start(devnet.node(), SEED);
        Restake4j client =
            builder(proxy.url().toString())
                .deadline(deadline)
                .options(
                    RpcOptions.builder()
                        .firstPause(Duration.ofMillis(5))
                        .circuitPause(Duration.ofMillis(100))
                        .retryBudget(100_000)
                        .build())
                .build()) {
      Weather.faults(proxy);
      long[] times = new long[reads];
      AtomicInteger failed = new AtomicInteger();
      Held warm = Held.now();
      int warmUp = reads / 10;
      for (int[] range : new int[][] {{0, warmUp}, {warmUp, reads}}) {
        AtomicInteger next = new AtomicInteger(range[0]);
        List<Future<?>> work = new ArrayList<>();
        for (int thread = 0; thread < 16; thread++) {
          work.add(
              threads.submit(
                  () -> {
                    for (int i = next.getAndIncrement(); i < range[1]; i = next.getAndIncrement()) {
                      long from = System.nanoTime();
                      try {
                        assertThat(client.balance(account).now().isZero()).isFalse();
                      } catch (Restake4jException e) {
                        failed.incrementAndGet();
                      }
                      times[i] = System.nanoTime() - from;
                    }
                  }));
        }
        for (Future<?> one : work) {
          one.get(LONG.toSeconds(), TimeUnit.SECONDS);
        }
        if (range[0] == 0) {
          warm = Held.now();
        }
      }
      Held end = Held.now();
      Arrays.sort(times);
      long p99 = TimeUnit.NANOSECONDS.toMillis(times[reads * 99 / 100]);
      System.out.printf(
          "K05: seed %d, %d reads in %.1f s, %d failed, p50 %d ms, p99 %d ms, longest %d ms; %s"
              + " then %s%n",
          SEED,
          reads,
          (System.nanoTime() - start) / 1e9,
          failed.get(),
          TimeUnit.NANOSECONDS.toMillis(times[reads / 2]),
          p99,
          TimeUnit.NANOSECONDS.toMillis(times[reads - 1]),
          warm,
          end);
      assertThat(p99).isLessThan(deadline.toMillis());
      assertThat(TimeUnit.NANOSECONDS.toMillis(times[reads - 1]))
          .isLessThan(deadline.plusSeconds(2).toMillis());
      assertThat(failed.get()).isLessThan(reads / 100);
      assertThat(end.threads()).isLessThanOrEqualTo(warm.threads() + 16);
      assertThat(end.files()).isLessThanOrEqualTo(warm.files() + 32);
      assertThat(end.direct()).isLessThanOrEqualTo(warm.direct() + 4_000_000);
    } finally {
      threads.shutdownNow();
    }
  }
}
