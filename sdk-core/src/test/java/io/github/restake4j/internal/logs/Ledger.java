package io.github.restake4j.internal.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.restake4j.eth.Bytes;
import io.github.restake4j.logs.EventBatch;
import io.github.restake4j.logs.EventSink;
import io.github.restake4j.logs.Undo;
import io.github.restake4j.standard.contract.ERC20Contract;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What a careful consumer does, and a check that batches follow each other without a gap. */
final class Ledger implements EventSink<ERC20Contract.Transfer> {
  final TreeMap<Long, List<String>> held = new TreeMap<>();
  final List<Undo> undone = new ArrayList<>();
  final List<Bytes> cursors = new ArrayList<>();
  long next = -1;

  @Override
  public void undo(Undo undo) {
    if (next >= 0) {
      assertThat(undo.fromBlock()).as("undo of what was never delivered").isLessThanOrEqualTo(next);
    }
    held.tailMap(undo.fromBlock(), true).clear();
    next = undo.fromBlock();
    undone.add(undo);
    cursors.add(undo.cursor());
  }

  @Override
  public void take(EventBatch<ERC20Contract.Transfer> batch) {
    assertThat(batch.fromBlock()).as("gap or overlap").isEqualTo(next);
    assertThat(batch.toBlock()).isGreaterThanOrEqualTo(batch.fromBlock());
    batch
        .events()
        .forEach(
            each -> {
              assertThat(each.log().blockNumber()).isBetween(batch.fromBlock(), batch.toBlock());
              held.computeIfAbsent(each.log().blockNumber(), block -> new ArrayList<>())
                  .add(
                      each.log().blockNumber()
                          + "/"
                          + each.log().blockHash()
                          + "/"
                          + each.event().value());
            });
    next = batch.toBlock() + 1;
    cursors.add(batch.cursor());
  }

  /** Everything held, in order. */
  List<String> all() {
    List<String> all = new ArrayList<>();
    held.values().forEach(all::addAll);
    return all;
  }

  Bytes cursor() {
    return cursors.get(cursors.size() - 1);
  }
}
