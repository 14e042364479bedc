package io.github.restake4j.tx;

import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.units.Quantity;
import io.github.restake4j.units.Wei;
import java.util.List;

/**
 * What a plan would do if it were sent now, made by decoding the very bytes that would be signed.
 *
 * @param plan the plan's name, {@code Lido.requestWithdrawals}
 * @param from who would send it
 * @param steps in order
 * @param conditions what the contracts demand, met and unmet
 * @param deltas what {@code from} would gain and lose, gas aside; upper or lower bounds where the
 *     text says so
 * @param warnings what a user should know before signing
 */
public record Explanation(
    String plan,
    Address from,
    List<Step> steps,
    List<Condition> conditions,
    List<Delta> deltas,
    List<String> warnings) {
  /** Copies the lists. */
  public Explanation {
    steps = List.copyOf(steps);
    conditions = List.copyOf(conditions);
    deltas = List.copyOf(deltas);
    warnings = List.copyOf(warnings);
  }

  /** True if every condition is met. */
  public boolean isReady() {
    return conditions.stream().allMatch(Condition::met);
  }

  /** A signature or a transaction. */
  public sealed interface Step {
    /** What the step is for, in words. */
    String purpose();
  }

  /**
   * Typed data to be signed; costs nothing.
   *
   * @param purpose in words
   * @param typedDataJson EIP-712
   */
  public record Signature(String purpose, String typedDataJson) implements Step {}

  /**
   * A transaction.
   *
   * @param purpose in words
   * @param to the contract
   * @param value ETH sent along
   * @param function canonical signature, {@code approve(address,uint256)}
   * @param arguments decoded from {@code data}, in order
   * @param data calldata
   */
  public record Transaction(
      String purpose, Address to, Wei value, String function, List<Argument> arguments, Bytes data)
      implements Step {
    /** Copies the list. */
    public Transaction {
      arguments = List.copyOf(arguments);
    }
  }

  /**
   * One decoded argument.
   *
   * @param name as the contract names it
   * @param type as the ABI names it
   * @param value as text
   */
  public record Argument(String name, String type, String value) {}

  /**
   * Something a contract demands.
   *
   * @param text in words, with both numbers
   * @param met whether it holds at the block of the explanation
   */
  public record Condition(String text, boolean met) {}

  /**
   * A change of what the sender owns.
   *
   * @param amount how much
   * @param incoming true if gained
   * @param note empty if exact, otherwise what kind of bound it is
   */
  public record Delta(Quantity amount, boolean incoming, String note) {}

  /** The whole explanation as lines of text for a person. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(plan).append(" from ").append(from);
    for (Step step : steps) {
      text.append("\n  step: ").append(step.purpose());
      if (step instanceof Transaction tx) {
        text.append("\n    ").append(tx.function()).append(" on ").append(tx.to());
        if (!tx.value().isZero()) {
          text.append(" with ").append(tx.value());
        }
        for (Argument argument : tx.arguments()) {
          text.append("\n      ").append(argument.name()).append(" = ").append(argument.value());
        }
      }
    }
    for (Condition condition : conditions) {
      text.append("\n  ").append(condition.met() ? "met: " : "NOT met: ").append(condition.text());
    }
    for (Delta delta : deltas) {
      text.append("\n  ").append(delta.incoming() ? "+ " : "- ").append(delta.amount());
      if (!delta.note().isEmpty()) {
        text.append(" (").append(delta.note()).append(')');
      }
    }
    for (String warning : warnings) {
      text.append("\n  warning: ").append(warning);
    }
    return text.toString();
  }
}
