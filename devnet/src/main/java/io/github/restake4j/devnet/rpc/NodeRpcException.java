package io.github.restake4j.devnet.rpc;

/** The node refused a call, or could not be reached. */
public final class NodeRpcException extends RuntimeException {
  private final int code;
  private final String text;
  private final String data;

  NodeRpcException(String method, int code, String text, String data) {
    super(method + ": " + text);
    this.code = code;
    this.text = text;
    this.data = data;
  }

  NodeRpcException(String method, Throwable cause) {
    super(method + ": " + cause.getMessage(), cause);
    this.code = 0;
    this.text = "";
    this.data = "0x";
  }

  /** The error code of JSON-RPC, 0 if the node could not be reached. */
  public int code() {
    return code;
  }

  /** The node's own words; empty if it could not be reached. */
  public String text() {
    return text;
  }

  /** What a reverted call returned, as hex; {@code 0x} if nothing. */
  public String data() {
    return data;
  }
}
