package io.github.restake4j.sign;

/** The forms of a transaction that this SDK signs and sends. */
public enum TxType {
  /** With one gas price, and the chain id inside the signature (EIP-155). */
  LEGACY(0),
  /** Type 1, EIP-2930: one gas price and a list of what it will touch. */
  ACCESS_LIST(1),
  /** Type 2, EIP-1559: a maximum fee, a tip, and a list of what it will touch. */
  DYNAMIC_FEE(2);

  private final int number;

  TxType(int number) {
    this.number = number;
  }

  /** As JSON-RPC counts them: 0, 1 or 2. */
  public int number() {
    return number;
  }
}
