package io.github.restake4j.devnet;

/**
 * A funded account of a devnet. Its key is public knowledge: never use it anywhere else.
 *
 * @param address {@code 0x} and 40 hex digits
 * @param privateKey {@code 0x} and 64 hex digits
 */
public record Account(String address, String privateKey) {}
