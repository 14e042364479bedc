package io.github.restake4j.devnet.junit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Keeps a test run on this machine: every {@code java.net.Socket} asks the JVM's proxy selector
 * before it connects, and this one refuses addresses that are not loopback before a packet leaves;
 * a run in which that happened fails. Sockets made with an explicit proxy and socket channels do
 * not ask.
 *
 * <p>Switch it on by naming it in {@code
 * META-INF/services/org.junit.platform.launcher.LauncherSessionListener} of the test resources.
 */
public final class LoopbackOnly implements LauncherSessionListener {
  /** Nobody's (RFC 5737, RFC 2606): tests may try these on purpose, and are refused as well. */
  private static final String DOCUMENTATION = "192.0.2.";

  private static final String INVALID = ".invalid";

  private static final List<String> REFUSED = new CopyOnWriteArrayList<>();

  /** Made by JUnit. */
  public LoopbackOnly() {}

  /** Where this JVM's tests wanted to connect to and were not let. */
  public static List<String> refused() {
    return List.copyOf(REFUSED);
  }

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    ProxySelector.setDefault(new Guard());
  }

  @Override
  public void launcherSessionClosed(LauncherSession session) {
    if (!REFUSED.isEmpty()) {
      throw new IllegalStateException("tests wanted to leave this machine: " + REFUSED);
    }
  }

  /** Says "direct" for loopback. */
  private static final class Guard extends ProxySelector {
    @Override
    public List<Proxy> select(URI uri) {
      String host = uri.getHost();
      if (!isLoopback(host)) {
        String wanted = String.valueOf(host);
        if (!wanted.startsWith(DOCUMENTATION) && !wanted.endsWith(INVALID)) {
          REFUSED.add(wanted);
        }
        throw new IllegalStateException("a test may only connect to this machine, not to " + host);
      }
      return List.of(Proxy.NO_PROXY);
    }

    private static boolean isLoopback(String host) {
      if (host == null) {
        return false;
      }
      String plain = host.replace("[", "").replace("]", "").toLowerCase(Locale.ROOT);
      if (plain.equals("localhost")) {
        return true;
      }
      if (!plain.matches("[0-9.]+|[0-9a-f:]*:[0-9a-f:]*")) {
        return false; // a name would have to be looked up, and the question would leave as well
      }
      try {
        return InetAddress.getByName(plain).isLoopbackAddress();
      } catch (UnknownHostException e) {
        return false;
      }
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
  }
}
