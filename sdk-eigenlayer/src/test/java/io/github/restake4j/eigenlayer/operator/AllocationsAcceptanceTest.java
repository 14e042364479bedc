package io.github.restake4j.eigenlayer.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.restake4j.devnet.World;
import io.github.restake4j.devnet.junit.Devnet;
import io.github.restake4j.eigenlayer.OperatorSet;
import io.github.restake4j.eigenlayer.shares.Magnitude;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.sign.LocalKey;
import io.github.restake4j.tx.Explanation;
import io.github.restake4j.tx.Simulation;
import io.github.restake4j.tx.TxOutcome;
import io.github.restake4j.tx.TxPlan;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random allocations: what is refused, and when changes hold, must be what the contract says. */
@Devnet(protocols = "eigenlayer")
class AllocationsAcceptanceTest {
  private static final long SEED = 20_260_512;
  private static final int STEPS = 60;
  private static final List<String> MAGNITUDES = List.of("0", "0.1", "0.3", "0.5", "1");

  private static final BigInteger TEN_TO_THE_11 = BigInteger.TEN.pow(11);

  private final World world;
  private final Random random = new Random(SEED);

  AllocationsAcceptanceTest(World world) {
    this.world = world;
  }

  @Test
  void modifyAllocations_seededSteps_refusesExactlyWhatTheContractDoes() {
    try (EigenWorld on = new EigenWorld(world)) {
      Operators operators = Operators.on(on.client());
      LocalKey operator = on.key(6);
      on.register(operator, 4, "");
      Address tst = on.strategy("TST").strategy();
      Address steth = on.strategy("stETH").strategy();
      List<AllocationTarget> places = new ArrayList<>();
      List<OperatorSet> sets = List.of(on.newSet(tst), on.newSet(tst, steth), on.newSet(steth));
      for (OperatorSet set : sets) {
        for (Address strategy : operators.operatorSets().strategies(set).now()) {
          places.add(new AllocationTarget(set, strategy, Magnitude.ZERO));
        }
      }
      int refused = 0;
      int sent = 0;
      for (int step = 0; step < STEPS; step++) {
        if (random.nextInt(10) == 0) {
          joinOrLeave(operators, operator, sets.get(random.nextInt(sets.size())));
        }
        if (random.nextInt(12) == 0) {
          slash(on, operators, operator.address(), sets.get(1), tst);
        }
        world.mine(1 + random.nextInt(random.nextInt(4) == 0 ? 60 : 5));
        List<AllocationTarget> targets = targets(places);
        TxPlan<List<AllocationUpdate>> plan =
            operators.allocations().modifyAllocations(operator.address(), targets);
        Explanation explained = plan.explain(operator.address()).now();
        Simulation<List<AllocationUpdate>> simulated = plan.simulate(operator.address()).now();

        assertThat(explained.isReady())
            .as("seed %s step %s: %s\n%s", SEED, step, simulated, explained)
            .isEqualTo(simulated instanceof Simulation.Succeeds);
        if (!explained.isReady()) {
          refused++;
          continue;
        }
        sent++;
        check(operators, operator, targets, plan);
      }
      assertThat(refused).as("refused steps").isGreaterThan(STEPS / 5);
      assertThat(sent).as("sent steps").isGreaterThan(STEPS / 5);
    }
  }

  private List<AllocationTarget> targets(List<AllocationTarget> places) {
    Map<AllocationTarget, AllocationTarget> chosen = new LinkedHashMap<>();
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      AllocationTarget place = places.get(random.nextInt(places.size()));
      Magnitude magnitude = Magnitude.of(MAGNITUDES.get(random.nextInt(MAGNITUDES.size())));
      chosen.putIfAbsent(
          place, new AllocationTarget(place.operatorSet(), place.strategy(), magnitude));
    }
    return List.copyOf(chosen.values());
  }

  private static void check(
      Operators operators,
      LocalKey operator,
      List<AllocationTarget> targets,
      TxPlan<List<AllocationUpdate>> plan) {
    List<AllocationChange> foreseen =
        operators.allocations().preview(operator.address(), targets).now();

    TxOutcome<List<AllocationUpdate>> outcome = plan.send(operator).await();

    long block = outcome.receipts().get(0).blockNumber();
    List<AllocationUpdate> expected = new ArrayList<>();
    for (AllocationChange change : foreseen) {
      expected.add(
          new AllocationUpdate(
              operator.address(),
              change.target().operatorSet(),
              change.target().strategy(),
              change.target().magnitude(),
              block + change.blocks()));
    }
    assertThat(outcome.orThrow()).isEqualTo(expected);
  }

  private static void joinOrLeave(Operators operators, LocalKey operator, OperatorSet set) {
    Address me = operator.address();
    List<Long> ids = List.of(set.id());
    if (operators.operatorSets().isMember(me, set).now()) {
      operators
          .operatorSets()
          .deregisterFromOperatorSets(me, set.avs(), ids)
          .send(operator)
          .await()
          .orThrow();
    } else if (!operators.operatorSets().isSlashable(me, set).now()) {
      operators
          .operatorSets()
          .registerForOperatorSets(me, set.avs(), ids, Bytes.EMPTY)
          .send(operator)
          .await()
          .orThrow();
    }
  }

  private void slash(
      EigenWorld on, Operators operators, Address operator, OperatorSet set, Address strategy) {
    if (!operators.operatorSets().isSlashable(operator, set).now()) {
      return;
    }
    BigInteger wad = BigInteger.valueOf(1 + random.nextInt(1_000_000)).multiply(TEN_TO_THE_11);
    on.lever(
        "slash",
        Map.of(
            "operator", operator.toString(),
            "avs", set.avs().toString(),
            "operatorSetId", String.valueOf(set.id()),
            "strategies", List.of(strategy.toString()),
            "wadsToSlash", List.of(wad.toString()),
            "description", ""));
  }
}
