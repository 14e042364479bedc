package io.github.restake4j.eigenlayer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.restake4j.Restake4j;
import io.github.restake4j.abi.AbiCall;
import io.github.restake4j.deployments.Deployments;
import io.github.restake4j.devnet.RawChain;
import io.github.restake4j.devnet.World;
import io.github.restake4j.eigenlayer.contract.AllocationManagerContract;
import io.github.restake4j.eigenlayer.operator.OperatorRegistered;
import io.github.restake4j.eigenlayer.operator.Operators;
import io.github.restake4j.eigenlayer.shares.Strategy;
import io.github.restake4j.erc20.Token;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.read.Read;
import io.github.restake4j.sign.LocalKey;
import io.github.restake4j.tx.TxSpec;
import io.github.restake4j.units.Amount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * EigenLayer on a world with people on it, and the chain's own answers by calldata written by hand.
 */
final class EigenFixture implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  final World world;
  final Restake4j client;
  final EigenLayer eigen;
  final LocalKey staker;
  final LocalKey other;
  final LocalKey operator;
  final LocalKey approver;
  final LocalKey second;
  final Strategy tst;

  private final String delegationManager;
  private final String strategyManager;

  EigenFixture(World world) {
    this.world = world;
    this.client =
        Restake4j.builder()
            .rpc(world.rpcUrl())
            .deployments(Deployments.parse(world.deploymentJson()))
            .pollInterval(Duration.ofMillis(20))
            .build();
    this.eigen = EigenLayer.on(client);
    this.staker = key(0);
    this.other = key(1);
    this.operator = key(2);
    this.approver = key(3);
    this.second = key(4);
    this.tst = eigen.strategies().of("TST").now();
    this.delegationManager =
        client.deployment().address("eigenlayer", "DelegationManager").toString();
    this.strategyManager = client.deployment().address("eigenlayer", "StrategyManager").toString();
  }

  LocalKey key(int account) {
    return LocalKey.parse(world.accounts().get(account).privateKey());
  }

  static BigInteger wei(String whole) {
    return Amount.parse(
            whole, io.github.restake4j.eigenlayer.shares.Strategy.BEACON_CHAIN_ETH.token())
        .smallest();
  }

  Amount<Token> tst(String whole) {
    return Amount.parse(whole, tst.token());
  }

  /** Gives somebody test tokens. */
  void mint(Address to, BigInteger amount) {
    lever(
        "eigenlayer.mintToken",
        Map.of(
            "token", tst.token().address().toString(),
            "to", to.toString(),
            "amount", amount.toString()));
  }

  /** Gives the staker tokens and has it deposit them. */
  Deposited deposit(LocalKey who, String whole) {
    mint(who.address(), wei(whole));
    return eigen.deposits().depositIntoStrategy(tst, tst(whole)).send(who).await().orThrow();
  }

  /** Stakes ETH of an account with Lido, by hand. */
  void stakeWithLido(Address who, String ether) {
    world.node().call("anvil_impersonateAccount", who.toString());
    String hash =
        world
            .node()
            .call(
                "eth_sendTransaction",
                Map.of(
                    "from",
                    who.toString(),
                    "to",
                    client.deployment().address("lido", "Lido").toString(),
                    "value",
                    "0x" + wei(ether).toString(16),
                    "data",
                    "0xa1903eab" + "0".repeat(64)))
            .asText();
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (world.raw().receipt(hash).isNull()) { // the node mines a moment after it answers
      if (System.nanoTime() > end) {
        throw new IllegalStateException("not mined: " + hash);
      }
    }
    world.node().call("anvil_stopImpersonatingAccount", who.toString());
  }

  /** Registers an operator that allocates at once, and waits until it can. */
  void register(LocalKey who, Address approvedBy) {
    OperatorRegistered registered =
        Operators.on(client)
            .registerAsOperator(approvedBy, 0, "https://operator.example")
            .send(who)
            .await()
            .orThrow();
    long left = registered.allocationDelay().effectBlock() - world.raw().blockNumber();
    if (left > 0) {
      world.mine(Math.toIntExact(left));
    }
  }

  /** An operator set of TST to which the operator has allocated a magnitude. */
  OperatorSet allocate(LocalKey who, BigInteger magnitude) {
    JsonNode made =
        lever(
            "eigenlayer.createOperatorSet",
            Map.of("strategies", List.of(tst.address().toString())));
    OperatorSet set =
        new OperatorSet(
            Address.parse(made.path("avs").asText()),
            Long.parseLong(made.path("operatorSetId").asText()));
    Address allocations = client.deployment().address("eigenlayer", "AllocationManager");
    send(
        who,
        allocations,
        AllocationManagerContract.registerForOperatorSets(
            who.address(),
            new AllocationManagerContract.RegisterParams(
                set.avs(), List.of(set.id()), Bytes.EMPTY)));
    send(
        who,
        allocations,
        AllocationManagerContract.modifyAllocations(
            who.address(),
            List.of(
                new AllocationManagerContract.AllocateParams(
                    new AllocationManagerContract.OperatorSet(set.avs(), set.id()),
                    List.of(tst.address()),
                    List.of(magnitude)))));
    return set;
  }

  /** The AVS slashes a share of what is allocated to it. */
  void slash(Address who, OperatorSet set, BigInteger wad) {
    lever(
        "eigenlayer.slash",
        Map.of(
            "operator", who.toString(),
            "operatorSetId", Long.toString(set.id()),
            "strategies", List.of(tst.address().toString()),
            "wadsToSlash", List.of(wad.toString()),
            "description", "for the test"));
  }

  void pause(String contract, int bitmap) {
    lever("eigenlayer.pause", Map.of("contract", contract, "bitmap", Integer.toString(bitmap)));
  }

  JsonNode lever(String name, Map<String, ?> arguments) {
    try {
      return JSON.readTree(world.invoke(name, JSON.writeValueAsString(arguments)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Mines until a queued withdrawal can be completed. */
  void waitForDelay() {
    world.mine(Math.toIntExact(eigen.withdrawals().minWithdrawalDelayBlocks().now()) + 1);
  }

  /** Sends a call that no facade of this package makes. */
  <T> void send(LocalKey who, Address to, AbiCall<T> call) {
    client
        .plan(
            TxSpec.<Boolean>named("EigenFixture.send")
                .argument("data", call.calldata())
                .call(situation -> Read.known(new TxSpec.Call(to, call)), receipt -> true))
        .send(who)
        .await()
        .orThrow();
  }

  /** {@code balanceOf(address)} of the test token. */
  BigInteger rawTst(Address owner) {
    return world
        .raw()
        .uint(tst.token().address().toString(), "0x70a08231", RawChain.word(owner.toString()));
  }

  /** {@code allowance(address,address)} of the test token for StrategyManager. */
  BigInteger rawAllowance(Address owner) {
    return world
        .raw()
        .uint(
            tst.token().address().toString(),
            "0xdd62ed3e",
            RawChain.word(owner.toString()),
            RawChain.word(strategyManager));
  }

  /** {@code stakerDepositShares(address,address)}. */
  BigInteger rawDepositShares(Address owner, Strategy strategy) {
    return world
        .raw()
        .uint(
            strategyManager,
            "0xfe243a17",
            RawChain.word(owner.toString()),
            RawChain.word(strategy.address().toString()));
  }

  /** {@code getWithdrawableShares(address,address[])} of one strategy: the first of two arrays. */
  BigInteger rawWithdrawable(Address owner, Strategy strategy) {
    String answer =
        world
            .raw()
            .call(
                delegationManager,
                "0xc978f7ac",
                RawChain.word(owner.toString()),
                RawChain.word(BigInteger.valueOf(64)),
                RawChain.word(BigInteger.ONE),
                RawChain.word(strategy.address().toString()));
    // two offsets, then length and value of the first array
    return new BigInteger(answer.substring(2 + 3 * 64, 2 + 4 * 64), 16);
  }

  /** {@code operatorShares(address,address)}. */
  BigInteger rawOperatorShares(Address who, Strategy strategy) {
    return world
        .raw()
        .uint(
            delegationManager,
            "0x778e55f3",
            RawChain.word(who.toString()),
            RawChain.word(strategy.address().toString()));
  }

  /** {@code delegatedTo(address)}. */
  Address rawDelegatedTo(Address owner) {
    return Address.parse(
        "0x"
            + world
                .raw()
                .call(delegationManager, "0x65da1264", RawChain.word(owner.toString()))
                .substring(26));
  }

  /** {@code sharesToUnderlyingView(uint256)}. */
  BigInteger rawTokens(Strategy strategy, BigInteger shares) {
    return world.raw().uint(strategy.address().toString(), "0x7a8b2637", RawChain.word(shares));
  }

  /** {@code underlyingToSharesView(uint256)}. */
  BigInteger rawShares(Strategy strategy, BigInteger tokens) {
    return world.raw().uint(strategy.address().toString(), "0xe3dae51c", RawChain.word(tokens));
  }

  @Override
  public void close() {
    client.close();
  }
}
