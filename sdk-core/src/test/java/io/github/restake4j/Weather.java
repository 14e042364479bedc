package io.github.restake4j;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.restake4j.devnet.LocalDevnet;
import io.github.restake4j.devnet.rpc.Fault;
import io.github.restake4j.devnet.rpc.FaultProxy;
import io.github.restake4j.devnet.rpc.NodeRpcException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the chain and the way to it do while somebody sends: blocks at an interval, and by a seed
 * reorgs, spikes of the base fee, evictions, and wrong or missing answers. Every block draws the
 * same numbers in the same order, whatever happens meanwhile.
 */
final class Weather implements AutoCloseable {
  private static final int DEEPEST = 12;

  private final LocalDevnet devnet;
  private final FaultProxy proxy;
  private final Random random;
  private final Duration block;
  private final CountDownLatch end = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "weather");
  private volatile int everyReorg;
  private volatile int everySpike;
  private volatile boolean nodeGone;
  private volatile int deepest = DEEPEST;
  private final AtomicInteger reorgs = new AtomicInteger();
  private final AtomicInteger removed = new AtomicInteger();
  private final AtomicInteger spikes = new AtomicInteger();
  private final AtomicInteger blocks = new AtomicInteger();
  private final List<Integer> depths = new ArrayList<>();

  Weather(LocalDevnet devnet, FaultProxy proxy, long seed, Duration block) {
    this.devnet = devnet;
    this.proxy = proxy;
    this.random = new Random(seed);
    this.block = block;
    devnet.node().call("evm_setAutomine", false);
    thread.setDaemon(true);
  }

  /** A reorg every so many blocks, on average; each depth in turn, to the deepest. */
  Weather reorgs(int every, int most) {
    everyReorg = every;
    deepest = most;
    return this;
  }

  /** A base fee of several times the last one every so many blocks, on average. */
  Weather spikes(int every) {
    everySpike = every;
    return this;
  }

  /** Of all sends a part is ambiguous: the node has it, and the caller is not told. */
  Weather ambiguous(int percent) {
    proxy
        .when("eth_sendRawTransaction")
        .chance(percent, 200)
        .afterForward(Fault.error(-32000, "upstream request timeout"));
    proxy.when("eth_sendRawTransaction").chance(percent, 200).afterForward(Fault.missing());
    return this;
  }

  /** Answers the sender gets for other reasons than what happened. */
  Weather lies() {
    for (String text :
        new String[] {
          "nonce too low: next nonce 7, tx nonce 3",
          "replacement transaction underpriced",
          "txpool is full",
          "already known"
        }) {
      proxy.when("eth_sendRawTransaction").chance(1, 200).beforeForward(Fault.error(-32000, text));
    }
    proxy.when().chance(1, 100).beforeForward(Fault.error(-32000, "header not found"));
    return this;
  }

  /** Transactions that the pool takes and loses at once. */
  Weather evictions(int percent) {
    proxy
        .when("eth_sendRawTransaction")
        .chance(percent, 100)
        .afterForward(
            Fault.answer(
                answer -> {
                  JsonNode hash = answer.path("result");
                  if (hash.isTextual()) {
                    devnet.node().call("anvil_dropTransaction", hash.asText());
                  }
                  return answer;
                }));
    return this;
  }

  /** Rate limits on single calls, and whole requests that fail before or after the node. */
  Weather outages() {
    faults(proxy);
    return this;
  }

  /** As {@link #outages}. */
  static void faults(FaultProxy proxy) {
    proxy.when().chance(4, 100).beforeForward(Fault.error(-32005, "rate limit exceeded"));
    proxy.when().chance(1, 1000).beforeForward(Fault.status(503));
    proxy.when().chance(1, 2000).beforeForward(Fault.status(429, "slow down"));
    proxy.when().chance(1, 2000).afterForward(Fault.close());
    proxy.when().chance(1, 2000).afterForward(Fault.cut(40));
  }

  Weather start() {
    if (everyReorg > 0) {
      // the block of the test's snapshot must stay, or anvil finds no way back to it
      devnet.mine(deepest + 1);
    }
    thread.start();
    return this;
  }

  private void run() {
    try {
      while (!end.await(block.toNanos(), TimeUnit.NANOSECONDS)) {
        turn();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void turn() {
    int reorg = random.nextInt(1_000_000);
    int spike = random.nextInt(1_000_000);
    int factor = 2 + random.nextInt(6);
    try {
      if (everySpike > 0 && spike % everySpike == 0) {
        long base =
            Long.decode(
                devnet
                    .node()
                    .call("eth_getBlockByNumber", "latest", false)
                    .path("baseFeePerGas")
                    .asText());
        devnet
            .node()
            .call(
                "anvil_setNextBlockBaseFeePerGas",
                "0x" + Long.toHexString(Math.min(60_000_000_000L, Math.max(base, 7) * factor)));
        spikes.incrementAndGet();
      }
      devnet.node().call("evm_mine");
      blocks.incrementAndGet();
      if (everyReorg > 0 && reorg % everyReorg == 0) {
        removed.addAndGet(proxy.reorg(depth(), false).size());
        reorgs.incrementAndGet();
      }
    } catch (NodeRpcException refused) {
      nodeGone = refused.getCause() instanceof IOException;
      throw new IllegalStateException("the node refused the weather", refused);
    }
  }

  /** Each depth once, in a random order, and then again. */
  private int depth() {
    if (depths.isEmpty()) {
      for (int depth = 1; depth <= deepest; depth++) {
        depths.add(depth);
      }
      Collections.shuffle(depths, random);
    }
    return depths.remove(0);
  }

  /** True once the node no longer answers at all. */
  boolean isNodeGone() {
    return nodeGone;
  }

  /** From now on only blocks. */
  Weather clear() {
    everyReorg = 0;
    everySpike = 0;
    proxy.clearRules();
    return this;
  }

  int reorgs() {
    return reorgs.get();
  }

  @Override
  public String toString() {
    return blocks
        + " blocks, "
        + reorgs
        + " reorgs of "
        + removed
        + " transactions, "
        + spikes
        + " spikes, "
        + proxy.requests()
        + " requests";
  }

  @Override
  public void close() {
    end.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    devnet.node().call("evm_setAutomine", true);
  }
}
