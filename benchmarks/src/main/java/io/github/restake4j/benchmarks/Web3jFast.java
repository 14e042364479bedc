package io.github.restake4j.benchmarks;

import java.math.BigInteger;
import org.web3j.crypto.Credentials;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.methods.response.EthSendTransaction;
import org.web3j.protocol.http.HttpService;
import org.web3j.tx.FastRawTransactionManager;

/** web3j's fastest manager: it counts nonces by itself, and asks for no receipt. */
final class Web3jFast implements Way {
  private static final BigInteger GAS_PRICE = BigInteger.valueOf(4_000_000_000L);
  private static final BigInteger GAS = BigInteger.valueOf(21_000);

  @Override
  public String name() {
    return "web3j FastRawTransactionManager";
  }

  @Override
  public long run(Run run) throws Exception {
    HttpService service = new HttpService(run.url().toString());
    FastRawTransactionManager manager =
        new FastRawTransactionManager(
            Web3j.build(service), Credentials.create(Run.KEY), Run.CHAIN_ID);
    long start = System.nanoTime();
    for (int i = 0; i < run.count(); i++) {
      EthSendTransaction sent =
          manager.sendTransaction(GAS_PRICE, GAS, Run.TO, "", Run.value(i));
      if (sent.hasError()) {
        throw new IllegalStateException(sent.getError().getMessage());
      }
    }
    run.awaitAll();
    long nanos = System.nanoTime() - start;
    service.close();
    return nanos;
  }
}
