package io.github.restake4j.devnet.rpc;

import io.github.restake4j.devnet.Account;
import java.math.BigInteger;
import java.util.List;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.Hash;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.TransactionEncoder;
import org.web3j.utils.Numeric;

/** Raw transactions of tests, encoded and signed by web3j. */
public record SignedTx(String raw) {
  public static final long CHAIN = 31337;
  public static final BigInteger GWEI = BigInteger.TEN.pow(9);
  private static final String TO = "0x00000000000000000000000000000000000000aa";

  /** A transfer of some wei with 2 gwei of tip and 20 gwei at most. */
  public static SignedTx transfer(Account from, long nonce, long wei) {
    return dynamic(from, nonce, wei, 21_000, 2, 20, "");
  }

  public static SignedTx dynamic(
      Account from, long nonce, long wei, long gas, long tipGwei, long maxGwei, String data) {
    return priced(
        from,
        nonce,
        wei,
        gas,
        GWEI.multiply(BigInteger.valueOf(tipGwei)),
        GWEI.multiply(BigInteger.valueOf(maxGwei)),
        data);
  }

  public static SignedTx priced(
      Account from, long nonce, long wei, long gas, BigInteger tip, BigInteger max, String data) {
    return sign(
        from,
        RawTransaction.createTransaction(
            CHAIN, big(nonce), big(gas), TO, big(wei), data, tip, max));
  }

  public static SignedTx accessList(Account from, long nonce, long gas) {
    return sign(
        from,
        RawTransaction.createTransaction(
            CHAIN,
            big(nonce),
            GWEI.multiply(big(20)),
            big(gas),
            TO,
            BigInteger.ONE,
            "",
            List.of(
                new org.web3j.crypto.AccessListObject(
                    TO, List.of("0x" + "00".repeat(32), "0x" + "11".repeat(32))))));
  }

  public static SignedTx legacy(Account from, long nonce, boolean namesChain) {
    RawTransaction tx =
        RawTransaction.createTransaction(
            big(nonce), GWEI.multiply(big(20)), big(21_000), TO, BigInteger.ONE, "");
    Credentials key = Credentials.create(from.privateKey());
    byte[] signed =
        namesChain
            ? TransactionEncoder.signMessage(tx, CHAIN, key)
            : TransactionEncoder.signMessage(tx, key);
    return new SignedTx(Numeric.toHexString(signed));
  }

  private static SignedTx sign(Account from, RawTransaction tx) {
    byte[] signed = TransactionEncoder.signMessage(tx, Credentials.create(from.privateKey()));
    return new SignedTx(Numeric.toHexString(signed));
  }

  private static BigInteger big(long number) {
    return BigInteger.valueOf(number);
  }

  public String hash() {
    return Hash.sha3(raw);
  }

  /** The call that sends it. */
  public String call(int id) {
    return "{\"jsonrpc\":\"2.0\",\"id\":"
        + id
        + ",\"method\":\"eth_sendRawTransaction\",\"params\":[\""
        + raw
        + "\"]}";
  }
}
