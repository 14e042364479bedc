package io.github.restake4j.tx;

import io.github.restake4j.abi.AbiCall;
import io.github.restake4j.error.RefusedException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.read.Read;
import io.github.restake4j.units.Quantity;
import io.github.restake4j.units.Wei;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a facade says about a write, from which the client makes a {@link TxPlan}: one contract
 * call, optionally with an exact allowance before it. Nothing in it is derived until the plan is
 * explained, simulated or sent, and then anew each time.
 *
 * @param <R> what is decoded from the receipt of the call
 */
public final class TxSpec<R> {
  private final String name;
  private final List<Argument> arguments;
  private final @Nullable Allowance allowance;
  private final Function<Situation, Read<Call>> call;
  private final @Nullable Function<Situation, Read<List<Check>>> checks;
  private final @Nullable Function<Situation, Read<List<Explanation.Delta>>> deltas;
  private final List<String> warnings;
  private final Function<Receipt, R> result;

  private TxSpec(
      Builder<R> builder, Function<Situation, Read<Call>> call, Function<Receipt, R> result) {
    this.name = builder.name;
    this.arguments = List.copyOf(builder.arguments);
    this.allowance = builder.allowance;
    this.call = call;
    this.checks = builder.checks;
    this.deltas = builder.deltas;
    this.warnings = List.copyOf(builder.warnings);
    this.result = result;
  }

  /** Starts a description; the name is {@code Facade.method} and part of the plan's identity. */
  public static <R> Builder<R> named(String name) {
    return new Builder<>(name);
  }

  /** {@code Facade.method}. */
  public String name() {
    return name;
  }

  /** What identifies the plan besides its name. */
  public List<Argument> arguments() {
    return arguments;
  }

  /** What the call's target may take, if it takes anything. */
  public Optional<Allowance> allowance() {
    return Optional.ofNullable(allowance);
  }

  /** The call for one situation. */
  public Read<Call> call(Situation situation) {
    return call.apply(situation);
  }

  /**
   * What the contract demands in one situation; empty if it demands nothing that can be checked
   * before.
   */
  public Optional<Read<List<Check>>> checks(Situation situation) {
    return checks == null ? Optional.empty() : Optional.of(checks.apply(situation));
  }

  /** What the sender gains and loses in one situation; empty if the facade does not say. */
  public Optional<Read<List<Explanation.Delta>>> deltas(Situation situation) {
    return deltas == null ? Optional.empty() : Optional.of(deltas.apply(situation));
  }

  /** What a user should know. */
  public List<String> warnings() {
    return warnings;
  }

  /** Decodes the receipt of the call. */
  public R result(Receipt receipt) {
    return result.apply(receipt);
  }

  /**
   * One argument of the plan, as text that is the same on every machine.
   *
   * @param name as the facade names it
   * @param text exact, with unit
   */
  public record Argument(String name, String text) {}

  /**
   * Who sends, and what has been granted on the way.
   *
   * @param from the sender
   * @param permit the signed permit to hand in with the call; absent where the allowance is there
   *     already or is approved
   */
  public record Situation(Address from, Optional<SignedPermit> permit) {}

  /**
   * An EIP-2612 permit and its signature, as contracts take it.
   *
   * @param value smallest units granted
   * @param deadline last second of its validity, since 1970
   * @param v 27 or 28
   * @param r first half of the signature
   * @param s second half of the signature
   */
  public record SignedPermit(BigInteger value, BigInteger deadline, int v, Hash32 r, Hash32 s) {}

  /**
   * A contract call.
   *
   * @param to the contract
   * @param call function and arguments
   * @param value ETH sent along
   */
  public record Call(Address to, AbiCall<?> call, Wei value) {
    /** A call without ETH. */
    public Call(Address to, AbiCall<?> call) {
      this(to, call, Wei.ZERO);
    }
  }

  /**
   * Something the contract demands.
   *
   * @param code under which an unmet one refuses the plan
   * @param text in words, with both numbers
   * @param met whether it holds
   */
  public record Check(RefusedException.Code code, String text, boolean met) {}

  /**
   * An allowance the call needs. The engine leaves a sufficient one alone; else it brings a permit
   * where the token has one and the call can hand it in, else an exact approval as a step of its
   * own.
   *
   * @param token whose balance is taken
   * @param spender who takes
   * @param amount exactly what is taken
   * @param permit the token's EIP-712 domain, if the call can hand in a permit for it
   */
  public record Allowance(
      Read<Address> token, Read<Address> spender, Quantity amount, Optional<PermitDomain> permit) {}

  /**
   * Name and version in a token's EIP-712 domain; chain and contract come from where it lives.
   * Compared with the token's own {@code DOMAIN_SEPARATOR()} before anything is signed.
   *
   * @param name of the domain
   * @param version of the domain
   */
  public record PermitDomain(String name, String version) {}

  /** Collects a description. */
  public static final class Builder<R> {
    private final String name;
    private final List<Argument> arguments = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private @Nullable Allowance allowance;
    private @Nullable Function<Situation, Read<List<Check>>> checks;
    private @Nullable Function<Situation, Read<List<Explanation.Delta>>> deltas;

    private Builder(String name) {
      this.name = name;
    }

    /**
     * Adds what identifies the plan.
     *
     * @param value an address, hash, byte string, quantity, whole number, boolean or text, or a
     *     list of such
     * @throws IllegalArgumentException for any other type: its text might differ between machines
     */
    public Builder<R> argument(String name, Object value) {
      arguments.add(new Argument(name, text(value)));
      return this;
    }

    /** The allowance the call needs. */
    public Builder<R> allowance(Allowance needed) {
      this.allowance = needed;
      return this;
    }

    /**
     * What the contract demands; checked before anything is signed, and shown by {@code explain}.
     */
    public Builder<R> checks(Function<Situation, Read<List<Check>>> demanded) {
      this.checks = demanded;
      return this;
    }

    /** What the sender gains and loses. */
    public Builder<R> deltas(Function<Situation, Read<List<Explanation.Delta>>> expected) {
      this.deltas = expected;
      return this;
    }

    /** Adds something a user should know before signing. */
    public Builder<R> warning(String text) {
      warnings.add(text);
      return this;
    }

    /** Ends with the call itself and how its receipt is decoded. */
    public TxSpec<R> call(Function<Situation, Read<Call>> call, Function<Receipt, R> result) {
      return new TxSpec<>(this, call, result);
    }

    private static String text(Object value) {
      if (value instanceof Address
          || value instanceof Hash32
          || value instanceof Bytes
          || value instanceof Quantity
          || value instanceof BigInteger
          || value instanceof Long
          || value instanceof Integer
          || value instanceof Boolean
          || value instanceof String) {
        return value.toString();
      }
      if (value instanceof Collection<?> values) {
        StringBuilder all = new StringBuilder("[");
        for (Object each : values) {
          all.append(all.length() == 1 ? "" : ", ").append(text(each));
        }
        return all.append(']').toString();
      }
      throw new IllegalArgumentException("no argument of a plan: " + value.getClass());
    }
  }
}
