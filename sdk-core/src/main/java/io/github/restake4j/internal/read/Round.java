package io.github.restake4j.internal.read;

import io.github.restake4j.error.ChainException;
import io.github.restake4j.error.DecodingException;
import io.github.restake4j.error.RpcException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.BlockRef;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.internal.CallScope;
import io.github.restake4j.internal.Client;
import io.github.restake4j.internal.rpc.Json;
import io.github.restake4j.internal.rpc.RpcAnswer;
import io.github.restake4j.internal.rpc.RpcCall;
import io.github.restake4j.internal.rpc.RpcSource;
import io.github.restake4j.standard.contract.Multicall3Contract;
import io.github.restake4j.standard.contract.Multicall3Contract.Call3;
import io.github.restake4j.standard.contract.Multicall3Contract.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns the open questions of a run into one batch: calls that do not care who asks go into
 * multicalls, the rest stands beside them. A multicall that a node cannot run (gas, size) is halved
 * until it can.
 */
final class Round {
  /**
   * A balance costs some 3,000 to 30,000 gas, a heavy view a million: far below the usual 50
   * million per eth_call.
   */
  private static final int CALLS_PER_CHUNK = 250;

  private static final int BYTES_PER_CHUNK = 64 * 1024;

  private final Client client;
  private final RpcSource node;
  private final CallScope scope;

  Round(Client client, RpcSource node, CallScope scope) {
    this.client = client;
    this.node = node;
    this.scope = scope;
  }

  /** Finds the block a run looks at, and makes sure the endpoint serves the right chain. */
  BlockRef.Exact header(BlockRef wanted) {
    if (wanted instanceof BlockRef.Exact exact && client.isChainKnown()) {
      return exact;
    }
    List<RpcCall> calls = List.of(RpcCall.of("eth_chainId"), headerCall(wanted));
    List<RpcAnswer> answers = node.read(calls, scope);
    client.checkChainId(result(answers.get(0), "eth_chainId").quantity());
    RpcAnswer answer = answers.get(1);
    String method = calls.get(1).method();
    if (answer instanceof RpcAnswer.Failure failure && NodeErrors.isBlockGone(failure)) {
      throw new Run.BlockGone(failure.message());
    }
    BlockRef.Exact found =
        result(answer, method)
            .orEmpty()
            .orElseThrow(() -> new Run.BlockGone("no block " + wanted))
            .block()
            .ref();
    if (!(wanted instanceof BlockRef.Tag) && !Run.isSame(wanted, found)) {
      throw new RpcException(
          RpcException.Code.NODE_MISBEHAVIOUR, method + " for " + wanted + " gave block " + found);
    }
    return found;
  }

  private static RpcCall headerCall(BlockRef wanted) {
    if (wanted instanceof BlockRef.Exact exact) {
      return RpcCall.of("eth_getBlockByHash", exact.hash().toString(), false);
    }
    if (wanted instanceof BlockRef.AtHash byHash) {
      return RpcCall.of("eth_getBlockByHash", byHash.hash().toString(), false);
    }
    if (wanted instanceof BlockRef.AtNumber byNumber) {
      return RpcCall.of("eth_getBlockByNumber", "0x" + Long.toHexString(byNumber.number()), false);
    }
    String tag =
        switch ((BlockRef.Tag) wanted) {
          case LATEST -> "latest";
          case SAFE -> "safe";
          case FINALIZED -> "finalized";
        };
    return RpcCall.of("eth_getBlockByNumber", tag, false);
  }

  /** Asks all and answers every slot. */
  void ask(List<Slot> slots, BlockRef.Exact block) {
    List<Parcel> parcels = parcels(slots, client.multicall());
    while (!parcels.isEmpty()) {
      List<RpcCall> calls = new ArrayList<>(parcels.size());
      for (Parcel parcel : parcels) {
        calls.add(parcel.toCall(block));
      }
      List<RpcAnswer> answers = node.read(calls, scope);
      List<Parcel> again = new ArrayList<>();
      for (int i = 0; i < parcels.size(); i++) {
        again.addAll(parcels.get(i).open(answers.get(i)));
      }
      parcels = again;
    }
  }

  private static List<Parcel> parcels(List<Slot> slots, Optional<Address> multicall) {
    List<Parcel> parcels = new ArrayList<>();
    List<Slot> together = new ArrayList<>();
    int bytes = 0;
    for (Slot slot : slots) {
      if (!multicall.isPresent() || !(slot.question() instanceof Slot.Call call)) {
        parcels.add(new Single(slot));
        continue;
      }
      if (together.size() == CALLS_PER_CHUNK
          || (bytes + call.data().size() > BYTES_PER_CHUNK && !together.isEmpty())) {
        parcels.add(parcel(together, multicall.get()));
        together = new ArrayList<>();
        bytes = 0;
      }
      together.add(slot);
      bytes += call.data().size();
    }
    if (!together.isEmpty() && multicall.isPresent()) {
      parcels.add(parcel(together, multicall.get()));
    }
    return parcels;
  }

  private static Parcel parcel(List<Slot> slots, Address multicall) {
    return slots.size() == 1 ? new Single(slots.get(0)) : new Chunk(slots, multicall);
  }

  /** One item of the batch. */
  private sealed interface Parcel {
    RpcCall toCall(BlockRef.Exact block);

