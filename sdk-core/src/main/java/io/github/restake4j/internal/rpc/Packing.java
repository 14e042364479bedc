package io.github.restake4j.internal.rpc;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Turns calls into the bytes of a request; no id is used twice by a client. */
final class Packing {
  private final AtomicLong nextId = new AtomicLong(1);

  Parcel pack(List<RpcCall> calls) {
    long firstId = nextId.getAndAdd(calls.size());
    return new Parcel(calls, firstId, Wire.encode(calls, firstId), describe(calls));
  }

  static String describe(List<RpcCall> calls) {
    String first = calls.get(0).method();
    return calls.size() == 1 ? first : "a batch of " + calls.size() + " calls (" + first + ", ...)";
  }
}
