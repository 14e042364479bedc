/** Reads as values: described first, run at one block. */
@NullMarked
package io.github.restake4j.read;

import org.jspecify.annotations.NullMarked;
