package io.github.restake4j.benchmarks;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * A fresh chain, and what everybody is to do on it: send {@link #count} transfers of 1, 2, 3, ...
 * wei from one account to another.
 *
 * @param url where anvil answers
 * @param count of transactions
 */
record Run(URI url, int count) {
  /** anvil's first published test key. */
  static final String KEY = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";

  static final String FROM = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";
  static final String TO = "0x7b5f1d3c9a8e4f60b2d4c6e8a0f1b3d5c7e9fa1b";
  static final long CHAIN_ID = 31_337;

  /** How often all who have to ask, ask whether it is done. */
  static final Duration POLL = Duration.ofMillis(10);

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final MediaType JSON = MediaType.get("application/json");
  private static final OkHttpClient HTTP = new OkHttpClient();
  private static final Pattern RESULT = Pattern.compile("\"result\":\"(0x[0-9a-f]+)\"");

  static BigInteger value(int index) {
    return BigInteger.valueOf(index + 1L);
  }

  /** One POST, and the whole answer as text. */
  String post(String body) throws IOException {
    Request request =
        new Request.Builder()
            .url(url.toString())
            .post(RequestBody.create(body.getBytes(java.nio.charset.StandardCharsets.UTF_8), JSON))
            .build();
    try (Response response = HTTP.newCall(request).execute()) {
      return response.body().string();
    }
  }

  /**
   * Waits until the chain has them all.
   *
   * @throws LostException if it does not get there: whoever sends without looking back loses
   *     transactions at times
   */
  void awaitAll() throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      long mined = quantity("eth_getTransactionCount", FROM).longValueExact();
      if (mined >= count) {
        return;
      }
      if (System.nanoTime() - end > 0) {
        throw new LostException(mined + " of " + count + " were mined within " + PATIENCE);
      }
      Thread.sleep(POLL.toMillis());
    }
  }

  /** Transactions that were sent and never mined. */
  static final class LostException extends RuntimeException {
    private static final long serialVersionUID = 1;

    LostException(String message) {
      super(message);
    }
  }

  /**
   * Checks by the receiver's balance and the sender's nonce that each was mined once.
   *
   * @throws IllegalStateException if not
   */
  void check(String name) throws IOException {
    BigInteger sum = BigInteger.valueOf((long) count * (count + 1) / 2);
    BigInteger got = quantity("eth_getBalance", TO);
    BigInteger sent = quantity("eth_getTransactionCount", FROM);
    if (!got.equals(sum) || sent.longValueExact() != count) {
      throw new IllegalStateException(
          name + ": " + sent + " transactions moved " + got + " wei instead of " + sum);
    }
  }

  private BigInteger quantity(String method, String account) throws IOException {
    String answer =
        post(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\""
                + method
                + "\",\"params\":[\""
                + account
                + "\",\"latest\"]}");
    Matcher found = RESULT.matcher(answer);
    if (!found.find()) {
      throw new IOException("no result in " + answer);
    }
    return new BigInteger(found.group(1).substring(2), 16);
  }
}
