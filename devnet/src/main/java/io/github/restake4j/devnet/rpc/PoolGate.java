package io.github.restake4j.devnet.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Checks raw transactions as geth's pool does, in its order, before anvil gets them. */
final class PoolGate {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int REFUSED = -32000;
  private static final String TOO_MANY = "account limit exceeded: pooled ";
  private static final BigInteger ETHER = BigInteger.TEN.pow(18);
  private static final BigInteger HUNDRED = BigInteger.valueOf(100);
  private static final BigInteger BUMPED = BigInteger.valueOf(110);

  private final GethPool limits;
  private final NodeRpc node;
  private final Map<String, String> senders = new ConcurrentHashMap<>();

  PoolGate(GethPool limits, NodeRpc node) {
    this.limits = limits;
    this.node = node;
  }

  /** Sends a transaction on, unless geth would refuse it; one at a time, as a pool is locked. */
  synchronized JsonNode send(JsonNode call, Runnable forwarding) {
    RawTx tx = RawTx.decode(call.path("params").path(0).asText(""));
    String refusal = tx == null ? null : refusal(tx);
    if (tx != null && refusal != null && limits.forgets() && refusal.startsWith(TOO_MANY)) {
      return RpcRequest.result(call, JSON.getNodeFactory().textNode(tx.hash()));
    }
    if (refusal != null) {
      return RpcRequest.error(call.path("id"), REFUSED, refusal);
    }
    forwarding.run();
    Object[] params = new Object[call.path("params").size()];
    for (int i = 0; i < params.length; i++) {
      params[i] = call.path("params").path(i);
    }
    try {
      return RpcRequest.result(call, node.call(call.path("method").asText(), params));
    } catch (NodeRpcException e) {
      if (e.code() == 0) {
        throw e;
      }
      return RpcRequest.error(call.path("id"), e.code(), e.text());
    }
  }

  private @Nullable String refusal(RawTx tx) {
    String unfit = ofItself(tx);
    if (unfit != null) {
      return unfit;
    }
    String sender = senders.computeIfAbsent(tx.hash(), hash -> tx.sender(node));
    JsonNode pool = node.call("txpool_content");
    return inState(
        tx, sender, slots(pool.path("pending"), sender), slots(pool.path("queued"), sender));
  }

  /** What needs no state: geth's RPC policy, then its stateless validation. */
  private @Nullable String ofItself(RawTx tx) {
    BigInteger fee = tx.gas().multiply(tx.maxFee());
    if (limits.feeCap().signum() > 0 && fee.compareTo(limits.feeCap()) > 0) {
      return "tx fee ("
          + ether(fee)
          + " ether) exceeds the configured cap ("
          + ether(limits.feeCap())
          + " ether)";
    }
    if (!tx.namesChain()) {
      return "only replay-protected (EIP-155) transactions allowed over RPC";
    }
    if (tx.size() > limits.transactionBytes()) {
      return "oversized data: transaction size "
          + tx.size()
          + ", limit "
          + limits.transactionBytes();
    }
    if (tx.gas().compareTo(BigInteger.valueOf(limits.transactionGas())) > 0) {
      return "transaction gas limit too high (cap: "
          + limits.transactionGas()
          + ", tx: "
          + tx.gas()
          + ")";
    }
    if (tx.tip().compareTo(tx.maxFee()) > 0) {
      return "max priority fee per gas higher than max fee per gas";
    }
    long intrinsic = GasRules.intrinsic(tx);
    if (tx.gas().compareTo(BigInteger.valueOf(intrinsic)) < 0) {
      return "intrinsic gas too low: gas " + tx.gas() + ", minimum needed " + intrinsic;
    }
    long floor = GasRules.floor(tx);
    if (tx.gas().compareTo(BigInteger.valueOf(floor)) < 0) {
      return "insufficient gas for floor data gas cost: gas "
          + tx.gas()
          + ", minimum needed "
          + floor;
    }
    return tx.tip().compareTo(limits.minimumTip()) < 0
        ? "transaction gas price below minimum: gas tip cap "
            + tx.tip()
            + ", minimum needed "
            + limits.minimumTip()
        : null;
  }

  private static String ether(BigInteger wei) {
    return new BigDecimal(wei)
        .divide(new BigDecimal(ETHER), 2, RoundingMode.HALF_EVEN)
        .toPlainString();
  }

  private @Nullable String inState(RawTx tx, String sender, JsonNode pending, JsonNode queued) {
    BigInteger next = quantity(node.call("eth_getTransactionCount", sender, "latest"));
    if (tx.nonce().compareTo(next) < 0) {
      return "nonce too low: next nonce " + next + ", tx nonce " + tx.nonce();
    }
    JsonNode old = pending.path(tx.nonce().toString());
    if (old.isMissingNode()) {
      old = queued.path(tx.nonce().toString());
    }
    if (tx.hash().equals(old.path("hash").asText())) {
      return "already known";
    }
    boolean executable = executable(tx, next, pending);
    if (delegated(sender)) {
      if (pending.isEmpty() && !tx.nonce().equals(next)) {
        return "gapped-nonce tx from delegated accounts";
      }
      if (!pending.isEmpty() && !pending.has(tx.nonce().toString())) {
        return "in-flight transaction limit reached for delegated accounts";
      }
    }
    if (old.isObject()) {
      return outbids(tx, old) ? null : "replacement transaction underpriced";
    }
    if (executable ? pending.size() >= limits.executable() : queued.size() >= limits.queued()) {
      return TOO_MANY + (pending.size() + queued.size()) + " txs";
    }
    return null;
  }

  /** Whether all nonces between the account's and this one are there. */
  private static boolean executable(RawTx tx, BigInteger next, JsonNode pending) {
    return tx.nonce().subtract(next).compareTo(BigInteger.valueOf(pending.size())) <= 0;
  }

  private boolean delegated(String sender) {
    return node.call("eth_getCode", sender, "latest").asText().startsWith("0xef0100");
  }

  private static boolean outbids(RawTx tx, JsonNode old) {
    BigInteger oldFee = quantity(old.path(old.has("maxFeePerGas") ? "maxFeePerGas" : "gasPrice"));
    JsonNode tip = old.path("maxPriorityFeePerGas");
    BigInteger oldTip = tip.isMissingNode() ? oldFee : quantity(tip);
    return raised(tx.maxFee(), oldFee) && raised(tx.tip(), oldTip);
  }

  /** A tenth more, the fraction of a wei left out, and more in any case. */
  private static boolean raised(BigInteger fee, BigInteger old) {
    BigInteger least = old.multiply(BUMPED).divide(HUNDRED);
    return fee.compareTo(old) > 0 && fee.compareTo(least) >= 0;
  }

  private static JsonNode slots(JsonNode bySender, String sender) {
    JsonNode found = bySender.path(sender);
    if (found.isMissingNode()) {
      for (Map.Entry<String, JsonNode> entry : bySender.properties()) {
        if (entry.getKey().equalsIgnoreCase(sender)) {
          return entry.getValue();
        }
      }
    }
    return found;
  }

  private static BigInteger quantity(JsonNode hex) {
    return new BigInteger(hex.asText("0x0").substring(2), 16);
  }
}
