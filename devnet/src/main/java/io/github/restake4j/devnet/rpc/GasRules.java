package io.github.restake4j.devnet.rpc;

/** The least gas a transaction can have, as of the Osaka upgrade. */
final class GasRules {
  private static final long TRANSACTION = 21_000;
  private static final long CREATION = 32_000;
  private static final long ZERO_BYTE = 4;
  private static final long OTHER_BYTE = 16;
  private static final long INIT_WORD = 2;
  private static final long LISTED_ADDRESS = 2_400;
  private static final long LISTED_KEY = 1_900;
  private static final long AUTHORIZATION = 25_000;
  private static final long FLOOR_TOKEN = 10;
  private static final long TOKENS_OF_OTHER_BYTE = 4;

  private GasRules() {}

  /** What its bytes cost before anything runs. */
  static long intrinsic(RawTx tx) {
    byte[] data = tx.data();
    long zeros = zeros(data);
    int[] listed = tx.accessList();
    long creation = tx.creates() ? CREATION + (data.length + 31) / 32 * INIT_WORD : 0;
    return TRANSACTION
        + creation
        + zeros * ZERO_BYTE
        + (data.length - zeros) * OTHER_BYTE
        + listed[0] * LISTED_ADDRESS
        + listed[1] * LISTED_KEY
        + tx.authorizations() * AUTHORIZATION;
  }

  /** What it costs at least, however little runs (EIP-7623). */
  static long floor(RawTx tx) {
    byte[] data = tx.data();
    long zeros = zeros(data);
    return TRANSACTION + FLOOR_TOKEN * (zeros + TOKENS_OF_OTHER_BYTE * (data.length - zeros));
  }

  private static long zeros(byte[] data) {
    long zeros = 0;
    for (byte b : data) {
      if (b == 0) {
        zeros++;
      }
    }
    return zeros;
  }
}
