package io.github.restake4j.internal.read;

import io.github.restake4j.abi.AbiCall;
import io.github.restake4j.abi.Revert;
import io.github.restake4j.error.DecodingException;
import io.github.restake4j.error.RevertException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.BlockRef;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.internal.Client;
import io.github.restake4j.internal.rpc.Json;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The kinds of reads that ask the chain. */
final class Leaves {
  private Leaves() {}

  /** A contract call. */
  static final class CallNode<T> extends Node<T> {
    private final Client client;
    private final @Nullable Address from;
    private final Address to;
    private final AbiCall<T> call;

    CallNode(Client client, @Nullable Address from, Address to, AbiCall<T> call) {
      super(client, null);
      this.client = client;
      this.from = from;
      this.to = to;
      this.call = call;
    }

    @Override
    Cell<T> open() {
      return new Cell<>() {
        private @Nullable Slot slot;
        private @Nullable Slot code;

        @Override
        void advance(Run run) {
          if (slot == null) {
            slot =
                run.slot(
                    from == null
                        ? new Slot.Call(to, call.calldata())
                        : new Slot.CallFrom(from, to, call.calldata()));
          }
          Slot.Reply reply = slot.reply();
          if (reply instanceof Slot.Returned returned) {
            if (returned.data().isEmpty() && call.hasOutput()) {
              empty(run, returned.data());
            } else {
              decode(returned.data());
            }
          } else if (reply instanceof Slot.RolledBack rolledBack) {
            fail(reverted(rolledBack));
          } else if (reply instanceof Slot.Answered answered) {
            try {
              Round.result(answered.answer(), "eth_call of " + call.signature() + " on " + to);
            } catch (RuntimeException e) {
              fail(e);
            }
          }
        }

        private void empty(Run run, Bytes nothing) {
          if (code == null) {
            code = run.slot(new Slot.Rpc("eth_getCode", List.of(to.toString())));
          }
          if (code.reply() instanceof Slot.Answered answered) {
            try {
              if (Round.result(answered.answer(), "eth_getCode").bytes().isEmpty()) {
                fail(Round.noCode(to, call.signature(), Objects.requireNonNull(run.block())));
              } else {
                decode(nothing);
              }
            } catch (RuntimeException e) {
              fail(e);
            }
          }
        }

        private void decode(Bytes data) {
          T value;
          try {
            value = call.decode(data);
          } catch (DecodingException e) {
            fail(e);
            return;
          }
          succeed(value);
        }
      };
    }

    private RevertException reverted(Slot.RolledBack rolledBack) {
      Revert revert = client.errors().decode(to, rolledBack.data());
      String reason = rolledBack.data().isEmpty() ? rolledBack.text() : revert.text();
      return new RevertException(call.signature() + " on " + to + " reverted: " + reason, revert);
    }
  }

  /** A method whose last parameter is the block. */
  static final class RpcNode<T> extends Node<T> {
    private final Slot.Rpc question;
    private final Function<Json, T> decoder;

    RpcNode(Client client, Slot.Rpc question, Function<Json, T> decoder) {
      super(client, null);
      this.question = question;
      this.decoder = decoder;
    }

    @Override
    Cell<T> open() {
      return new Cell<>() {
        private @Nullable Slot slot;

        @Override
        void advance(Run run) {
          if (slot == null) {
            slot = run.slot(question);
          }
          if (slot.reply() instanceof Slot.Answered answered) {
            T value;
            try {
              value = decoder.apply(Round.result(answered.answer(), question.method()));
            } catch (RuntimeException e) {
              fail(e);
              return;
            }
            succeed(value);
          }
        }
      };
    }
  }

  /** The block itself. */
  static final class BlockNode extends Node<BlockRef.Exact> {
    BlockNode(Client client) {
      super(client, null);
    }

    @Override
    Cell<BlockRef.Exact> open() {
      return new Cell<>() {
        @Override
        void advance(Run run) {
          BlockRef.Exact block = run.block();
          if (block != null) {
            succeed(block);
          }
        }
      };
    }
  }
}
