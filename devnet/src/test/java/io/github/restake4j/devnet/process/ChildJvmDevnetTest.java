package io.github.restake4j.devnet.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ChildJvmDevnetTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @Test
  void child_printsAndExits() {
    try (ChildJvm child =
        ChildJvm.of(Talker.class)
            .arguments("a b", "")
            .options("-Dtest.colour=blue")
            .environment("TEST_WORD", "salt")
            .heapMegabytes(32)
            .start()) {
      assertThat(child.awaitLine("args", LONG)).isEqualTo("args [a b][]");
      assertThat(child.awaitLine(line -> line.contains("blue"), LONG)).isEqualTo("said blue salt");
      assertThat(child.awaitExit(LONG)).isEqualTo(3);
      assertThat(child.lines()).hasSize(3).last().asString().startsWith("heap ");
      assertThat(Long.parseLong(child.lines().get(2).substring(5))).isLessThan(40_000_000L);
      assertThat(child.errors()).contains("a complaint");
      assertThatThrownBy(() -> child.awaitLine("args", LONG))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("no \"args\"")
          .hasMessageContaining("ended");
    }
  }

  @Test
  void kill_runsNothingOfTheChildAnyMore() {
    try (ChildJvm child = ChildJvm.of(Sleeper.class).start()) {
      child.awaitLine("ready", LONG);
      assertThatThrownBy(() -> child.awaitLine("never", Duration.ofMillis(20)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("did not print it");
      assertThatThrownBy(() -> child.awaitExit(Duration.ofMillis(1)))
          .isInstanceOf(IllegalStateException.class);
      assertThat(child.isAlive()).isTrue();
      assertThat(child.kill()).isEqualTo(137);
      assertThat(child.lines()).containsExactly("ready");
    }
  }

  @Test
  void close_leavesNoProcessAndNoThread() {
    ChildJvm child = ChildJvm.of(Sleeper.class).start();
    child.awaitLine("ready", LONG);
    child.close();
    assertThat(ProcessHandle.of(child.pid()).map(ProcessHandle::isAlive).orElse(false)).isFalse();
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().startsWith("devnet-child"));
  }

  @Test
  void killedParent_takesItsChildrenAlong() throws Exception {
    try (ChildJvm parent = ChildJvm.of(Parent.class).start()) {
      long pid = Long.parseLong(parent.awaitLine("child ", LONG).substring(6));
      ProcessHandle grandchild = ProcessHandle.of(pid).orElseThrow();
      parent.kill();
      grandchild.onExit().get(30, TimeUnit.SECONDS);
      assertThat(grandchild.isAlive()).isFalse();
    }
  }

  /** Prints what it was given. */
  static final class Talker {
    private Talker() {}

    public static void main(String[] args) {
      System.out.println("args [" + args[0] + "][" + args[1] + "]");
      System.err.println("a complaint");
      System.out.println(
          "said " + System.getProperty("test.colour") + " " + System.getenv("TEST_WORD"));
      System.out.println("heap " + Runtime.getRuntime().maxMemory());
      System.exit(3);
    }
  }

  /** Waits for its end, and would tell of a proper one. */
  static final class Sleeper {
    private Sleeper() {}

    public static void main(String[] args) throws InterruptedException {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("a proper end")));
      System.out.println("ready");
      new CountDownLatch(1).await();
    }
  }

  /** Has a child of its own. */
  static final class Parent {
    private Parent() {}

    public static void main(String[] args) throws InterruptedException {
      try (ChildJvm child = ChildJvm.of(Sleeper.class).start()) {
        child.awaitLine("ready", LONG);
        System.out.println("child " + child.pid());
        new CountDownLatch(1).await();
      }
    }
  }
}
