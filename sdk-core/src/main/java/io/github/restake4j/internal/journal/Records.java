package io.github.restake4j.internal.journal;

import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.tx.Intent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The bodies of a file journal's records, version 1: a byte that says which, then its fields. The
 * numbers are on users' disks: none ever changes its meaning.
 */
final class Records {
  private static final int ACCEPTED = 1;
  private static final int RESERVED = 2;
  private static final int RELEASED = 3;
  private static final int SIGNED = 4;
  private static final int BROADCAST = 5;
  private static final int INCLUDED = 6;
  private static final int CONFIRMED = 7;
  private static final int FINALIZED = 8;
  private static final int REOPENED = 9;
  private static final int ENDED = 10;
  private static final int CURSOR = 11;
  private static final int NONCES = 12;
  private static final int INTENT = 13;
  private static final int FORCED = 14;

  private static final byte[] MARK = {FORCED};

  private Records() {}

  /** Says that every byte before it was forced. */
  static byte[] forced() {
    return MARK.clone();
  }

  static boolean isForced(byte[] body) {
    return body.length == 1 && body[0] == FORCED;
  }

  static byte[] accepted(Intent fresh) {
    return head(new RecordWriter(ACCEPTED), fresh).body();
  }

  static byte[] change(String key, Intent.Change change) {
    if (change instanceof Intent.Reserved reserved) {
      return new RecordWriter(RESERVED).text(key).number(reserved.nonce()).body();
    }
    if (change instanceof Intent.Released) {
      return new RecordWriter(RELEASED).text(key).body();
    }
    if (change instanceof Intent.Signed signed) {
      return attempt(new RecordWriter(SIGNED).text(key), signed.attempt()).body();
    }
    if (change instanceof Intent.Broadcast) {
      return new RecordWriter(BROADCAST).text(key).body();
    }
    if (change instanceof Intent.Included included) {
      return inclusion(new RecordWriter(INCLUDED).text(key), included.inclusion()).body();
    }
    if (change instanceof Intent.Confirmed) {
      return new RecordWriter(CONFIRMED).text(key).body();
    }
    if (change instanceof Intent.Finalized) {
      return new RecordWriter(FINALIZED).text(key).body();
    }
    if (change instanceof Intent.Reopened) {
      return new RecordWriter(REOPENED).text(key).body();
    }
    if (change instanceof Intent.Ended ended) {
      return new RecordWriter(ENDED).text(key).small(code(ended.state())).body();
    }
    throw new IllegalStateException("no record for " + change);
  }

  static byte[] cursor(String name, Bytes position) {
    return new RecordWriter(CURSOR).text(name).bytes(position).body();
  }

  /** Bodies that, replayed on an empty state, make the given one. */
  static List<byte[]> snapshot(JournalState state) {
    List<byte[]> bodies = new ArrayList<>();
    for (Map.Entry<JournalState.Account, JournalState.Nonces> of : state.nonces().entrySet()) {
      RecordWriter out = new RecordWriter(NONCES).number(of.getKey().chainId());
      out.fixed(of.getKey().sender().toBytes()).number(of.getValue().next());
      List<Long> released = of.getValue().released();
      out.number(released.size());
      for (long nonce : released) {
        out.number(nonce);
      }
      bodies.add(out.body());
    }
    for (Map.Entry<String, Bytes> cursor : state.cursors().entrySet()) {
      bodies.add(cursor(cursor.getKey(), cursor.getValue()));
    }
    for (Intent intent : state.intents()) {
      bodies.add(whole(intent));
    }
    return bodies;
  }

  /**
   * Does to a state what a record says.
   *
   * @throws IllegalStateException if the record is none of ours or cannot follow
   */
  static void replay(byte[] body, JournalState state) {
    RecordReader in = new RecordReader(body);
    int type = in.small();
    switch (type) {
      case ACCEPTED -> accept(state, head(in, List.of(), Optional.empty()));
      case RESERVED -> state.apply(in.text(), new Intent.Reserved(in.number()));
      case RELEASED -> state.apply(in.text(), new Intent.Released());
      case SIGNED -> state.apply(in.text(), new Intent.Signed(attempt(in)));
      case BROADCAST -> state.apply(in.text(), new Intent.Broadcast());
      case INCLUDED -> state.apply(in.text(), new Intent.Included(inclusion(in)));
      case CONFIRMED -> state.apply(in.text(), new Intent.Confirmed());
      case FINALIZED -> state.apply(in.text(), new Intent.Finalized());
      case REOPENED -> state.apply(in.text(), new Intent.Reopened());
      case ENDED -> state.apply(in.text(), new Intent.Ended(state(in.small())));
      case CURSOR -> state.cursor(in.text(), in.bytes());
      case NONCES -> nonces(in, state);
      case INTENT -> state.restore(whole(in));
      case FORCED -> {}
      default -> throw new IllegalStateException("a record of unknown type " + type);
    }
    in.end();
  }

