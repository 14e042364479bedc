package io.github.restake4j.eigenlayer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.restake4j.abi.AbiCall;
import io.github.restake4j.devnet.World;
import io.github.restake4j.devnet.junit.Devnet;
import io.github.restake4j.eigenlayer.contract.AllocationManagerContract;
import io.github.restake4j.eigenlayer.contract.DelegationManagerContract;
import io.github.restake4j.eigenlayer.operator.Allocation;
import io.github.restake4j.eigenlayer.operator.AllocationTarget;
import io.github.restake4j.eigenlayer.operator.OperatorStake;
import io.github.restake4j.eigenlayer.operator.Operators;
import io.github.restake4j.eigenlayer.shares.DepositShares;
import io.github.restake4j.eigenlayer.shares.Magnitude;
import io.github.restake4j.eigenlayer.shares.ScaledShares;
import io.github.restake4j.eigenlayer.shares.SlashingFactor;
import io.github.restake4j.eigenlayer.shares.StrategyRate;
import io.github.restake4j.eigenlayer.shares.StrategyStake;
import io.github.restake4j.eigenlayer.shares.WithdrawableShares;
import io.github.restake4j.erc20.Token;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.read.Read;
import io.github.restake4j.sign.LocalKey;
import io.github.restake4j.units.Amount;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random lives of many stakers under several operators, who join and leave operator sets, allocate
 * to them and are slashed by them. A ledger made of the pure functions alone follows; after every
 * step it and the chain must agree to the last unit, on every staker, operator, operator set and
 * queued withdrawal. Nothing in the ledger is read from the chain once the lives have begun, but
 * block numbers.
 */
@Devnet(protocols = "eigenlayer")
class RestakingLivesAcceptanceTest {
  private static final BigDecimal SCALE = new BigDecimal(System.getProperty("scale", "0.05"));
  private static final int SETS = 3;
  private static final int AHEAD = 60;

  private final World world;
  private final List<Life> lives = new ArrayList<>();
  private final List<Operator> operators = new ArrayList<>();
  private final List<OperatorSet> sets = new ArrayList<>();
  private EigenFixture on;
  private Operators asOperator;
  private Address allocationManager;
  private Address delegationManager;
  private long withdrawalDelay;
  private long deallocationDelay;
  private StrategyRate rate;

  /** One staker in the ledger. */
  private static final class Life {
    private final LocalKey key;
    private StrategyStake stake;
    private @Nullable Operator operator;
    private final List<Queued> queue = new ArrayList<>();

    private Life(LocalKey key, StrategyStake stake) {
      this.key = key;
      this.stake = stake;
    }

    private Address address() {
      return key.address();
    }
  }

  /** One operator in the ledger; itself a staker without a stake. */
  private static final class Operator {
    private final LocalKey key;
    private final long allocationDelay;
    private final TreeMap<Long, Magnitude> history = new TreeMap<>(Map.of(0L, Magnitude.FULL));
    private final List<Queued> leaving = new ArrayList<>();

    /** By operator set: last block in which it can be slashed; absent if it never joined. */
    private final Map<OperatorSet, Long> slashableUntil = new HashMap<>();

    private OperatorStake stake;

    private Operator(LocalKey key, long allocationDelay, OperatorStake stake) {
      this.key = key;
      this.allocationDelay = allocationDelay;
      this.stake = stake;
    }

    private Address address() {
      return key.address();
    }

    private boolean isMember(OperatorSet set) {
      return slashableUntil.getOrDefault(set, 0L) == Long.MAX_VALUE;
    }

    private boolean isSlashable(OperatorSet set, long block) {
      return block <= slashableUntil.getOrDefault(set, 0L);
    }
  }

  /** One withdrawal in the ledger; by nobody's operator if {@code by} is null. */
  private record Queued(Withdrawal withdrawal, @Nullable Operator by) {}

  RestakingLivesAcceptanceTest(World world) {
    this.world = world;
  }

