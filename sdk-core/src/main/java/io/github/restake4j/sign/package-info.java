/** Signers, signatures, and what they sign. */
@NullMarked
package io.github.restake4j.sign;

import org.jspecify.annotations.NullMarked;
