package io.github.restake4j.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.Restake4j;
import io.github.restake4j.devnet.junit.LoopbackOnly;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

/** The guard over this run's sockets is on, and would notice. */
class LoopbackOnlyTest {
  @Test
  void L04_socketToThisMachine_isLet() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort())) {
      assertThat(socket.isConnected()).isTrue();
    }
  }

  @Test
  void L04_socketToAnotherMachine_isRefusedBeforeAPacketLeaves() throws IOException {
    InetAddress elsewhere = InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1});

    assertThatThrownBy(() -> new Socket(elsewhere, 80).close())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("only connect to this machine");
  }

  @Test
  void L04_transportToAnotherMachine_asksTheGuardToo() {
    try (Restake4j client = Restake4j.connect("http://192.0.2.1:80")) {
      assertThatThrownBy(() -> client.block().now())
          .hasStackTraceContaining("only connect to this machine");
    }
  }

  @Test
  void L04_restOfTheRun_hasNotTriedToLeave() {
    assertThat(LoopbackOnly.refused()).isEmpty();
  }
}
