package io.github.restake4j.internal.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.logs.BlockId;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TrailTest {
  private static final Hash32 SCAN = Hash32.parse("0x" + "5".repeat(64));

  private static BlockId block(long number) {
    return new BlockId(number, Hash32.parse(String.format("0x%064x", number + 7)));
  }

  @Test
  void add_manyBlocks_keepsTheNewestTheFirstAndFewBetween() {
    Trail trail = new Trail(1, SCAN, 11);
    for (long number = 10; number <= 100_000; number++) {
      trail.add(block(number));
    }

    assertThat(trail.cursor().size()).isLessThan(64 * 1024 / 10);
    for (long number = 100_000 - 31; number <= 100_000; number++) {
      assertThat(trail.at(number)).isEqualTo(block(number));
    }
    assertThat(trail.at(10)).isEqualTo(block(10));
    long before = 100_000;
    for (BlockId each : trail.upTo(100_000)) {
      long depth = 100_001 - before;
      assertThat(100_000 - each.number()).as("next below depth " + depth).isLessThan(4 * depth + 4);
      before = each.number();
    }
  }

  @Test
  void resume_ownCursor_isTheSamePlace() {
    Trail trail = new Trail(1, SCAN, 5);
    trail.add(block(4));
    trail.add(block(9));
    Trail again = new Trail(1, SCAN, 5);

    again.resume(trail.cursor(), 5);

    assertThat(again.next()).isEqualTo(10);
    assertThat(again.tip()).isEqualTo(block(9));
    assertThat(again.cursor()).isEqualTo(trail.cursor());
  }

  @Test
  void resume_anyByteChanged_isRefusedOrAnotherHash() {
    Trail trail = new Trail(1, SCAN, 5);
    trail.add(block(4));
    trail.add(block(9));
    byte[] good = trail.cursor().toArray();
    SplittableRandom random = new SplittableRandom(3);
    int headers = 27;
    for (int i = 0; i < headers + 8; i++) {
      byte[] bad = good.clone();
      bad[i] ^= (byte) (1 + random.nextInt(255));
      assertThatThrownBy(() -> new Trail(1, SCAN, 5).resume(Bytes.of(bad), 5))
          .as("byte " + i)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void backTo_middle_leavesWhatIsAbove() {
    Trail trail = new Trail(1, SCAN, 5);
    for (long number = 4; number <= 9; number++) {
      trail.add(block(number));
    }

    assertThat(trail.backTo(8)).containsExactly(block(8), block(9));
    assertThat(trail.next()).isEqualTo(8);
    assertThat(trail.tip()).isEqualTo(block(7));
  }
}
