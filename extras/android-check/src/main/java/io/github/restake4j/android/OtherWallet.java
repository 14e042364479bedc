package io.github.restake4j.android;

import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.tx.UnsignedTx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Another wallet on the same phone: it holds the keys of accounts that the node unlocks, and takes
 * only plain data.
 */
final class OtherWallet {
  private static final Pattern RESULT = Pattern.compile("\"result\":\\s*\"(0x[0-9a-f]+)\"");

  private final String url;

  OtherWallet(String url) {
    this.url = url;
  }

  /** As {@code eth_sendTransaction}. */
  Hash32 send(UnsignedTx transaction) throws IOException {
    return Hash32.parse(
        ask(
            "eth_sendTransaction",
            "{\"from\":\""
                + transaction.from()
                + "\",\"to\":\""
                + transaction.to()
                + "\",\"value\":\"0x"
                + transaction.value().smallest().toString(16)
                + "\",\"data\":\""
                + transaction.data()
                + "\"}"));
  }

  /** The next nonce of an account. */
  long nonce(Address account) throws IOException {
    return Long.decode(ask("eth_getTransactionCount", "\"" + account + "\",\"latest\""));
  }

  private String ask(String method, String parameters) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
    connection.setDoOutput(true);
    connection.setRequestProperty("Content-Type", "application/json");
    try (OutputStream out = connection.getOutputStream()) {
      out.write(
          ("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\""
                  + method
                  + "\",\"params\":["
                  + parameters
                  + "]}")
              .getBytes(StandardCharsets.UTF_8));
    }
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try (InputStream in = connection.getInputStream()) {
      byte[] part = new byte[4096];
      for (int size = in.read(part); size >= 0; size = in.read(part)) {
        answer.write(part, 0, size);
      }
    }
    String text = new String(answer.toByteArray(), StandardCharsets.UTF_8);
    Matcher result = RESULT.matcher(text);
    if (!result.find()) {
      throw new IOException(method + " answered " + text);
    }
    return result.group(1);
  }
}
