/** Programs of a test in JVMs of their own, which can be killed. */
@NullMarked
package io.github.restake4j.devnet.process;

import org.jspecify.annotations.NullMarked;
