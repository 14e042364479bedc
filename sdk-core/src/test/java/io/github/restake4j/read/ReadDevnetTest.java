package io.github.restake4j.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.Restake4j;
import io.github.restake4j.deployments.Deployments;
import io.github.restake4j.devnet.LocalDevnet;
import io.github.restake4j.devnet.RawChain;
import io.github.restake4j.devnet.junit.Devnet;
import io.github.restake4j.error.RpcException;
import io.github.restake4j.error.TransportException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.BlockRef;
import io.github.restake4j.standard.contract.ERC20Contract;
import io.github.restake4j.units.Wei;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reads against a real node behind limits that public nodes have. */
@Devnet(local = true)
class ReadDevnetTest {
  private final LocalDevnet devnet;
  private final Address steth;
  private Restake4j client;

  ReadDevnetTest(LocalDevnet devnet) {
    this.devnet = devnet;
    this.steth = Address.parse(devnet.address("lido", "Lido"));
    this.client = connect();
  }

  private Restake4j connect() {
    return Restake4j.builder()
        .rpc(devnet.rpcUrl())
        .deployments(Deployments.parse(devnet.deploymentJson()))
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

  private List<Address> owners(int count) {
    List<Address> owners = new ArrayList<>();
    owners.add(Address.parse(devnet.accounts().get(0).address()));
    for (int i = 1; i < count; i++) {
      owners.add(Address.parse(String.format("0x%040x", 0x10_0000 + i)));
    }
    return owners;
  }

  private List<Read<BigInteger>> balances(List<Address> owners) {
    List<Read<BigInteger>> reads = new ArrayList<>();
    for (Address owner : owners) {
      reads.add(client.call(steth, ERC20Contract.balanceOf(owner)));
    }
    return reads;
  }

  @Test
  void all_thousandBalances_takeTwoRequestsAndOneBlock_whileBlocksAreMined() {
    devnet.socket().mineEvery(1);
    devnet.resetRequests();

    At<List<BigInteger>> read = Read.all(balances(owners(1_000))).nowAt();

    assertThat(devnet.requests()).isLessThanOrEqualTo(3);
    assertThat(read.value()).hasSize(1_000);
    assertThat(devnet.raw().blockNumber()).isGreaterThan(read.block().number());
  }

  @Test
  void all_balances_areThoseOfTheChain() {
    Address richest = Address.parse("0x00000000000000000000000000000000000000f1");
    devnet.node().call("anvil_setBalance", richest.toString(), "0x8ac7230489e80000");
    devnet.node().call("anvil_impersonateAccount", richest.toString());
    devnet
        .node()
        .call(
            "eth_sendTransaction",
            java.util.Map.of(
                "from", richest.toString(), "to", steth.toString(), "value", "0xde0b6b3a7640000"));

    List<BigInteger> values = Read.all(balances(List.of(richest, owners(2).get(1)))).now();

    assertThat(values)
        .containsExactly(
            devnet.raw().uint(steth.toString(), "0x70a08231", RawChain.word(richest.toString())),
            BigInteger.ZERO);
    assertThat(values.get(0)).isPositive();
  }

  @Test
  void block_vanishesByReorg_endsTypedForAPinnedRead() {
    devnet.mine(3);
    BlockRef.Exact seen = client.block().now();
    devnet.node().call("anvil_reorg", 2, List.of());
    devnet.mine(1);

    assertThatThrownBy(() -> client.call(steth, ERC20Contract.totalSupply()).at(seen).now())
        .isInstanceOfSatisfying(
            RpcException.class, e -> assertThat(e.kind()).isEqualTo(RpcException.Code.BLOCK_GONE));
  }

  @Test
  void at_earlierBlock_readsItsState() {
    Address account = owners(1).get(0);
    devnet.mine(1);
    BlockRef.Exact before = client.block().now();
    devnet.mine(1); // the next line changes the state of the newest block itself
    devnet.node().call("anvil_setBalance", account.toString(), "0x7");
    devnet.mine(1);

    assertThat(client.balance(account).now()).isEqualTo(Wei.of(7));
    assertThat(client.balance(account).at(before).now()).isGreaterThan(Wei.of(7));
    assertThat(client.balance(account).at(BlockRef.number(before.number())).now())
        .isGreaterThan(Wei.of(7));
  }

  @Test
  void chunk_tooHeavyForOneCall_isHalvedUntilItRuns() {
    // 0x5b600056: JUMPDEST, PUSH1 0, JUMP: burns all gas it is given
    Address burner = Address.parse("0x00000000000000000000000000000000000000f2");
    devnet.node().call("anvil_setCode", burner.toString(), "0x5b600056");
    List<Read<Attempt<BigInteger>>> reads = new ArrayList<>();
    for (Read<BigInteger> balance : balances(owners(20))) {
      reads.add(balance.attempt());
    }
    reads.add(5, client.call(burner, ERC20Contract.totalSupply()).attempt());

    List<Attempt<BigInteger>> values = Read.all(reads).now();

    assertThat(values.get(5)).isInstanceOf(Attempt.Failed.class);
    assertThat(values).filteredOn(v -> v instanceof Attempt.Value).hasSize(20);
  }

  @Test
  void deadline_passed_isATimeout() {
    try (Restake4j hasty = client.toBuilder().deadline(Duration.ofNanos(1)).build()) {
      assertThatThrownBy(() -> hasty.balance(steth).now())
          .isInstanceOfSatisfying(
              TransportException.class,
              e -> assertThat(e.kind()).isEqualTo(TransportException.Code.TIMEOUT));
    }
  }

  @Test
  void async_cancelled_endsAtOnce() {
    CompletableFuture<Wei> future = client.balance(steth).async();

    future.cancel(true);

    assertThatThrownBy(future::join).isInstanceOf(CancellationException.class);
  }

  @Test
  void async_completes() {
    assertThat(client.balance(steth).async().join()).isEqualTo(client.balance(steth).now());
  }
}
