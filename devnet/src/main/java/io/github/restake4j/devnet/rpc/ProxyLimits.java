package io.github.restake4j.devnet.rpc;

/**
 * What the proxy refuses, as public nodes do.
 *
 * @param batchItems most calls in one JSON-RPC batch
 * @param callGas most {@code gas} in one {@code eth_call}
 * @param answerBytes longest answer body
 */
public record ProxyLimits(int batchItems, long callGas, long answerBytes) {
  /** 100 calls, 50,000,000 gas, 5,000,000 bytes. */
  public static final ProxyLimits PUBLIC_NODE = new ProxyLimits(100, 50_000_000L, 5_000_000L);

  /** Refuses nothing. */
  public static final ProxyLimits NONE =
      new ProxyLimits(Integer.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);
}
