/** The arithmetic and encodings under signatures: secp256k1, RLP, raw transactions. */
@NullMarked
package io.github.restake4j.internal.sign;

import org.jspecify.annotations.NullMarked;
