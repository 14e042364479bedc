/** Writes as plans: explained, simulated, sent, followed to an outcome. */
@NullMarked
package io.github.restake4j.tx;

import org.jspecify.annotations.NullMarked;
