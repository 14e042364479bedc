package io.github.restake4j.sign;

import io.github.restake4j.error.RefusedException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.internal.sign.RawTx;
import io.github.restake4j.units.Quantity;
import io.github.restake4j.units.Wei;
import java.math.BigInteger;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a signer may sign: allowed is only what was named. It stands in front of any {@link Signer}
 * and looks at the very transaction or data that is about to be signed, whoever made it: a facade,
 * the engine's replacement of a stuck transaction, or a caller.
 *
 * <p>The one thing that needs no name is a transaction of the account to itself without value and
 * data: it closes a nonce and costs its fee, which stays within {@link Builder#maxFee}.
 *
 * <p>The value of a day is counted over the last 24 hours by the time of signing, per chain and
 * account, once per nonce however often it was signed; a transaction that was signed counts, mined
 * or not. The count lives in the memory of this object: guard all signers of an account with one
 * policy, and know that a new process starts at zero.
 *
 * <p>Safe for concurrent use.
 */
public final class SpendPolicy {
  private final Set<Long> chains;
  private final List<SpendRule> rules;
  private final List<SpendRule.Data> dataRules;
  private final boolean messages;
  private final Wei maxValue;
  private final @Nullable Wei maxFee;
  private final SpentPerDay spent;

  private SpendPolicy(Builder made) {
    this.chains = Set.copyOf(made.chains);
    this.rules = List.copyOf(made.rules);
    this.dataRules = List.copyOf(made.dataRules);
    this.messages = made.messages;
    this.maxValue = made.maxValue;
    this.maxFee = made.maxFee;
    this.spent = new SpentPerDay(made.maxValuePerDay, made.clock);
  }

  /** Starts with nothing allowed. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * A signer that signs only what this policy allows, and checks that what comes back is what it
   * looked at. It throws {@link RefusedException} SPEND_POLICY for everything else, before the
   * given signer is asked.
   *
   * @param signer whose every way to sign goes through here; keep no other reference to it
   */
  public Signer guard(Signer signer) {
    return new Guarded(signer);
  }

  /**
   * Looks at a transaction without counting it.
   *
   * @return why it would be refused; empty if it would be signed
   */
  public Optional<String> objection(TxRequest request, Address account) {
    if (!chains.contains(request.chainId())) {
      return Optional.of("chain id " + request.chainId() + " is not allowed");
    }
    Wei fee = Wei.of(request.maxFeePerGas().smallest().multiply(gas(request)));
    if (maxFee == null) {
      return Optional.of("no maxFee was set");
    }
    if (fee.compareTo(maxFee) > 0) {
      return Optional.of("a fee of up to " + fee + " is above the allowed " + maxFee);
    }
    if (isFill(request, account)) {
      return Optional.empty();
    }
    if (request.value().compareTo(maxValue) > 0) {
      return Optional.of("a value of " + request.value() + " is above the allowed " + maxValue);
    }
    for (SpendRule rule : rules) {
      if (rule.allows(request)) {
        return spent.objection(request, account);
      }
    }
    return Optional.of(SpendRule.describe(request) + " is not allowed");
  }

  /**
   * Looks at typed data.
   *
   * @return why it would be refused; empty if it would be signed
   */
  public Optional<String> objection(TypedData data) {
    if (!data.chainId().isPresent() || !chains.contains(data.chainId().getAsLong())) {
      return Optional.of("typed data for chain id " + data.chainId() + " is not allowed");
    }
    for (SpendRule.Data rule : dataRules) {
      if (rule.allows(data)) {
        return Optional.empty();
      }
    }
    return Optional.of(
        "typed data "
            + data.primaryType()
            + " for "
            + data.verifyingContract()
            + " is not allowed");
  }

  private static boolean isFill(TxRequest request, Address account) {
    return request.to().equals(account) && request.value().isZero() && request.data().isEmpty();
  }

  private static BigInteger gas(TxRequest request) {
    return BigInteger.valueOf(request.gasLimit());
  }

  private static RefusedException refused(String why) {
    return new RefusedException(
        RefusedException.Code.SPEND_POLICY, "the spend policy refuses to sign: " + why);
  }

  private final class Guarded implements Signer {
    private final Signer signer;

    Guarded(Signer signer) {
      this.signer = signer;
    }

    @Override
    public Address address() {
      return signer.address();
    }

    @Override
    public Bytes signTransaction(TxRequest transaction) {
      Address account = signer.address();
      synchronized (spent) {
        Optional<String> objection = objection(transaction, account);
        if (objection.isPresent()) {
          throw refused(objection.get());
        }
        // counted before it is signed: a signer that fails may have signed all the same
        spent.count(transaction, account);
      }
      return RawTx.verified(signer.signTransaction(transaction), transaction, account).raw();
    }

    @Override
    public Signature signTypedData(TypedData data) {
      objection(data)
          .ifPresent(
              why -> {
                throw refused(why);
              });
      return Signatures.verified(signer.signTypedData(data), data.hash(), signer.address());
    }

    @Override
    public Signature signMessage(Bytes message) {
      if (!messages) {
        throw refused("messages are not allowed");
      }
      return Signatures.verified(
          signer.signMessage(message), Signatures.messageHash(message), signer.address());
    }

    @Override
    public String toString() {
      return signer.address() + " under a spend policy";
    }
  }

  /** Collects what is allowed. */
  public static final class Builder {
    private final Set<Long> chains = new HashSet<>();
    private final List<SpendRule> rules = new ArrayList<>();
    private final List<SpendRule.Data> dataRules = new ArrayList<>();
    private boolean messages;
    private Wei maxValue = Wei.ZERO;
    private Wei maxValuePerDay = Wei.ZERO;
    private @Nullable Wei maxFee;
    private Clock clock = Clock.systemUTC();

    private Builder() {}

    /**
     * Chains that may be signed for; without one, nothing is.
     *
     * @throws IllegalArgumentException if an id is not above zero
     */
    public Builder chains(long... ids) {
      for (long id : ids) {
        if (id <= 0) {
          throw new IllegalArgumentException("a chain id is above zero, not " + id);
        }
        chains.add(id);
      }
      return this;
    }

    /** Accounts that may be sent ETH, without calldata. */
    public Builder recipients(Address... accounts) {
      for (Address account : accounts) {
        rules.add(new SpendRule.Transfer(account));
      }
      return this;
    }

    /**
     * Functions of a contract that may be called, with any arguments. Approvals and transfers of
     * tokens have rules of their own, which look at the arguments.
     *
     * @param signatures canonical, {@code "submit(address)"}
     * @throws IllegalArgumentException if one is not of that form, or none is given
     */
    public Builder functions(Address contract, String... signatures) {
      if (signatures.length == 0) {
        throw new IllegalArgumentException("name the functions of " + contract);
      }
      for (String signature : signatures) {
        rules.add(SpendRule.Function.of(contract, signature));
      }
      return this;
    }

    /** A contract or account that may be sent anything, with any calldata. */
    public Builder anythingTo(Address recipient) {
      rules.add(new SpendRule.Anything(recipient));
      return this;
    }

    /**
     * {@code approve} of a token, up to an amount, for one spender. An approval of zero is within.
     */
    public Builder approval(Address token, Address spender, Quantity most) {
      rules.add(
          new SpendRule.TokenAmount(token, "approve(address,uint256)", spender, smallest(most)));
      return this;
    }

    /** {@code transfer} of a token, up to an amount each time, to one recipient. */
    public Builder tokenTransfer(Address token, Address recipient, Quantity most) {
      rules.add(
          new SpendRule.TokenAmount(token, "transfer(address,uint256)", recipient, smallest(most)));
      return this;
    }

    /** ETH that one transaction may carry, at most. Default: none. */
    public Builder maxValue(Wei most) {
      this.maxValue = most;
      return this;
    }

    /** ETH that the transactions of any 24 hours may carry together, at most. Default: none. */
    public Builder maxValuePerDay(Wei most) {
      this.maxValuePerDay = most;
      return this;
    }

    /** Gas limit times maximum fee of one transaction, at most; has to be set. */
    public Builder maxFee(Wei most) {
      this.maxFee = most;
      return this;
    }

    /** Typed data of one kind for one contract, with any message. */
    public Builder typedData(Address verifyingContract, String primaryType) {
      dataRules.add(new SpendRule.AnyMessage(verifyingContract, primaryType));
      return this;
    }

    /** EIP-2612 permits of a token for one spender, up to an amount. */
    public Builder permit(Address token, Address spender, Quantity most) {
      dataRules.add(new SpendRule.Permit(token, spender, smallest(most)));
      return this;
    }

    /** Messages for people to read (EIP-191), any. */
    public Builder messages() {
      this.messages = true;
      return this;
    }

    /** What tells the time for the value of a day. Default: the system's clock. */
    public Builder clock(Clock source) {
      this.clock = source;
      return this;
    }

    /** The policy. */
    public SpendPolicy build() {
      return new SpendPolicy(this);
    }

    private static BigInteger smallest(Quantity quantity) {
      return quantity.smallest();
    }
  }
}
