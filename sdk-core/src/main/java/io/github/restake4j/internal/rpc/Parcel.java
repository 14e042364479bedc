package io.github.restake4j.internal.rpc;

import java.util.List;

/** Calls as they are sent: encoded once, for any number of endpoints. */
final class Parcel {
  private final List<RpcCall> calls;
  private final long firstId;
  private final byte[] body;
  private final String what;

  /**
   * Calls with their bytes.
   *
   * @param calls at least one
   * @param firstId of the first; the others count up
   * @param what for messages
   */
  Parcel(List<RpcCall> calls, long firstId, byte[] body, String what) {
    this.calls = calls;
    this.firstId = firstId;
    this.body = body;
    this.what = what;
  }

  List<RpcCall> calls() {
    return calls;
  }

  long firstId() {
    return firstId;
  }

  /** Not a copy. */
  byte[] body() {
    return body;
  }

  String what() {
    return what;
  }
}
