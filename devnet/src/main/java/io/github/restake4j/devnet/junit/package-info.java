/** The JUnit extension that gives a test class its own devnet. */
@NullMarked
package io.github.restake4j.devnet.junit;

import org.jspecify.annotations.NullMarked;
