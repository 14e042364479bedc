package io.github.restake4j.web3j;

import io.github.restake4j.error.RefusedException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.sign.Signature;
import io.github.restake4j.sign.Signer;
import io.github.restake4j.sign.TxRequest;
import io.github.restake4j.sign.TypedData;
import java.math.BigInteger;

/** Signs nothing whose gas limit is above what web3j's gas provider allows. */
final class GasCap implements Signer {
  private final Signer signer;
  private final BigInteger most;

  GasCap(Signer signer, BigInteger most) {
    this.signer = signer;
    this.most = most;
  }

  @Override
  public Address address() {
    return signer.address();
  }

  @Override
  public Bytes signTransaction(TxRequest transaction) {
    if (BigInteger.valueOf(transaction.gasLimit()).compareTo(most) > 0) {
      throw new RefusedException(
          RefusedException.Code.GAS_OUT_OF_BOUNDS,
          "the transaction needs a gas limit of "
              + transaction.gasLimit()
              + ", margin included; the gas provider allows "
              + most);
    }
    return signer.signTransaction(transaction);
  }

  @Override
  public Signature signTypedData(TypedData data) {
    return signer.signTypedData(data);
  }

  @Override
  public Signature signMessage(Bytes message) {
    return signer.signMessage(message);
  }

  @Override
  public String toString() {
    return signer + ", at most " + most + " gas";
  }
}
