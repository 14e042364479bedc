package io.github.restake4j.internal.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Hostile answers to a client with a heap of 256 MB: each ends in a typed error. */
@Timeout(120)
class HeapFaultTest {
  private static final int MIB = 1024 * 1024;
  private static final int HEAP_MIB = 256;

  @Test
  void T16_T17_R15_hostileAnswers_endTypedInASmallHeap() throws Exception {
    byte[] bomb = gzipBomb();
    try (RawServer node =
        new RawServer(
            (request, out) -> {
              if (request.body().contains("eth_chainId")) {
                return RawServer.ok(out, header(request.id()));
              }
              String path = request.head().substring(0, request.head().indexOf(" HTTP"));
              return switch (path.substring(path.lastIndexOf('/') + 1)) {
                case "gzip" -> RawServer.ok(out, bomb, "Content-Encoding: gzip\r\n");
                case "array" -> array(out, request.id());
                case "abi" -> RawServer.ok(out, answer(request.id(), abiArray()));
                case "revert" -> revert(out, request.id());
                default -> endless(out);
              };
            })) {
      List<String> urls = new ArrayList<>();
      for (String kind : List.of("gzip", "array", "abi", "revert", "endless", "revert")) {
        urls.add(node.url() + "/" + kind);
      }

      List<String> said = run(urls);

      assertThat(said).hasSize(7);
      assertThat(said.get(0)).startsWith("gzip RESPONSE_TOO_LARGE");
      assertThat(said.get(1)).startsWith("array RESPONSE_TOO_LARGE");
      assertThat(said.get(2)).startsWith("abi ABI_MALFORMED");
      assertThat(said.get(3)).startsWith("revert REVERTED");
      assertThat(said.get(4)).startsWith("endless RESPONSE_TOO_LARGE");
      assertThat(said.get(5)).startsWith("revert REVERTED");
      for (String line : said.subList(0, 6)) {
        assertThat(lastNumber(line)).as("length of the message: " + line).isLessThan(2000);
      }
      assertThat(lastNumber(said.get(6))).as("heap").isLessThanOrEqualTo(HEAP_MIB);
    }
  }

  private static int lastNumber(String line) {
    return Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1));
  }

  private static List<String> run(List<String> urls) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + HEAP_MIB + "m");
    command.add("-XX:+UseSerialGC");
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(HeapChild.class.getName());
    command.addAll(urls);
    Process child = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      String output =
          new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
      assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(child.exitValue()).as(output).isZero();
      return Arrays.asList(output.split("\\R"));
    } finally {
      child.destroyForcibly();
    }
  }

  /** The first request of a read: chain id and header. */
  private static String header(long firstId) {
    String word = "0x" + "0".repeat(62) + "64";
    return "["
        + answer(firstId, "\"0x539\"")
        + ","
        + answer(
            firstId + 1,
            "{\"number\":\"0x64\",\"hash\":\""
                + word
                + "\",\"parentHash\":\""
                + word
                + "\",\"timestamp\":\"0x64\",\"gasLimit\":\"0x1c9c380\"}")
        + "]";
  }

  private static String answer(long id, String result) {
    return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":" + result + "}";
  }

  /** 64 bytes that promise 2^28 elements. */
  private static String abiArray() {
    return "\"0x" + "0".repeat(62) + "20" + "0".repeat(56) + "10000000\"";
  }

  /** 2^28 numbers in JSON. */
  private static boolean array(OutputStream out, long id) throws IOException {
    byte[] chunk = "0,".repeat(32 * 1024).getBytes(StandardCharsets.US_ASCII);
    RawServer.head(out, "");
    out.write(
        ("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":[")
            .getBytes(StandardCharsets.US_ASCII));
    for (int i = 0; i < (1 << 28) / (32 * 1024); i++) {
      out.write(chunk);
    }
    out.write("0]}".getBytes(StandardCharsets.US_ASCII));
    return false;
  }

  /** 30 MB of hex digits as revert data. */
  private static boolean revert(OutputStream out, long id) throws IOException {
    byte[] start =
        ("{\"jsonrpc\":\"2.0\",\"id\":"
                + id
                + ",\"error\":{\"code\":3,\"message\":\"execution reverted\",\"data\":\"0x")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] digits = new byte[MIB];
    Arrays.fill(digits, (byte) 'a');
    byte[] end = "\"}}".getBytes(StandardCharsets.US_ASCII);
    RawServer.head(out, "Content-Length: " + (start.length + 30 * MIB + end.length) + "\r\n");
    out.write(start);
    for (int i = 0; i < 30; i++) {
      out.write(digits);
    }
    out.write(end);
    out.flush();
    return true;
  }

  private static boolean endless(OutputStream out) throws IOException {
    RawServer.head(out, "Transfer-Encoding: chunked\r\n");
    byte[] chunk = ("8000\r\n" + " ".repeat(0x8000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    while (true) {
      out.write(chunk);
    }
  }

  private static byte[] gzipBomb() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out, 65_536)) {
      byte[] zeros = new byte[MIB];
      for (int i = 0; i < 200; i++) {
        gzip.write(zeros);
      }
    }
    return out.toByteArray();
  }
}
