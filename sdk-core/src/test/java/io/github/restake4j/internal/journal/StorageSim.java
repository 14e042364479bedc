package io.github.restake4j.internal.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/**
 * A disk in memory that keeps forced and unforced bytes apart. At any moment a test may ask what
 * the disk would hold after the power went: without anything unforced ({@link #afterLoss}), with
 * all of it, as after the death of the process alone ({@link #afterKill}), or with any part of it,
 * sector by sector ({@link #afterTear}). It also runs out of space and fails to force.
 */
public final class StorageSim implements Storage {
  private static final int SECTOR = 512;

  private interface Op {
    byte[] on(byte[] content);
  }

  private static final class Write implements Op {
    private final long offset;
    private final byte[] bytes;

    Write(long offset, byte[] bytes) {
      this.offset = offset;
      this.bytes = bytes;
    }

    @Override
    public byte[] on(byte[] content) {
      int end = (int) offset + bytes.length;
      byte[] after = Arrays.copyOf(content, Math.max(content.length, end));
      System.arraycopy(bytes, 0, after, (int) offset, bytes.length);
      return after;
    }
  }

  private record Cut(long length) implements Op {
    @Override
    public byte[] on(byte[] content) {
      return content.length > length ? Arrays.copyOf(content, (int) length) : content;
    }
  }

  /** A file, whatever its name is. */
  private static final class Node {
    private byte[] forced = new byte[0];
    private byte[] content = new byte[0];
    private final List<Op> unforced = new ArrayList<>();

    Node copy() {
      Node copy = new Node();
      copy.forced = forced;
      copy.content = content;
      copy.unforced.addAll(unforced);
      return copy;
    }

    void add(Op op) {
      content = op.on(content);
      unforced.add(op);
    }
  }

  private Map<Part, Node> names = new EnumMap<>(Part.class);
  private final List<Map<Part, Node>> unforcedNames = new ArrayList<>();
  private Consumer<StorageSim> watcher = sim -> {};
  private long capacity = Long.MAX_VALUE;
  private int failingForces;
  private int forces;

  /** An empty disk. */
  public StorageSim() {
    unforcedNames.add(new EnumMap<>(Part.class));
  }

  /** A disk that holds a journal with these bytes. */
  public static StorageSim of(byte[] log) {
    StorageSim sim = new StorageSim();
    Node node = new Node();
    node.forced = log.clone();
    node.content = log.clone();
    sim.names.put(Part.LOG, node);
    sim.unforcedNames.set(0, new EnumMap<>(sim.names));
    return sim;
  }

  /** Called before every change of the disk and every force. */
  public synchronized void watch(Consumer<StorageSim> watching) {
    watcher = watching;
  }

  /** From now on the logs can grow by so many bytes; a write beyond that writes what fits. */
  public synchronized void space(long bytes) {
    capacity = bytes == Long.MAX_VALUE ? bytes : used() + bytes;
  }

  private long used() {
    return names.values().stream().mapToLong(node -> node.content.length).sum();
  }

  /** The next forces fail, and what they had to force may or may not be there. */
  public synchronized void failForces(int count) {
    failingForces = count;
  }

  /** How many forces of a log worked. */
  public synchronized int forces() {
    return forces;
  }

  /** The journal's bytes as a reader sees them now. */
  public synchronized byte[] log() {
    return node(Part.LOG).content.clone();
  }

  /** The disk if every byte that was not forced is lost. */
  public synchronized StorageSim afterLoss() {
    return rebuilt(unforcedNames.get(0), node -> node.forced);
  }

  /** The disk if the process dies and the system lives: what was not forced still is not. */
  public synchronized StorageSim afterKill() {
    StorageSim sim = new StorageSim();
    Map<Node, Node> copies = new HashMap<>();
    sim.names = copied(names, copies);
    sim.unforcedNames.clear();
    for (Map<Part, Node> each : unforcedNames) {
      sim.unforcedNames.add(copied(each, copies));
    }
    return sim;
  }

  private static Map<Part, Node> copied(Map<Part, Node> from, Map<Node, Node> copies) {
    Map<Part, Node> to = new EnumMap<>(Part.class);
    from.forEach((part, node) -> to.put(part, copies.computeIfAbsent(node, Node::copy)));
    return to;
  }

  /** The disk if any part of what was not forced is there. */
  public synchronized StorageSim afterTear(Random random) {
    Map<Part, Node> found = unforcedNames.get(random.nextInt(unforcedNames.size()));
    return rebuilt(found, node -> torn(node, random));
  }

