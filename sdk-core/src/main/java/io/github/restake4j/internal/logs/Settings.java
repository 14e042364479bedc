package io.github.restake4j.internal.logs;

import io.github.restake4j.eth.BlockRef;
import io.github.restake4j.eth.Bytes;
import java.time.Duration;
import java.util.Optional;

/** What a scan was told, besides its filters. */
record Settings(
    long from,
    BlockRef to,
    Optional<Bytes> resume,
    Optional<String> name,
    boolean times,
    int widest,
    int deepest,
    Duration every,
    Duration patience) {

  Settings withTo(BlockRef other) {
    return new Settings(from, other, resume, name, times, widest, deepest, every, patience);
  }

  Settings withResume(Bytes other) {
    return new Settings(
        from, to, Optional.of(other), name, times, widest, deepest, every, patience);
  }

  Settings withName(String other) {
    return new Settings(
        from, to, resume, Optional.of(other), times, widest, deepest, every, patience);
  }

  Settings withTimes() {
    return new Settings(from, to, resume, name, true, widest, deepest, every, patience);
  }

  Settings withWidest(int other) {
    return new Settings(from, to, resume, name, times, other, deepest, every, patience);
  }

  Settings withDeepest(int other) {
    return new Settings(from, to, resume, name, times, widest, other, every, patience);
  }

  Settings withEvery(Duration other) {
    return new Settings(from, to, resume, name, times, widest, deepest, other, patience);
  }

  Settings withPatience(Duration other) {
    return new Settings(from, to, resume, name, times, widest, deepest, every, other);
  }
}
