package io.github.restake4j.web3j;

import io.github.restake4j.Restake4j;
import io.github.restake4j.abi.AbiCall;
import io.github.restake4j.error.ChainException;
import io.github.restake4j.error.OutcomeException;
import io.github.restake4j.error.RefusedException;
import io.github.restake4j.error.RpcException;
import io.github.restake4j.error.TransportException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.read.Read;
import io.github.restake4j.sign.Signer;
import io.github.restake4j.tx.TxHandle;
import io.github.restake4j.tx.TxOptions;
import io.github.restake4j.tx.TxOutcome;
import io.github.restake4j.tx.TxSpec;
import io.github.restake4j.units.Wei;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.web3j.protocol.core.DefaultBlockParameter;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.methods.request.Transaction;
import org.web3j.protocol.core.methods.response.EthCall;
import org.web3j.protocol.core.methods.response.EthGetCode;
import org.web3j.protocol.core.methods.response.EthSendTransaction;
import org.web3j.tx.TransactionManager;
import org.web3j.tx.exceptions.ContractCallException;
import org.web3j.tx.response.TransactionReceiptProcessor;
import org.web3j.utils.Numeric;

/**
 * The engine of a Restake4j client as web3j's transaction manager, for contract wrappers that web3j
 * generated: their transactions are simulated, journaled before a byte leaves, priced, replaced
 * when stuck, and waited for as those of the client's own plans are.
 *
 * <p><b>Gas.</b> What web3j's gas provider says are caps here, not values: a gas price or maximum
 * fee bounds {@code maxFeePerGas} (further bounded by the options), a priority fee bounds the tip,
 * and a gas limit bounds the estimate with its margin. The engine pays what the network asks, and
 * refuses (FEE_ABOVE_POLICY, GAS_OUT_OF_BOUNDS) what lies above. Zero and null set no cap. {@code
 * sendTransaction} too sends the type of the options, by default EIP-1559.
 *
 * <p><b>Failures.</b> Until the transaction is journaled: {@link IOException} for a connection that
 * failed, everything else as the {@code Restake4jException} that a plan's {@code send} throws; a
 * call that would revert is a {@code RevertException} and sends nothing. Afterwards: a wrapper's
 * call throws web3j's {@code TransactionException} for what was mined and reverted, with the
 * decoded reason, and for every other end, with the {@link OutcomeException} as its cause.
 * Contracts are not deployed: the refusal is PRECONDITION.
 *
 * <p>Safe for concurrent use; transactions of one account get their nonces in order.
 */
public final class Web3jTransactions extends TransactionManager {
  private static final long HASH_POLL_MILLIS = 20;

  private final Restake4j client;
  private final Signer signer;
  private final TxOptions options;
  private final Restake4jService service;
  private final OutcomeReceipts receipts;

  private Web3jTransactions(
      Restake4j client,
      Signer signer,
      TxOptions options,
      Restake4jService service,
      OutcomeReceipts receipts) {
    super(receipts, signer.address().toString());
    this.client = client;
    this.signer = signer;
    this.options = options;
    this.service = service;
    this.receipts = receipts;
  }

  /** A manager with the default options. Does no I/O. */
  public static Web3jTransactions manager(Restake4j client, Signer signer) {
    return manager(client, signer, TxOptions.DEFAULT);
  }

  /**
   * A manager whose transactions are sent and waited for under options of your own.
   *
   * @param options an idempotency key in them makes this the manager of one transaction: the same
   *     one again gives the first one's hash, another is an IDEMPOTENCY_CONFLICT
   */
  public static Web3jTransactions manager(Restake4j client, Signer signer, TxOptions options) {
    Restake4jService service = Restake4jService.over(client);
    return new Web3jTransactions(client, signer, options, service, new OutcomeReceipts(service));
  }

  /**
   * The engine's handle of a transaction sent here, to cancel it, speed it up or see where it
   * stands; empty for one that was sent elsewhere or more than 10,000 transactions ago.
   *
   * @param hash as {@link #sendTransaction} returned it
   */
  public Optional<TxHandle<Receipt>> handle(String hash) {
    return Optional.ofNullable(receipts.handle(hash));
  }

  /**
   * Waits for a transaction sent here, for those who send without a wrapper: blocks until the
   * engine has an outcome, at most as long as the options wait.
   */
  public TransactionReceiptProcessor receipts() {
    return receipts;
  }

  @Override
  public EthSendTransaction sendTransaction(
      @Nullable BigInteger gasPrice,
      @Nullable BigInteger gasLimit,
      @Nullable String to,
      @Nullable String data,
      @Nullable BigInteger value,
      boolean constructor)
      throws IOException {
    return send(null, gasPrice, gasLimit, to, data, value, constructor);
  }

  /**
   * {@inheritDoc}
   *
   * @throws ChainException CHAIN_MISMATCH if the client was made for another chain
   */
  @Override
  public EthSendTransaction sendEIP1559Transaction(
      long chainId,
      @Nullable BigInteger maxPriorityFeePerGas,
      @Nullable BigInteger maxFeePerGas,
      @Nullable BigInteger gasLimit,
      @Nullable String to,
      @Nullable String data,
      @Nullable BigInteger value,
      boolean constructor)
      throws IOException {
    if (chainId != client.chain().id()) {
      throw new ChainException(
          ChainException.Code.CHAIN_MISMATCH,
          "a transaction for chain id " + chainId + "; the client was made for " + client.chain());
    }
    return send(maxPriorityFeePerGas, maxFeePerGas, gasLimit, to, data, value, constructor);
  }

