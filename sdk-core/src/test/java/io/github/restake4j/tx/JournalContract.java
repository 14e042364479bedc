package io.github.restake4j.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every journal does, wherever it keeps what it holds. */
public abstract class JournalContract {
  /** Two accounts. */
  protected static final Address ALICE = Address.parse("0x" + "a".repeat(40));

  /** The other one. */
  protected static final Address BOB = Address.parse("0x" + "b".repeat(40));

  /** An empty journal. */
  protected Journal journal = Journal.inMemory();

  /** A journal that holds nothing, for one test. */
  protected abstract Journal open() throws Exception;

  /** An intent as the engine hands it in. */
  protected static Intent fresh(String key, Address sender) {
    return new Intent(
        key, 1, sender, "Test.plan", Hash32.ZERO, Instant.EPOCH, List.of(), Optional.empty());
  }

  /** An attempt with a hash of its own and five bytes. */
  protected static Intent.Attempt attempt(int number) {
    return new Intent.Attempt(
        Hash32.parse(String.format("0x%064x", number)),
        Bytes.parse(String.format("0x02%08x", number)),
        Intent.Purpose.CALL);
  }

  /** A block that has an attempt. */
  protected static Intent.Inclusion inclusion(int attempt, long block) {
    return new Intent.Inclusion(
        attempt(attempt).hash(), Hash32.parse(String.format("0x%064x", block + 1_000)), block);
  }

  /** Takes in an intent and gives it a nonce. */
  protected final long reserveFor(String key, Address sender, long atLeast) {
    journal.accept(fresh(key, sender));
    return journal.reserve(key, atLeast);
  }

  @BeforeEach
  void openJournal() throws Exception {
    journal = open();
  }

  @AfterEach
  void closeJournal() {
    journal.close();
  }

  @Test
  void reserve_perSender_isContiguousFromTheNodesCount() {
    assertThat(reserveFor("a", ALICE, 5)).isEqualTo(5);
    assertThat(reserveFor("b", ALICE, 5)).isEqualTo(6);
    assertThat(reserveFor("c", BOB, 0)).isZero();
    assertThat(journal.nextNonce(1, ALICE)).isEqualTo(7);
    assertThat(journal.nextNonce(2, ALICE)).isZero();
  }

  @Test
  void E52_reserve_nodeCountsLess_theJournalWins() {
    assertThat(reserveFor("a", ALICE, 5)).isEqualTo(5);
    assertThat(reserveFor("b", ALICE, 3)).isEqualTo(6);
  }

  @Test
  void reserve_nodeCountsMore_theNodeWins() {
    assertThat(reserveFor("a", ALICE, 5)).isEqualTo(5);
    assertThat(reserveFor("b", ALICE, 9)).isEqualTo(9);
    assertThat(reserveFor("c", ALICE, 0)).isEqualTo(10);
  }

  @Test
  void reserve_manyThreads_givesEachNonceOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<Long>> given = new ArrayList<>();
      for (int i = 0; i < 80; i++) {
        String key = "intent " + i;
        given.add(
            threads.submit(
                () -> {
                  long nonce = reserveFor(key, ALICE, 3);
                  journal.append(key, new Intent.Signed(attempt((int) nonce)));
                  journal.force();
                  return nonce;
                }));
      }
      List<Long> nonces = new ArrayList<>();
      for (Future<Long> nonce : given) {
        nonces.add(nonce.get());
      }
      assertThat(nonces)
          .containsExactlyInAnyOrderElementsOf(
              LongStream.range(3, 83).boxed().collect(Collectors.toList()));
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void append_released_nonceIsGivenOutAgain() {
    assertThat(reserveFor("a", ALICE, 0)).isZero();
    assertThat(reserveFor("b", ALICE, 0)).isEqualTo(1);
    journal.append("a", new Intent.Released());

    assertThat(reserveFor("c", ALICE, 0)).isZero();
    assertThat(reserveFor("d", ALICE, 0)).isEqualTo(2);
  }

  @Test
  void append_releasedLast_lowersTheNextNonceToTheLastHeld() {
    reserveFor("a", ALICE, 0);
    reserveFor("b", ALICE, 0);
    reserveFor("c", ALICE, 0);
    journal.append("b", new Intent.Released());
    assertThat(journal.nextNonce(1, ALICE)).isEqualTo(3);
    journal.append("c", new Intent.Released());
    assertThat(journal.nextNonce(1, ALICE)).isEqualTo(1);
  }

  @Test
  void append_releasedBelowTheNodesCount_isNotGivenOutAgain() {
    assertThat(reserveFor("a", ALICE, 0)).isZero();
    assertThat(reserveFor("b", ALICE, 0)).isEqualTo(1);
    journal.append("a", new Intent.Released());

    assertThat(reserveFor("c", ALICE, 1)).isEqualTo(2);
  }

  @Test
  void append_releasedAfterSigning_isImpossible() {
    reserveFor("a", ALICE, 0);
    journal.append("a", new Intent.Signed(attempt(1)));

    assertThatThrownBy(() -> journal.append("a", new Intent.Released()))
        .isInstanceOf(IllegalStateException.class);
    assertThat(journal.find("a").map(Intent::state)).contains(Intent.State.SIGNED);
  }

  @Test
  void append_rejectedBeforeAByteLeft_freesTheNonce() {
    reserveFor("a", ALICE, 0);
    journal.append("a", new Intent.Signed(attempt(1)));
    journal.append("a", new Intent.Ended(Intent.State.REJECTED));

    assertThat(journal.nextNonce(1, ALICE)).isZero();
    assertThat(reserveFor("b", ALICE, 0)).isZero();
  }

