package io.github.restake4j.internal.logs;

import io.github.restake4j.error.RpcException;
import io.github.restake4j.eth.BlockRef;
import io.github.restake4j.internal.CallScope;
import io.github.restake4j.internal.Client;
import io.github.restake4j.internal.rpc.BlockHeader;
import io.github.restake4j.internal.rpc.Json;
import io.github.restake4j.internal.rpc.RpcAnswer;
import io.github.restake4j.internal.rpc.RpcCall;
import io.github.restake4j.task.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What one run asks the endpoint. */
final class Node {
  static final String WHAT = "a scan of logs";
  private static final long INTERNAL_ERROR = -32603;

  /**
   * The newest block, and the one up to which to scan.
   *
   * @param last empty if there is no such block yet
   */
  record Heads(BlockHeader newest, Optional<BlockHeader> last) {}

  private final Client client;
  private final Progress progress;

  Node(Client client, Progress progress) {
    this.client = client;
    this.progress = progress;
  }

  /** Answers in the order of the calls. */
  List<RpcAnswer> ask(List<RpcCall> calls) {
    return within(client.deadline(), scope -> client.rpc().read(calls, scope));
  }

  /** Answers of one moment, within a part of the client's deadline. */
  List<RpcAnswer> askAtOnce(List<RpcCall> calls, int partOfDeadline) {
    return within(
        client.deadline().dividedBy(partOfDeadline), scope -> client.rpc().atOnce(calls, scope));
  }

  private List<RpcAnswer> within(Duration time, Function<CallScope, List<RpcAnswer>> work) {
    CallScope scope = CallScope.of(time);
    Runnable takeBack = progress.onCancel(scope::cancel);
    try {
      return work.apply(scope);
    } finally {
      takeBack.run();
    }
  }

  /** Waits; ends early with an exception when cancelled or closed. */
  void pause(Duration time) {
    CallScope scope = CallScope.of(time.plus(client.deadline()));
    Runnable takeBack = progress.onCancel(scope::cancel);
    try {
      client.rpc().pause(time, scope, WHAT);
    } finally {
      takeBack.run();
    }
  }

  /** Asks for the chain id as well: the endpoint may have been changed behind its name. */
  Heads heads(BlockRef last) {
    List<RpcCall> calls = new ArrayList<>();
    calls.add(RpcCall.of("eth_chainId"));
    calls.add(RpcCall.of("eth_getBlockByNumber", "latest", false));
    boolean tagged = last == BlockRef.SAFE || last == BlockRef.FINALIZED;
    if (tagged) {
      String tag = last == BlockRef.SAFE ? "safe" : "finalized";
      calls.add(RpcCall.of("eth_getBlockByNumber", tag, false));
    }
    List<RpcAnswer> answers = ask(calls);
    client.checkChainId(result(answers.get(0), "eth_chainId").quantity());
    BlockHeader newest =
        header(answers.get(1)).orElseThrow(() -> misbehaviour("there is no newest block"));
    Optional<BlockHeader> end = tagged ? tagged(answers.get(2)) : Optional.of(newest);
    return new Heads(newest, end);
  }

  /** Before the first such block, some clients answer null and some an error. */
  private static Optional<BlockHeader> tagged(RpcAnswer answer) {
    return answer instanceof RpcAnswer.Failure failure && LogLimit.isBlockMissing(failure)
        ? Optional.empty()
        : header(answer);
  }

  static RpcCall headerCall(long number) {
    return RpcCall.of("eth_getBlockByNumber", "0x" + Long.toHexString(number), false);
  }

  /** The canonical blocks of these heights; empty where the node has none. */
  List<Optional<BlockHeader>> headers(List<Long> numbers) {
    List<RpcCall> calls = new ArrayList<>();
    numbers.forEach(number -> calls.add(headerCall(number)));
    List<Optional<BlockHeader>> found = new ArrayList<>();
    if (!calls.isEmpty()) {
      List<RpcAnswer> answers = ask(calls);
      for (int i = 0; i < answers.size(); i++) {
        found.add(header(answers.get(i), numbers.get(i)));
      }
    }
    return found;
  }

  /** The block of a height, if the answer has one. */
  static Optional<BlockHeader> header(RpcAnswer answer, long number) {
    if (answer instanceof RpcAnswer.Failure failure && LogLimit.isBlockMissing(failure)) {
      return Optional.empty();
    }
    Optional<BlockHeader> found = header(answer);
    if (found.isPresent() && found.get().number() != number) {
      throw misbehaviour("asked for block " + number + ", it gave block " + found.get().number());
    }
    return found;
  }

  private static Optional<BlockHeader> header(RpcAnswer answer) {
    return result(answer, "eth_getBlockByNumber").orEmpty().map(Json::block);
  }

  /** The result; what a node calls an internal error may pass. */
  static Json result(RpcAnswer answer, String method) {
    if (answer instanceof RpcAnswer.Failure failure && failure.code() == INTERNAL_ERROR) {
      throw misbehaviour(method + " failed: " + failure.message());
    }
    return Json.of(answer.result(method), method);
  }

  static RpcException misbehaviour(String what) {
    return new RpcException(RpcException.Code.NODE_MISBEHAVIOUR, WHAT + ": " + what);
  }
}
