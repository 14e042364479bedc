package io.github.restake4j.internal.journal;

import io.github.restake4j.error.JournalException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.tx.Intent;
import io.github.restake4j.tx.Journal;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A journal in an append-only file with one owner. Changes are in memory when their method returns,
 * and wait there for {@link #force}, which writes and forces all of them at once; callers that come
 * meanwhile share the next force.
 *
 * <p>After a force that failed the changes before it stay in force and keep waiting, in their
 * order: the next force writes them again from the last byte that is known to be durable. At most
 * about 1 MiB waits: a change beyond that is first preceded by a force, and throws WRITE_FAILED,
 * without taking place, if that fails. So does a new intent or a cursor while the last force
 * failed.
 */
public final class FileJournal implements Journal {
  private static final long WAITING_BYTES = 1 << 20;
  private static final long COMPACTED_BYTES = 4 << 20;

  private final Storage storage;
  private final String name;
  private final long compactedBytes;
  private final JournalState state = new JournalState();
  private final Log log;

  private final List<Waiting> waiting = new ArrayList<>();
  private long waitingBytes;
  private long changes;
  private long durable;
  private boolean isForcing;
  private long forces;
  private long failedForce;
  private long failedUpTo;
  private @Nullable IOException failure;
  private long compactAbove;
  private boolean isClosed;

  /** A record that is not durable yet: of which intent, if of any, and whether it is signed. */
  private static final class Waiting {
    private final String key;
    private final boolean isSignature;
    private final byte[] body;

    Waiting(String key, boolean isSignature, byte[] body) {
      this.key = key;
      this.isSignature = isSignature;
      this.body = body;
    }

    /** In the place of one that must not be written any more. */
    static Waiting nothing() {
      return new Waiting("", false, new byte[0]);
    }
  }

  private FileJournal(Storage storage, String name, long salt, long compactedBytes, Logger logger)
      throws IOException {
    this.storage = storage;
    this.name = name;
    this.compactedBytes = compactedBytes;
    this.log = Log.open(storage, name, state, salt, logger);
    giveBackUnsigned();
    compactAbove = compactedBytes;
    if (log.size() > compactAbove && compact(Records.snapshot(state))) {
      waiting.clear();
      waitingBytes = 0;
      durable = changes;
      log.settle();
    }
  }

  /**
   * Opens the journal of a file, and makes it if there is none; see {@link
   * Journal#open(java.nio.file.Path)}.
   */
  public static FileJournal open(Path path) {
    Storage storage;
    try {
      storage = FileStorage.open(path);
    } catch (IOException e) {
      throw unusable(path.toString(), e);
    }
    return open(
        storage,
        path.toString(),
        new SecureRandom().nextLong(),
        COMPACTED_BYTES,
        LoggerFactory.getLogger(Journal.class));
  }

  /**
   * Opens a journal anywhere, and closes the storage if that fails.
   *
   * @param name for messages
   * @param salt a number that no other journal in this place had
   * @param compactedBytes below this size the log is left as it is
   */
  public static FileJournal open(
      Storage storage, String name, long salt, long compactedBytes, Logger logger) {
    @Nullable FileJournal opened = null;
    try {
      opened = new FileJournal(storage, name, salt, compactedBytes, logger);
      return opened;
    } catch (IOException e) {
      throw unusable(name, e);
    } finally {
      if (opened == null) {
        closeQuietly(storage);
      }
    }
  }

  private static void closeQuietly(Storage storage) {
    try {
      storage.close();
    } catch (IOException e) {
      // the failure to open it says more
    }
  }

  private static JournalException unusable(String name, IOException cause) {
    return new JournalException(
        JournalException.Code.WRITE_FAILED,
        "the journal " + name + " cannot be opened: " + cause.getMessage(),
        cause);
  }

  /** A nonce without a signature: no byte left, nobody needs it. */
  private void giveBackUnsigned() {
    for (Intent intent : state.intents()) {
      if (intent.state() == Intent.State.RESERVED) {
        change(intent.key(), new Intent.Released());
      }
    }
  }

  @Override
  public Intent accept(Intent fresh) {
    if (takes(fresh)) {
      makeRoom(true);
    }
    synchronized (this) {
      requireOpen();
      if (state.takes(fresh)) {
        await(fresh.key(), false, Records.accepted(fresh));
      }
      return state.accept(fresh);
    }
  }

  private synchronized boolean takes(Intent fresh) {
    return state.takes(fresh);
  }

  @Override
  public synchronized Optional<Intent> find(String key) {
    requireOpen();
    return state.find(key);
  }

  @Override
  public synchronized List<Intent> claim(long chainId) {
    requireOpen();
    return state.open(chainId);
  }

  @Override
  public long reserve(String key, long atLeast) {
    makeRoom(false);
    synchronized (this) {
      requireOpen();
      long nonce = state.free(key, atLeast);
      change(key, new Intent.Reserved(nonce));
      return nonce;
    }
  }

  @Override
  public Intent append(String key, Intent.Change change) {
    if (change instanceof Intent.Reserved) {
      throw new IllegalArgumentException("nonces are given by reserve");
    }
    makeRoom(false);
    synchronized (this) {
      requireOpen();
      return change(key, change);
    }
  }

  private Intent change(String key, Intent.Change change) {
    byte[] body = Records.change(key, change);
    Intent changed = state.apply(key, change);
    if (change instanceof Intent.Ended ended && ended.state() == Intent.State.REJECTED) {
      dropSignatures(key);
    }
    await(key, change instanceof Intent.Signed, body);
    return changed;
  }

  /**
   * Signatures of a step that is rejected before they were durable are not written: a crash in the
   * middle of the write may keep them without the end behind them, and what was refused would go
   * out.
   */
  private void dropSignatures(String key) {
    for (int i = waiting.size() - 1; i >= 0; i--) {
      Waiting each = waiting.get(i);
      if (!each.key.equals(key)) {
        continue;
      }
      if (!each.isSignature) {
        return;
      }
      waitingBytes -= each.body.length;
      waiting.set(i, Waiting.nothing());
    }
  }

  @Override
  public synchronized long nextNonce(long chainId, Address sender) {
    requireOpen();
    return state.nextNonce(chainId, sender);
  }

  @Override
  public synchronized Optional<Bytes> cursor(String cursor) {
    requireOpen();
    return state.cursor(cursor);
  }

  @Override
  public void cursor(String cursor, Bytes position) {
    makeRoom(true);
    synchronized (this) {
      requireOpen();
      byte[] body = Records.cursor(cursor, position);
      state.cursor(cursor, position);
      await("", false, body);
    }
  }

  private void await(String key, boolean isSignature, byte[] body) {
    waiting.add(new Waiting(key, isSignature, body));
    waitingBytes += body.length;
    changes++;
  }

  /** Bounds what waits; see the class. */
  private void makeRoom(boolean isNew) {
    boolean isFull;
    synchronized (this) {
      isFull = waitingBytes > WAITING_BYTES || (isNew && failure != null);
    }
    if (isFull) {
      force();
    }
  }

  private synchronized void requireOpen() {
    if (isClosed) {
      throw new IllegalStateException("the journal " + name + " is closed");
    }
  }

  @Override
  public void force() {
    forceUpTo(begin());
  }

  private record Waiter(long target, long firstForce) {}

  private synchronized Waiter begin() {
    requireOpen();
    return new Waiter(changes, isForcing ? forces : forces + 1);
  }

  private void forceUpTo(Waiter waiter) {
    while (true) {
      List<Waiting> batch;
      @Nullable List<byte[]> snapshot;
      long upTo;
      synchronized (this) {
        waitForOther(waiter.target);
        if (durable >= waiter.target) {
          return;
        }
        IOException cause = failure;
        if (cause != null && failedForce >= waiter.firstForce && failedUpTo >= waiter.target) {
          throw failed(cause);
        }
        requireOpen();
        batch = new ArrayList<>(waiting);
        snapshot = log.size() > compactAbove ? Records.snapshot(state) : null;
        upTo = changes;
        forces++;
        isForcing = true;
      }
      lead(batch, snapshot, upTo);
    }
  }

  /** Writes and forces for all; only the thread that set {@code isForcing} is here. */
  private void lead(List<Waiting> batch, @Nullable List<byte[]> snapshot, long upTo) {
    int written = 0;
    @Nullable IOException why = new IOException("the force was cut short");
    try {
      if (snapshot != null && compact(snapshot)) {
        written = batch.size();
      }
      log.append(bodies(batch.subList(written, batch.size())));
      written = batch.size();
      why = null;
    } catch (IOException e) {
      why = e;
    } finally {
      done(written, upTo, why);
    }
  }

  private static List<byte[]> bodies(List<Waiting> batch) {
    List<byte[]> bodies = new ArrayList<>(batch.size());
    for (Waiting each : batch) {
      if (each.body.length > 0) {
        bodies.add(each.body);
      }
    }
    return bodies;
  }

  /** False if the log is still the old one: then it goes on. */
  private boolean compact(List<byte[]> snapshot) {
    boolean isDone = false;
    try {
      log.replace(snapshot);
      isDone = true;
    } catch (IOException e) {
      // it was only to save room; a disk that is full may take the few bytes of an append
    }
    compactAbove = Math.max(compactedBytes, 2 * log.size());
    return isDone;
  }

  private synchronized void done(int written, long upTo, @Nullable IOException why) {
    List<Waiting> gone = waiting.subList(0, written);
    for (Waiting each : gone) {
      waitingBytes -= each.body.length;
    }
    gone.clear();
    isForcing = false;
    failure = why;
    if (why == null) {
      durable = upTo;
    } else {
      failedForce = forces;
      failedUpTo = upTo;
    }
    notifyAll();
  }

  private JournalException failed(IOException cause) {
    return new JournalException(
        JournalException.Code.WRITE_FAILED,
        "the journal "
            + name
            + " cannot be written: "
            + cause.getMessage()
            + "; nothing is sent until it can",
        cause);
  }

  /** Waits until no thread forces, or all up to a change is durable. */
  private synchronized void waitForOther(long target) {
    boolean isInterrupted = false;
    while (isForcing && durable < target) {
      try {
        wait();
      } catch (InterruptedException e) {
        isInterrupted = true; // a force is short, and half of one is no answer
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    Waiter last;
    synchronized (this) {
      if (isClosed) {
        return;
      }
      last = begin();
    }
    @Nullable RuntimeException why = null;
    try {
      forceUpTo(last);
    } catch (JournalException e) {
      why = e;
    }
    synchronized (this) {
      waitForOther(Long.MAX_VALUE);
      if (isClosed) {
        return;
      }
      isClosed = true;
    }
    try {
      storage.close();
    } catch (IOException e) {
      if (why == null) {
        why = failed(e);
      }
    }
    if (why != null) {
      throw why;
    }
  }
}
