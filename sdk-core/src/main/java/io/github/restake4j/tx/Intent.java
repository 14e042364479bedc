package io.github.restake4j.tx;

import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a journal holds of one sent plan. Immutable; {@link #after} is the one place that says which
 * change may follow which state.
 *
 * @param key idempotency key, unique in a journal
 * @param chainId EIP-155 id of the network
 * @param sender whose nonces it uses
 * @param plan the plan's name, {@code Lido.requestWithdrawals}
 * @param content digest of the plan's name and arguments (not of fees): the same key may only come
 *     back with the same content
 * @param acceptedAt by the wall clock, for people
 * @param steps the transactions so far, the one under way last
 * @param end how it ended; empty while it is open
 */
public record Intent(
    String key,
    long chainId,
    Address sender,
    String plan,
    Hash32 content,
    Instant acceptedAt,
    List<Step> steps,
    Optional<State> end) {
  /** Copies the list. */
  public Intent {
    steps = List.copyOf(steps);
    if (end.isPresent() && !end.get().isEnd()) {
      throw new IllegalArgumentException(end.get() + " is no end of an intent");
    }
  }

  /** Where an intent or a step stands. */
  public enum State {
    /** Known to the journal, without a nonce. */
    ACCEPTED,
    /** Has a nonce; nothing is signed. */
    RESERVED,
    /** Signed bytes are recorded; they may leave at any time from here on. */
    SIGNED,
    /** At least one byte may have left. */
    BROADCAST,
    /** Seen in a block. */
    INCLUDED,
    /** In a block with the asked number of confirmations. */
    CONFIRMED,
    /** In a finalized block. */
    FINALIZED,
    /** End: every step was mined and worked. */
    SUCCEEDED,
    /** End: a step was mined and rolled back. */
    REVERTED,
    /** End: a cancellation was mined in its place. */
    CANCELLED,
    /** End: its deadline passed and the nonce was closed. */
    EXPIRED,
    /** End: another wallet with the same key used the nonce. */
    SUPERSEDED_EXTERNALLY,
    /** End: no signed byte of the step under way ever left; a nonce it had is free again. */
    REJECTED;

    /** True if an intent in this state needs nothing any more. */
    public boolean isEnd() {
      return compareTo(FINALIZED) > 0;
    }
  }

  /**
   * One transaction of the plan, at one nonce.
   *
   * @param nonce of the sender
   * @param state RESERVED to FINALIZED
   * @param attempts everything ever signed at the nonce, in order; any of them may be mined
   * @param inclusion where it was mined, from INCLUDED on
   */
  public record Step(
      long nonce, State state, List<Attempt> attempts, Optional<Inclusion> inclusion) {
    /** Copies the list. */
    public Step {
      attempts = List.copyOf(attempts);
    }
  }

  /**
   * Signed bytes.
   *
   * @param hash keccak of {@code raw}
   * @param raw what {@code eth_sendRawTransaction} takes; never printed
   * @param purpose what mining it would mean
   */
  public record Attempt(Hash32 hash, Bytes raw, Purpose purpose) {
    @Override
    public String toString() {
      return "Attempt[" + hash + ", " + purpose + "]";
    }
  }

  /** What mining an attempt means. */
  public enum Purpose {
    /** An allowance or another step before the plan's call. */
    PREPARATION,
    /** The plan's call. */
    CALL,
    /** Nothing: it closes the nonce. */
    CANCELLATION
  }

  /**
   * Where a step was mined.
   *
   * @param transaction the attempt that won
   * @param block the including block
   * @param blockNumber its height
   */
  public record Inclusion(Hash32 transaction, Hash32 block, long blockNumber) {}

  /** Something that happened to an intent. */
  public sealed interface Change {}

  /**
   * The next step has a nonce.
   *
   * @param nonce of the sender
   */
  public record Reserved(long nonce) implements Change {}

  /** The nonce of the step under way was given back; nothing was signed at it. */
  public record Released() implements Change {}

  /**
   * An attempt of the step under way was signed. Once this is durable its bytes may leave.
   *
   * @param attempt with its bytes
   */
  public record Signed(Attempt attempt) implements Change {}

  /** A byte of the step under way may have left. */
  public record Broadcast() implements Change {}

  /**
   * The step under way was seen in a block.
   *
   * @param inclusion which
   */
  public record Included(Inclusion inclusion) implements Change {}

  /** The step under way has its confirmations. */
  public record Confirmed() implements Change {}

  /** The step under way is in a finalized block. */
  public record Finalized() implements Change {}

  /** The block of the step under way left the chain. */
  public record Reopened() implements Change {}

  /**
   * The intent is over.
   *
   * @param state an end
   */
  public record Ended(State state) implements Change {}

  /** Where the intent stands: its end, else the state of the step under way. */
  public State state() {
    return end.orElseGet(
        () -> steps.isEmpty() ? State.ACCEPTED : steps.get(steps.size() - 1).state());
  }

  /**
   * The intent after a change.
   *
   * @throws IllegalStateException if the change cannot follow this state
   */
  public Intent after(Change change) {
    State now = state();
    if (change instanceof Ended ended) {
      boolean mayBePooled = now == State.BROADCAST || now == State.INCLUDED;
      require(!now.isEnd() && ended.state().isEnd(), now, change);
      require(ended.state() != State.REJECTED || !mayBePooled, now, change);
      return new Intent(
          key, chainId, sender, plan, content, acceptedAt, steps, Optional.of(ended.state()));
    }
    if (change instanceof Reserved reserved) {
      require(
          now == State.ACCEPTED || now == State.CONFIRMED || now == State.FINALIZED, now, change);
      List<Step> more = new ArrayList<>(steps);
      more.add(new Step(reserved.nonce(), State.RESERVED, List.of(), Optional.empty()));
      return with(more);
    }
    require(!steps.isEmpty() && !now.isEnd(), now, change);
    Step step = steps.get(steps.size() - 1);
    List<Step> others = new ArrayList<>(steps.subList(0, steps.size() - 1));
    if (change instanceof Released) {
      require(now == State.RESERVED, now, change);
      return with(others);
    }
    others.add(step(step, change));
    return with(others);
  }

  private static Step step(Step step, Change change) {
    State now = step.state();
    if (change instanceof Signed signed) {
      require(now.compareTo(State.BROADCAST) <= 0, now, change);
      List<Attempt> attempts = new ArrayList<>(step.attempts());
      attempts.add(signed.attempt());
      State next = now == State.RESERVED ? State.SIGNED : now;
      return new Step(step.nonce(), next, attempts, Optional.empty());
    }
    if (change instanceof Broadcast) {
      require(now == State.SIGNED, now, change);
      return moved(step, State.BROADCAST);
    }
    if (change instanceof Included included) {
      require(now.compareTo(State.SIGNED) >= 0, now, change);
      return new Step(
          step.nonce(), State.INCLUDED, step.attempts(), Optional.of(included.inclusion()));
    }
    require(step.inclusion().isPresent(), now, change);
    if (change instanceof Reopened) {
      return new Step(step.nonce(), State.BROADCAST, step.attempts(), Optional.empty());
    }
    return moved(step, change instanceof Finalized ? State.FINALIZED : State.CONFIRMED);
  }

  private static Step moved(Step step, State state) {
    return new Step(step.nonce(), state, step.attempts(), step.inclusion());
  }

  private Intent with(List<Step> changed) {
    return new Intent(key, chainId, sender, plan, content, acceptedAt, changed, end);
  }

  private static void require(boolean allowed, State now, Change change) {
    if (!allowed) {
      throw new IllegalStateException(change + " cannot follow " + now);
    }
  }
}
