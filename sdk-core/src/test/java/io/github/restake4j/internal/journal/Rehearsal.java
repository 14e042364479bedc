package io.github.restake4j.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.tx.Intent;
import io.github.restake4j.tx.Journal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Changes made to a journal, so that what comes back after a crash can be held against a journal in
 * memory that saw the same changes, up to one of them.
 */
final class Rehearsal {
  static final Address SENDER = Address.parse("0x" + "c".repeat(40));

  private final List<Consumer<Journal>> changes = new ArrayList<>();
  private final Set<String> keys = new LinkedHashSet<>();
  private int confirmed;

  static Intent fresh(String key) {
    return new Intent(
        key, 1, SENDER, "Test.plan", Hash32.ZERO, Instant.EPOCH, List.of(), Optional.empty());
  }

  /** An attempt of 300 bytes, like a real one. */
  static Intent.Attempt attempt(int number) {
    byte[] raw = new byte[300];
    for (int i = 0; i < raw.length; i++) {
      raw[i] = (byte) (number * 31 + i * 7);
    }
    return new Intent.Attempt(
        Hash32.parse(String.format("0x%064x", number)), Bytes.wrap(raw), Intent.Purpose.CALL);
  }

  static Intent.Inclusion inclusion(int number) {
    return new Intent.Inclusion(
        Hash32.parse(String.format("0x%064x", number)),
        Hash32.parse(String.format("0x%064x", 7_000 + number)),
        number);
  }

  void accept(Journal journal, String key) {
    make(journal, key, of -> of.accept(fresh(key)));
  }

  void reserve(Journal journal, String key) {
    make(journal, key, of -> of.reserve(key, 0));
  }

  void append(Journal journal, String key, Intent.Change change) {
    make(journal, key, of -> of.append(key, change));
  }

  void cursor(Journal journal, int position) {
    make(journal, "", of -> of.cursor("scan", Bytes.of((byte) (position >> 8), (byte) position)));
  }

  private void make(Journal journal, String key, Consumer<Journal> change) {
    change.accept(journal);
    changes.add(change);
    if (!key.isEmpty()) {
      keys.add(key);
    }
  }

  void force(Journal journal) {
    int before = changes.size();
    journal.force();
    confirmed = before;
  }

  /** How many changes were made. */
  int made() {
    return changes.size();
  }

  /** How many of them {@code force} confirmed. */
  int confirmed() {
    return confirmed;
  }

  /**
   * Finds the prefix of the changes that a journal holds, and makes the same changes to a journal
   * that held what was there before.
   *
   * @return how many
   */
  int prefixIn(Journal recovered, Journal reference, int atLeast, int atMost) {
    for (int made = 0; made <= atMost; made++) {
      if (made > 0) {
        changes.get(made - 1).accept(reference);
      }
      if (made >= atLeast && view(recovered).equals(view(reference))) {
        for (Intent intent : reference.claim(1)) {
          if (intent.state() == Intent.State.RESERVED) {
            reference.append(intent.key(), new Intent.Released());
          }
        }
        assertThat(recovered.nextNonce(1, SENDER)).isEqualTo(reference.nextNonce(1, SENDER));
        return made;
      }
    }
    throw new AssertionError(
        "no prefix of " + atLeast + " to " + atMost + " changes is " + view(recovered));
  }

  private List<Object> view(Journal journal) {
    List<Object> seen = new ArrayList<>();
    for (String key : keys) {
      seen.add(journal.find(key).map(Rehearsal::withoutBareNonce));
    }
    seen.add(journal.claim(1).stream().map(Intent::key).collect(Collectors.toList()));
    seen.add(journal.cursor("scan"));
    return seen;
  }

  /** A nonce without a signature does not come back. */
  private static Intent withoutBareNonce(Intent intent) {
    return intent.state() == Intent.State.RESERVED ? intent.after(new Intent.Released()) : intent;
  }
}