  private static void accept(JournalState state, Intent fresh) {
    if (!state.takes(fresh)) {
      throw new IllegalStateException("a second intent under key " + fresh.key());
    }
    state.accept(fresh);
  }

  private static void nonces(RecordReader in, JournalState state) {
    long chainId = in.number();
    Address sender = in.address();
    long next = in.number();
    int count = in.count();
    List<Long> released = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      released.add(in.number());
    }
    state.restore(new JournalState.Account(chainId, sender), next, released);
  }

  private static byte[] whole(Intent intent) {
    RecordWriter out = head(new RecordWriter(INTENT), intent);
    out.small(intent.end().map(Records::code).orElse(0)).number(intent.steps().size());
    for (Intent.Step step : intent.steps()) {
      out.number(step.nonce()).small(code(step.state())).number(step.attempts().size());
      for (Intent.Attempt attempt : step.attempts()) {
        attempt(out, attempt);
      }
      out.small(step.inclusion().isPresent() ? 1 : 0);
      step.inclusion().ifPresent(inclusion -> inclusion(out, inclusion));
    }
    return out.body();
  }

  private static Intent whole(RecordReader in) {
    Intent head = head(in, List.of(), Optional.empty());
    int end = in.small();
    int count = in.count();
    List<Intent.Step> steps = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      steps.add(step(in));
    }
    return new Intent(
        head.key(),
        head.chainId(),
        head.sender(),
        head.plan(),
        head.content(),
        head.acceptedAt(),
        steps,
        end == 0 ? Optional.empty() : Optional.of(state(end)));
  }

  private static Intent.Step step(RecordReader in) {
    long nonce = in.number();
    Intent.State state = state(in.small());
    int count = in.count();
    List<Intent.Attempt> attempts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      attempts.add(attempt(in));
    }
    boolean mined = in.small() == 1;
    return new Intent.Step(
        nonce, state, attempts, mined ? Optional.of(inclusion(in)) : Optional.empty());
  }

  private static RecordWriter head(RecordWriter out, Intent intent) {
    Instant at = intent.acceptedAt();
    return out.text(intent.key())
        .number(intent.chainId())
        .fixed(intent.sender().toBytes())
        .text(intent.plan())
        .fixed(intent.content().toBytes())
        .number(at.getEpochSecond())
        .number(at.getNano());
  }

  private static Intent head(RecordReader in, List<Intent.Step> steps, Optional<Intent.State> end) {
    return new Intent(
        in.text(),
        in.number(),
        in.address(),
        in.text(),
        in.hash(),
        Instant.ofEpochSecond(in.number(), in.number()),
        steps,
        end);
  }

  private static RecordWriter attempt(RecordWriter out, Intent.Attempt attempt) {
    return out.fixed(attempt.hash().toBytes()).bytes(attempt.raw()).small(code(attempt.purpose()));
  }

  private static Intent.Attempt attempt(RecordReader in) {
    return new Intent.Attempt(in.hash(), in.bytes(), purpose(in.small()));
  }

  private static RecordWriter inclusion(RecordWriter out, Intent.Inclusion inclusion) {
    return out.fixed(inclusion.transaction().toBytes())
        .fixed(inclusion.block().toBytes())
        .number(inclusion.blockNumber());
  }

  private static Intent.Inclusion inclusion(RecordReader in) {
    return new Intent.Inclusion(in.hash(), in.hash(), in.number());
  }

  private static int code(Intent.State state) {
    return switch (state) {
      case ACCEPTED -> 1;
      case RESERVED -> 2;
      case SIGNED -> 3;
      case BROADCAST -> 4;
      case INCLUDED -> 5;
      case CONFIRMED -> 6;
      case FINALIZED -> 7;
      case SUCCEEDED -> 8;
      case REVERTED -> 9;
      case CANCELLED -> 10;
      case EXPIRED -> 11;
      case SUPERSEDED_EXTERNALLY -> 12;
      case REJECTED -> 13;
    };
  }

  private static Intent.State state(int code) {
    for (Intent.State state : Intent.State.values()) {
      if (code(state) == code) {
        return state;
      }
    }
    throw new IllegalStateException("no state has code " + code);
  }

  private static int code(Intent.Purpose purpose) {
    return switch (purpose) {
      case PREPARATION -> 1;
      case CALL -> 2;
      case CANCELLATION -> 3;
    };
  }

  private static Intent.Purpose purpose(int code) {
    for (Intent.Purpose purpose : Intent.Purpose.values()) {
      if (code(purpose) == code) {
        return purpose;
      }
    }
    throw new IllegalStateException("no purpose has code " + code);
  }
}
