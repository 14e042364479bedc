package io.github.restake4j.journal.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.tx.Intent;
import io.github.restake4j.tx.Journal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every journal does with a single owner. */
abstract class JournalContract {
  static final Address ALICE = Address.parse("0x" + "a".repeat(40));
  static final Address BOB = Address.parse("0x" + "b".repeat(40));
  static final Intent.Inclusion INCLUSION = new Intent.Inclusion(attempt(1).hash(), Hash32.ZERO, 7);

  /** The same journal during one test. */
  abstract Journal journal();

  static Intent fresh(String key, Address sender) {
    return new Intent(
        key,
        1,
        sender,
        "Test.plan",
        Hash32.ZERO,
        Instant.ofEpochSecond(1_700_000_000, 123_456_789),
        List.of(),
        Optional.empty());
  }

  static Intent.Attempt attempt(int number) {
    return new Intent.Attempt(
        Hash32.parse(String.format("0x%064x", number)),
        Bytes.parse(String.format("0x02%08x", number)),
        Intent.Purpose.CALL);
  }

  long reserveFor(String key, Address sender, long atLeast) {
    journal().accept(fresh(key, sender));
    return journal().reserve(key, atLeast);
  }

  @Test
  void reserve_perSender_isContiguousFromTheNodesCount() {
    assertThat(reserveFor("a", ALICE, 5)).isEqualTo(5);
    assertThat(reserveFor("b", ALICE, 5)).isEqualTo(6);
    assertThat(reserveFor("c", BOB, 0)).isZero();
    assertThat(journal().nextNonce(1, ALICE)).isEqualTo(7);
    assertThat(journal().nextNonce(2, ALICE)).isZero();
  }

  @Test
  void E52_reserve_nodeCountsLess_theJournalWins() {
    assertThat(reserveFor("a", ALICE, 5)).isEqualTo(5);
    assertThat(reserveFor("b", ALICE, 3)).isEqualTo(6);
  }

  @Test
  void reserve_beforeThePriorStepIsMined_isImpossible() {
    reserveFor("a", ALICE, 0);

    assertThatThrownBy(() -> journal().reserve("a", 0)).isInstanceOf(IllegalStateException.class);
    assertThat(journal().nextNonce(1, ALICE)).isEqualTo(1);
  }

  @Test
  void append_released_nonceIsGivenOutAgain() {
    assertThat(reserveFor("a", ALICE, 0)).isZero();
    assertThat(reserveFor("b", ALICE, 0)).isEqualTo(1);
    assertThat(journal().append("a", new Intent.Released())).isEqualTo(fresh("a", ALICE));
    assertThat(journal().nextNonce(1, ALICE)).isEqualTo(2);

    assertThat(reserveFor("c", ALICE, 0)).isZero();
    assertThat(reserveFor("d", ALICE, 0)).isEqualTo(2);
  }

  @Test
  void append_releasedAtTheTop_lowersNextNonce() {
    reserveFor("a", ALICE, 3);
    reserveFor("b", ALICE, 3);
    journal().append("b", new Intent.Released());

    assertThat(journal().nextNonce(1, ALICE)).isEqualTo(4);
    assertThat(journal().reserve("b", 3)).isEqualTo(4);
  }

  @Test
  void append_releasedBelowTheNodesCount_isNotGivenOutAgain() {
    reserveFor("a", ALICE, 0);
    reserveFor("b", ALICE, 0);
    journal().append("a", new Intent.Released());

    assertThat(reserveFor("c", ALICE, 1)).isEqualTo(2);
  }

  @Test
  void append_releasedAfterSigning_isImpossible() {
    reserveFor("a", ALICE, 0);
    journal().append("a", new Intent.Signed(attempt(1)));

    assertThatThrownBy(() -> journal().append("a", new Intent.Released()))
        .isInstanceOf(IllegalStateException.class);
    assertThat(journal().find("a").map(Intent::state)).contains(Intent.State.SIGNED);
  }

  @Test
  void append_rejectedBeforeAByteLeft_freesTheNonce() {
    reserveFor("a", ALICE, 0);
    journal().append("a", new Intent.Signed(attempt(1)));
    Intent ended = journal().append("a", new Intent.Ended(Intent.State.REJECTED));

    assertThat(journal().find("a")).contains(ended);
    assertThat(journal().nextNonce(1, ALICE)).isZero();
    assertThat(reserveFor("b", ALICE, 0)).isZero();
    assertThat(journal().append("b", new Intent.Signed(attempt(2))).steps()).hasSize(1);
    assertThat(reserveFor("c", ALICE, 0)).isEqualTo(1);
  }

  @Test
  void append_rejectedWithABareNonce_freesIt() {
    reserveFor("a", ALICE, 0);
    reserveFor("b", ALICE, 0);
    journal().append("a", new Intent.Ended(Intent.State.REJECTED));

    assertThat(journal().nextNonce(1, ALICE)).isEqualTo(2);
    assertThat(journal().accept(fresh("a", ALICE)).state()).isEqualTo(Intent.State.ACCEPTED);
    assertThat(journal().reserve("a", 0)).isZero();
  }

