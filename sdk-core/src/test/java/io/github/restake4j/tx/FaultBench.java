package io.github.restake4j.tx;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.restake4j.Listener;
import io.github.restake4j.Restake4j;
import io.github.restake4j.deployments.Deployments;
import io.github.restake4j.devnet.ChainTruth;
import io.github.restake4j.devnet.LocalDevnet;
import io.github.restake4j.devnet.rpc.FaultProxy;
import io.github.restake4j.devnet.rpc.NodeRpc;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.internal.sign.RawTx;
import io.github.restake4j.rpc.RpcOptions;
import io.github.restake4j.sign.LocalKey;
import io.github.restake4j.sign.Signature;
import io.github.restake4j.sign.Signer;
import io.github.restake4j.sign.TxRequest;
import io.github.restake4j.sign.TypedData;
import io.github.restake4j.units.Wei;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A client that reaches a devnet's node through a proxy of faults. Every payment carries its number
 * as wei, so that the chain says which of them were mined.
 */
final class FaultBench implements AutoCloseable {
  static final String SEND = "eth_sendRawTransaction";
  static final Address SINK = Address.parse("0x" + "51".repeat(20));
  static final TxOptions PATIENT = TxOptions.builder().waitAtMost(Duration.ofSeconds(20)).build();

  final LocalDevnet devnet;
  final NodeRpc node;
  final FaultProxy proxy;
  final LocalKey wallet;
  final Journal journal = Journal.inMemory();
  final Heard heard = new Heard();
  final Restake4j client;

  private final long firstBlock;
  private final List<Restake4j> more = new ArrayList<>();

  FaultBench(LocalDevnet devnet) {
    this(devnet, builder -> {});
  }

  /** With a client of its own making; its endpoints are those named, the first preferred. */
  FaultBench(LocalDevnet devnet, Consumer<Restake4j.Builder> changes, String... endpoints) {
    this.devnet = devnet;
    this.node = devnet.node();
    this.proxy = FaultProxy.start(node, 42);
    this.wallet = LocalKey.parse(devnet.accounts().get(3).privateKey());
    this.firstBlock = devnet.raw().blockNumber();
    String[] urls = Stream.of(endpoints).map(this::url).toArray(String[]::new);
    this.client =
        connect(
            builder -> {
              if (urls.length > 0) {
                builder.rpc(urls[0], Arrays.copyOfRange(urls, 1, urls.length));
              }
              changes.accept(builder);
            });
    automine(true);
  }

  /** What a listener gets. */
  static final class Heard implements Listener {
    private final List<Intent.Change> changes = new CopyOnWriteArrayList<>();
    private final List<String> quarantined = new CopyOnWriteArrayList<>();

    @Override
    public void intent(Intent after, Intent.Change change) {
      changes.add(change);
    }

    @Override
    public void quarantined(Quarantine quarantine) {
      quarantined.add(quarantine.why().code());
    }

    /** Why endpoints were left alone, in order. */
    List<String> quarantined() {
      return quarantined;
    }

    long count(Class<? extends Intent.Change> type) {
      return changes.stream().filter(type::isInstance).count();
    }

    /** Names of the changes since a place, in order. */
    List<String> since(int place) {
      return changes.subList(place, changes.size()).stream()
          .map(change -> change.getClass().getSimpleName())
          .toList();
    }

    int size() {
      return changes.size();
    }
  }

  String url(String endpoint) {
    return proxy.endpoint(endpoint).url().toString();
  }

  /** A further client of the same journal; the first one should be closed then. */
  Restake4j connect(Consumer<Restake4j.Builder> changes) {
    Restake4j.Builder builder =
        Restake4j.builder()
            .rpc(proxy.url().toString())
            .deployments(Deployments.parse(devnet.deploymentJson()))
            .options(quick().build())
            .journal(journal)
            .listener(heard)
            .pollInterval(Duration.ofMillis(30));
    changes.accept(builder);
    Restake4j made = builder.build();
    more.add(made);
    return made;
  }

