package io.github.restake4j.tx;

import io.github.restake4j.sign.AccessTuple;
import io.github.restake4j.sign.TxType;
import io.github.restake4j.units.Wei;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a plan is sent and waited for. Immutable; the defaults are safe on mainnet, and every setter
 * says what it changes.
 */
public final class TxOptions {
  /** What a plan is sent with unless it is told otherwise. */
  public static final TxOptions DEFAULT = builder().build();

  /** What makes an outcome. */
  public enum Depth {
    /** {@link #confirmations} blocks. */
    BLOCKS,
    /** The block a node calls safe is at least as high. */
    SAFE,
    /** The block is finalized: no reorg can remove it. */
    FINALIZED
  }

  /** How a plan brings the allowance its call needs. */
  public enum Allowance {
    /** A permit where token, call and signer can, else an exact approval as its first step. */
    PERMIT,
    /** An exact approval as its first step. */
    APPROVE,
    /** None: without a sufficient allowance the plan is refused. */
    NONE
  }

  private final @Nullable String key;
  private final Duration waitAtMost;
  private final int confirmations;
  private final Wei maxFeePerGas;
  private final Wei maxPriorityFeePerGas;
  private final Wei maxTotalFee;
  private final Allowance allowance;
  private final Duration permitValidity;
  private final int gasMarginPercent;
  private final Depth depth;
  private final int tipPercentile;
  private final Duration bumpInterval;
  private final @Nullable Duration giveUpAfter;
  private final @Nullable String after;
  private final TxType type;
  private final List<AccessTuple> accessList;
  private final boolean privately;

  private TxOptions(Builder builder) {
    this.key = builder.key;
    this.waitAtMost = builder.waitAtMost;
    this.confirmations = builder.confirmations;
    this.maxFeePerGas = builder.maxFeePerGas;
    this.maxPriorityFeePerGas = builder.maxPriorityFeePerGas;
    this.maxTotalFee = builder.maxTotalFee;
    this.allowance = builder.allowance;
    this.permitValidity = builder.permitValidity;
    this.gasMarginPercent = builder.gasMarginPercent;
    this.depth = builder.depth;
    this.tipPercentile = builder.tipPercentile;
    this.bumpInterval = builder.bumpInterval;
    this.giveUpAfter = builder.giveUpAfter;
    this.after = builder.after;
    this.type = builder.type;
    this.accessList = builder.accessList;
    this.privately = builder.privately;
  }

  /** Starts from the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** Starts from these options. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.key = key;
    builder.waitAtMost = waitAtMost;
    builder.confirmations = confirmations;
    builder.maxFeePerGas = maxFeePerGas;
    builder.maxPriorityFeePerGas = maxPriorityFeePerGas;
    builder.maxTotalFee = maxTotalFee;
    builder.allowance = allowance;
    builder.permitValidity = permitValidity;
    builder.gasMarginPercent = gasMarginPercent;
    builder.depth = depth;
    builder.tipPercentile = tipPercentile;
    builder.bumpInterval = bumpInterval;
    builder.giveUpAfter = giveUpAfter;
    builder.after = after;
    builder.type = type;
    builder.accessList = accessList;
    builder.privately = privately;
    return builder;
  }

  /** The idempotency key; empty if every send is an intent of its own. */
  public Optional<String> key() {
    return Optional.ofNullable(key);
  }

  /** How long {@link TxHandle#await} waits. */
  public Duration waitAtMost() {
    return waitAtMost;
  }

  /** Blocks, counting the including one, before an outcome is given under {@link Depth#BLOCKS}. */
  public int confirmations() {
    return confirmations;
  }

  /** What an outcome waits for. */
  public Depth depth() {
    return depth;
  }

  /** The most that is ever signed as {@code maxFeePerGas}. */
  public Wei maxFeePerGas() {
    return maxFeePerGas;
  }