  @Test
  void append_rejectedAfterBytesMayHaveLeft_isImpossible() {
    reserveFor("a", ALICE, 0);
    journal.append("a", new Intent.Signed(attempt(1)));
    journal.append("a", new Intent.Broadcast());

    assertThatThrownBy(() -> journal.append("a", new Intent.Ended(Intent.State.REJECTED)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void append_reserved_isLeftToReserve() {
    journal.accept(fresh("a", ALICE));

    assertThatThrownBy(() -> journal.append("a", new Intent.Reserved(7)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void append_unknownKey_isRefused() {
    assertThatThrownBy(() -> journal.append("a", new Intent.Broadcast()))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> journal.reserve("a", 0)).isInstanceOf(IllegalStateException.class);
    assertThat(journal.find("a")).isEmpty();
  }

  @Test
  void E49_accept_sameKey_givesTheFirst() {
    Intent first = journal.accept(fresh("a", ALICE));
    journal.reserve("a", 0);

    assertThat(first).isEqualTo(fresh("a", ALICE));
    assertThat(journal.accept(fresh("a", ALICE)).state()).isEqualTo(Intent.State.RESERVED);
    assertThat(journal.accept(fresh("a", BOB)).sender()).isEqualTo(ALICE);
  }

  @Test
  void accept_afterRejection_makesRoomForTheSameContentOnly() {
    reserveFor("a", ALICE, 0);
    journal.append("a", new Intent.Released());
    journal.append("a", new Intent.Ended(Intent.State.REJECTED));

    assertThat(journal.accept(fresh("a", BOB)).end()).contains(Intent.State.REJECTED);
    assertThat(journal.accept(fresh("a", ALICE)).state()).isEqualTo(Intent.State.ACCEPTED);
  }

  @Test
  void claim_openIntents_comeInOrderOfAcceptance() {
    for (String key : List.of("c", "a", "b")) {
      journal.accept(fresh(key, ALICE));
    }
    journal.reserve("b", 0);

    assertThat(journal.claim(1)).extracting(Intent::key).containsExactly("c", "a", "b");
    assertThat(journal.claim(2)).isEmpty();
  }

  @Test
  void append_wholeLife_walksTheStates() {
    reserveFor("a", ALICE, 0);
    journal.append("a", new Intent.Signed(attempt(1)));
    assertThat(journal.append("a", new Intent.Broadcast()).state())
        .isEqualTo(Intent.State.BROADCAST);
    journal.append("a", new Intent.Signed(attempt(2)));
    assertThat(journal.append("a", new Intent.Included(inclusion(1, 7))).state())
        .isEqualTo(Intent.State.INCLUDED);
    assertThatThrownBy(() -> journal.append("a", new Intent.Signed(attempt(3))))
        .isInstanceOf(IllegalStateException.class);
    assertThat(journal.append("a", new Intent.Reopened()).state())
        .isEqualTo(Intent.State.BROADCAST);
    journal.append("a", new Intent.Included(inclusion(2, 8)));
    journal.append("a", new Intent.Confirmed());
    assertThat(journal.claim(1)).hasSize(1);
    Intent ended = journal.append("a", new Intent.Ended(Intent.State.SUCCEEDED));

    assertThat(ended.state()).isEqualTo(Intent.State.SUCCEEDED);
    assertThat(ended.steps().get(0).attempts()).containsExactly(attempt(1), attempt(2));
    assertThat(ended.steps().get(0).inclusion()).contains(inclusion(2, 8));
    assertThat(journal.claim(1)).isEmpty();
    assertThat(journal.find("a")).contains(ended);
    assertThatThrownBy(() -> journal.append("a", new Intent.Broadcast()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void append_secondStep_takesTheNextNonce() {
    reserveFor("a", ALICE, 0);
    journal.append("a", new Intent.Signed(attempt(1)));
    journal.append("a", new Intent.Included(inclusion(1, 7)));
    journal.append("a", new Intent.Finalized());
    assertThat(journal.reserve("a", 1)).isEqualTo(1);

    assertThat(journal.find("a").orElseThrow().steps())
        .extracting(Intent.Step::nonce)
        .containsExactly(0L, 1L);
  }

  @Test
  void cursor_keptByName() {
    assertThat(journal.cursor("scan")).isEmpty();
    journal.cursor("scan", Bytes.parse("0x01"));
    journal.cursor("other", Bytes.EMPTY);
    journal.cursor("scan", Bytes.parse("0x0203"));
    assertThat(journal.cursor("scan")).contains(Bytes.parse("0x0203"));
    assertThat(journal.cursor("other")).contains(Bytes.EMPTY);
    journal.cursor("scan", Bytes.wrap(new byte[65_536]));
    assertThatThrownBy(() -> journal.cursor("scan", Bytes.wrap(new byte[65_537])))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void P23_toString_neverShowsRawBytes() {
    reserveFor("a", ALICE, 0);
    Bytes raw = Bytes.parse("0xdeadbeefdeadbeef");
    journal.append(
        "a", new Intent.Signed(new Intent.Attempt(attempt(1).hash(), raw, Intent.Purpose.CALL)));

    assertThat(journal.find("a").toString()).doesNotContain("deadbeef");
    assertThat(journal.toString()).doesNotContain("deadbeef");
  }

  @Test
  void close_twice_doesNothing() {
    journal.close();
    journal.close();
  }
}
