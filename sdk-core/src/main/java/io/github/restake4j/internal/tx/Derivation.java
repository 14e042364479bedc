package io.github.restake4j.internal.tx;

import io.github.restake4j.tx.Intent;
import io.github.restake4j.tx.TxSpec;
import java.util.List;
import java.util.Optional;

/**
 * What is left to be done for a plan, for one sender at one block.
 *
 * @param situation the calls were made for
 * @param toSign a permit that has to be signed first; the call then stands here with a signature of
 *     zeros
 * @param steps transactions in order, the plan's call last
 */
record Derivation(TxSpec.Situation situation, Optional<Permit> toSign, List<Step> steps) {
  /**
   * One transaction.
   *
   * @param purpose in words
   * @param kind what mining it means
   * @param call target, calldata and value
   */
  record Step(String purpose, Intent.Purpose kind, TxSpec.Call call) {}
}
