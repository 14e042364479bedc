package io.github.restake4j.internal.journal;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** A fuzz target of journal records, of which a check sum says only that they were written. */
class RecordsFuzzTest {
  @FuzzTest
  void records(byte[] body) {
    try {
      Records.replay(body, new JournalState());
    } catch (IllegalStateException | IllegalArgumentException refused) {
      // what the log turns into a JournalException
    }
  }
}