  /** The most that is ever signed as {@code maxPriorityFeePerGas}. */
  public Wei maxPriorityFeePerGas() {
    return maxPriorityFeePerGas;
  }

  /** The most that gas may cost, all steps together. */
  public Wei maxTotalFee() {
    return maxTotalFee;
  }

  /** How the allowance is brought. */
  public Allowance allowance() {
    return allowance;
  }

  /** How long a permit is valid. */
  public Duration permitValidity() {
    return permitValidity;
  }

  /** What is added to the node's gas estimate, in percent of it. */
  public int gasMarginPercent() {
    return gasMarginPercent;
  }

  /** Which of the priority fees that recent blocks paid is offered, as a percentile. */
  public int tipPercentile() {
    return tipPercentile;
  }

  /** How long a transaction may be stuck before it is replaced with higher fees. */
  public Duration bumpInterval() {
    return bumpInterval;
  }

  /** After which time the engine cancels what is not mined; empty if never. */
  public Optional<Duration> giveUpAfter() {
    return Optional.ofNullable(giveUpAfter);
  }

  /** The key of the intent that must have succeeded before; empty if it depends on none. */
  public Optional<String> after() {
    return Optional.ofNullable(after);
  }

  /** The type of the transactions. */
  public TxType type() {
    return type;
  }

  /** Addresses and slots declared beforehand (EIP-2930); usually empty. */
  public List<AccessTuple> accessList() {
    return accessList;
  }

  /** True if the transactions go to the private endpoint only. */
  public boolean privately() {
    return privately;
  }

  @Override
  public String toString() {
    return "TxOptions[key="
        + (key == null ? "none" : key)
        + ", waitAtMost="
        + waitAtMost
        + ", confirmations="
        + confirmations
        + ", maxFeePerGas="
        + maxFeePerGas
        + ", maxPriorityFeePerGas="
        + maxPriorityFeePerGas
        + ", maxTotalFee="
        + maxTotalFee
        + ", allowance="
        + allowance
        + ", permitValidity="
        + permitValidity
        + ", gasMarginPercent="
        + gasMarginPercent
        + ", depth="
        + depth
        + ", tipPercentile="
        + tipPercentile
        + ", bumpInterval="
        + bumpInterval
        + ", giveUpAfter="
        + (giveUpAfter == null ? "never" : giveUpAfter)
        + ", after="
        + (after == null ? "none" : after)
        + ", type="
        + type
        + ", accessList="
        + accessList
        + ", privately="
        + privately
        + "]";
  }

  /** Collects options. */
  public static final class Builder {
    private static final int MAX_KEY = 200;
    private static final int MAX_CONFIRMATIONS = 10_000;
    private static final int MAX_MARGIN = 400;
    private static final Duration LONGEST = Duration.ofDays(365);

    private @Nullable String key;
    private Duration waitAtMost = Duration.ofMinutes(10);
    private int confirmations = 1;
    private Wei maxFeePerGas = Wei.ofGwei("500");
    private Wei maxPriorityFeePerGas = Wei.ofGwei("50");
    private Wei maxTotalFee = Wei.ofEther("1");
    private Allowance allowance = Allowance.PERMIT;
    private Duration permitValidity = Duration.ofMinutes(30);
    private int gasMarginPercent = 25;
    private Depth depth = Depth.BLOCKS;
    private int tipPercentile = 50;
    private Duration bumpInterval = Duration.ofMinutes(1);
    private @Nullable Duration giveUpAfter;
    private @Nullable String after;
    private TxType type = TxType.DYNAMIC_FEE;
    private List<AccessTuple> accessList = List.of();
    private boolean privately;

    private Builder() {}

    /**
     * The idempotency key: sending the same plan under the same key again, from any thread, gives
     * the handle of the first time and sends nothing; another plan under it is refused. Default:
     * none, every send is an intent of its own. Set it to the order's own number whenever a retry
     * of yours could send twice.
     *
     * @param key 1 to 200 printable ASCII characters; journaled, so no secret
     * @throws IllegalArgumentException if out of bounds
     */
    public Builder key(String key) {
      this.key = checkedKey(key);
      return this;
    }

