/** Whole-run comparisons with other libraries. */
@NullMarked
package io.github.restake4j.benchmarks;

import org.jspecify.annotations.NullMarked;
