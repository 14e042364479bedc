package io.github.restake4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.restake4j.Listener;
import io.github.restake4j.error.TransportException;
import io.github.restake4j.testlog.TestLog;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EventsTest {
  private final TransportException cause =
      new TransportException(TransportException.Code.NO_ANSWER, "the cause");

  @Test
  void events_nobodyListens_makeNothing() {
    Events events = Events.to(null);
    Duration pause = Duration.ofMillis(1);
    tell(events, pause, 20_000);
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long me = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(me);

    tell(events, pause, 100_000);

    // a record per event would be 8 MB
    assertThat(threads.getThreadAllocatedBytes(me) - before).isLessThan(100_000);
  }

  @Test
  void events_withoutListener_areLogged() {
    TestLog.record();
    tell(Events.to(null), Duration.ofMillis(7), 1);
    Events.to(null).quarantined("http://node.example", cause);

    assertThat(TestLog.end().split("\\R"))
        .hasSize(5)
        .anyMatch(line -> line.startsWith("TRACE") && line.contains("eth_call (2 calls)"))
        .anyMatch(line -> line.startsWith("TRACE") && line.contains("eth_call to http://node"))
        .anyMatch(line -> line.startsWith("DEBUG") && line.contains("again in PT0.007S: the cause"))
        .anyMatch(line -> line.startsWith("DEBUG") && line.contains("from a to b: NO_ANSWER"))
        .anyMatch(line -> line.startsWith("WARN") && line.contains("http://node.example"));
  }

  @Test
  void events_listenerThrows_isLoggedAndGoesNoFurther() {
    Events events =
        Events.to(
            new Listener() {
              @Override
              public void called(Call call) {
                throw new IllegalStateException("the listener's mistake");
              }
            });
    TestLog.record();
    events.called("eth_call", 1, events.start(), null);

    assertThat(TestLog.end()).contains("a listener failed", "the listener's mistake");
  }

  private void tell(Events events, Duration pause, int times) {
    for (int i = 0; i < times; i++) {
      long start = events.start();
      events.called("eth_call", 2, start, null);
      events.attempted("http://node.example", "eth_call", start, cause);
      events.retrying("eth_call", 1, pause, cause);
      events.failedOver("a", "b", "NO_ANSWER");
    }
  }
}
