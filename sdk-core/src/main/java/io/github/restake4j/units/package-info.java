/** Amounts and rates as types: exact, named by unit, never rounded silently. */
@NullMarked
package io.github.restake4j.units;

import org.jspecify.annotations.NullMarked;
