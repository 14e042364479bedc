package io.github.restake4j.eigenlayer;

import static io.github.restake4j.eigenlayer.EigenFixture.wei;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.restake4j.devnet.World;
import io.github.restake4j.devnet.junit.Devnet;
import io.github.restake4j.eigenlayer.shares.DepositShares;
import io.github.restake4j.eigenlayer.shares.Magnitude;
import io.github.restake4j.eigenlayer.shares.MagnitudeSlash;
import io.github.restake4j.eigenlayer.shares.ScaledShares;
import io.github.restake4j.eigenlayer.shares.SlashingFactor;
import io.github.restake4j.eigenlayer.shares.StrategyRate;
import io.github.restake4j.eigenlayer.shares.StrategyStake;
import io.github.restake4j.eigenlayer.shares.WithdrawableShares;
import io.github.restake4j.eth.Address;
import io.github.restake4j.sign.LocalKey;
import io.github.restake4j.units.Amount;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random lives of three stakers and one operator. A ledger made of the pure functions alone follows
 * them; after every step it and the chain must agree to the last unit. Nothing in the ledger is
 * read from the chain once the life has begun, but block numbers.
 */
@Devnet(protocols = "eigenlayer")
class StakerLifeAcceptanceTest {
  private static final int STEPS = 400;
  private static final int LEAST_STEPS = 15;

  private final World world;
  private EigenFixture on;
  private OperatorSet set;
  private long delay;

  // the ledger
  private StrategyRate rate;
  private Magnitude magnitude = Magnitude.FULL;
  private Amount<WithdrawableShares> operatorShares;
  private final TreeMap<Long, Magnitude> history = new TreeMap<>();
  private final List<Life> lives = new ArrayList<>();

  /** One staker in the ledger. */
  private static final class Life {
    private final LocalKey key;
    private StrategyStake stake;
    private boolean delegated;
    private final List<Withdrawal> queue = new ArrayList<>();

    private Life(LocalKey key, StrategyStake stake) {
      this.key = key;
      this.stake = stake;
    }

    private Address address() {
      return key.address();
    }
  }

  StakerLifeAcceptanceTest(World world) {
    this.world = world;
  }

  @BeforeEach
  void begin() {
    on = new EigenFixture(world);
    on.register(on.operator, Address.ZERO);
    set = on.allocate(on.operator, wei("1"));
    delay = on.eigen.withdrawals().minWithdrawalDelayBlocks().now();
    rate = on.eigen.strategies().rate(on.tst).now();
    operatorShares = Amount.zero(on.tst.withdrawableShares());
    history.put(0L, Magnitude.FULL);
    for (LocalKey key : List.of(on.staker, on.other, on.second)) {
      lives.add(new Life(key, StrategyStake.none(on.tst, SlashingFactor.NONE)));
    }
  }

  @AfterEach
  void end() {
    on.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {20261120L, 7L})
  void lives_ofRandomSteps_areWhatTheLedgerSays(long seed) {
    Random random = new Random(seed);
    int steps =
        Math.max(
            LEAST_STEPS,
            new BigDecimal(System.getProperty("scale", "0.05"))
                .multiply(BigDecimal.valueOf(STEPS))
                .intValue());
    for (Life life : lives) {
      agree(deposit(life, odd(random, 90)), seed);
      agree(delegate(life), seed);
    }
    agree(slash(odd(random, 58)), seed);
    for (Life life : lives) {
      agree(deposit(life, odd(random, 90)), seed);
    }
    for (int i = 0; i < steps; i++) {
      String step = step(lives.get(random.nextInt(lives.size())), random);
      agree("step " + i + ": " + step, seed);
    }
  }

  private void agree(String step, long seed) {
    String where = "seed " + seed + ", " + step;
    for (Life each : lives) {
      check(each, where);
    }
    assertThat(on.rawOperatorShares(on.operator.address(), on.tst))
        .as(where)
        .isEqualTo(operatorShares.smallest());
    assertThat(on.rawTst(on.tst.address())).as(where).isEqualTo(rate.balance().smallest());
  }

  private String step(Life life, Random random) {
    return switch (random.nextInt(10)) {
      case 0, 1, 2 -> deposit(life, odd(random, 90));
      case 3 -> life.delegated ? undelegate(life) : delegate(life);
      case 4 -> donate(odd(random, 80));
      case 5, 6 -> queue(life, random);
      case 7 -> slash(odd(random, 56).add(BigInteger.ONE));
      default -> complete(life, random);
    };
  }

  private static BigInteger odd(Random random, int bits) {
    return new BigInteger(20 + random.nextInt(bits - 19), random);
  }

