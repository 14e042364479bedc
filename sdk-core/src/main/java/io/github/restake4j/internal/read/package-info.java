/** How reads run: rounds of one HTTP request at one block hash. No part of the public API. */
@NullMarked
package io.github.restake4j.internal.read;

import org.jspecify.annotations.NullMarked;