  /** Short pauses of the transport. */
  static RpcOptions.Builder quick() {
    return RpcOptions.builder()
        .firstPause(Duration.ofMillis(10))
        .longestPause(Duration.ofMillis(50))
        .circuitPause(Duration.ofMillis(200))
        .healthInterval(Duration.ofMillis(100));
  }

  TxPlan<Receipt> pay(long number) {
    return client.transfer(SINK, Wei.of(number)).with(PATIENT);
  }

  TxHandle<Receipt> send(long number) {
    return pay(number).send(wallet);
  }

  void automine(boolean on) {
    node.call("evm_setAutomine", on);
  }

  void mine(int blocks) {
    node.call("anvil_mine", blocks);
  }

  boolean isPooled(Hash32 hash) {
    JsonNode found = node.call("eth_getTransactionByHash", hash.toString());
    return !found.isNull() && found.path("blockHash").isNull();
  }

  long mined() {
    return Long.decode(
        node.call("eth_getTransactionCount", wallet.address().toString(), "latest").asText());
  }

  /** Signs with the wallet's key, after something has happened. */
  Signer signingAfter(Consumer<TxRequest> hook) {
    return new Signer() {
      @Override
      public Address address() {
        return wallet.address();
      }

      @Override
      public Bytes signTransaction(TxRequest transaction) {
        hook.accept(transaction);
        return wallet.signTransaction(transaction);
      }

      @Override
      public Signature signTypedData(TypedData data) {
        return wallet.signTypedData(data);
      }
    };
  }

  /** What {@code eth_sendRawTransaction} carries. */
  static TxRequest sent(JsonNode call) {
    return RawTx.decode(Bytes.parse(call.path("params").path(0).asText())).request();
  }

  /** Everything that arrived at the proxy, decoded. */
  List<TxRequest> received() {
    return proxy.received().stream()
        .map(delivery -> RawTx.decode(Bytes.parse(delivery.raw())).request())
        .toList();
  }

  /** Waits; fails after twenty seconds. */
  static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("did not happen within twenty seconds");
      }
      LockSupport.parkNanos(2_000_000);
    }
  }

  ChainTruth truth() {
    return ChainTruth.read(node, firstBlock);
  }

  /**
   * The oracle: the wallet's nonces are contiguous, each of the payments is on chain once, nothing
   * is that these handles do not know, and the journal knows the same hashes as they.
   */
  void once(List<? extends TxHandle<?>> handles, long... payments) {
    List<String> known = new ArrayList<>();
    for (TxHandle<?> handle : handles) {
      handle.hashes().forEach(hash -> known.add(hash.toString()));
      List<Hash32> journaled = new ArrayList<>();
      journal
          .find(handle.key())
          .orElseThrow()
          .steps()
          .forEach(step -> step.attempts().forEach(attempt -> journaled.add(attempt.hash())));
      assertThat(journaled).containsExactlyElementsOf(handle.hashes());
    }
    truth()
        .audit(wallet.address().toString(), 0)
        .exactlyOnce(ChainTruth.Mined::value, numbers(payments))
        .onlyThese(known)
        .orThrow();
  }

  void once(TxHandle<?> handle, long... payments) {
    once(List.of(handle), payments);
  }

  /** None of the payments is on chain. */
  void never(long... payments) {
    assertThat(truth().occurrences(wallet.address().toString(), ChainTruth.Mined::value))
        .doesNotContainKeys(numbers(payments).toArray(new BigInteger[0]));
  }

  private static List<BigInteger> numbers(long... payments) {
    return LongStream.of(payments).mapToObj(BigInteger::valueOf).toList();
  }

  @Override
  public void close() {
    more.forEach(Restake4j::close);
    proxy.close();
    node.call("anvil_dropAllTransactions");
    automine(true);
  }
}
