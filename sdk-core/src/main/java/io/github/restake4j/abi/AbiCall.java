package io.github.restake4j.abi;

import io.github.restake4j.eth.Bytes;
import java.util.function.Function;

/** One function call with its arguments encoded. */
public final class AbiCall<R> {
  private final String signature;
  private final Bytes calldata;
  private final Function<Bytes, R> result;

  AbiCall(String signature, Bytes calldata, Function<Bytes, R> result) {
    this.signature = signature;
    this.calldata = calldata;
    this.result = result;
  }

  /** Canonical text. */
  public String signature() {
    return signature;
  }

  /** Selector and arguments. */
  public Bytes calldata() {
    return calldata;
  }

  /** True if the function returns something. */
  public boolean hasOutput() {
    return true;
  }

  /** Decodes what the call returned. */
  public R decode(Bytes returned) {
    return result.apply(returned);
  }
}
