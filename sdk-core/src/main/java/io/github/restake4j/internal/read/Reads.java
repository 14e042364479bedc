package io.github.restake4j.internal.read;

import io.github.restake4j.abi.AbiCall;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.BlockRef;
import io.github.restake4j.internal.Client;
import io.github.restake4j.internal.rpc.Json;
import io.github.restake4j.read.Read;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes reads. */
public final class Reads {
  private Reads() {}

  /** A value that is known already. */
  public static <T> Read<T> known(T value) {
    return new Nodes.Known<>(value);
  }

  /** A contract call that does not care who asks; goes into a multicall. */
  public static <T> Read<T> call(Client client, Address to, AbiCall<T> call) {
    return new Leaves.CallNode<>(client, null, to, call);
  }

  /**
   * A contract call by a certain account; never goes into a multicall, where the caller would be
   * the multicall.
   */
  public static <T> Read<T> callFrom(Client client, Address from, Address to, AbiCall<T> call) {
    return new Leaves.CallNode<>(client, from, to, call);
  }

  /** Any reading method whose last parameter is the block; {@code params} are those before it. */
  public static <T> Read<T> rpc(
      Client client, String method, List<Object> params, Function<Json, T> decoder) {
    return new Leaves.RpcNode<>(client, new Slot.Rpc(method, List.copyOf(params)), decoder);
  }

  /** The block that is looked at. */
  public static Read<BlockRef.Exact> block(Client client) {
    return new Leaves.BlockNode(client);
  }

  /** Both, in the same rounds. */
  public static <A, B, R> Read<R> zip(
      Read<? extends A> a, Read<? extends B> b, BiFunction<? super A, ? super B, ? extends R> f) {
    return all(List.<Read<?>>of(a.map(Side::new), b.map(Side::new)))
        .map(
            both -> {
              @SuppressWarnings("unchecked") // the first was made of an A two lines above
              A first = ((Side<A>) both.get(0)).value();
              @SuppressWarnings("unchecked") // the second was made of a B
              B second = ((Side<B>) both.get(1)).value();
              return f.apply(first, second);
            });
  }

  /** All, in the same rounds. */
  public static <T> Read<List<T>> all(Collection<? extends Read<? extends T>> reads) {
    List<Node<T>> parts = new ArrayList<>(reads.size());
    Client client = null;
    BlockRef pin = null;
    for (Read<? extends T> read : reads) {
      Node<T> part = Node.of(read);
      client = Nodes.commonClient(client, part.client());
      pin = Nodes.commonPin(pin, part.pin());
      parts.add(part);
    }
    return new Nodes.All<>(client, pin, parts);
  }

  /**
   * The client a read is bound to: how a module that is no part of core gets to its transport.
   *
   * @throws IllegalArgumentException if nothing has to be asked for it
   */
  public static Client client(Read<?> read) {
    Client client = Node.of(read).client();
    if (client == null) {
      throw new IllegalArgumentException("the read has no client");
    }
    return client;
  }

  private record Side<T>(@Nullable T value) {}
}