    private static String checkedKey(String key) {
      if (key.isEmpty() || key.length() > MAX_KEY) {
        throw new IllegalArgumentException(
            "a key has 1 to " + MAX_KEY + " characters, not " + key.length());
      }
      for (int i = 0; i < key.length(); i++) {
        if (key.charAt(i) < ' ' || key.charAt(i) > '~') {
          throw new IllegalArgumentException(
              "a key is printable ASCII; character " + i + " is not");
        }
      }
      return key;
    }

    /**
     * How long {@link TxHandle#await} waits before it says {@link TxOutcome.Unresolved}; the engine
     * goes on all the same. Default 10 minutes, 50 slots.
     *
     * @param time above zero, at most 365 days
     * @throws IllegalArgumentException if out of bounds
     */
    public Builder waitAtMost(Duration time) {
      this.waitAtMost = bounded("waitAtMost", time, Duration.ofNanos(1));
      return this;
    }

    /**
     * Blocks, counting the including one, before an outcome is given. Default 1; exchanges want
     * more, 32 slots are usually final.
     *
     * @param blocks 1 to 10,000
     * @throws IllegalArgumentException if out of bounds
     */
    public Builder confirmations(int blocks) {
      if (blocks < 1 || blocks > MAX_CONFIRMATIONS) {
        throw new IllegalArgumentException(
            "confirmations are 1 to " + MAX_CONFIRMATIONS + ", not " + blocks);
      }
      this.confirmations = blocks;
      this.depth = Depth.BLOCKS;
      return this;
    }

    /** Gives an outcome once the block that nodes call safe has passed the including one. */
    public Builder untilSafe() {
      this.depth = Depth.SAFE;
      return this;
    }

    /**
     * Gives an outcome once the including block is finalized, on mainnet some 15 minutes later: no
     * reorg can take it back. Raise {@link #waitAtMost} with it.
     */
    public Builder untilFinalized() {
      this.depth = Depth.FINALIZED;
      return this;
    }

    /**
     * The most that is ever signed as {@code maxFeePerGas}, replacements included. Default 500
     * gwei: above it the plan is refused with FEE_ABOVE_POLICY. Lower it where you can wait.
     *
     * @throws IllegalArgumentException if zero
     */
    public Builder maxFeePerGas(Wei cap) {
      this.maxFeePerGas = positive("maxFeePerGas", cap);
      return this;
    }

    /**
     * The most that is ever signed as {@code maxPriorityFeePerGas}, what a block's proposer gets.
     * Default 50 gwei; the network usually takes far less.
     *
     * @throws IllegalArgumentException if zero
     */
    public Builder maxPriorityFeePerGas(Wei cap) {
      this.maxPriorityFeePerGas = positive("maxPriorityFeePerGas", cap);
      return this;
    }

    /**
     * The most that gas may cost, all steps of the plan together, whatever is used in the end.
     * Default 1 ETH.
     *
     * @throws IllegalArgumentException if zero
     */
    public Builder maxTotalFee(Wei cap) {
      this.maxTotalFee = positive("maxTotalFee", cap);
      return this;
    }

    /** How the plan brings the allowance its call needs. Default {@link Allowance#PERMIT}. */
    public Builder allowance(Allowance mode) {
      this.allowance = mode;
      return this;
    }

    /**
     * How long a permit is valid, counted from the newest block. Default 30 minutes: enough for a
     * few blocks, too short to be worth stealing.
     *
     * @param time 1 minute to 365 days
     * @throws IllegalArgumentException if out of bounds
     */
    public Builder permitValidity(Duration time) {
      this.permitValidity = bounded("permitValidity", time, Duration.ofMinutes(1));
      return this;
    }

