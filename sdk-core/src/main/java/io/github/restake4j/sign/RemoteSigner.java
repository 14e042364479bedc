package io.github.restake4j.sign;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.restake4j.error.Restake4jException;
import io.github.restake4j.error.RpcException;
import io.github.restake4j.error.SigningException;
import io.github.restake4j.error.TransportException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.internal.CallScope;
import io.github.restake4j.internal.Events;
import io.github.restake4j.internal.rpc.Endpoints;
import io.github.restake4j.internal.rpc.Json;
import io.github.restake4j.internal.rpc.JsonRpc;
import io.github.restake4j.internal.rpc.OkHttpTransport;
import io.github.restake4j.internal.rpc.RpcAnswer;
import io.github.restake4j.internal.rpc.RpcCall;
import io.github.restake4j.internal.sign.RawTx;
import io.github.restake4j.rpc.Endpoint;
import io.github.restake4j.rpc.RpcOptions;
import io.github.restake4j.rpc.Transport;
import java.math.BigInteger;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A key in another process: Consensys Web3Signer in its {@code eth1} mode, or anything that answers
 * {@code eth_signTransaction}, {@code eth_signTypedData} and {@code eth_sign} as it does. The key
 * may be in a vault, a cloud's key store or an HSM behind it.
 *
 * <p>Every request is sent once and never repeated. Nothing that comes back is trusted: a
 * transaction has to decode to the very one that was asked for, and every signature has to recover
 * to the account. Web3Signer signs for the chain id it was started with; another one than asked for
 * is refused as CHAIN_MISMATCH. It leaves access lists out, so requests with one are refused before
 * anything is sent; legacy and EIP-1559 transactions are signed.
 *
 * <p>Web3Signer has no log-in of its own: put TLS with client certificates, a token or a network
 * that nobody else reaches before it. Safe for concurrent use.
 */
public final class RemoteSigner implements Signer, AutoCloseable {
  private static final int MAX_ANSWER = 1024 * 1024;

  private final Address address;
  private final Endpoint endpoint;
  private final JsonRpc rpc;
  private final Duration timeout;
  private final @Nullable Transport owned;

  private RemoteSigner(
      Address address,
      Endpoint endpoint,
      JsonRpc rpc,
      Duration timeout,
      @Nullable Transport owned) {
    this.address = address;
    this.endpoint = endpoint;
    this.rpc = rpc;
    this.timeout = timeout;
    this.owned = owned;
  }

  /**
   * A signer at a URL, with ten seconds per signature. Does no I/O.
   *
   * @param account whose key is there
   * @throws IllegalArgumentException if it is not an http or https URL
   */
  public static RemoteSigner connect(String url, Address account) {
    OkHttpTransport transport = OkHttpTransport.own();
    return of(Endpoint.of(url), account, Duration.ofSeconds(10), transport, transport);
  }

  /**
   * A signer over a transport of the caller's own (client certificates, proxy, pinning), which
   * stays open.
   *
   * @param timeout for one signature, above zero; a person or an HSM may have to agree
   * @throws IllegalArgumentException if the timeout is not above zero
   */
  public static RemoteSigner over(
      Transport transport, Endpoint endpoint, Address account, Duration timeout) {
    return of(endpoint, account, timeout, transport, null);
  }

  private static RemoteSigner of(
      Endpoint endpoint,
      Address account,
      Duration timeout,
      Transport transport,
      @Nullable Transport owned) {
    if (timeout.isZero() || timeout.isNegative()) {
      throw new IllegalArgumentException("a timeout is above zero, not " + timeout);
    }
    RpcOptions options =
        RpcOptions.builder()
            .maxResponseBytes(MAX_ANSWER)
            .attemptTimeout(timeout)
            .retries(0)
            .build();
    JsonRpc rpc = new JsonRpc(Endpoints.of(endpoint), null, transport, options, Events.to(null));
    return new RemoteSigner(account, endpoint, rpc, timeout, owned);
  }

