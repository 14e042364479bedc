package io.github.restake4j.internal.tx;

import io.github.restake4j.abi.Revert;
import io.github.restake4j.error.RefusedException;
import io.github.restake4j.error.RevertException;
import io.github.restake4j.error.RpcException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.internal.CallScope;
import io.github.restake4j.internal.Client;
import io.github.restake4j.internal.read.NodeErrors;
import io.github.restake4j.internal.rpc.Json;
import io.github.restake4j.internal.rpc.RpcAnswer;
import io.github.restake4j.internal.rpc.RpcCall;
import io.github.restake4j.tx.TxOptions;
import io.github.restake4j.tx.TxSpec;
import io.github.restake4j.units.Wei;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything that is asked of the chain before a signature, in one request. */
final class Preflight {
  private static final String FEE_BLOCKS = "0x5";
  private static final List<Object> MIDDLE = List.of(50L);

  private final Client client;

  Preflight(Client client) {
    this.client = client;
  }

  /**
   * What a transaction would be signed with.
   *
   * @param pendingNonce the sender's next nonce as the node sees it
   * @param gasLimit with its margin
   * @param fees within the policy
   */
  record Quote(long pendingNonce, long gasLimit, Fees fees) {}

  /**
   * What the network asks for now.
   *
   * @param baseFee of the next block
   * @param fees before any policy
   */
  record Market(Wei baseFee, Fees fees) {}

  /**
   * Simulates a transaction and prices it.
   *
   * @param spent on gas of earlier steps
   * @throws io.github.restake4j.error.ChainException CHAIN_MISMATCH
   * @throws RevertException if the simulation reverts
   * @throws RefusedException INSUFFICIENT_FUNDS, GAS_OUT_OF_BOUNDS, FEE_ABOVE_POLICY
   */
  Quote quote(Address from, TxSpec.Call call, Wei spent, TxOptions options, CallScope scope) {
    Batch batch = new Batch();
    Map<String, Object> transaction = transaction(from, call);
    RpcCall chainId = batch.ask("eth_chainId");
    RpcCall balance = batch.ask("eth_getBalance", from.toString(), "latest");
    RpcCall count = batch.ask("eth_getTransactionCount", from.toString(), "pending");
    RpcCall history = batch.ask("eth_feeHistory", FEE_BLOCKS, "latest", MIDDLE);
    RpcCall simulation = batch.ask("eth_call", transaction, "latest");
    RpcCall estimate = batch.ask("eth_estimateGas", transaction);
    batch.run(client.rpc(), scope);

    client.checkChainId(batch.value(chainId).quantity());
    Wei owned = batch.value(balance).wei();
    if (owned.compareTo(call.value()) < 0) {
      throw insufficient(from, owned, call.value(), Wei.ZERO);
    }
    requireSuccess(batch, simulation, call);
    requireSuccess(batch, estimate, call);
    long gasLimit =
        GasRules.limit(
            batch.value(estimate).quantity(), options.gasMarginPercent(), call.call().calldata());
    Market market = market(batch.value(history));
    Fees fees = market.fees().within(options, market.baseFee());
    fees.checkTotal(gasLimit, spent, options);
    Wei gas = fees.max().times(gasLimit);
    if (owned.compareTo(call.value().plus(gas)) < 0) {
      throw insufficient(from, owned, call.value(), gas);
    }
    return new Quote(batch.value(count).count(), gasLimit, fees);
  }

  /** What the network asks for now, after a look at the chain id. */
  Market market(CallScope scope) {
    Batch batch = new Batch();
    RpcCall chainId = batch.ask("eth_chainId");
    RpcCall history = batch.ask("eth_feeHistory", FEE_BLOCKS, "latest", MIDDLE);
    batch.run(client.rpc(), scope);
    client.checkChainId(batch.value(chainId).quantity());
    return market(batch.value(history));
  }

  /**
   * Asks only for the chain id.
   *
   * @throws io.github.restake4j.error.ChainException CHAIN_MISMATCH
   */
  void checkChain(CallScope scope) {
    Batch batch = new Batch();
    RpcCall chainId = batch.ask("eth_chainId");
    batch.run(client.rpc(), scope);
    client.checkChainId(batch.value(chainId).quantity());
  }

  /** Why a mined transaction was rolled back: the same call, on the state before its block. */
  Revert replay(
      Address from, Address to, Wei value, Bytes data, long gas, long block, CallScope scope) {
    Map<String, Object> transaction = transaction(from, to, value, data);
    transaction.put("gas", hex(BigInteger.valueOf(gas)));
    Batch batch = new Batch();
    RpcCall call =
        batch.ask("eth_call", transaction, hex(BigInteger.valueOf(Math.max(0, block - 1))));
    batch.run(client.rpc(), scope);
    return batch.answer(call) instanceof RpcAnswer.Failure failure
            && NodeErrors.isRolledBack(failure)
        ? revert(to, failure)
        : new Revert.Unknown(Bytes.EMPTY);
  }

  /** A transaction as nodes take it for simulation. */
  static Map<String, Object> transaction(Address from, TxSpec.Call call) {
    return transaction(from, call.to(), call.value(), call.call().calldata());
  }

  private static Map<String, Object> transaction(Address from, Address to, Wei value, Bytes data) {
    Map<String, Object> transaction = new LinkedHashMap<>();
    transaction.put("from", from.toString());
    transaction.put("to", to.toString());
    transaction.put("value", hex(value.smallest()));
    transaction.put("data", data.toString());
    return transaction;
  }

  static String hex(BigInteger number) {
    return "0x" + number.toString(16);
  }

  private void requireSuccess(Batch batch, RpcCall asked, TxSpec.Call call) {
    if (batch.answer(asked) instanceof RpcAnswer.Failure failure
        && NodeErrors.isRolledBack(failure)) {
      Revert revert = revert(call.to(), failure);
      String why = revert.raw().isEmpty() ? failure.message() : revert.text();
      throw new RevertException(
          call.call().signature() + " on " + call.to() + " would revert: " + why, revert);
    }
    batch.value(asked);
  }

  private Revert revert(Address to, RpcAnswer.Failure failure) {
    return client.errors().decode(to, failure.data().orElse(Bytes.EMPTY));
  }

  private static Market market(Json history) {
    List<Json> baseFees = history.field("baseFeePerGas").elements();
    if (baseFees.isEmpty()) {
      throw new RpcException(
          RpcException.Code.MALFORMED_RESPONSE, "eth_feeHistory gave no base fee");
    }
    Wei next = baseFees.get(baseFees.size() - 1).wei();
    List<Wei> tips = new ArrayList<>();
    Optional<Json> rewards = history.optional("reward");
    if (rewards.isPresent()) {
      for (Json block : rewards.get().elements()) {
        block.elements().forEach(tip -> tips.add(tip.wei()));
      }
    }
    return new Market(next, Fees.market(next, tips));
  }

  private static RefusedException insufficient(Address from, Wei owned, Wei value, Wei gas) {
    return new RefusedException(
        RefusedException.Code.INSUFFICIENT_FUNDS,
        from + " has " + owned + " and needs " + value + " to send and up to " + gas + " for gas");
  }
}