  @BeforeEach
  void begin() {
    on = new EigenFixture(world);
    asOperator = Operators.on(on.client);
    allocationManager = on.client.deployment().address("eigenlayer", "AllocationManager");
    delegationManager = on.client.deployment().address("eigenlayer", "DelegationManager");
    withdrawalDelay = on.eigen.withdrawals().minWithdrawalDelayBlocks().now();
    deallocationDelay = asOperator.allocations().deallocationDelay().now();
    rate = on.eigen.strategies().rate(on.tst).now();
    on.mint(on.staker.address(), wei("1000000000000000"));
    for (int i = 0; i < SETS; i++) {
      JsonNode made =
          on.lever(
              "eigenlayer.createOperatorSet",
              Map.of("strategies", List.of(on.tst.address().toString())));
      sets.add(
          new OperatorSet(
              Address.parse(made.path("avs").asText()),
              Long.parseLong(made.path("operatorSetId").asText())));
    }
  }

  @AfterEach
  void end() {
    on.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {20261120L})
  void lives_ofManyUnderSeveralOperators_areWhatTheLedgerSays(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < Math.max(2, scaled(5)); i++) {
      operators.add(operator(random));
    }
    for (int i = 0; i < Math.max(6, scaled(50)); i++) {
      Life life = new Life(key(random), StrategyStake.none(on.tst, SlashingFactor.NONE));
      lives.add(life);
      deposit(life, odd(random, 90));
      if (random.nextInt(4) > 0) {
        delegate(life, any(operators, random));
      }
    }
    for (Operator each : operators) {
      join(each, sets.get(0));
      allocate(each, sets.get(0), random);
    }
    agree("after the beginning", seed);
    int steps = Math.max(40, scaled(2_000));
    for (int i = 0; i < steps; i++) {
      agree("step " + i + ": " + step(random), seed);
    }
  }

  private static int scaled(int whole) {
    return SCALE.multiply(BigDecimal.valueOf(whole)).intValue();
  }

  private String step(Random random) {
    Life life = any(lives, random);
    Operator operator = any(operators, random);
    OperatorSet set = any(sets, random);
    return switch (random.nextInt(16)) {
      case 0, 1, 2 -> deposit(life, odd(random, 90));
      case 3, 4 -> life.operator == null ? delegate(life, operator) : undelegate(life);
      case 5, 6, 7 -> queue(life, random);
      case 8, 9 -> complete(life, random);
      case 10 -> operator.isMember(set) ? leave(operator, set) : join(operator, set);
      case 11, 12 -> allocate(operator, set, random);
      case 13, 14 -> slash(operator, set, odd(random, 57).add(BigInteger.ONE));
      default -> mine(1 + random.nextInt(25));
    };
  }

  // ------------------------------------------------------------------ stakers

  private String deposit(Life life, BigInteger wei) {
    Amount<Token> amount = Amount.of(wei.add(wei("0.001")), on.tst.token());
    if (isUnderNothing(life)) {
      return "no deposit under an operator without magnitude";
    }
    on.client
        .erc20(Read.known(on.tst.token().address()), on.tst.token())
        .transfer(life.address(), amount)
        .send(on.staker)
        .await()
        .orThrow();
    on.eigen.deposits().depositIntoStrategy(on.tst, amount).send(life.key).await().orThrow();
    BigInteger minted = rate.sharesFor(amount).smallest();
    rate = rate.afterDeposit(amount);
    add(life, minted);
    return "deposit " + amount;
  }

  private void add(Life life, BigInteger shares) {
    Amount<DepositShares> added = Amount.of(shares, on.tst.depositShares());
    life.stake = life.stake.plus(added);
    Operator operator = life.operator;
    if (operator != null) {
      Amount<WithdrawableShares> all = operator.stake.shares().plus(withdrawable(shares));
      operator.stake = operator.stake.withShares(all);
    }
  }

  private static boolean isUnderNothing(Life life) {
    Operator operator = life.operator;
    return operator != null && operator.stake.max().isZero();
  }

  private Amount<WithdrawableShares> withdrawable(BigInteger shares) {
    return Amount.of(shares, on.tst.withdrawableShares());
  }

  private String delegate(Life life, Operator operator) {
    if (operator.stake.max().isZero()) {
      return "nobody delegates to an operator without magnitude";
    }
    on.eigen.delegations().delegateTo(operator.address()).send(life.key).await().orThrow();
    Amount<WithdrawableShares> brought = life.stake.withdrawable();
    life.operator = operator;
    life.stake = life.stake.delegated(operator.stake.max());
    operator.stake = operator.stake.withShares(operator.stake.shares().plus(brought));
    return "delegate to " + operator.address();
  }

  private String undelegate(Life life) {
    Undelegated ended =
        on.eigen.delegations().undelegate(life.address()).send(life.key).await().orThrow();
    if (!life.stake.depositShares().isZero()) {
      queued(life, ended.queued().get(0), life.stake.depositShares());
    }
    life.operator = null;
    life.stake = life.stake.slashed(SlashingFactor.NONE);
    return "undelegate";
  }

  private String queue(Life life, Random random) {
    BigInteger all = life.stake.withdrawable().smallest();
    if (all.bitLength() < 10) {
      return "nothing to queue";
    }
    boolean everything = random.nextInt(4) == 0;
    Amount<WithdrawableShares> wanted =
        withdrawable(
            all.multiply(BigInteger.valueOf(1 + random.nextInt(99)))
                .divide(BigInteger.valueOf(100))
                .max(BigInteger.valueOf(100)));
    Amount<DepositShares> part =
        everything ? life.stake.depositShares() : life.stake.depositSharesFor(wanted);
    Withdrawal withdrawal =
        on.eigen
            .withdrawals()
            .queueWithdrawals(
                List.of(
                    everything ? WithdrawalAmount.all(on.tst) : WithdrawalAmount.shares(wanted)))
            .send(life.key)
            .await()
            .orThrow()
            .get(0);
    queued(life, withdrawal, part);
    return "queue " + part;
  }

  private void queued(Life life, Withdrawal withdrawal, Amount<DepositShares> part) {
    StrategyStake.Queueing queueing = life.stake.queue(part);
    assertThat(withdrawal.scaledShares()).containsExactly(queueing.scaled());
    Operator operator = life.operator;
    Queued queued = new Queued(withdrawal, operator);
    if (operator != null) {
      Amount<WithdrawableShares> left = operator.stake.shares().minus(queueing.withdrawable());
      operator.stake = operator.stake.withShares(left);
      operator.leaving.add(queued);
    }
    life.stake = queueing.left();
    life.queue.add(queued);
  }

  private String complete(Life life, Random random) {
    if (life.queue.isEmpty()) {
      return "nothing to complete";
    }
    Queued queued = life.queue.get(random.nextInt(life.queue.size()));
    Withdrawal withdrawal = queued.withdrawal();
    long wait = withdrawal.startBlock() + withdrawalDelay + 1 - world.raw().blockNumber();
    if (wait > 0) {
      world.mine((int) wait);
    }
    Amount<WithdrawableShares> shares = pays(queued);
    boolean asTokens = random.nextBoolean();
    if (!asTokens && isUnderNothing(life)) {
      return "nothing comes back to an operator without magnitude";
    }
    life.queue.remove(queued);
    if (asTokens) {
      BigInteger before = on.rawTst(life.address());
      on.eigen
          .withdrawals()
          .completeQueuedWithdrawalAsTokens(withdrawal)
          .send(life.key)
          .await()
          .orThrow();
      assertThat(on.rawTst(life.address()).subtract(before))
          .isEqualTo(rate.tokensFor(shares).smallest());
      rate = rate.afterWithdrawal(shares);
      return "complete as tokens";
    }
    on.eigen
        .withdrawals()
        .completeQueuedWithdrawalAsShares(withdrawal)
        .send(life.key)
        .await()
        .orThrow();
    if (!shares.isZero()) {
      add(life, shares.smallest());
    }
    return "complete as shares";
  }

  /** By the magnitude of the last block at which it can be slashed. */
  private Amount<WithdrawableShares> pays(Queued queued) {
    Operator by = queued.by();
    Magnitude then = Magnitude.FULL;
    if (by != null) {
      then = by.history.floorEntry(queued.withdrawal().startBlock() + withdrawalDelay).getValue();
    }
    return SlashingFactor.of(then).pays(queued.withdrawal().scaledShares().get(0));
  }

  // ------------------------------------------------------------------ operators

  private Operator operator(Random random) {
    LocalKey key = key(random);
    long delay = random.nextInt(8);
    on.send(
        key,
        delegationManager,
        DelegationManagerContract.registerAsOperator(
            Address.ZERO, delay, "https://operator.example"));
    if (!asOperator.allocations().allocationDelay(key.address()).now().isPresent()) {
      // before v1.9 a first delay takes its time too
      world.mine((int) (asOperator.allocations().configurationDelay().now() + 1));
    }
    return new Operator(
        key, delay, new OperatorStake(withdrawable(BigInteger.ZERO), Magnitude.FULL, List.of()));
  }

  private String join(Operator operator, OperatorSet set) {
    if (operator.isSlashable(set, world.raw().blockNumber())) {
      return "still a member of " + set;
    }
    asOperator
        .operatorSets()
        .registerForOperatorSets(operator.address(), set.avs(), List.of(set.id()), Bytes.EMPTY)
        .send(operator.key)
        .await()
        .orThrow();
    operator.slashableUntil.put(set, Long.MAX_VALUE);
    return "join " + set;
  }

  private String leave(Operator operator, OperatorSet set) {
    asOperator
        .operatorSets()
        .deregisterFromOperatorSets(operator.address(), set.avs(), List.of(set.id()))
        .send(operator.key)
        .await()
        .orThrow();
    operator.slashableUntil.put(set, world.raw().blockNumber() + deallocationDelay);
    return "leave " + set;
  }

  private String allocate(Operator operator, OperatorSet set, Random random) {
    long head = world.raw().blockNumber(); // a plan is checked there, not one block later
    Allocation now = operator.stake.allocation(set, head);
    BigInteger most = now.current().wad().add(operator.stake.allocatable(head).wad());
    BigInteger wanted =
        random.nextInt(5) == 0
            ? BigInteger.ZERO
            : most.multiply(BigInteger.valueOf(1 + random.nextInt(1_000)))
                .divide(BigInteger.valueOf(1_000));
    if (now.pending().isPresent() || wanted.equals(now.current().wad())) {
      return "no allocation now";
    }
    AllocationTarget target = new AllocationTarget(set, on.tst.address(), new Magnitude(wanted));
    asOperator
        .allocations()
        .modifyAllocations(operator.address(), List.of(target))
        .send(operator.key)
        .await()
        .orThrow();
    long block = world.raw().blockNumber();
    operator.stake =
        operator.stake.modified(
            target,
            operator.isSlashable(set, block),
            block,
            operator.allocationDelay,
            deallocationDelay);
    return "allocate " + target;
  }

  private String slash(Operator operator, OperatorSet set, BigInteger wad) {
    if (!operator.isSlashable(set, world.raw().blockNumber() + 5)) {
      return "not slashable by " + set;
    }
    on.slash(operator.address(), set, wad);
    long block = world.raw().blockNumber();
    operator.stake = operator.stake.slashed(set, wad, block);
    operator.history.put(block, operator.stake.max());
    for (Life life : lives) {
      if (life.operator == operator) {
        life.stake = life.stake.slashed(SlashingFactor.of(operator.stake.max()));
      }
    }
    return "slash " + wad + " by " + set;
  }

  private String mine(int blocks) {
    world.mine(blocks);
    return "mine " + blocks;
  }

  // ------------------------------------------------------------------ what the chain says

  private void agree(String step, long seed) {
    String where = "seed " + seed + ", " + step;
    long block = world.raw().blockNumber();
    List<Read<?>> asked = new ArrayList<>();
    List<Object> expected = new ArrayList<>();
    for (Life life : lives) {
      asked.add(
          on.client.call(
              delegationManager,
              DelegationManagerContract.getWithdrawableShares(
                  life.address(), List.of(on.tst.address()))));
      expected.add(
          new DelegationManagerContract.GetWithdrawableSharesOutput(
              List.of(life.stake.withdrawable().smallest()),
              List.of(life.stake.depositShares().smallest())));
      asked.add(on.eigen.withdrawals().getQueuedWithdrawals(life.address()).map(this::shown));
      expected.add(shownQueue(life));
    }
    for (Operator operator : operators) {
      List<Address> who = List.of(operator.address());
      List<Address> what = List.of(on.tst.address());
      asked.add(
          on.client.call(
              delegationManager,
              DelegationManagerContract.operatorShares(operator.address(), on.tst.address())));
      expected.add(operator.stake.shares().smallest());
      asked.add(
          allocations(
              AllocationManagerContract.getMaxMagnitude(operator.address(), on.tst.address())));
      expected.add(operator.stake.max().wad());
      asked.add(
          allocations(
              AllocationManagerContract.getEncumberedMagnitude(
                  operator.address(), on.tst.address())));
      expected.add(operator.stake.encumbered(block).wad());
      asked.add(
          on.client.call(
              delegationManager,
              DelegationManagerContract.getSlashableSharesInQueue(
                  operator.address(), on.tst.address())));
      expected.add(slashableInQueue(operator, block).smallest());
      asked.add(asOperator.stake(operator.address(), on.tst).map(stake -> stake.at(block)));
      expected.add(operator.stake.at(block));
      for (OperatorSet set : sets) {
        AllocationManagerContract.OperatorSet struct =
            new AllocationManagerContract.OperatorSet(set.avs(), set.id());
        asked.add(allocations(AllocationManagerContract.getAllocatedStake(struct, who, what)));
        expected.add(List.of(List.of(operator.stake.allocatedStake(set, block).smallest())));
        for (long until : new long[] {block, block + AHEAD / 2, block + AHEAD}) {
          asked.add(
              allocations(
                  AllocationManagerContract.getMinimumSlashableStake(struct, who, what, until)));
          expected.add(
              List.of(
                  List.of(
                      operator.isSlashable(set, block)
                          ? operator.stake.minimumSlashableStake(set, block, until).smallest()
                          : BigInteger.ZERO)));
        }
      }
    }
    List<Object> answers = Read.<Object>all(asked).now();
    for (int i = 0; i < answers.size(); i++) {
      Object answer = answers.get(i);
      if (answer instanceof OperatorStake stake && expected.get(i) instanceof OperatorStake own) {
        assertThat(stake.allocations()).as(where).hasSameElementsAs(own.allocations());
      } else {
        assertThat(answer).as(where).isEqualTo(expected.get(i));
      }
    }
    assertThat(on.rawTst(on.tst.address())).as(where).isEqualTo(rate.balance().smallest());
  }

  private <R> Read<R> allocations(AbiCall<R> call) {
    return on.client.call(allocationManager, call);
  }

  private Amount<WithdrawableShares> slashableInQueue(Operator operator, long block) {
    Amount<ScaledShares> scaled = Amount.zero(on.tst.scaledShares());
    for (Queued each : operator.leaving) {
      if (each.withdrawal().startBlock() >= block - withdrawalDelay) {
        scaled = scaled.plus(each.withdrawal().scaledShares().get(0));
      }
    }
    return SlashingFactor.of(operator.stake.max()).pays(scaled);
  }

  private Object shown(List<QueuedWithdrawal> queue) {
    Map<Withdrawal, Object> shown = new HashMap<>();
    for (QueuedWithdrawal each : queue) {
      shown.put(
          each.withdrawal(), List.of(each.pays().get(0).shares(), each.pays().get(0).tokens()));
    }
    return shown;
  }

  private Object shownQueue(Life life) {
    Map<Withdrawal, Object> shown = new HashMap<>();
    for (Queued each : life.queue) {
      shown.put(each.withdrawal(), List.of(pays(each), rate.tokensFor(pays(each))));
    }
    return shown;
  }

  private LocalKey key(Random random) {
    LocalKey key = LocalKey.parse("0x" + new BigInteger(1, bytes(random)).setBit(252).toString(16));
    world.node().call("anvil_setBalance", key.address().toString(), "0x56bc75e2d63100000");
    return key;
  }

  private static byte[] bytes(Random random) {
    byte[] bytes = new byte[31];
    random.nextBytes(bytes);
    return bytes;
  }

  private static BigInteger wei(String whole) {
    return EigenFixture.wei(whole);
  }

  private static BigInteger odd(Random random, int bits) {
    return new BigInteger(20 + random.nextInt(bits - 19), random);
  }

  private static <T> T any(List<T> of, Random random) {
    return of.get(random.nextInt(of.size()));
  }
}
