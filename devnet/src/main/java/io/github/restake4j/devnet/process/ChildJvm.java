package io.github.restake4j.devnet.process;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A second JVM for tests that kill one.
 *
 * <pre>{@code
 * try (ChildJvm child = ChildJvm.of(Wallet.class).arguments(url, journal).heapMegabytes(64).start()) {
 *   child.awaitLine("sent 10", Duration.ofSeconds(20));
 *   child.kill();
 * }
 * }</pre>
 *
 * <p>It ends with {@link #close}, and also when this JVM ends in any way, a kill included: it
 * watches a pipe that only this JVM holds. So its standard input is not its own.
 */
public final class ChildJvm implements AutoCloseable {
  private static final int ERRORS_KEPT = 50;
  private static final Duration END = Duration.ofSeconds(10);

  private final Process process;
  private final List<String> lines = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();
  private final List<Thread> readers = new ArrayList<>();
  private int awaited;
  private boolean outputEnded;

  private ChildJvm(Process process) {
    this.process = process;
  }

  /**
   * Begins to describe a child that runs a class's {@code main(String[])}, with this JVM's Java and
   * class path.
   */
  public static Builder of(Class<?> main) {
    return new Builder(main.getName());
  }

  /** The process id. */
  public long pid() {
    return process.pid();
  }

  /** Whether it runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** What it has printed to standard output so far. */
  public synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  /** The last 50 lines it has printed to standard error. */
  public synchronized List<String> errors() {
    return List.copyOf(errors);
  }

  /**
   * Waits for a line of standard output that begins so, after the last one waited for.
   *
   * @return the line
   * @throws IllegalStateException if it ends before, or the time is up; the message has what it
   *     printed last
   */
  public String awaitLine(String beginning, Duration atMost) {
    return awaitLine(line -> line.startsWith(beginning), "\"" + beginning + "\"", atMost);
  }

  /** Waits for a line of standard output that passes a test, after the last one waited for. */
  public String awaitLine(Predicate<String> test, Duration atMost) {
    return awaitLine(test, "the line waited for", atMost);
  }

  private synchronized String awaitLine(Predicate<String> test, String what, Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (true) {
      while (awaited < lines.size()) {
        String line = lines.get(awaited++);
        if (test.test(line)) {
          return line;
        }
      }
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (outputEnded || left <= 0) {
        String end = outputEnded ? "ended" : "did not print it within " + atMost;
        throw new IllegalStateException(
            "no " + what + ": the child " + end + "; it printed " + tail());
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for " + what, e);
      }
    }
  }

  private synchronized String tail() {
    return lines.subList(Math.max(0, lines.size() - 10), lines.size()) + " and " + errors;
  }

  /**
   * Waits until it ends by itself.
   *
   * @return its exit status
   * @throws IllegalStateException if the time is up; it keeps running
   */
  public int awaitExit(Duration atMost) {
    try {
      if (!process.waitFor(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new IllegalStateException(
            "the child still runs after " + atMost + "; it printed " + tail());
      }
      for (Thread reader : readers) {
        reader.join(END.toMillis());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the child's end", e);
    }
  }

  /**
   * Kills it as {@code kill -9} does, and waits until it is gone: no hook, no {@code finally} of it
   * runs.
   *
   * @return its exit status, 137 on Linux
   */
  public int kill() {
    process.destroyForcibly();
    return awaitExit(END);
  }

  /** Kills it if it still runs. */
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(END.toMillis(), TimeUnit.MILLISECONDS);
      for (Thread reader : readers) {
        reader.join(END.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read() {
    readers.add(reader("devnet-child-output", process.getInputStream(), this::printed));
    readers.add(reader("devnet-child-errors", process.getErrorStream(), this::complained));
    readers.forEach(Thread::start);
  }

  private Thread reader(String name, InputStream from, LineSink sink) {
    Thread thread =
        new Thread(
            () -> {
              try (BufferedReader text =
                  new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
                for (String line = text.readLine(); line != null; line = text.readLine()) {
                  sink.line(line);
                }
              } catch (IOException closed) {
                // the stream closes under us when the child is killed
              } finally {
                ended(name);
              }
            },
            name);
    thread.setDaemon(true);
    return thread;
  }

  private interface LineSink {
    void line(String line);
  }

  private synchronized void printed(String line) {
    lines.add(line);
    notifyAll();
  }

  private synchronized void complained(String line) {
    errors.add(line);
    if (errors.size() > ERRORS_KEPT) {
      errors.remove(0);
    }
  }

  private synchronized void ended(String reader) {
    if (reader.endsWith("output")) {
      outputEnded = true;
      notifyAll();
    }
  }

  /** Describes a child JVM. */
  public static final class Builder {
    private final String main;
    private final List<String> arguments = new ArrayList<>();
    private final List<String> options = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private String classPath = System.getProperty("java.class.path", "");

    private Builder(String main) {
      this.main = main;
    }

    /** Adds arguments for its main method. */
    public Builder arguments(String... more) {
      Collections.addAll(arguments, more);
      return this;
    }

    /** Adds options of the JVM, such as {@code -Dname=value}. */
    public Builder options(String... more) {
      Collections.addAll(options, more);
      return this;
    }

    /** Its heap at most; without this the JVM's own choice. */
    public Builder heapMegabytes(int most) {
      if (most < 1) {
        throw new IllegalArgumentException("heap < 1 MB: " + most);
      }
      options.add("-Xmx" + most + "m");
      return this;
    }

    /** Adds a variable to the environment it inherits. */
    public Builder environment(String name, String value) {
      environment.put(name, value);
      return this;
    }

    /** Another class path; it needs the devnet on it. */
    public Builder classPath(String path) {
      classPath = path;
      return this;
    }

    /**
     * Starts it.
     *
     * @throws UncheckedIOException if there is no Java to run
     */
    public ChildJvm start() {
      List<String> command = new ArrayList<>();
      command.add(
          System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
      command.addAll(options);
      command.add(ChildMain.class.getName());
      command.add(main);
      command.addAll(arguments);
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().putAll(environment);
      builder.environment().put("CLASSPATH", classPath); // as an argument it may be too long
      try {
        ChildJvm child = new ChildJvm(builder.start());
        child.read();
        return child;
      } catch (IOException e) {
        throw new UncheckedIOException("cannot run " + command.get(0), e);
      }
    }
  }
}
