/** Runnable examples: the demo, and one class per recipe; README and docs show their code. */
@NullMarked
package io.github.restake4j.examples;

import org.jspecify.annotations.NullMarked;
