package io.github.restake4j.devnet;

import io.github.restake4j.devnet.rpc.NodeRpc;
import io.github.restake4j.devnet.rpc.RpcProxy;
import java.util.List;
import java.util.Map;

/**
 * A chain with the protocols on it and its governance in the caller's hands: a devnet started here
 * ({@link LocalDevnet}) or a deployment somebody else made ({@link ForeignWorld}).
 *
 * <p>Programs under test connect to {@link #rpcUrl}. Everything else here goes past that socket and
 * is not counted.
 */
public interface World extends AutoCloseable {
  /** Where programs under test connect: the address of {@link #socket}. */
  String rpcUrl();

  /** Everything a client needs to know of this chain, in the project's deployment format. */
  String deploymentJson();

  /** Funded accounts with their keys. */
  List<Account> accounts();

  /**
   * Does what only governance, an oracle or an operator of a protocol can do. The devnet's README
   * lists the levers with arguments and results.
   *
   * @param lever its name, such as {@code lido.report}
   * @param json its arguments as a JSON object; amounts are decimal strings in wei
   * @return its result as a JSON object
   * @throws MissingLeverException if this world has no such lever
   * @throws LeverException if the lever was refused
   */
  String invoke(String lever, String json);

  /** The counting proxy in front of the node. */
  RpcProxy socket();

  /** A connection past the proxy, for the node's own controls. */
  NodeRpc node();

  /** Ends what this object started. A foreign chain keeps running. */
  @Override
  void close();

  /** The chain as the node tells it, for checks that must not depend on an SDK. */
  default RawChain raw() {
    return new RawChain(node());
  }

  /** Lido's levers, typed. */
  default LidoLevers lido() {
    return new LidoLevers(this);
  }

  /** EigenLayer's levers, typed. */
  default EigenLayerLevers eigenlayer() {
    return new EigenLayerLevers(this);
  }

  /** ether.fi's levers, typed. */
  default EtherfiLevers etherfi() {
    return new EtherfiLevers(this);
  }

  /** HTTP requests that arrived at {@link #rpcUrl} since the last reset. */
  default long requests() {
    return socket().requests();
  }

  /** JSON-RPC calls by method that arrived at {@link #rpcUrl} since the last reset. */
  default Map<String, Long> requestsByMethod() {
    return socket().requestsByMethod();
  }

  /** Starts counting again at zero. */
  default void resetRequests() {
    socket().resetRequests();
  }

  /**
   * Remembers the chain as it is.
   *
   * @return an id that {@link #revert} takes once
   */
  default String snapshot() {
    return node().call("evm_snapshot").asText();
  }

  /**
   * Returns the chain to a snapshot, empties the pool and mines on demand again.
   *
   * @throws IllegalStateException if the snapshot does not exist or was used before
   */
  default void revert(String id) {
    if (!node().call("evm_revert", id).asBoolean()) {
      throw new IllegalStateException("no such snapshot, or used before: " + id);
    }
    node().call("anvil_dropAllTransactions");
    if (!node().call("anvil_getAutomine").asBoolean()) {
      node().call("evm_setAutomine", true);
    }
  }

  /**
   * Mines empty blocks, or full ones while the pool is not empty.
   *
   * @param blocks at least 1
   */
  default void mine(int blocks) {
    if (blocks < 1) {
      throw new IllegalArgumentException("mine fewer than 1 block: " + blocks);
    }
    node().call("anvil_mine", blocks);
  }

  /**
   * Moves the chain's clock forward and mines one block at the new time.
   *
   * @param seconds at least 1
   */
  default void warp(long seconds) {
    if (seconds < 1) {
      throw new IllegalArgumentException("warp less than 1 second: " + seconds);
    }
    node().call("evm_increaseTime", seconds);
    node().call("evm_mine");
  }
}
