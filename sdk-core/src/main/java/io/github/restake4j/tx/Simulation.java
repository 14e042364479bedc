package io.github.restake4j.tx;

import io.github.restake4j.abi.Revert;
import java.util.Optional;

/** What a plan would do if it were sent now. */
public sealed interface Simulation<R> {
  /**
   * All steps would succeed.
   *
   * @param result what the last step returns or emits; empty where only a mined receipt can tell
   * @param gas units, all steps together
   */
  record Succeeds<R>(Optional<R> result, long gas) implements Simulation<R> {}

  /**
   * A step would be rolled back.
   *
   * @param step index, from 0
   * @param cause why
   */
  record Reverts<R>(int step, Revert cause) implements Simulation<R> {}

  /**
   * A step depends on an earlier one and this node cannot simulate several.
   *
   * @param step the first that was not simulated, from 0
   * @param why in words
   */
  record NotSimulated<R>(int step, String why) implements Simulation<R> {}
}
