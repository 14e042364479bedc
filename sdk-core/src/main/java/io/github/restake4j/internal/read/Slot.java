package io.github.restake4j.internal.read;

import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.internal.rpc.RpcAnswer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One question of a run and, after its round, the answer. Equal questions of a run share a slot.
 */
final class Slot {
  private final Question question;
  private @Nullable Reply reply;

  Slot(Question question) {
    this.question = question;
  }

  Question question() {
    return question;
  }

  @Nullable Reply reply() {
    return reply;
  }

  void answer(Reply given) {
    reply = given;
  }

  /** What is asked, at the block of the run. */
  sealed interface Question {}

  /** A contract call that does not depend on who asks. */
  record Call(Address to, Bytes data) implements Question {}

  /** A contract call by a certain account. */
  record CallFrom(Address from, Address to, Bytes data) implements Question {}

  /** Any other method whose last parameter is the block. */
  record Rpc(String method, List<Object> params) implements Question {}

  /** What came back. */
  sealed interface Reply {}

  /** A call returned. */
  record Returned(Bytes data) implements Reply {}

  /** A call was rolled back. */
  record RolledBack(Bytes data, String text) implements Reply {}

  /** Any other method's answer, or a call's error that is no revert. */
  record Answered(RpcAnswer answer) implements Reply {}
}
