package io.github.restake4j.devnet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.restake4j.devnet.rpc.NodeRpc;
import io.github.restake4j.devnet.rpc.RpcProxy;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A deployment somebody else made and described in a file: an anvil with real contracts, or another
 * devnet. Its levers are a command, run in the file's folder with the lever's name as last
 * argument, JSON on standard input and output; exit status 3 says that it has no such lever.
 */
public final class ForeignWorld implements World {
  private final Path file;
  private final JsonNode deployment;
  private final NodeRpc node;
  private final RpcProxy socket;

  private ForeignWorld(Path file, JsonNode deployment, NodeRpc node, RpcProxy socket) {
    this.file = file;
    this.deployment = deployment;
    this.node = node;
    this.socket = socket;
  }

  /**
   * Reads a deployment file and puts a counting proxy in front of its node.
   *
   * @throws UncheckedIOException if the file cannot be read
   * @throws IllegalArgumentException if it is not a deployment
   */
  public static ForeignWorld open(Path file) {
    try {
      JsonNode deployment = Json.parse(Files.readString(file));
      String url = deployment.path("rpcUrl").asText("");
      if (url.isEmpty() || !deployment.path("addresses").isObject()) {
        throw new IllegalArgumentException("no rpcUrl and addresses in " + file);
      }
      NodeRpc node = new NodeRpc(URI.create(url));
      return new ForeignWorld(file.toAbsolutePath(), deployment, node, RpcProxy.start(node));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** True if the file names contracts of a protocol. */
  public boolean has(String protocol) {
    return deployment.path("addresses").has(protocol);
  }

  @Override
  public String rpcUrl() {
    return socket.url().toString();
  }

  @Override
  public String deploymentJson() {
    ObjectNode copy = deployment.deepCopy();
    return Json.pretty(copy.put("rpcUrl", rpcUrl()));
  }

  @Override
  public List<Account> accounts() {
    List<Account> accounts = new ArrayList<>();
    for (JsonNode account : deployment.path("accounts")) {
      accounts.add(
          new Account(account.path("address").asText(), account.path("privateKey").asText()));
    }
    return List.copyOf(accounts);
  }

  @Override
  public String invoke(String lever, String json) {
    List<String> command = new ArrayList<>();
    deployment.path("leverCommand").forEach(part -> command.add(part.asText()));
    if (command.isEmpty()) {
      throw new MissingLeverException(lever, file.toString());
    }
    command.add(lever);
    try {
      Process process =
          new ProcessBuilder(command).directory(file.toFile().getParentFile()).start();
      CompletableFuture<String> complaint =
          CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
      try (OutputStream in = process.getOutputStream()) {
        in.write(json.getBytes(StandardCharsets.UTF_8));
      }
      String result = text(process.getInputStream());
      int status = process.waitFor();
      if (status == LeverCommand.NO_SUCH_LEVER) {
        throw new MissingLeverException(lever, file.toString());
      }
      if (status != 0) {
        throw new LeverException(lever, "exit status " + status + ": " + complaint.join().strip());
      }
      return result.strip();
    } catch (IOException e) {
      throw new LeverException(lever, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LeverException(lever, e);
    }
  }

  private static String text(InputStream in) {
    try (in) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
  }
}
