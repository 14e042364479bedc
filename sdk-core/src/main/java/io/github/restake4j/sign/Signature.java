package io.github.restake4j.sign;

import io.github.restake4j.eth.Hash32;

/**
 * A secp256k1 signature with low s.
 *
 * @param r first half
 * @param s second half
 * @param v 27 or 28
 */
public record Signature(Hash32 r, Hash32 s, int v) {}
