package io.github.restake4j.internal.rpc;

import java.util.List;

/**
 * One JSON-RPC call.
 *
 * @param method name
 * @param params JSON values as plain Java: String, Bytes (as hex), Boolean, Long, BigInteger,
 *     BigDecimal, List, Map with String keys, nested
 */
public record RpcCall(String method, List<Object> params) {
  /** A call with its parameters in order. */
  public static RpcCall of(String method, Object... params) {
    return new RpcCall(method, List.of(params));
  }
}
