package io.github.restake4j.internal.tx;

import io.github.restake4j.abi.Revert;
import io.github.restake4j.error.ChainException;
import io.github.restake4j.error.RefusedException;
import io.github.restake4j.error.RevertException;
import io.github.restake4j.error.RpcException;
import io.github.restake4j.error.TransportException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.internal.CallScope;
import io.github.restake4j.internal.Client;
import io.github.restake4j.internal.read.NodeErrors;
import io.github.restake4j.internal.rpc.Json;
import io.github.restake4j.internal.rpc.Lease;
import io.github.restake4j.internal.rpc.RpcAnswer;
import io.github.restake4j.internal.rpc.RpcCall;
import io.github.restake4j.sign.AccessTuple;
import io.github.restake4j.tx.TxOptions;
import io.github.restake4j.tx.TxSpec;
import io.github.restake4j.units.Wei;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Everything that is asked of the chain before signatures, in one request. */
final class Preflight {
  private static final String FEE_BLOCKS = "0x5";
  private static final long MOST_POOLED = 10_000;
  private static final int PRECOMPILE_BITS = 16;
  private static final Bytes DELEGATION = Bytes.parse("0xef0100");

  private final Client client;

  Preflight(Client client) {
    this.client = client;
  }

  long chainId() {
    return client.chain().id();
  }

  /**
   * What a transaction would be signed with.
   *
   * @param pendingNonce the sender's next nonce as the node sees it
   * @param delegated true if the account's code delegates it (EIP-7702)
   * @param gasLimit with its margin
   * @param fees within the policy
   */
  record Quote(long pendingNonce, boolean delegated, long gasLimit, Fees fees) {}

  /**
   * What the network asks for now.
   *
   * @param baseFee of the next block
   * @param fees before any policy
   */
  record Market(Wei baseFee, Fees fees) {}

  /**
   * A transaction to be quoted.
   *
   * @param call target, calldata and value
   * @param spent on gas of earlier steps
   * @param options the policy
   */
  record Wanted(TxSpec.Call call, Wei spent, TxOptions options) {}

  /**
   * What came of it.
   *
   * @param quote absent if it was refused
   * @param failure why; absent if it was quoted
   */
  record Quoted(@Nullable Quote quote, @Nullable RuntimeException failure) {}

  /**
   * Simulates a transaction and prices it.
   *
   * @param spent on gas of earlier steps
   * @throws ChainException CHAIN_MISMATCH; NO_CODE where a function is called and no contract is
   * @throws RevertException if the simulation reverts
   * @throws RefusedException INSUFFICIENT_FUNDS, GAS_OUT_OF_BOUNDS, FEE_ABOVE_POLICY
   */
  Quote quote(Address from, TxSpec.Call call, Wei spent, TxOptions options, CallScope scope) {
    Quoted quoted = quote(from, List.of(new Wanted(call, spent, options)), scope).get(0);
    if (quoted.failure() != null) {
      throw quoted.failure();
    }
    return Objects.requireNonNull(quoted.quote());
  }

