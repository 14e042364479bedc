package io.github.restake4j.benchmarks;

/** One way of getting a run's transactions mined. */
interface Way {
  String name();

  /**
   * Does the whole run.
   *
   * @return nanoseconds from the first step that a program would take until it knows that all are
   *     mined
   */
  long run(Run run) throws Exception;

  /** True if it can run here; otherwise the sentence to print. */
  default String missing() {
    return "";
  }
}