  /**
   * {@inheritDoc}
   *
   * @throws ContractCallException if the call reverts or the node refuses it
   */
  @Override
  public String sendCall(String to, String data, DefaultBlockParameter block) throws IOException {
    EthCall call =
        new Request<>(
                "eth_call",
                List.of(
                    Transaction.createEthCallTransaction(getFromAddress(), to, data),
                    block.getValue()),
                service,
                EthCall.class)
            .send();
    if (call.isReverted()) {
      throw new ContractCallException(String.format(REVERT_ERR_STR, call.getRevertReason()));
    }
    if (call.hasError()) {
      throw new ContractCallException("eth_call failed: " + call.getError().getMessage());
    }
    return call.getValue();
  }

  @Override
  public EthGetCode getCode(String address, DefaultBlockParameter block) throws IOException {
    return new Request<>(
            "eth_getCode", List.of(address, block.getValue()), service, EthGetCode.class)
        .send();
  }

  private EthSendTransaction send(
      @Nullable BigInteger tip,
      @Nullable BigInteger price,
      @Nullable BigInteger gasLimit,
      @Nullable String to,
      @Nullable String data,
      @Nullable BigInteger value,
      boolean constructor)
      throws IOException {
    if (constructor || to == null || to.isEmpty()) {
      throw new RefusedException(
          RefusedException.Code.PRECONDITION,
          "this would create a contract; only calls are sent here");
    }
    TxSpec<Receipt> spec = spec(Address.parse(to), data, value);
    Signer capped =
        gasLimit != null && gasLimit.signum() > 0 ? new GasCap(signer, gasLimit) : signer;
    TxHandle<Receipt> handle;
    try {
      handle = client.plan(spec).with(capped(tip, price)).send(capped);
    } catch (TransportException | RpcException e) {
      throw new IOException(e.getMessage(), e);
    }
    Hash32 hash = hash(handle);
    receipts.remember(hash, handle);
    EthSendTransaction sent = new EthSendTransaction();
    sent.setJsonrpc("2.0");
    sent.setResult(hash.toString());
    return sent;
  }

  private static TxSpec<Receipt> spec(
      Address to, @Nullable String data, @Nullable BigInteger value) {
    if (to.equals(Address.ZERO)) {
      throw new IllegalArgumentException("what is sent to the zero address is lost");
    }
    Bytes calldata =
        data == null || data.isEmpty() ? Bytes.EMPTY : Bytes.parse(Numeric.prependHexPrefix(data));
    Wei amount = value == null ? Wei.ZERO : Wei.of(value);
    return TxSpec.<Receipt>named("Web3jTransactions.send")
        .argument("to", to)
        .argument("data", calldata)
        .argument("value", amount)
        .call(
            situation -> Read.known(new TxSpec.Call(to, AbiCall.raw(calldata), amount)),
            receipt -> receipt);
  }

  private TxOptions capped(@Nullable BigInteger tip, @Nullable BigInteger price) {
    TxOptions.Builder capped = options.toBuilder();
    if (price != null && price.signum() > 0) {
      capped.maxFeePerGas(smaller(options.maxFeePerGas(), price));
    }
    if (tip != null && tip.signum() > 0) {
      capped.maxPriorityFeePerGas(smaller(options.maxPriorityFeePerGas(), tip));
    }
    return capped.build();
  }

  private static Wei smaller(Wei own, BigInteger said) {
    return own.smallest().compareTo(said) <= 0 ? own : Wei.of(said);
  }

  /**
   * The hash web3j knows a transaction by. One that waits for its turn has none yet.
   *
   * @throws OutcomeException if it came to nothing before it had one, or has none in time; it is
   *     journaled then, and must not be sent again
   */
  static Hash32 hash(TxHandle<Receipt> handle) {
    CompletableFuture<TxOutcome<Receipt>> outcome = handle.async();
    try {
      Optional<Hash32> hash = newest(handle);
      while (!hash.isPresent()) {
        Optional<TxOutcome<Receipt>> end = within(HASH_POLL_MILLIS, outcome);
        // the end may have come between two looks, and with it a hash
        hash = newest(handle);
        if (end.isPresent() && !hash.isPresent()) {
          throw new OutcomeException(end.get());
        }
      }
      return hash.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransportException(
          TransportException.Code.INTERRUPTED,
          "waiting for the hash of " + handle.key() + " was interrupted; the transaction goes on",
          e);
    } finally {
      outcome.cancel(false);
    }
  }

  private static Optional<Hash32> newest(TxHandle<Receipt> handle) {
    List<Hash32> hashes = handle.hashes();
    return hashes.isEmpty() ? Optional.empty() : Optional.of(hashes.get(hashes.size() - 1));
  }

  private static <T> Optional<T> within(long millis, CompletableFuture<T> future)
      throws InterruptedException {
    try {
      return Optional.of(future.get(millis, TimeUnit.MILLISECONDS));
    } catch (TimeoutException later) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("an outcome without a transaction", e.getCause());
    }
  }
}
