package io.github.restake4j.internal.logs;

import io.github.restake4j.error.Restake4jException;
import io.github.restake4j.error.RpcException;
import io.github.restake4j.error.TransportException;
import io.github.restake4j.internal.rpc.BlockHeader;
import io.github.restake4j.internal.rpc.RpcAnswer;
import io.github.restake4j.internal.rpc.RpcCall;
import io.github.restake4j.logs.BlockId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Fetches rows of blocks: settled ones by range, young ones block by block. */
final class Rows<E> {
  private static final String GET_LOGS = "eth_getLogs";
  private static final long METHOD_NOT_FOUND = -32601;
  private static final int PAYLOAD_TOO_LARGE = 413;
  private static final int SERVER_ERROR = 500;

  /** A range the node works on for longer is narrowed rather than waited for. */
  private static final int PART_OF_DEADLINE = 3;

  private final Node node;
  private final Query<E> query;
  private final Width width;
  private final boolean times;

  Rows(Node node, Query<E> query, Width width, boolean times) {
    this.node = node;
    this.query = query;
    this.width = width;
    this.times = times;
  }

  /**
   * Blocks that no reorg is expected to touch while they are read. The node has to show the last
   * one in the same exchange: one that does not have it has no logs of it either, and would say so
   * with an empty list.
   *
   * @param tip the block delivered last, if there is one
   */
  Row<E> range(long from, long upTo, @Nullable BlockId tip) {
    long to = Math.min(upTo, from + width.blocks() - 1);
    List<RpcCall> calls = new ArrayList<>();
    calls.add(Node.headerCall(from));
    for (Query.Part<E> part : query.parts()) {
      calls.add(Query.range(part, from, to));
    }
    calls.add(Node.headerCall(to));
    List<RpcAnswer> answers;
    try {
      answers = from == to ? oneByOne(calls, from) : node.askAtOnce(calls, PART_OF_DEADLINE);
    } catch (TransportException | RpcException e) {
      if (from < to && mayBeTheWidth(e)) {
        width.narrow(to - from + 1, from, LogLimit.UNNAMED);
        return new Row.TooWide<>();
      }
      throw e;
    }
    BlockHeader first = shown(answers.get(0), from);
    if (tip != null && !first.parentHash().equals(tip.hash())) {
      return new Row.Forked<>();
    }
    Sieve<E> logs = new Sieve<>(query.filters());
    logs.header(first);
    logs.header(shown(answers.get(answers.size() - 1), to));
    for (int i = 0; i < query.parts().size(); i++) {
      RpcAnswer answer = answers.get(i + 1);
      if (answer instanceof RpcAnswer.Failure failure && from < to && isTooWide(failure)) {
        width.narrow(to - from + 1, from, LogLimit.of(failure));
        return new Row.TooWide<>();
      }
      take(logs, query.parts().get(i), answer, from, to);
    }
    addTimes(logs);
    width.fits(to - from + 1);
    BlockHeader last = shown(answers.get(answers.size() - 1), to);
    return new Row.Whole<>(from, List.of(new BlockId(to, last.hash())), Row.before(first), logs);
  }

  /**
   * Young blocks: headers first, which must build on each other, then the logs of each block by its
   * hash. A reorg in between makes the node say that it does not have the block.
   *
   * @param newest saves asking for it, if it is one of the row
   */
  Row<E> young(long from, long to, @Nullable BlockId tip, BlockHeader newest) {
    List<Long> numbers = new ArrayList<>();
    for (long number = from; number <= to; number++) {
      if (number != newest.number()) {
        numbers.add(number);
      }
    }
    List<BlockHeader> headers = new ArrayList<>();
    for (Optional<BlockHeader> header : node.headers(numbers)) {
      if (!header.isPresent()) {
        break;
      }
      headers.add(header.get());
    }
    if (headers.size() == numbers.size() && newest.number() == to) {
      headers.add(newest);
    }
    if (headers.isEmpty()) {
      throw missing(from);
    }
    BlockHeader first = headers.get(0);
    if (tip != null && !first.parentHash().equals(tip.hash())) {
      return new Row.Forked<>();
    }
    List<RpcCall> calls = new ArrayList<>();
    List<BlockId> blocks = new ArrayList<>();
    Sieve<E> logs = new Sieve<>(query.filters());
    for (int i = 0; i < headers.size(); i++) {
      BlockHeader header = headers.get(i);
      if (i > 0 && !header.parentHash().equals(headers.get(i - 1).hash())) {
        throw Node.misbehaviour(
            "block " + header.number() + " does not build on the block before it");
      }
      logs.header(header);
      blocks.add(new BlockId(header.number(), header.hash()));
      for (Query.Part<E> part : query.parts()) {
        calls.add(Query.at(part, header.hash()));
      }
    }
    List<RpcAnswer> answers = oneByOne(calls, from);
    int parts = query.parts().size();
    for (int i = 0; i < answers.size(); i++) {
      long number = blocks.get(i / parts).number();
      take(logs, query.parts().get(i % parts), answers.get(i), number, number);
    }
    return new Row.Whole<>(from, blocks, Row.before(first), logs);
  }

