package io.github.restake4j.devnet;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.restake4j.devnet.anvil.Anvil;
import io.github.restake4j.devnet.anvil.AnvilBinary;
import io.github.restake4j.devnet.rpc.NodeRpc;
import io.github.restake4j.devnet.rpc.RpcProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A devnet of one's own: an anvil with the stand-ins on it, at the same addresses and with the same
 * accounts every time. Chain id 31337; blocks are mined on demand.
 */
public final class LocalDevnet implements World {
  private final Anvil anvil;
  private final NodeRpc node;
  private final RpcProxy socket;
  private final SavedState saved;

  private LocalDevnet(Anvil anvil, NodeRpc node, RpcProxy socket, SavedState saved) {
    this.anvil = anvil;
    this.node = node;
    this.socket = socket;
    this.saved = saved;
  }

  /**
   * Starts a devnet with the anvil of {@link AnvilBinary#find}.
   *
   * @throws io.github.restake4j.devnet.anvil.AnvilMissingException if there is none; the message
   *     says what to install
   */
  public static LocalDevnet start() {
    return start(AnvilBinary.find());
  }

  /**
   * Starts a devnet.
   *
   * @param binary an anvil to run
   */
  public static LocalDevnet start(Path binary) {
    SavedState saved = SavedState.get(binary);
    Anvil anvil = Anvil.start(binary, List.of());
    try {
      NodeRpc node = new NodeRpc(anvil.url());
      node.call("anvil_loadState", saved.state());
      node.call("evm_mine"); // moves the clock from the dump's time to now
      return new LocalDevnet(anvil, node, RpcProxy.start(node), saved);
    } catch (RuntimeException e) {
      anvil.close();
      throw e;
    }
  }

  /**
   * The address of a contract of this devnet.
   *
   * @param protocol a folder name such as {@code lido}
   * @param contract a name such as {@code WstETH}
   */
  public String address(String protocol, String contract) {
    String address = saved.addresses().getOrDefault(protocol, Map.of()).get(contract);
    if (address == null) {
      throw new IllegalArgumentException("no " + protocol + "/" + contract + " on the devnet");
    }
    return address;
  }

  /** The process id of the node. */
  public long pid() {
    return anvil.pid();
  }

  @Override
  public String rpcUrl() {
    return socket.url().toString();
  }

  @Override
  public String deploymentJson() {
    ObjectNode json = Json.object();
    json.put("rpcUrl", rpcUrl()).put("chainId", 31337);
    json.set("addresses", saved.addressTree());
    json.set("strategies", saved.strategyList());
    ArrayNode accounts = json.putArray("accounts");
    for (Account account : accounts()) {
      accounts
          .addObject()
          .put("address", account.address())
          .put("privateKey", account.privateKey());
    }
    leverCommand().forEach(json.putArray("leverCommand")::add);
    return Json.pretty(json);
  }

  /**
   * Writes {@link #deploymentJson} for a program that takes {@code -Drestake4j.deployment=FILE}. It
   * is good for as long as this devnet runs.
   */
  public void writeDeployment(Path file) {
    try {
      Files.writeString(file, deploymentJson());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private List<String> leverCommand() {
    return LeverCommand.line(anvil.url(), saved.addressTree());
  }

  @Override
  public List<Account> accounts() {
    return DevAccounts.ALL;
  }

  @Override
  public String invoke(String lever, String json) {
    return StandInLevers.invoke(node, saved.addresses(), lever, json);
  }

  @Override
  public RpcProxy socket() {
    return socket;
  }

  @Override
  public NodeRpc node() {
    return node;
  }

  @Override
  public void close() {
    socket.close();
    node.close();
    anvil.close();
  }
}