  private interface Survivor {
    byte[] of(Node node);
  }

  private static StorageSim rebuilt(Map<Part, Node> from, Survivor survivor) {
    StorageSim sim = new StorageSim();
    for (Map.Entry<Part, Node> name : from.entrySet()) {
      Node node = new Node();
      node.forced = survivor.of(name.getValue()).clone();
      node.content = node.forced.clone();
      sim.names.put(name.getKey(), node);
    }
    sim.unforcedNames.set(0, new EnumMap<>(sim.names));
    return sim;
  }

  private static byte[] torn(Node node, Random random) {
    byte[] disk = node.forced;
    for (Op op : node.unforced) {
      if (op instanceof Write write) {
        disk = torn(disk, write, random);
      } else if (random.nextBoolean()) {
        disk = op.on(disk);
      }
    }
    return disk;
  }

  private static byte[] torn(byte[] before, Write write, Random random) {
    byte[] disk = before;
    int from = 0;
    while (from < write.bytes.length) {
      long sectorEnd = ((write.offset + from) / SECTOR + 1) * SECTOR;
      int to = (int) Math.min(write.bytes.length, sectorEnd - write.offset);
      int fate = random.nextInt(4);
      if (fate < 2) {
        int kept = fate == 0 ? to : from + random.nextInt(to - from + 1);
        disk = patched(disk, write, from, kept, random);
      } else if (fate == 2) {
        disk = grown(disk, write.offset + to, random); // the length came through, the data did not
      }
      from = to;
    }
    return disk;
  }

  private static byte[] patched(byte[] disk, Write write, int from, int to, Random random) {
    byte[] grown = grown(disk, write.offset + to, random);
    System.arraycopy(write.bytes, from, grown, (int) write.offset + from, to - from);
    return grown;
  }

  /** What lies between is zeros, or what was last in those sectors. */
  private static byte[] grown(byte[] disk, long length, Random random) {
    if (disk.length >= length) {
      return disk.clone();
    }
    byte[] grown = Arrays.copyOf(disk, (int) length);
    if (random.nextBoolean()) {
      for (int i = disk.length; i < grown.length && disk.length > 0; i++) {
        grown[i] = disk[i % disk.length];
      }
    }
    return grown;
  }

  private Node node(Part part) {
    return names.computeIfAbsent(part, name -> new Node());
  }

  private void renamed() {
    unforcedNames.add(new EnumMap<>(names));
  }

  @Override
  public synchronized boolean exists(Part part) {
    return names.containsKey(part);
  }

  @Override
  public synchronized byte[] read(Part part) {
    return node(part).content.clone();
  }

  @Override
  public synchronized void write(Part part, long offset, byte[] bytes) throws IOException {
    watcher.accept(this);
    make(part);
    long room = node(part).content.length - offset + capacity - used();
    int fits = (int) Math.max(0, Math.min(room, bytes.length));
    if (fits > 0) {
      node(part).add(new Write(offset, Arrays.copyOf(bytes, fits)));
    }
    if (fits < bytes.length) {
      throw new IOException("No space left on device");
    }
  }

  private void make(Part part) {
    if (!names.containsKey(part)) {
      node(part);
      renamed();
    }
  }

  @Override
  public synchronized void truncate(Part part, long length) {
    watcher.accept(this);
    make(part);
    node(part).add(new Cut(length));
  }

  @Override
  public synchronized void force(Part part) throws IOException {
    watcher.accept(this);
    if (failingForces > 0) {
      failingForces--;
      throw new IOException("Input/output error");
    }
    Node node = node(part);
    node.forced = node.content.clone();
    node.unforced.clear();
    forces++;
  }

  @Override
  public synchronized void promote() throws IOException {
    watcher.accept(this);
    Node next = names.remove(Part.NEXT);
    if (next == null) {
      throw new IOException("No such file");
    }
    names.put(Part.LOG, next);
    renamed();
  }

  @Override
  public synchronized void discard() {
    watcher.accept(this);
    if (names.remove(Part.NEXT) != null) {
      renamed();
    }
  }

  @Override
  public synchronized void forceDirectory() throws IOException {
    watcher.accept(this);
    if (failingForces > 0) {
      failingForces--;
      throw new IOException("Input/output error");
    }
    unforcedNames.clear();
    unforcedNames.add(new EnumMap<>(names));
  }

  @Override
  public void close() {}
}
