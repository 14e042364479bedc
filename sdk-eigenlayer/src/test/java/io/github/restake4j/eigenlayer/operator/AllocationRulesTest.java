package io.github.restake4j.eigenlayer.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.restake4j.eigenlayer.OperatorSet;
import io.github.restake4j.eigenlayer.shares.Magnitude;
import io.github.restake4j.eth.Address;
import io.github.restake4j.tx.TxSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What modifyAllocations would do, from states written by hand. */
class AllocationRulesTest {
  private static final Address AVS = Address.parse("0x00000000000000000000000000000000000000a5");
  private static final Address STETH = Address.parse("0x0000000000000000000000000000000000000051");
  private static final OperatorSet ONE = new OperatorSet(AVS, 1);
  private static final OperatorSet TWO = new OperatorSet(AVS, 2);

  private final Map<OperatorSet, AllocationRules.SetState> sets = new HashMap<>();
  private final List<Allocation> allocations = new ArrayList<>();
  private final List<AllocationTarget> targets = new ArrayList<>();
  private String max = "1";
  private String encumbered = "0";
  private String allocatable = "1";
  private OptionalLong delay = OptionalLong.of(5);

  private void set(OperatorSet set, boolean slashable) {
    sets.put(set, new AllocationRules.SetState(true, slashable, Set.of(STETH)));
  }

  private void magnitudes(String all, String used, String free) {
    max = all;
    encumbered = used;
    allocatable = free;
  }

  private void ask(OperatorSet set, String now, String target) {
    allocations.add(new Allocation(set, STETH, Magnitude.of(now), Optional.empty()));
    targets.add(new AllocationTarget(set, STETH, Magnitude.of(target)));
  }

  private AllocationRules.Verdict verdict() {
    return AllocationRules.apply(
        new AllocationRules.State(
            delay,
            50,
            sets,
            Map.of(
                STETH,
                new StrategyMagnitudes(
                    Magnitude.of(max), Magnitude.of(encumbered), Magnitude.of(allocatable))),
            allocations),
        targets);
  }

  private List<String> unmet() {
    List<String> texts = new ArrayList<>();
    for (TxSpec.Check check : verdict().checks()) {
      if (!check.met()) {
        texts.add(check.text());
      }
    }
    return texts;
  }

  @Test
  void more_withinTheAllocatable_takesTheAllocationDelay() {
    set(ONE, false);
    ask(ONE, "0", "0.4");

    assertThat(unmet()).isEmpty();
    assertThat(verdict().changes())
        .containsExactly(new AllocationChange(targets.get(0), Magnitude.ZERO, 5));
  }

  @Test
  void more_thanAllocatable_namesEveryNumber() {
    set(ONE, false);
    magnitudes("0.9", "0.6", "0.3");
    ask(ONE, "0.6", "0.95");

    assertThat(unmet())
        .singleElement()
        .asString()
        .contains("0.35 more", "allocatable 0.3", "max 0.9", "encumbered 0.6");
  }

  @Test
  void more_twiceInOneCall_isCountedTogether() {
    set(ONE, false);
    set(TWO, false);
    magnitudes("1", "0", "1");
    ask(ONE, "0", "0.7");
    ask(TWO, "0", "0.4");

    assertThat(unmet()).singleElement().asString().contains("0.4 more", "allocatable 0.3");
  }

  @Test
  void less_thatCannotBeSlashed_isFreeForTheNextTargetOfTheCall() {
    set(ONE, false);
    set(TWO, true);
    magnitudes("1", "1", "0");
    ask(ONE, "1", "0");
    ask(TWO, "0", "1");

    assertThat(unmet()).isEmpty();
    assertThat(verdict().changes()).extracting(AllocationChange::blocks).containsExactly(0L, 5L);
  }

  @Test
  void less_thatCanBeSlashed_staysForTheDeallocationDelayAndIsNotFreeBefore() {
    set(ONE, true);
    set(TWO, true);
    magnitudes("1", "1", "0");
    ask(ONE, "1", "0.5");
    ask(TWO, "0", "0.5");

    assertThat(unmet()).singleElement().asString().contains("0.5 more", "allocatable 0 ");
    assertThat(verdict().changes()).extracting(AllocationChange::blocks).containsExactly(51L, 5L);
  }

  @Test
  void less_ofAStrategyTheSetDropped_leavesAtOnce() {
    sets.put(ONE, new AllocationRules.SetState(true, true, Set.of()));
    magnitudes("1", "0.5", "0.5");
    ask(ONE, "0.5", "0");

    assertThat(unmet()).isEmpty();
    assertThat(verdict().changes()).extracting(AllocationChange::blocks).containsExactly(0L);
  }

  @Test
  void refusals_nameWhatIsWrong() {
    sets.put(ONE, new AllocationRules.SetState(false, false, Set.of()));
    delay = OptionalLong.empty();
    allocations.add(
        new Allocation(
            ONE,
            STETH,
            Magnitude.of("0.1"),
            Optional.of(new Allocation.Pending(Magnitude.of("0.2"), 77))));
    targets.add(new AllocationTarget(ONE, STETH, Magnitude.of("0.3")));

    assertThat(unmet())
        .hasSize(4)
        .anySatisfy(text -> assertThat(text).contains("allocation delay"))
        .anySatisfy(text -> assertThat(text).contains("operator set 1 of " + AVS + " exists"))
        .anySatisfy(text -> assertThat(text).contains("0.2 takes effect in block 77"))
        .anySatisfy(text -> assertThat(text).contains("uses strategy " + STETH));
  }

  @Test
  void sameMagnitude_isRefused() {
    set(ONE, true);
    magnitudes("1", "0.5", "0.5");
    ask(ONE, "0.5", "0.5");

    assertThat(unmet()).singleElement().asString().contains("another magnitude than 0.5");
  }
}