  @Override
  public Address address() {
    return address;
  }

  @Override
  public Bytes signTransaction(TxRequest transaction) {
    if (transaction.type() == TxType.ACCESS_LIST || !transaction.accessList().isEmpty()) {
      throw new SigningException(
          SigningException.Code.NOT_SUPPORTED, "Web3Signer signs no access lists");
    }
    String method = "eth_signTransaction";
    return RawTx.verified(bytes(RpcCall.of(method, asked(transaction))), transaction, address)
        .raw();
  }

  @Override
  public Signature signTypedData(TypedData data) {
    Bytes answer = bytes(RpcCall.of("eth_signTypedData", lower(address), data.toJson()));
    return Signatures.verified(Signature.parse(answer), data.hash(), address);
  }

  @Override
  public Signature signMessage(Bytes message) {
    Bytes answer = bytes(RpcCall.of("eth_sign", lower(address), message.toString()));
    return Signatures.verified(Signature.parse(answer), Signatures.messageHash(message), address);
  }

  /** Cuts what runs and frees the connections that {@link #connect} opened. */
  @Override
  public void close() {
    rpc.close();
    if (owned != null) {
      owned.close();
    }
  }

  /** Account and place, without the keys of the URL. */
  @Override
  public String toString() {
    return "RemoteSigner of " + address + " at " + endpoint;
  }

  private Map<String, Object> asked(TxRequest transaction) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("from", lower(address));
    fields.put("to", lower(transaction.to()));
    fields.put("gas", quantity(BigInteger.valueOf(transaction.gasLimit())));
    if (transaction.type() == TxType.LEGACY) {
      fields.put("gasPrice", quantity(transaction.gasPrice().smallest()));
    } else {
      fields.put("maxFeePerGas", quantity(transaction.maxFeePerGas().smallest()));
      fields.put("maxPriorityFeePerGas", quantity(transaction.maxPriorityFeePerGas().smallest()));
    }
    fields.put("value", quantity(transaction.value().smallest()));
    fields.put("nonce", quantity(BigInteger.valueOf(transaction.nonce())));
    fields.put("data", transaction.data().toString());
    fields.put("chainId", quantity(BigInteger.valueOf(transaction.chainId())));
    return fields;
  }

  private Bytes bytes(RpcCall call) {
    String what = call.method() + " of " + address + " at " + endpoint;
    JsonNode result;
    try {
      RpcAnswer answer = rpc.sendOnce(call, CallScope.of(timeout));
      if (answer instanceof RpcAnswer.Failure failure) {
        throw new SigningException(
            SigningException.Code.SIGNER_REFUSED,
            what + " was refused: " + failure.message() + " (code " + failure.code() + ")");
      }
      result = answer.result(call.method());
    } catch (TransportException e) {
      // Web3Signer answers 400 to accounts and parameters that it does not take
      boolean refused = e.kind() == TransportException.Code.HTTP_STATUS && !e.retryable();
      throw failed(
          refused ? SigningException.Code.SIGNER_REFUSED : SigningException.Code.SIGNER_UNREACHABLE,
          what,
          e);
    } catch (RpcException e) {
      throw failed(SigningException.Code.SIGNER_UNREACHABLE, what, e);
    }
    try {
      return Json.bytes(result, call.method());
    } catch (RpcException e) {
      throw new SigningException(
          SigningException.Code.INVALID_SIGNATURE, what + " gave no bytes: " + e.getMessage(), e);
    }
  }

  private static SigningException failed(
      SigningException.Code code, String what, Restake4jException e) {
    return new SigningException(code, what + " failed: " + e.getMessage(), e);
  }

  private static String lower(Address account) {
    return Bytes.wrap(account.toBytes()).toString();
  }

  private static String quantity(BigInteger number) {
    return "0x" + number.toString(16);
  }
}
