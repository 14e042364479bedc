package io.github.restake4j.devnet.rpc;

import java.math.BigInteger;

/**
 * What geth's transaction pool refuses and anvil takes. Replacements must raise both fees by a
 * tenth, a delegated sender (EIP-7702) has one transaction in flight and no gap, gas must pay for
 * the bytes (EIP-7623), and signatures must name a chain: these rules have no numbers to choose.
 *
 * <p>Above the numbers per sender a transaction is refused with {@code account limit exceeded}, as
 * geth's blob pool does. Its pool for other transactions forgets some of them without a word: see
 * {@link #forgetful}.
 *
 * @param executable most transactions of a sender that could be mined now
 * @param queued most transactions of a sender that wait behind a gap
 * @param transactionBytes longest transaction
 * @param transactionGas highest gas limit of a transaction (EIP-7825)
 * @param minimumTip lowest tip in wei
 * @param feeCap highest gas limit times fee, in wei; zero for no bound
 * @param forgets whether a transaction above the numbers per sender is answered with its hash and
 *     forgotten
 */
public record GethPool(
    int executable,
    int queued,
    int transactionBytes,
    long transactionGas,
    BigInteger minimumTip,
    BigInteger feeCap,
    boolean forgets) {
  /** 16 and 64 transactions, 128 KiB, 2^24 gas, 1 wei of tip, 1 ETH of fees, all said. */
  public static final GethPool STANDARD =
      new GethPool(16, 64, 131_072, 16_777_216, BigInteger.ONE, BigInteger.TEN.pow(18), false);

  /** The same with other numbers of transactions per sender. */
  public GethPool slots(int executableSlots, int queuedSlots) {
    return new GethPool(
        executableSlots,
        queuedSlots,
        transactionBytes,
        transactionGas,
        minimumTip,
        feeCap,
        forgets);
  }

  /** The same with another lowest tip. */
  public GethPool minimumTip(BigInteger wei) {
    return new GethPool(executable, queued, transactionBytes, transactionGas, wei, feeCap, forgets);
  }

  /** The same with another highest fee. */
  public GethPool feeCap(BigInteger wei) {
    return new GethPool(
        executable, queued, transactionBytes, transactionGas, minimumTip, wei, forgets);
  }

  /** The same, but what is above the numbers per sender is taken in words and forgotten. */
  public GethPool forgetful() {
    return new GethPool(
        executable, queued, transactionBytes, transactionGas, minimumTip, feeCap, true);
  }
}
