package io.github.restake4j.internal.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.error.TransportException;
import io.github.restake4j.error.TransportException.Code;
import io.github.restake4j.internal.CallScope;
import io.github.restake4j.rpc.Endpoint;
import io.github.restake4j.rpc.RpcOptions;
import io.github.restake4j.rpc.Transport;
import io.github.restake4j.rpc.okhttp.OkHttp;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** T26: what a TLS connection must not accept. Nothing of a request ever leaves in these. */
@Timeout(30)
class TlsFaultTest {
  private static final RpcCall SEND = RpcCall.of("eth_sendRawTransaction", "0x02");

  private static final HeldCertificate CA =
      new HeldCertificate.Builder().certificateAuthority(0).commonName("a private CA").build();

  private static final long NOW = System.currentTimeMillis();

  @Test
  void T26_selfSigned_isRefused() throws Exception {
    assertRefused(local().build(), OkHttpTransport.own());
  }

  @Test
  void T26_unknownCa_isRefused() throws Exception {
    assertRefused(local().signedBy(CA).build(), OkHttpTransport.own());
  }

  @Test
  void T26_customCa_worksOnlyThroughTheClientPassedIn() throws Exception {
    try (RawServer server = serving(local().signedBy(CA).build());
        Transport trusting = OkHttp.transport(trustingCa())) {
      assertThat(send(server, trusting)).isInstanceOf(RpcAnswer.Result.class);
    }
  }

  @Test
  void T26_wrongHost_isRefusedAlsoWithTheCustomCa() throws Exception {
    HeldCertificate other =
        new HeldCertificate.Builder()
            .signedBy(CA)
            .addSubjectAlternativeName("other.example")
            .build();
    assertRefused(other, OkHttp.transport(trustingCa()));
  }

  @Test
  void T26_expired_isRefusedAlsoWithTheCustomCa() throws Exception {
    HeldCertificate expired =
        local()
            .signedBy(CA)
            .validityInterval(NOW - TimeUnit.DAYS.toMillis(30), NOW - TimeUnit.DAYS.toMillis(1))
            .build();
    assertRefused(expired, OkHttp.transport(trustingCa()));
  }

  @Test
  void T26_tls11Only_isRefused() throws Exception {
    // a ServerHello that chooses TLS 1.1, by hand: no JDK of today would say it
    byte[] random = new byte[32];
    byte[] hello = new byte[5 + 4 + 2 + 32 + 1 + 2 + 1];
    byte[] head = {0x16, 3, 2, 0, 42, 2, 0, 0, 38, 3, 2};
    System.arraycopy(head, 0, hello, 0, head.length);
    System.arraycopy(random, 0, hello, head.length, random.length);
    hello[head.length + 33] = (byte) 0xc0; // TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA
    hello[head.length + 34] = 0x13;
    CountDownLatch alerted = new CountDownLatch(1);
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread old = new Thread(() -> serveOldTls(server, hello, alerted));
      old.setDaemon(true);
      old.start();
      try (OkHttpTransport transport = OkHttpTransport.own()) {
        assertThatThrownBy(() -> send("https://localhost:" + server.getLocalPort(), transport))
            .isInstanceOfSatisfying(
                TransportException.class,
                e -> {
                  assertThat(e.kind()).isEqualTo(Code.CONNECT_FAILED);
                  assertThat(e.mayHaveLeft()).isFalse();
                })
            .hasMessageContaining("protocol version");
        assertThat(alerted.await(5, TimeUnit.SECONDS)).isTrue();
      }
    }
  }

  private static void serveOldTls(ServerSocket server, byte[] hello, CountDownLatch alerted) {
    try (Socket socket = server.accept()) {
      InputStream in = socket.getInputStream();
      byte[] head = in.readNBytes(5);
      in.readNBytes((head[3] & 0xff) << 8 | (head[4] & 0xff));
      socket.getOutputStream().write(hello);
      socket.getOutputStream().flush();
      if (in.read() == 0x15) { // an alert, not a key exchange
        alerted.countDown();
      }
    } catch (IOException e) {
      // the test says what is missing
    }
  }

  private static void assertRefused(HeldCertificate certificate, Transport transport)
      throws Exception {
    try (RawServer server = serving(certificate);
        transport) {
      assertThatThrownBy(() -> send(server, transport))
          .isInstanceOfSatisfying(
              TransportException.class,
              e -> {
                assertThat(e.kind()).isEqualTo(Code.CONNECT_FAILED);
                assertThat(e.mayHaveLeft()).isFalse();
              });
      assertThat(server.requests()).isEmpty();
    }
  }

  private static HeldCertificate.Builder local() {
    return new HeldCertificate.Builder().addSubjectAlternativeName("localhost");
  }

  private static OkHttpClient trustingCa() {
    HandshakeCertificates trust =
        new HandshakeCertificates.Builder().addTrustedCertificate(CA.certificate()).build();
    return new OkHttpClient.Builder()
        .sslSocketFactory(trust.sslSocketFactory(), trust.trustManager())
        .build();
  }

  private static RawServer serving(HeldCertificate certificate) throws IOException {
    HandshakeCertificates own =
        new HandshakeCertificates.Builder().heldCertificate(certificate).build();
    ServerSocket socket =
        own.sslContext()
            .getServerSocketFactory()
            .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    return new RawServer(
        socket,
        (request, out) ->
            RawServer.ok(
                out, "{\"jsonrpc\":\"2.0\",\"id\":" + request.id() + ",\"result\":\"0x1\"}"));
  }

  private static RpcAnswer send(RawServer server, Transport over) {
    return send("https://localhost:" + server.port(), over);
  }

  private static RpcAnswer send(String url, Transport over) {
    try (JsonRpc rpc = new JsonRpc(Endpoint.of(url), over, RpcOptions.defaults())) {
      return rpc.sendOnce(SEND, CallScope.of(Duration.ofSeconds(10)));
    }
  }
}