  private void take(Sieve<E> logs, Query.Part<E> part, RpcAnswer answer, long from, long to) {
    if (answer instanceof RpcAnswer.Failure failure) {
      if (LogLimit.isBlockMissing(failure)) {
        throw Node.misbehaviour(
            "the endpoint has no block " + to + " any more: " + failure.message());
      }
      if (!failure.isRateLimit() && LogLimit.of(failure).known()) {
        throw tooLarge(from, failure.message(), null);
      }
    }
    logs.take(part, Node.result(answer, GET_LOGS), from, to);
  }

  /** In one batch; if that is too large to be answered, one after the other. */
  private List<RpcAnswer> oneByOne(List<RpcCall> calls, long from) {
    try {
      return node.askAtOnce(calls, 1);
    } catch (TransportException e) {
      if (e.kind() != TransportException.Code.RESPONSE_TOO_LARGE) {
        throw e;
      }
    }
    List<RpcAnswer> answers = new ArrayList<>();
    for (RpcCall call : calls) {
      try {
        answers.addAll(node.ask(List.of(call)));
      } catch (TransportException e) {
        if (e.kind() == TransportException.Code.RESPONSE_TOO_LARGE) {
          throw tooLarge(from, "" + e.getMessage(), e);
        }
        throw e;
      }
    }
    return answers;
  }

  private void addTimes(Sieve<E> logs) {
    if (!times) {
      return;
    }
    List<Long> missing = logs.blocksWithoutHeader();
    List<Optional<BlockHeader>> headers = node.headers(missing);
    for (int i = 0; i < missing.size(); i++) {
      long number = missing.get(i);
      logs.header(headers.get(i).orElseThrow(() -> missing(number)));
    }
  }

  private static BlockHeader shown(RpcAnswer answer, long number) {
    return Node.header(answer, number).orElseThrow(() -> missing(number));
  }

  private static RpcException missing(long number) {
    return Node.misbehaviour(
        "the endpoint does not have block " + number + ", although its chain is longer: it lags");
  }

  private static RpcException tooLarge(
      long number, String why, @Nullable Restake4jException cause) {
    return new RpcException(
        RpcException.Code.LOGS_TOO_LARGE,
        "block " + number + " alone has more logs than can be had: " + why,
        cause);
  }

  /** Also of texts nobody knows: a narrower range costs little, a scan that stops costs much. */
  private static boolean isTooWide(RpcAnswer.Failure failure) {
    return !failure.isRateLimit()
        && failure.code() != METHOD_NOT_FOUND
        && !LogLimit.isBlockMissing(failure);
  }

  private static boolean mayBeTheWidth(Restake4jException e) {
    if (e instanceof RpcException rpc) {
      return rpc.kind() == RpcException.Code.RPC_ERROR;
    }
    TransportException failure = (TransportException) e;
    int status = failure.httpStatus().orElse(0);
    return switch (failure.kind()) {
      case RESPONSE_TOO_LARGE, TIMEOUT -> true;
      case HTTP_STATUS -> status == PAYLOAD_TOO_LARGE || status >= SERVER_ERROR;
      default -> false;
    };
  }
}