  /**
   * Quotes several transactions of one sender in one request, each by itself.
   *
   * @return in the order asked
   * @throws ChainException CHAIN_MISMATCH
   * @throws TransportException NO_ANSWER if only an endpoint that is behind another one answers
   */
  List<Quoted> quote(Address from, List<Wanted> wanted, CallScope scope) {
    Batch batch = new Batch();
    RpcCall chainId = batch.ask("eth_chainId");
    RpcCall balance = batch.ask("eth_getBalance", from.toString(), "latest");
    RpcCall code = batch.ask("eth_getCode", from.toString(), "latest");
    RpcCall mined = batch.ask("eth_getTransactionCount", from.toString(), "latest");
    RpcCall pending = batch.ask("eth_getTransactionCount", from.toString(), "pending");
    batch.ask("eth_blockNumber"); // tells the lease how far this endpoint is
    List<Asked> asked = new ArrayList<>();
    for (Wanted each : wanted) {
      Optional<RpcCall> target = target(batch, each);
      RpcCall history = history(batch, each.options().tipPercentile());
      Optional<Trial> trial =
          isTransfer(each) ? Optional.empty() : Optional.of(tried(batch, from, each));
      asked.add(new Asked(each, target, trial, history));
    }
    Lease lease = client.rpc().lease();
    batch.run(lease, scope);

    client.checkChainId(batch.value(chainId).quantity());
    requireCurrent(lease);
    Account account =
        new Account(
            from,
            batch.value(balance).wei(),
            batch.known(code).map(Json::bytes).filter(Preflight::isDelegation).isPresent(),
            believable(batch.value(mined).count(), batch.value(pending).count()));
    Batch more = new Batch();
    List<Trial> trials = new ArrayList<>();
    for (Asked each : asked) {
      trials.add(
          each.trial()
              .orElseGet(
                  () ->
                      isEmpty(batch, each.target())
                          ? Trial.PLAIN
                          : tried(more, from, each.wanted())));
    }
    if (!more.isEmpty()) {
      more.run(lease, scope);
    }
    List<Quoted> quoted = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      Quote quote = null;
      RuntimeException failure = null;
      try {
        quote = quote(account, batch, asked.get(i), trials.get(i));
      } catch (RuntimeException e) {
        failure = e;
      }
      quoted.add(new Quoted(quote, failure));
    }
    return quoted;
  }

  /**
   * The sender's next nonce, with what the pools have of it.
   *
   * @throws TransportException NO_ANSWER if only an endpoint that is behind another one answers
   */
  long pendingNonce(Address from, CallScope scope) {
    Batch batch = new Batch();
    RpcCall chainId = batch.ask("eth_chainId");
    RpcCall mined = batch.ask("eth_getTransactionCount", from.toString(), "latest");
    RpcCall pending = batch.ask("eth_getTransactionCount", from.toString(), "pending");
    batch.ask("eth_blockNumber"); // tells the lease how far this endpoint is
    Lease lease = client.rpc().lease();
    batch.run(lease, scope);
    client.checkChainId(batch.value(chainId).quantity());
    requireCurrent(lease);
    return believable(batch.value(mined).count(), batch.value(pending).count());
  }

  /** An endpoint that is behind others knows neither the next nonce nor the balance. */
  private static void requireCurrent(Lease lease) {
    if (!lease.isCurrent()) {
      throw new TransportException(
              TransportException.Code.NO_ANSWER,
              "of the endpoints only "
                  + lease.endpoint()
                  + " answers, and it is behind what another has told")
          .unsent();
    }
  }

  private record Asked(
      Wanted wanted, Optional<RpcCall> target, Optional<Trial> trial, RpcCall history) {}

  /** A transaction run on the node, and what it took. */
  private record Trial(Optional<Batch> batch, Optional<RpcCall> call, Optional<RpcCall> estimate) {
    /** ETH for an account without code: nothing runs, and it costs what every transaction does. */
    static final Trial PLAIN = new Trial(Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static Trial tried(Batch batch, Address from, Wanted wanted) {
    Map<String, Object> transaction = transaction(from, wanted.call());
    accessList(transaction, wanted.options().accessList());
    return new Trial(
        Optional.of(batch),
        Optional.of(batch.ask("eth_call", transaction, "latest")),
        Optional.of(batch.ask("eth_estimateGas", transaction)));
  }

  /** Where there may be no code, there is nothing to try; precompiles have none, but run. */
  private static boolean isTransfer(Wanted each) {
    return each.call().call().calldata().isEmpty()
        && each.options().accessList().isEmpty()
        && new BigInteger(1, each.call().to().toBytes()).bitLength() > PRECOMPILE_BITS;
  }

  private static boolean isEmpty(Batch batch, Optional<RpcCall> code) {
    return code.flatMap(batch::known).map(Json::bytes).filter(Bytes::isEmpty).isPresent();
  }

  private record Account(Address address, Wei balance, boolean delegated, long pendingNonce) {}

  private Quote quote(Account account, Batch batch, Asked asked, Trial trial) {
    TxSpec.Call call = asked.wanted().call();
    TxOptions options = asked.wanted().options();
    Wei owned = account.balance();
    if (owned.compareTo(call.value()) < 0) {
      throw insufficient(account.address(), owned, call.value(), Wei.ZERO);
    }
    if (!call.call().isRaw() && isEmpty(batch, asked.target())) {
      throw noContract(call);
    }
    long gasLimit =
        GasRules.limit(gas(trial, call), options.gasMarginPercent(), call.call().calldata());
    Market market = market(batch.value(asked.history()));
    Fees fees =
        market.fees().within(options, market.baseFee()).forType(options.type(), market.baseFee());
    fees.checkTotal(gasLimit, asked.wanted().spent(), options);
    Wei gas = fees.max().times(gasLimit);
    if (owned.compareTo(call.value().plus(gas)) < 0) {
      throw insufficient(account.address(), owned, call.value(), gas);
    }
    return new Quote(account.pendingNonce(), account.delegated(), gasLimit, fees);
  }

  private BigInteger gas(Trial trial, TxSpec.Call call) {
    if (!trial.batch().isPresent()) {
      return BigInteger.valueOf(GasRules.intrinsic(Bytes.EMPTY));
    }
    Batch batch = trial.batch().get();
    trial.call().ifPresent(asked -> requireSuccess(batch, asked, call));
    RpcCall estimate = trial.estimate().orElseThrow(IllegalStateException::new);
    requireSuccess(batch, estimate, call);
    return batch.value(estimate).quantity();
  }

  /** Asks for the code of what is called; bytes of an unknown function may go to anybody. */
  private static Optional<RpcCall> target(Batch batch, Wanted wanted) {
    return wanted.call().call().isRaw() && !isTransfer(wanted)
        ? Optional.empty()
        : Optional.of(batch.ask("eth_getCode", wanted.call().to().toString(), "latest"));
  }

  /** A call of an address without code succeeds, does nothing, and keeps the ETH sent along. */
  static ChainException noContract(TxSpec.Call call) {
    return new ChainException(
        ChainException.Code.NO_CODE,
        call.call().signature()
            + ": there is no contract at "
            + call.to()
            + "; is this the right network?");
  }

  /** Pools hold a few dozen transactions of an account; a node that counts more does not tell. */
  private static long believable(long mined, long pending) {
    if (pending - mined > MOST_POOLED) {
      throw new RpcException(
          RpcException.Code.MALFORMED_RESPONSE,
          "the node counts " + mined + " mined and " + (pending - mined) + " pooled transactions");
    }
    return Math.max(mined, pending);
  }

  /** EIP-7702: three bytes, and the address of the code. */
  private static boolean isDelegation(Bytes code) {
    return code.size() == 23 && code.slice(0, 3).equals(DELEGATION);
  }

  private static void accessList(Map<String, Object> transaction, List<AccessTuple> list) {
    if (list.isEmpty()) {
      return;
    }
    List<Object> tuples = new ArrayList<>();
    for (AccessTuple tuple : list) {
      List<Object> keys = new ArrayList<>();
      tuple.storageKeys().forEach(key -> keys.add(key.toString()));
      tuples.add(Map.of("address", tuple.address().toString(), "storageKeys", keys));
    }
    transaction.put("accessList", tuples);
  }

  private static RpcCall history(Batch batch, int percentile) {
    return batch.ask("eth_feeHistory", FEE_BLOCKS, "latest", List.of((long) percentile));
  }

  /** What the network asks for now, after a look at the chain id. */
  Market market(int percentile, CallScope scope) {
    Batch batch = new Batch();
    RpcCall chainId = batch.ask("eth_chainId");
    RpcCall history = history(batch, percentile);
    batch.run(client.rpc(), scope);
    client.checkChainId(batch.value(chainId).quantity());
    return market(batch.value(history));
  }

  /**
   * Asks only for the chain id.
   *
   * @throws ChainException CHAIN_MISMATCH
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