    /**
     * What is added to the node's gas estimate, for state that moves before inclusion; what is not
     * used costs nothing. Default 25.
     *
     * @param percent 0 to 400
     * @throws IllegalArgumentException if out of bounds
     */
    public Builder gasMarginPercent(int percent) {
      if (percent < 0 || percent > MAX_MARGIN) {
        throw new IllegalArgumentException(
            "gasMarginPercent is 0 to " + MAX_MARGIN + ", not " + percent);
      }
      this.gasMarginPercent = percent;
      return this;
    }

    /**
     * Which of the priority fees that the latest blocks paid is offered. Default 50, the middle;
     * raise it to be mined sooner.
     *
     * @param percentile 1 to 99
     * @throws IllegalArgumentException if out of bounds
     */
    public Builder tipPercentile(int percentile) {
      if (percentile < 1 || percentile > 99) {
        throw new IllegalArgumentException("tipPercentile is 1 to 99, not " + percentile);
      }
      this.tipPercentile = percentile;
      return this;
    }

    /**
     * How long the first transaction of an account may wait in the pools before the engine replaces
     * it with higher fees, within the caps. Default 1 minute, 5 slots.
     *
     * @param time 1 millisecond to 365 days
     * @throws IllegalArgumentException if out of bounds
     */
    public Builder bumpInterval(Duration time) {
      this.bumpInterval = bounded("bumpInterval", time, Duration.ofMillis(1));
      return this;
    }

    /**
     * After which time the engine cancels what is not mined: it closes the nonce with a transaction
     * that does nothing, and the outcome is Withdrawn, EXPIRED, once that is mined. The original
     * may still win. Default: never.
     *
     * @param time above zero, at most 365 days
     * @throws IllegalArgumentException if out of bounds
     */
    public Builder giveUpAfter(Duration time) {
      this.giveUpAfter = bounded("giveUpAfter", time, Duration.ofNanos(1));
      return this;
    }

    /**
     * Sends the plan only after the intent under this key has succeeded; if that ends otherwise,
     * the outcome is Withdrawn, REFUSED_BEFORE_SEND, and nothing is signed. Default: none.
     *
     * @param key of an intent this client knows
     * @throws IllegalArgumentException if it cannot be a key
     */
    public Builder after(String key) {
      this.after = checkedKey(key);
      return this;
    }

    /**
     * The type of the transactions. Default {@link TxType#DYNAMIC_FEE}; the older ones pay their
     * whole gas price and are for networks and contracts that need them. Under them the fee caps
     * bound the gas price.
     */
    public Builder type(TxType type) {
      this.type = type;
      return this;
    }

    /**
     * Addresses and storage slots the call touches, declared beforehand (EIP-2930); not for {@link
     * TxType#LEGACY}. Default none: it pays only where a contract needs it.
     */
    public Builder accessList(List<AccessTuple> tuples) {
      this.accessList = List.copyOf(tuples);
      return this;
    }

    /**
     * Hands the transactions to the client's private endpoint only, so that nobody sees them before
     * they are mined. The engine never falls back to the public ones by itself.
     */
    public Builder privately(boolean only) {
      this.privately = only;
      return this;
    }

    /**
     * The options.
     *
     * @throws IllegalArgumentException if a legacy transaction was given an access list
     */
    public TxOptions build() {
      if (type == TxType.LEGACY && !accessList.isEmpty()) {
        throw new IllegalArgumentException("a legacy transaction has no access list");
      }
      return new TxOptions(this);
    }

    private static Duration bounded(String what, Duration time, Duration least) {
      if (time.compareTo(least) < 0 || time.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException(
            what + " is " + least + " to " + LONGEST + ", not " + time);
      }
      return time;
    }

    private static Wei positive(String what, Wei cap) {
      if (cap.isZero()) {
        throw new IllegalArgumentException(what + " cannot be zero: nothing could be sent");
      }
      return cap;
    }
  }
}
