package io.github.restake4j.benchmarks;

import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.sign.LocalKey;
import io.github.restake4j.sign.TxRequest;
import io.github.restake4j.units.Wei;

/** Signed beforehand, sent in one JSON batch: what no library can beat. Promises nothing. */
final class Floor implements Way {
  @Override
  public String name() {
    return "floor: pre-signed, one JSON batch";
  }

  @Override
  public long run(Run run) throws Exception {
    String batch = batch(run);
    long start = System.nanoTime();
    String answer = run.post(batch);
    run.awaitAll();
    long nanos = System.nanoTime() - start;
    if (answer.contains("\"error\"")) {
      throw new IllegalStateException(answer);
    }
    return nanos;
  }

  private static String batch(Run run) {
    StringBuilder batch = new StringBuilder("[");
    try (LocalKey key = LocalKey.parse(Run.KEY)) {
      for (int i = 0; i < run.count(); i++) {
        Bytes raw =
            key.signTransaction(
                new TxRequest(
                    Run.CHAIN_ID,
                    i,
                    Wei.ofGwei("1"),
                    Wei.ofGwei("4"),
                    21_000,
                    Address.parse(Run.TO),
                    Wei.of(Run.value(i)),
                    Bytes.EMPTY));
        batch
            .append(i == 0 ? "" : ",")
            .append("{\"jsonrpc\":\"2.0\",\"id\":")
            .append(i)
            .append(",\"method\":\"eth_sendRawTransaction\",\"params\":[\"")
            .append(raw)
            .append("\"]}");
      }
    }
    return batch.append(']').toString();
  }
}
