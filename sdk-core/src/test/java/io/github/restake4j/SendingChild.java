package io.github.restake4j;

import io.github.restake4j.deployments.Deployments;
import io.github.restake4j.error.Restake4jException;
import io.github.restake4j.error.RpcException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.rpc.RpcOptions;
import io.github.restake4j.sign.LocalKey;
import io.github.restake4j.tx.Intent;
import io.github.restake4j.tx.TxHandle;
import io.github.restake4j.tx.TxOptions;
import io.github.restake4j.tx.TxOutcome;
import io.github.restake4j.units.Wei;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A program that sends errands and may be killed at any moment: it opens the journal, sends every
 * errand of its list again under its key, and says on standard output what becomes of each.
 */
final class SendingChild {
  static final Address SINK = Address.parse("0x000000000000000000000000000000000000b0b0");
  private static final int KILLED = 137;

  private final Restake4j client;
  private final Properties asked;
  private final CountDownLatch open;

  private SendingChild(Restake4j client, Properties asked, int errands) {
    this.client = client;
    this.asked = asked;
    this.open = new CountDownLatch(errands);
  }

  public static void main(String[] arguments) throws Exception {
    Path folder = Paths.get(arguments[0]);
    Properties asked = new Properties();
    try (InputStream in = Files.newInputStream(folder.resolve("run.properties"))) {
      asked.load(in);
    }
    List<Errand> errands = new ArrayList<>();
    Files.readAllLines(folder.resolve("errands")).forEach(line -> errands.add(Errand.parse(line)));
    try (Restake4j client = client(folder, asked)) {
      new SendingChild(client, asked, errands.size()).run(errands);
    }
    say("end");
  }

  private static Restake4j client(Path folder, Properties asked) throws IOException {
    String haltAt = asked.getProperty("haltAt", "");
    AtomicInteger passes = new AtomicInteger(number(asked, "haltAfter", 1));
    byte[] deployment = Files.readAllBytes(folder.resolve("deployment.json"));
    return Restake4j.builder()
        .rpc(asked.getProperty("url"))
        .deployments(Deployments.parse(new String(deployment, StandardCharsets.UTF_8)))
        .journal(folder.resolve("journal"))
        .pollInterval(Duration.ofMillis(number(asked, "poll", 40)))
        .mostInFlight(number(asked, "inFlight", 16))
        .deadline(Duration.ofSeconds(15))
        .options(
            RpcOptions.builder()
                .firstPause(Duration.ofMillis(20))
                .longestPause(Duration.ofMillis(200))
                .circuitPause(Duration.ofMillis(200))
                .attemptTimeout(Duration.ofSeconds(2))
                .maxBatch(50)
                .retryBudget(10_000)
                .build())
        .listener(new Printer(Boolean.parseBoolean(asked.getProperty("changes", "false"))))
        .probe(
            point -> {
              if (point.equals(haltAt) && passes.decrementAndGet() == 0) {
                Runtime.getRuntime().halt(KILLED);
              }
            })
        .build();
  }

  /** Says what changes in the journal. */
  private record Printer(boolean on) implements Listener {
    @Override
    public void intent(Intent after, Intent.Change change) {
      if (on) {
        say("change " + after.key() + " " + change.getClass().getSimpleName());
      }
    }
  }

  private static int number(Properties asked, String name, int otherwise) {
    return Integer.parseInt(asked.getProperty(name, Integer.toString(otherwise)));
  }

  private static void say(String line) {
    synchronized (System.out) {
      System.out.println(line);
    }
  }

  private void run(List<Errand> errands) throws InterruptedException {
    say("open " + client.engine().open().size());
    Map<String, Queue<Errand>> lanes = new LinkedHashMap<>();
    for (Errand errand : errands) {
      lanes.computeIfAbsent(errand.privateKey(), key -> new ConcurrentLinkedQueue<>()).add(errand);
    }
    for (Map.Entry<String, Queue<Errand>> lane : lanes.entrySet()) {
      LocalKey signer = LocalKey.parse(lane.getKey());
      Semaphore window = new Semaphore(number(asked, "window", 100));
      for (int i = 0; i < number(asked, "threads", 4); i++) {
        Thread thread = new Thread(() -> send(lane.getValue(), signer, window), "sender-" + i);
        thread.setDaemon(true);
        thread.start();
      }
    }
    open.await();
    say("all");
    CountDownLatch never = new CountDownLatch(1);
    while (!client.engine().open().isEmpty()) {
      if (never.await(50, TimeUnit.MILLISECONDS)) {
        return;
      }
    }
    say("empty");
  }

  private void send(Queue<Errand> errands, LocalKey signer, Semaphore window) {
    TxOptions options =
        TxOptions.builder()
            .bumpInterval(Duration.ofMillis(number(asked, "bump", 1_000)))
            .waitAtMost(Duration.ofHours(1))
            .build();
    for (Errand errand = errands.poll(); errand != null; errand = errands.poll()) {
      window.acquireUninterruptibly();
      try {
        TxHandle<Receipt> handle =
            client
                .transfer(SINK, Wei.of(errand.value()))
                .with(options.toBuilder().key(errand.key()).build())
                .send(signer);
        say("accepted " + errand.key());
        follow(errand, handle, window);
      } catch (Restake4jException e) {
        window.release();
        boolean passing = e.retryable() || e instanceof RpcException;
        say((passing ? "refused " : "failed ") + errand.key() + " " + e);
        errands.add(errand); // its own retry, under the same key
      } catch (RuntimeException e) {
        say("broken " + errand.key() + " " + e);
        throw e;
      }
    }
  }

  private void follow(Errand errand, TxHandle<Receipt> handle, Semaphore window) {
    CompletableFuture<?> unused =
        handle
            .async()
            .whenComplete(
                (outcome, failure) -> {
                  window.release();
                  say("done " + errand.key() + " " + ending(outcome, failure));
                  open.countDown();
                });
  }

  private static String ending(TxOutcome<Receipt> outcome, Throwable failure) {
    if (failure != null) {
      return "broken " + failure;
    }
    if (outcome instanceof TxOutcome.Included<Receipt> included) {
      return "Included " + included.result().transactionHash();
    }
    return outcome.getClass().getSimpleName();
  }
}
