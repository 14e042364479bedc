package io.github.restake4j.sign;

/** EIP-712 typed data. */
public final class TypedData {
  TypedData() {}
}
