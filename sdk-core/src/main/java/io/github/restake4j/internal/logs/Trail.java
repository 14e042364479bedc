package io.github.restake4j.internal.logs;

import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.logs.BlockId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a scan stands, and which blocks it came by: the newest one by one, older ones at growing
 * distances, the first one always. That is enough to find, after a reorg of any depth, a block both
 * branches share, and one that lies not many times deeper.
 *
 * <p>As bytes: version (1), chain id (8), digest of the scan (8), next block (8), count (2), then
 * number (8) and hash (32) of each block, oldest first.
 */
final class Trail {
  private static final byte VERSION = 1;
  private static final int DIGEST = 8;
  private static final int HEAD = 1 + 8 + DIGEST + 8 + 2;
  private static final int ENTRY = 8 + Hash32.SIZE;
  private static final int EXACT = 32;
  private static final int MAX_BLOCKS = 200;

  private final long chainId;
  private final Hash32 scan;
  private final List<BlockId> blocks = new ArrayList<>();
  private long next;

  /** A scan that has not begun. */
  Trail(long chainId, Hash32 scan, long from) {
    this.chainId = chainId;
    this.scan = scan;
    this.next = from;
  }

  /** The first block that was not delivered. */
  long next() {
    return next;
  }

  /** The newest block on the trail: the one before {@link #next}, or none. */
  @Nullable BlockId tip() {
    return blocks.isEmpty() ? null : blocks.get(blocks.size() - 1);
  }

  /** The block of a height, if it is on the trail. */
  @Nullable BlockId at(long number) {
    for (BlockId block : blocks) {
      if (block.number() == number) {
        return block;
      }
    }
    return null;
  }

  /** Blocks up to a height, newest first. */
  List<BlockId> upTo(long number) {
    List<BlockId> found = new ArrayList<>();
    for (int i = blocks.size() - 1; i >= 0; i--) {
      if (blocks.get(i).number() <= number) {
        found.add(blocks.get(i));
      }
    }
    return found;
  }

  /** Goes on to a later block; the way there was delivered. */
  void add(BlockId block) {
    BlockId tip = tip();
    if (tip != null && block.number() <= tip.number()) {
      throw new IllegalStateException(block + " does not come after " + tip);
    }
    blocks.add(block);
    next = block.number() + 1;
    prune();
  }

  /**
   * Goes back to the block before the given one.
   *
   * @return what was left, oldest first
   */
  List<BlockId> backTo(long from) {
    List<BlockId> left = new ArrayList<>();
    while (!blocks.isEmpty() && blocks.get(blocks.size() - 1).number() >= from) {
      left.add(0, blocks.remove(blocks.size() - 1));
    }
    next = from;
    return left;
  }

  /** Goes to a place it was at before. */
  void restore(List<BlockId> newestFirst, long position) {
    blocks.clear();
    for (BlockId block : newestFirst) {
      blocks.add(0, block);
    }
    next = position;
  }

  /** Keeps, below the newest ones, one block per distance of 64 to 127, 128 to 255, and so on. */
  private void prune() {
    long tip = blocks.get(blocks.size() - 1).number();
    List<BlockId> kept = new ArrayList<>();
    int bucketBefore = -1;
    for (int i = 0; i < blocks.size(); i++) {
      long distance = tip - blocks.get(i).number();
      int bucket = distance < EXACT ? -1 : Long.SIZE - Long.numberOfLeadingZeros(distance);
      if (i == 0 || bucket == -1 || bucket != bucketBefore) {
        kept.add(blocks.get(i));
      }
      bucketBefore = bucket;
    }
    blocks.clear();
    blocks.addAll(kept);
  }

  Bytes cursor() {
    ByteBuffer out = ByteBuffer.allocate(HEAD + blocks.size() * ENTRY);
    out.put(VERSION).putLong(chainId).put(scan.toBytes(), 0, DIGEST).putLong(next);
    out.putShort((short) blocks.size());
    for (BlockId block : blocks) {
      out.putLong(block.number()).put(block.hash().toBytes());
    }
    return Bytes.wrap(out.array());
  }

  /**
   * Goes to where a cursor says.
   *
   * @param from the scan's first block
   * @throws IllegalArgumentException if it is damaged, or of another scan or chain
   */
  void resume(Bytes cursor, long from) {
    ByteBuffer in = ByteBuffer.wrap(cursor.toArray());
    if (in.remaining() < HEAD) {
      throw damaged("it has " + in.remaining() + " bytes");
    }
    byte version = in.get();
    if (version != VERSION) {
      throw damaged("its version is " + version + ", known is " + VERSION);
    }
    long chain = in.getLong();
    byte[] digest = new byte[DIGEST];
    in.get(digest);
    if (chain != chainId
        || !Bytes.wrap(digest).equals(Bytes.wrap(scan.toBytes()).slice(0, DIGEST))) {
      throw new IllegalArgumentException(
          "the cursor belongs to another scan: of chain "
              + chain
              + ", or with another first block or other filters");
    }
    long position = in.getLong();
    int count = in.getShort();
    if (count < 0 || count > MAX_BLOCKS || in.remaining() != count * ENTRY) {
      throw damaged("it has " + in.remaining() + " bytes for " + count + " blocks");
    }
    List<BlockId> read = new ArrayList<>();
    long before = -1;
    for (int i = 0; i < count; i++) {
      long number = in.getLong();
      byte[] hash = new byte[Hash32.SIZE];
      in.get(hash);
      if (number <= before) {
        throw damaged("its blocks are not in order");
      }
      before = number;
      read.add(new BlockId(number, Hash32.of(hash)));
    }
    boolean fresh = read.isEmpty() && position == from;
    if (!fresh && (read.isEmpty() || before + 1 != position || position < from)) {
      throw damaged("it says block " + position + " comes after block " + before);
    }
    blocks.clear();
    blocks.addAll(read);
    next = position;
  }

  private static IllegalArgumentException damaged(String how) {
    return new IllegalArgumentException("not a cursor of a scan: " + how);
  }
}
