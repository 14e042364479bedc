package io.github.restake4j.tx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoryJournalTest extends JournalContract {
  @Override
  protected Journal open() {
    return Journal.inMemory();
  }

  @Test
  void find_longEnded_isForgottenFirst() {
    for (int i = 0; i <= 10_000; i++) {
      journal.accept(fresh("intent " + i, ALICE));
      journal.append("intent " + i, new Intent.Ended(Intent.State.REJECTED));
    }

    assertThat(journal.find("intent 0")).isEmpty();
    assertThat(journal.find("intent 1")).isPresent();
  }
}