  @Test
  void append_rejectedAfterBytesMayHaveLeft_isImpossible() {
    reserveFor("a", ALICE, 0);
    journal().append("a", new Intent.Signed(attempt(1)));
    journal().append("a", new Intent.Broadcast());

    assertThatThrownBy(() -> journal().append("a", new Intent.Ended(Intent.State.REJECTED)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void append_unknownKey_isRefused() {
    assertThatThrownBy(() -> journal().append("none", new Intent.Broadcast()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("none");
    assertThatThrownBy(() -> journal().append("none", new Intent.Reserved(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void E49_accept_sameKey_givesTheFirst() {
    Intent first = journal().accept(fresh("a", ALICE));
    journal().reserve("a", 0);

    assertThat(first).isEqualTo(fresh("a", ALICE));
    assertThat(journal().accept(fresh("a", ALICE)).state()).isEqualTo(Intent.State.RESERVED);
    assertThat(journal().accept(fresh("a", BOB)).sender()).isEqualTo(ALICE);
  }

  @Test
  void accept_afterRejection_makesRoomForTheSameContentOnly() {
    reserveFor("a", ALICE, 0);
    journal().append("a", new Intent.Released());
    journal().append("a", new Intent.Ended(Intent.State.REJECTED));

    assertThat(journal().accept(fresh("a", BOB)).end()).contains(Intent.State.REJECTED);
    assertThat(journal().accept(fresh("a", ALICE)).state()).isEqualTo(Intent.State.ACCEPTED);
    assertThat(journal().reserve("a", 0)).isZero();
    journal().force();
    assertThat(journal().claim(1)).hasSize(1);
  }

  @Test
  void append_wholeLife_walksTheStates() {
    reserveFor("a", ALICE, 0);
    journal().append("a", new Intent.Signed(attempt(1)));
    assertThat(journal().append("a", new Intent.Broadcast()).state())
        .isEqualTo(Intent.State.BROADCAST);
    journal().append("a", new Intent.Signed(attempt(2)));
    assertThat(journal().append("a", new Intent.Included(INCLUSION)).state())
        .isEqualTo(Intent.State.INCLUDED);
    assertThatThrownBy(() -> journal().append("a", new Intent.Signed(attempt(3))))
        .isInstanceOf(IllegalStateException.class);
    assertThat(journal().append("a", new Intent.Reopened()).state())
        .isEqualTo(Intent.State.BROADCAST);
    Intent included = journal().append("a", new Intent.Included(INCLUSION));
    assertThat(journal().find("a")).contains(included);
    journal().append("a", new Intent.Confirmed());
    assertThat(journal().claim(1)).hasSize(1);
    assertThat(journal().reserve("a", 0)).isEqualTo(1);
    journal().append("a", new Intent.Signed(attempt(4)));
    Intent two = journal().append("a", new Intent.Included(INCLUSION));
    assertThat(journal().find("a")).contains(two);
    journal().append("a", new Intent.Finalized());
    Intent ended = journal().append("a", new Intent.Ended(Intent.State.SUCCEEDED));
    journal().force();

    assertThat(ended.state()).isEqualTo(Intent.State.SUCCEEDED);
    assertThat(ended.steps()).hasSize(2);
    assertThat(ended.steps().get(0).attempts()).containsExactly(attempt(1), attempt(2));
    assertThat(journal().claim(1)).isEmpty();
    assertThat(journal().find("a")).contains(ended);
    assertThatThrownBy(() -> journal().append("a", new Intent.Broadcast()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void claim_severalOpen_inTheOrderOfAcceptanceAndOfOneChain() {
    for (String key : List.of("c", "a", "b")) {
      journal().accept(fresh(key, ALICE));
    }

    assertThat(journal().claim(1)).extracting(Intent::key).containsExactly("c", "a", "b");
    assertThat(journal().claim(5)).isEmpty();
  }

  @Test
  void P23_toString_neverShowsRawBytes() {
    reserveFor("a", ALICE, 0);
    Bytes raw = Bytes.parse("0xdeadbeefdeadbeef");
    journal()
        .append(
            "a",
            new Intent.Signed(new Intent.Attempt(attempt(1).hash(), raw, Intent.Purpose.CALL)));

    assertThat(journal().find("a").toString()).doesNotContain("deadbeef");
    assertThat(journal().find("a").orElseThrow().steps().get(0).attempts().get(0).raw())
        .isEqualTo(raw);
  }

  @Test
  void cursor_keptByName() {
    assertThat(journal().cursor("scan")).isEmpty();
    journal().cursor("scan", Bytes.parse("0x01"));
    journal().cursor("scan", Bytes.parse("0x0203"));
    assertThat(journal().cursor("scan")).contains(Bytes.parse("0x0203"));
    assertThatThrownBy(() -> journal().cursor("scan", Bytes.of(new byte[65_537])))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