    /** Answers the slots, or says what has to be asked again in another way. */
    List<Parcel> open(RpcAnswer answer);
  }

  /** One question as it is. */
  private record Single(Slot slot) implements Parcel {
    @Override
    public RpcCall toCall(BlockRef.Exact block) {
      if (slot.question() instanceof Slot.Call call) {
        return ethCall(Map.of("to", call.to().toString(), "data", call.data()), block);
      }
      if (slot.question() instanceof Slot.CallFrom call) {
        return ethCall(
            Map.of("from", call.from().toString(), "to", call.to().toString(), "data", call.data()),
            block);
      }
      Slot.Rpc rpc = (Slot.Rpc) slot.question();
      List<Object> params = new ArrayList<>(rpc.params());
      params.add(at(block));
      return new RpcCall(rpc.method(), params);
    }

    @Override
    public List<Parcel> open(RpcAnswer answer) {
      if (answer instanceof RpcAnswer.Failure failure) {
        refuseStaleBlock(failure);
        if (!(slot.question() instanceof Slot.Rpc) && NodeErrors.isRolledBack(failure)) {
          slot.answer(new Slot.RolledBack(failure.data().orElse(Bytes.EMPTY), failure.message()));
        } else {
          slot.answer(new Slot.Answered(answer));
        }
      } else if (slot.question() instanceof Slot.Rpc) {
        slot.answer(new Slot.Answered(answer));
      } else {
        slot.answer(new Slot.Returned(result(answer, "eth_call").bytes()));
      }
      return List.of();
    }
  }

  /** Several calls in one multicall. */
  private record Chunk(List<Slot> slots, Address multicall) implements Parcel {
    @Override
    public RpcCall toCall(BlockRef.Exact block) {
      List<Call3> calls = new ArrayList<>(slots.size());
      for (Slot slot : slots) {
        Slot.Call call = (Slot.Call) slot.question();
        calls.add(new Call3(call.to(), true, call.data()));
      }
      Bytes data = Multicall3Contract.aggregate3(calls).calldata();
      return ethCall(Map.of("to", multicall.toString(), "data", data), block);
    }

    @Override
    public List<Parcel> open(RpcAnswer answer) {
      if (answer instanceof RpcAnswer.Failure failure) {
        refuseStaleBlock(failure);
        return halves();
      }
      Json returned = result(answer, "eth_call of a multicall");
      List<Result> results;
      try {
        results = returned.decode(Multicall3Contract.aggregate3(List.of()));
      } catch (DecodingException e) {
        return singles(slots); // perhaps there was no multicall yet at this block
      }
      if (results.size() != slots.size()) {
        throw new RpcException(
            RpcException.Code.NODE_MISBEHAVIOUR,
            "a multicall of " + slots.size() + " calls gave " + results.size() + " results");
      }
      List<Slot> doubtful = new ArrayList<>();
      for (int i = 0; i < results.size(); i++) {
        Result result = results.get(i);
        if (result.success()) {
          slots.get(i).answer(new Slot.Returned(result.returnData()));
        } else if (result.returnData().isEmpty()) {
          doubtful.add(slots.get(i)); // may only have run out of the gas that others used up
        } else {
          slots.get(i).answer(new Slot.RolledBack(result.returnData(), "execution reverted"));
        }
      }
      return singles(doubtful);
    }

    private List<Parcel> halves() {
      int middle = slots.size() / 2;
      return List.of(
          parcel(slots.subList(0, middle), multicall),
          parcel(slots.subList(middle, slots.size()), multicall));
    }

    private static List<Parcel> singles(List<Slot> slots) {
      List<Parcel> parcels = new ArrayList<>(slots.size());
      for (Slot slot : slots) {
        parcels.add(new Single(slot));
      }
      return parcels;
    }
  }

  private static RpcCall ethCall(Map<String, Object> transaction, BlockRef.Exact block) {
    return RpcCall.of("eth_call", transaction, at(block));
  }

  /** EIP-1898: the state of exactly this block, while it is canonical. */
  private static Map<String, Object> at(BlockRef.Exact block) {
    return Map.of("blockHash", block.hash().toString(), "requireCanonical", true);
  }

  private static void refuseStaleBlock(RpcAnswer.Failure failure) {
    if (NodeErrors.isBlockGone(failure)) {
      throw new Run.BlockGone(failure.message());
    }
    if (NodeErrors.isPruned(failure)) {
      throw new RpcException(
          RpcException.Code.STATE_UNAVAILABLE,
          "the node does not keep the state of this block (an archive node does): "
              + failure.message());
    }
  }

  static Json result(RpcAnswer answer, String what) {
    if (answer instanceof RpcAnswer.Result result) {
      return Json.of(result.value(), what);
    }
    if (answer instanceof RpcAnswer.Failure failure) {
      throw failure.asException(what);
    }
    throw ((RpcAnswer.Broken) answer).cause();
  }

  /** Whether there is a contract, asked only after a call came back empty. */
  static ChainException noCode(Address to, String call, BlockRef.Exact block) {
    return new ChainException(
        ChainException.Code.NO_CODE,
        call
            + ": there is no contract at "
            + to
            + " at block "
            + block.number()
            + "; is this the right network?");
  }
}
