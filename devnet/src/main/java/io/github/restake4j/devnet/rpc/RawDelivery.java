package io.github.restake4j.devnet.rpc;

/**
 * A raw transaction that came in.
 *
 * @param hash keccak-256 of its bytes: {@code 0x} and 64 hex digits
 * @param raw its bytes as hex
 * @param endpoint the name of the endpoint it came to
 */
public record RawDelivery(String hash, String raw, String endpoint) {}
