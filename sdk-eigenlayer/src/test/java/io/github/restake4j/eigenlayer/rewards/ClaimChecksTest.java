package io.github.restake4j.eigenlayer.rewards;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.restake4j.eth.BlockRef;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.tx.TxSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is demanded of the root of a claim. */
class ClaimChecksTest {
  private static final Instant ACTIVE = Instant.parse("2026-03-01T00:00:00Z");

  private final ClaimAmounts amounts = ClaimAmounts.of(RewardsTreeTest.triangular());
  private final RewardsMerkleClaim claim =
      amounts.claim(RewardsTreeTest.EARNERS.get(0), List.of(RewardsTreeTest.TOKENS.get(0)), 3);

  private List<String> unmet(Instant blockTime, Optional<DistributionRoot> root) {
    List<String> texts = new ArrayList<>();
    BlockRef.Exact block = new BlockRef.Exact(99, Hash32.ZERO, blockTime);
    for (TxSpec.Check check : ClaimChecks.ofRoot(claim, block, root)) {
      if (!check.met()) {
        texts.add(check.text());
      }
    }
    return texts;
  }

  private Optional<DistributionRoot> root(boolean disabled) {
    return Optional.of(
        new DistributionRoot(3, amounts.root(), ACTIVE.minusSeconds(99), ACTIVE, disabled));
  }

  @Test
  void root_inItsFirstActiveSecond_isFine() {
    assertThat(unmet(ACTIVE, root(false))).isEmpty();
  }

  @Test
  void root_oneSecondBefore_isNotActive() {
    assertThat(unmet(ACTIVE.minusSeconds(1), root(false)))
        .singleElement()
        .asString()
        .contains("from 2026-03-01T00:00:00Z on", "block 99 is of 2026-02-28T23:59:59Z");
  }

  @Test
  void root_disabled_isNotClaimableHoweverOld() {
    assertThat(unmet(ACTIVE.plusSeconds(1_000_000), root(true)))
        .containsExactly("distribution root 3 is not disabled");
    assertThat(root(true).get().isClaimableAt(ACTIVE.plusSeconds(1_000_000))).isFalse();
  }

  @Test
  void root_notPosted_isAllThatIsSaid() {
    assertThat(unmet(ACTIVE, Optional.empty())).containsExactly("distribution root 3 was posted");
  }
}
