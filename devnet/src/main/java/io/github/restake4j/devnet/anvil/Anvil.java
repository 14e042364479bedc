package io.github.restake4j.devnet.anvil;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A running anvil on a port of its own choice.
 *
 * <p>It ends with {@link #close}, and also when this JVM ends in any way, a kill included: a shell
 * beside it reads a pipe that only this JVM holds, and stops anvil when the pipe closes. Windows
 * has no such shell: there an anvil outlives a JVM that is killed.
 */
public final class Anvil implements AutoCloseable {
  /** 60,000,000: the block gas limit of mainnet since November 2025. */
  /**
   * Blocks whose state can still be asked for. Without a bound anvil writes the states of older
   * blocks to the user's disk and leaves them there: gigabytes after a few test runs.
   */
  private static final String STATES_KEPT = "300";

  private static final String BLOCK_GAS_LIMIT = "60000000";

  private static final Pattern LISTENING = Pattern.compile("Listening on [^ ]*:(\\d+)");
  private static final Pattern PID = Pattern.compile("anvil-pid (\\d+)");
  private static final Pattern EXIT = Pattern.compile("anvil-exit (\\d+)");
  private static final int START_SECONDS = 20;

  /**
   * Prints anvil's process id; stops it when standard input ends, which only this JVM holds open;
   * says when it has ended.
   */
  private static final String WATCHDOG =
      """
      exec 3<&0
      "$@" </dev/null 3<&- &
      p=$!
      echo "anvil-pid $p"
      (cat <&3; kill $p && sleep 2 && kill -9 $p) >/dev/null 2>&1 &
      exec 3<&-
      wait $p
      echo "anvil-exit $?"
      """;

  private final Process process;
  private final long pid;
  private final int port;

  private Anvil(Process process, long pid, int port) {
    this.process = process;
    this.pid = pid;
    this.port = port;
  }

  /**
   * Starts anvil on a free port of the loopback interface and waits until it listens.
   *
   * @param binary an executable file, see {@link AnvilBinary#find}
   * @param options further command line options of anvil
   * @throws IllegalStateException if it does not listen within 20 seconds; the message has its
   *     output
   */
  public static Anvil start(Path binary, List<String> options) {
    boolean windows = System.getProperty("os.name", "").startsWith("Windows");
    List<String> command = new ArrayList<>();
    if (!windows) {
      command.addAll(List.of("sh", "-c", WATCHDOG, "sh"));
    }
    command.addAll(
        List.of(
            binary.toString(),
            "--port",
            "0",
            "--gas-limit",
            BLOCK_GAS_LIMIT,
            "--no-cors",
            "--prune-history",
            STATES_KEPT));
    command.addAll(options);
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      Output output = new Output(process);
      output.start();
      long pid = windows ? process.pid() : output.await(output.pid, process);
      int port = Math.toIntExact(output.await(output.port, process));
      return new Anvil(process, pid, port);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + binary, e);
    }
  }

  /** Where it answers JSON-RPC, on the loopback interface. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** The process id of anvil itself, not of the shell that guards it. */
  public long pid() {
    return pid;
  }

  /** Stops anvil and waits until it is gone. Does nothing the second time. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
    } catch (IOException alreadyGone) {
      // the pipe broke because the shell has ended; what is left is ended below
    }
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Reads all anvil prints: with a full pipe it would stop answering. */
  private static final class Output extends Thread {
    private final Process process;
    private final Queue<String> firstLines = new ConcurrentLinkedQueue<>();
    final CompletableFuture<Long> pid = new CompletableFuture<>();
    final CompletableFuture<Long> port = new CompletableFuture<>();

    Output(Process process) {
      super("devnet-anvil-output");
      this.process = process;
      setDaemon(true);
    }

    @Override
    public void run() {
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        String line = lines.readLine();
        while (line != null) {
          if (!port.isDone()) {
            firstLines.add(line);
            match(PID, line, pid);
            match(LISTENING, line, port);
            if (EXIT.matcher(line).find()) {
              port.completeExceptionally(new IllegalStateException(line));
            }
          }
          line = lines.readLine();
        }
      } catch (IOException closed) {
        // the stream closes under us when anvil is stopped
      }
    }

    private static void match(Pattern pattern, String line, CompletableFuture<Long> into) {
      Matcher matcher = pattern.matcher(line);
      if (matcher.find()) {
        into.complete(Long.valueOf(matcher.group(1)));
      }
    }

    long await(CompletableFuture<Long> value, Process started) {
      try {
        return value.get(START_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        started.destroyForcibly();
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while anvil started", e);
      } catch (ExecutionException | TimeoutException e) {
        started.destroyForcibly();
        throw new IllegalStateException("anvil does not listen; it printed: " + firstLines, e);
      }
    }
  }
}
