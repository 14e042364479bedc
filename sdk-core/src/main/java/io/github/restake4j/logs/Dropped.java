package io.github.restake4j.logs;

/**
 * Logs that nodes sent and a scan did not deliver.
 *
 * @param outside not asked for: another contract, topic or block
 * @param removed marked as removed by a reorg
 * @param repeated sent twice in one answer
 * @param foreign asked for, but of another event that shares the first topic, or, where any
 *     contract may emit, with data the event does not write
 */
public record Dropped(long outside, long removed, long repeated, long foreign) {
  /** Nothing dropped. */
  public static final Dropped NONE = new Dropped(0, 0, 0, 0);

  /** Both together. */
  public Dropped plus(Dropped other) {
    return new Dropped(
        outside + other.outside,
        removed + other.removed,
        repeated + other.repeated,
        foreign + other.foreign);
  }
}
