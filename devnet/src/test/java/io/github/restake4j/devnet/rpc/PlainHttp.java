package io.github.restake4j.devnet.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A client of tests that sees the bytes as they come, one connection for each request. */
final class PlainHttp {
  private static final ObjectMapper JSON = new ObjectMapper();

  private PlainHttp() {}

  /** All that came before the server closed. */
  static byte[] exchange(URI url, String body) throws IOException {
    try (Socket socket = open(url, body)) {
      return socket.getInputStream().readAllBytes();
    }
  }

  static Socket open(URI url, String body) throws IOException {
    Socket socket = connect(url);
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String head =
        "POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: "
            + bytes.length
            + "\r\n\r\n";
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
    all.writeBytes(bytes);
    socket.getOutputStream().write(all.toByteArray());
    return socket;
  }

  static Socket connect(URI url) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), url.getPort());
    socket.setSoTimeout(20_000);
    return socket;
  }

  /** Waits until the server closes; false if it sends something instead. */
  static boolean ended(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketException reset) {
      return true;
    }
  }

  static String text(URI url, String body) throws IOException {
    return new String(exchange(url, body), StandardCharsets.UTF_8);
  }

  static int status(String answer) {
    return Integer.parseInt(answer.split(" ", 3)[1]);
  }

  static String body(String answer) {
    return answer.substring(answer.indexOf("\r\n\r\n") + 4);
  }

  static JsonNode json(URI url, String body) throws IOException {
    return JSON.readTree(body(text(url, body)));
  }

  static byte[] upTo(InputStream in, int count) throws IOException {
    return in.readNBytes(count);
  }

  static String call(int id, String method, String params) {
    return "{\"jsonrpc\":\"2.0\",\"id\":"
        + id
        + ",\"method\":\""
        + method
        + "\",\"params\":"
        + params
        + "}";
  }
}