  private String deposit(Life life, BigInteger wei) {
    BigInteger amount = wei.add(wei("0.001"));
    on.mint(life.address(), amount);
    on.eigen
        .deposits()
        .depositIntoStrategy(on.tst, Amount.of(amount, on.tst.token()))
        .send(life.key)
        .await()
        .orThrow();
    Amount<DepositShares> minted =
        Amount.of(
            rate.sharesFor(Amount.of(amount, on.tst.token())).smallest(), on.tst.depositShares());
    rate = rate.afterDeposit(Amount.of(amount, on.tst.token()));
    add(life, minted);
    return "deposit " + amount;
  }

  private void add(Life life, Amount<DepositShares> shares) {
    life.stake = life.stake.plus(shares);
    if (life.delegated) {
      operatorShares = operatorShares.plus(withdrawable(shares.smallest()));
    }
  }

  private Amount<WithdrawableShares> withdrawable(BigInteger shares) {
    return Amount.of(shares, on.tst.withdrawableShares());
  }

  /** Little enough that deposits stay worth many shares. */
  private String donate(BigInteger most) {
    BigInteger amount = most.min(rate.balance().smallest().shiftRight(3));
    if (rate.totalShares().bitLength() < 50 || amount.signum() == 0) {
      return "too little to donate to";
    }
    on.mint(on.tst.address(), amount);
    rate =
        new StrategyRate(
            on.tst, rate.totalShares(), rate.balance().plus(Amount.of(amount, on.tst.token())));
    return "donate " + amount;
  }

  private String delegate(Life life) {
    on.eigen.delegations().delegateTo(on.operator.address()).send(life.key).await().orThrow();
    life.delegated = true;
    life.stake = life.stake.delegated(magnitude);
    operatorShares = operatorShares.plus(withdrawable(life.stake.depositShares().smallest()));
    return "delegate";
  }

  private String undelegate(Life life) {
    Undelegated ended =
        on.eigen.delegations().undelegate(life.address()).send(life.key).await().orThrow();
    if (!life.stake.depositShares().isZero()) {
      queued(life, ended.queued().get(0), life.stake.depositShares());
    }
    life.delegated = false;
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
    if (life.delegated) {
      operatorShares = operatorShares.minus(queueing.withdrawable());
    }
    life.stake = queueing.left();
    life.queue.add(withdrawal);
  }

  private String slash(BigInteger wad) {
    on.slash(on.operator.address(), set, wad);
    MagnitudeSlash slash = MagnitudeSlash.of(magnitude, magnitude, wad);
    operatorShares = operatorShares.minus(slash.takenFrom(operatorShares));
    magnitude = slash.after();
    history.put(world.raw().blockNumber(), magnitude);
    for (Life life : lives) {
      if (life.delegated) {
        life.stake = life.stake.slashed(SlashingFactor.of(magnitude));
      }
    }
    return "slash " + wad;
  }

  private String complete(Life life, Random random) {
    if (life.queue.isEmpty()) {
      world.mine(1 + random.nextInt(20));
      return "mine";
    }
    Withdrawal withdrawal = life.queue.remove(random.nextInt(life.queue.size()));
    long wait = withdrawal.startBlock() + delay + 1 - world.raw().blockNumber();
    if (wait > 0) {
      world.mine((int) wait);
    }
    Amount<WithdrawableShares> shares = pays(withdrawal);
    BigInteger before = on.rawTst(life.address());
    if (random.nextBoolean()) {
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
      add(life, Amount.of(shares.smallest(), on.tst.depositShares()));
    }
    return "complete as shares";
  }

  /** By the magnitude of the last block at which it can be slashed. */
  private Amount<WithdrawableShares> pays(Withdrawal withdrawal) {
    Map.Entry<Long, Magnitude> last = history.floorEntry(withdrawal.startBlock() + delay);
    Magnitude then = withdrawal.delegatedTo().isZero() ? Magnitude.FULL : last.getValue();
    Amount<ScaledShares> scaled = withdrawal.scaledShares().get(0);
    return SlashingFactor.of(then).pays(scaled);
  }

  private void check(Life life, String where) {
    assertThat(on.rawDepositShares(life.address(), on.tst))
        .as(where)
        .isEqualTo(life.stake.depositShares().smallest());
    assertThat(on.rawWithdrawable(life.address(), on.tst))
        .as(where)
        .isEqualTo(life.stake.withdrawable().smallest());
    List<QueuedWithdrawal> queued =
        on.eigen.withdrawals().getQueuedWithdrawals(life.address()).now();
    assertThat(queued).as(where).hasSameSizeAs(life.queue);
    for (QueuedWithdrawal each : queued) {
      assertThat(life.queue).as(where).contains(each.withdrawal());
      assertThat(each.pays().get(0).shares()).as(where).isEqualTo(pays(each.withdrawal()));
      assertThat(each.pays().get(0).tokens())
          .as(where)
          .isEqualTo(rate.tokensFor(pays(each.withdrawal())));
    }
  }
}
