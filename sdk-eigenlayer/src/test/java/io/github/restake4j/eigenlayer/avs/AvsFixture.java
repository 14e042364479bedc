package io.github.restake4j.eigenlayer.avs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.restake4j.devnet.World;
import io.github.restake4j.eigenlayer.EigenGeneration;
import io.github.restake4j.eigenlayer.EigenLayer;
import io.github.restake4j.eigenlayer.OperatorSet;
import io.github.restake4j.eigenlayer.contract.AllocationManagerContract;
import io.github.restake4j.eigenlayer.operator.AllocationTarget;
import io.github.restake4j.eigenlayer.operator.EigenWorld;
import io.github.restake4j.eigenlayer.operator.Operators;
import io.github.restake4j.eigenlayer.shares.Magnitude;
import io.github.restake4j.eigenlayer.shares.Strategy;
import io.github.restake4j.error.ChainException;
import io.github.restake4j.error.RefusedException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.sign.LocalKey;
import io.github.restake4j.tx.TxPlan;
import io.github.restake4j.units.Amount;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** An AVS that is an account with a key, and an operator for it, on any deployment. */
final class AvsFixture implements AutoCloseable {
  static final String URI = "https://avs.example/metadata.json";
  static final BigInteger HALF = new BigInteger("500000000000000000");

  final World world;
  final EigenWorld on;
  final Avs avs;
  final EigenLayer eigen;
  final Operators operators;
  final LocalKey service;
  final LocalKey operator;
  final LocalKey stranger;
  final Strategy tst;
  final Strategy steth;

  AvsFixture(World world) {
    this.world = world;
    this.on = new EigenWorld(world);
    this.avs = Avs.on(on.client());
    this.eigen = EigenLayer.on(on.client());
    this.operators = Operators.on(on.client());
    this.service = on.key(8);
    this.operator = on.key(6);
    this.stranger = on.key(7);
    this.tst = eigen.strategies().of("TST").now();
    this.steth = eigen.strategies().of("stETH").now();
  }

  Address me() {
    return service.address();
  }

  <R> R send(TxPlan<R> plan) {
    return send(plan, service);
  }

  <R> R send(TxPlan<R> plan, LocalKey who) {
    return plan.send(who).await().orThrow();
  }

  /** Skips on a foreign deployment that is older; the devnet is never. */
  void since(EigenGeneration wanted) {
    boolean there = avs.generation().now().isAtLeast(wanted);
    if (System.getProperty("restake4j.deployment") == null) {
      assertThat(there).isTrue();
    }
    assumeTrue(there, "this deployment is older than EigenLayer " + wanted);
  }

  void announce() {
    send(avs.sets().updateAvsMetadataUri(me(), URI));
  }

  /** Metadata, a registrar that takes everybody, and a set that the AVS itself slashes. */
  OperatorSet open(long id, Strategy... strategies) {
    announce();
    send(avs.sets().setAvsRegistrar(me(), registrar()));
    return send(avs.sets().createOperatorSets(me(), List.of(plain(id, strategies)))).get(0);
  }

  NewOperatorSet plain(long id, Strategy... strategies) {
    return new NewOperatorSet(id, addresses(strategies), me());
  }

  static List<Address> addresses(Strategy... strategies) {
    List<Address> addresses = new ArrayList<>();
    for (Strategy strategy : strategies) {
      addresses.add(strategy.address());
    }
    return addresses;
  }

  /** The registrar of the levers' service. */
  Address registrar() {
    OperatorSet lever = on.newSet(tst.address());
    return avs.sets().registrar(lever.avs()).now();
  }

  void mint(Address to, BigInteger amount) {
    on.lever(
        "mintToken",
        Map.of(
            "token", tst.token().address().toString(),
            "to", to.toString(),
            "amount", amount.toString()));
  }

  /** Registers the operator with a stake of its own; its allocations hold at once. */
  void stake(BigInteger amount) {
    mint(operator.address(), amount);
    send(eigen.deposits().depositIntoStrategy(tst, Amount.of(amount, tst.token())), operator);
    send(operators.registerAsOperator(Address.ZERO, 0, URI), operator);
    world.mine(Math.toIntExact(operators.allocations().configurationDelay().now()) + 2);
  }

  void join(OperatorSet set) {
    send(
        operators
            .operatorSets()
            .registerForOperatorSets(operator.address(), set.avs(), List.of(set.id()), Bytes.EMPTY),
        operator);
  }

  void allocate(OperatorSet set, Strategy strategy, String magnitude) {
    send(
        operators
            .allocations()
            .modifyAllocations(
                operator.address(),
                List.of(new AllocationTarget(set, strategy.address(), Magnitude.of(magnitude)))),
        operator);
  }

  Slash slash(OperatorSet set, BigInteger wad) {
    return new Slash(
        operator.address(), set, List.of(new Slash.Part(tst, wad)), "asleep for an hour");
  }

  /** {@code getMaxMagnitude(address,address)} by calldata written by hand. */
  BigInteger rawMaxMagnitude() {
    return on.raw(
        on.contract("AllocationManager"), "0xa9333ec8", operator.address(), tst.address());
  }

  /** {@code operatorShares(address,address)}. */
  BigInteger rawOperatorShares() {
    return on.raw(
        on.contract("DelegationManager"), "0x778e55f3", operator.address(), tst.address());
  }

  static void refused(ThrowingCallable call, String... words) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.kind()).isEqualTo(RefusedException.Code.PRECONDITION))
        .message()
        .contains(words);
  }

  static void absent(ThrowingCallable call, String... words) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ChainException.class,
            absent -> assertThat(absent.kind()).isEqualTo(ChainException.Code.NOT_IN_GENERATION))
        .message()
        .contains("not in this generation")
        .contains(words);
  }

  /** {@code isOperatorSet((address,uint32))}. */
  boolean rawExists(OperatorSet set) {
    String data =
        AllocationManagerContract.isOperatorSet(
                new AllocationManagerContract.OperatorSet(set.avs(), set.id()))
            .calldata()
            .toString();
    assertThat(data).startsWith("0x260dc758");
    return on.raw(on.contract("AllocationManager"), "0x260dc758", set.avs(), number(set.id()))
            .signum()
        != 0;
  }

  static BigInteger number(long value) {
    return BigInteger.valueOf(value);
  }

  @Override
  public void close() {
    on.close();
  }
}
