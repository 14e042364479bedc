package io.github.restake4j.web3j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.Restake4j;
import io.github.restake4j.deployments.Deployments;
import io.github.restake4j.devnet.LocalDevnet;
import io.github.restake4j.devnet.RawChain;
import io.github.restake4j.devnet.junit.Devnet;
import io.github.restake4j.devnet.rpc.Fault;
import io.github.restake4j.devnet.rpc.FaultProxy;
import io.github.restake4j.error.ChainException;
import io.github.restake4j.error.RefusedException;
import io.github.restake4j.error.RevertException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.sign.Signer;
import io.github.restake4j.tx.TxOptions;
import io.github.restake4j.tx.TxOutcome;
import io.github.restake4j.units.Wei;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.web3j.crypto.Credentials;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.methods.request.EthFilter;
import org.web3j.protocol.core.methods.response.EthBlock;
import org.web3j.protocol.core.methods.response.EthGetTransactionReceipt;
import org.web3j.protocol.core.methods.response.EthLog;
import org.web3j.protocol.core.methods.response.TransactionReceipt;
import org.web3j.protocol.exceptions.TransactionException;
import org.web3j.tx.Contract;
import org.web3j.tx.RawTransactionManager;
import org.web3j.tx.gas.DefaultGasProvider;
import org.web3j.tx.gas.StaticEIP1559GasProvider;
import org.web3j.tx.gas.StaticGasProvider;

/** web3j's own code on our transport, our plans with its keys, its wrappers on our engine. */
@Devnet(local = true)
class Web3jDevnetTest {
  private static final BigInteger ETHER = BigInteger.TEN.pow(18);

  @TempDir private static Path folder;
  private static GeneratedErc20 erc20;

  private final LocalDevnet devnet;
  private final Restake4j client;
  private final Web3j web3j;
  private final Credentials credentials;
  private final Signer signer;
  private final String steth;
  private final String other;

  Web3jDevnetTest(LocalDevnet devnet) {
    this.devnet = devnet;
    this.client = client(devnet.rpcUrl());
    this.web3j = Web3j.build(Restake4jService.over(client));
    this.credentials = Credentials.create(devnet.accounts().get(3).privateKey());
    this.signer = Web3jSigner.of(credentials);
    this.steth = devnet.address("lido", "Lido");
    this.other = devnet.accounts().get(4).address();
  }

  @BeforeAll
  static void generate() throws Exception {
    erc20 = GeneratedErc20.in(folder);
  }

  @AfterEach
  void close() {
    client.close();
  }

  private Restake4j client(String url) {
    return Restake4j.builder()
        .rpc(url)
        .deployments(Deployments.parse(devnet.deploymentJson()))
        .pollInterval(Duration.ofMillis(40))
        .build();
  }

  /** One stETH per ETH goes to the account, through Lido's submit(address). */
  private void stake(Web3jTransactions manager) throws Exception {
    String hash =
        manager
            .sendTransaction(
                BigInteger.ZERO,
                BigInteger.ZERO,
                steth,
                "0xa1903eab" + "0".repeat(64),
                ETHER,
                false)
            .getTransactionHash();
    assertThat(manager.handle(hash).orElseThrow().await()).isInstanceOf(TxOutcome.Included.class);
  }

  @Test
  void service_reads_areWhatTheNodeSays() throws Exception {
    Web3jTransactions manager = Web3jTransactions.manager(client, signer);
    stake(manager);
    Contract token = erc20.load(steth, web3j, manager, new DefaultGasProvider());
    TransactionReceipt sent =
        erc20.<TransactionReceipt>call(token, "approve", other, BigInteger.TEN).send();

    EthGetTransactionReceipt receipt =
        web3j.ethGetTransactionReceipt(sent.getTransactionHash()).send();
    EthBlock block = web3j.ethGetBlockByHash(sent.getBlockHash(), true).send();
    EthLog logs =
        web3j
            .ethGetLogs(
                new EthFilter(
                    DefaultBlockParameterName.EARLIEST, DefaultBlockParameterName.LATEST, steth))
            .send();

    assertThat(web3j.ethGetBalance(other, DefaultBlockParameterName.LATEST).send().getBalance())
        .isEqualTo(devnet.raw().balance(other));
    // web3j's own bean of the same receipt, by its own code
    assertThat(sent).isEqualTo(receipt.getTransactionReceipt().orElseThrow());
    assertThat(block.getBlock().getTransactions())
        .extracting(each -> ((EthBlock.TransactionObject) each.get()).getHash())
        .contains(sent.getTransactionHash());
    assertThat(logs.getLogs())
        .extracting(each -> ((EthLog.LogObject) each.get()).getTransactionHash())
        .contains(sent.getTransactionHash());
    assertThat(
            web3j.ethGetTransactionReceipt("0x" + "12".repeat(32)).send().getTransactionReceipt())
        .isEmpty();
  }

  @Test
  void service_web3jsOwnManager_sendsOverIt() throws Exception {
    BigInteger before = devnet.raw().balance(other);
    RawTransactionManager own =
        new RawTransactionManager(web3j, credentials, client.chain().id(), 400, 50);

    String hash =
        own.sendTransaction(
                BigInteger.valueOf(20_000_000_000L), BigInteger.valueOf(21_000), other, "", ETHER)
            .getTransactionHash();

    until(() -> web3j.ethGetTransactionReceipt(hash).send().getTransactionReceipt().isPresent());
    assertThat(devnet.raw().balance(other)).isEqualTo(before.add(ETHER));
  }

  @Test
  void T22_service_busyNode_getsARawTransactionOnce() throws Exception {
    try (FaultProxy proxy = FaultProxy.start(devnet.node(), 1);
        Restake4j slow = client(proxy.url().toString())) {
      proxy.when("eth_sendRawTransaction").beforeForward(Fault.status(503, "", "Retry-After", "0"));
      RawTransactionManager own =
          new RawTransactionManager(
              Web3j.build(Restake4jService.over(slow)), credentials, client.chain().id(), 1, 1);

      assertThatThrownBy(
              () ->
                  own.sendTransaction(
                      BigInteger.valueOf(20_000_000_000L),
                      BigInteger.valueOf(21_000),
                      other,
                      "",
                      ETHER))
          .isInstanceOf(IOException.class);
      assertThat(proxy.received()).hasSize(1);
    }
  }

  @Test
  void signer_credentials_sendOurPlans() {
    BigInteger before = devnet.raw().balance(other);

    TxOutcome<Receipt> outcome =
        client.transfer(Address.parse(other), Wei.ofEther("1")).send(signer).await();

    assertThat(outcome).isInstanceOf(TxOutcome.Included.class);
    assertThat(devnet.raw().balance(other)).isEqualTo(before.add(ETHER));
  }

  @Test
  void manager_generatedWrapper_transfersAndReads() throws Exception {
    Web3jTransactions manager = Web3jTransactions.manager(client, signer);
    stake(manager);
    Contract token = erc20.load(steth, web3j, manager, new DefaultGasProvider());

    TransactionReceipt receipt =
        erc20.<TransactionReceipt>call(token, "transfer", other, BigInteger.valueOf(5_000)).send();
    BigInteger seen = erc20.<BigInteger>call(token, "balanceOf", other).send();

    assertThat(receipt.isStatusOK()).isTrue();
    assertThat(receipt.getFrom()).isEqualToIgnoringCase(credentials.getAddress());
    assertThat(receipt.getLogs()).isNotEmpty();
    assertThat(devnet.raw().receipt(receipt.getTransactionHash()).get("blockHash").asText())
        .isEqualTo(receipt.getBlockHash());
    assertThat(seen)
        .isEqualTo(devnet.raw().uint(steth, "0x70a08231", RawChain.word(other)))
        .isPositive();
  }

  @Test
  void manager_eip1559Provider_isACapAndTheChainIsChecked() throws Exception {
    Web3jTransactions manager = Web3jTransactions.manager(client, signer);
    stake(manager);
    BigInteger gwei = BigInteger.TEN.pow(9);
    BigInteger limit = BigInteger.valueOf(300_000);
    Contract token =
        erc20.load(
            steth,
            web3j,
            manager,
            new StaticEIP1559GasProvider(
                client.chain().id(),
                gwei.multiply(BigInteger.valueOf(40)),
                gwei.multiply(BigInteger.TWO),
                limit));
    Contract elsewhere =
        erc20.load(
            steth, web3j, manager, new StaticEIP1559GasProvider(5, gwei, BigInteger.ONE, limit));

    TransactionReceipt receipt =
        erc20.<TransactionReceipt>call(token, "approve", other, BigInteger.ONE).send();

    var tx = devnet.node().call("eth_getTransactionByHash", receipt.getTransactionHash());
    assertThat(tx.get("type").asText()).isEqualTo("0x2");
    assertThat(Long.decode(tx.get("maxFeePerGas").asText())).isLessThanOrEqualTo(40_000_000_000L);
    assertThat(Long.decode(tx.get("gas").asText())).isLessThan(300_000L);
    assertThatThrownBy(
            () ->
                erc20.<TransactionReceipt>call(elsewhere, "approve", other, BigInteger.ONE).send())
        .isInstanceOf(ChainException.class);
  }

  @Test
  void manager_capsTooLow_refusesAndUsesNoNonce() throws Exception {
    Web3jTransactions manager = Web3jTransactions.manager(client, signer);
    stake(manager);
    long before = nonce();
    Contract cheap =
        erc20.load(
            steth,
            web3j,
            manager,
            new StaticGasProvider(BigInteger.ONE, BigInteger.valueOf(300_000)));
    Contract narrow =
        erc20.load(
            steth,
            web3j,
            manager,
            new StaticGasProvider(BigInteger.TEN.pow(12), BigInteger.valueOf(22_000)));

    assertThatThrownBy(
            () -> erc20.<TransactionReceipt>call(cheap, "approve", other, BigInteger.ONE).send())
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.code()).isEqualTo("FEE_ABOVE_POLICY"));
    assertThatThrownBy(
            () -> erc20.<TransactionReceipt>call(narrow, "approve", other, BigInteger.ONE).send())
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.code()).isEqualTo("GAS_OUT_OF_BOUNDS"));
    // the nonces of the refused ones went back
    stake(manager);
    assertThat(nonce()).isEqualTo(before + 1);
  }

  @Test
  void manager_callThatWouldRevert_isARevertAndSendsNothing() throws Exception {
    Web3jTransactions manager = Web3jTransactions.manager(client, signer);
    Contract token = erc20.load(steth, web3j, manager, new DefaultGasProvider());
    long before = nonce();

    assertThatThrownBy(
            () ->
                erc20
                    .<TransactionReceipt>call(token, "transfer", other, ETHER.multiply(ETHER))
                    .send())
        .isInstanceOf(RevertException.class);
    assertThat(nonce()).isEqualTo(before);
  }

  @Test
  void manager_cancelled_isATransactionExceptionWithTheOutcome() throws Exception {
    TxOptions patient = TxOptions.builder().waitAtMost(Duration.ofSeconds(20)).build();
    Web3jTransactions manager = Web3jTransactions.manager(client, signer, patient);
    devnet.node().call("evm_setAutomine", false);
    String hash =
        manager
            .sendTransaction(BigInteger.ZERO, BigInteger.ZERO, other, "", ETHER, false)
            .getTransactionHash();
    manager.handle(hash).orElseThrow().cancel();
    devnet.node().call("evm_setAutomine", true);
    devnet.node().call("evm_mine");

    assertThatThrownBy(() -> manager.receipts().waitForTransactionReceipt(hash))
        .isInstanceOf(TransactionException.class)
        .hasMessageContaining("CANCELLED");
  }

  @Test
  void manager_deployment_isRefused() {
    Web3jTransactions manager = Web3jTransactions.manager(client, signer);

    assertThatThrownBy(
            () ->
                manager.sendTransaction(
                    BigInteger.ONE, BigInteger.TEN, null, "0x6000", BigInteger.ZERO, true))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.code()).isEqualTo("PRECONDITION"));
  }

  @Test
  void E49_E50_manager_sameKeyTwice_sendsOnceAndNothingElse() throws Exception {
    Web3jTransactions manager =
        Web3jTransactions.manager(client, signer, TxOptions.builder().key("order-1").build());
    BigInteger before = devnet.raw().balance(other);

    String first = transfer(manager, ETHER);
    String second = transfer(manager, ETHER);

    assertThat(second).isEqualTo(first);
    assertThatThrownBy(() -> transfer(manager, ETHER.add(BigInteger.ONE)))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.code()).isEqualTo("IDEMPOTENCY_CONFLICT"));
    manager.handle(first).orElseThrow().await();
    assertThat(devnet.raw().balance(other)).isEqualTo(before.add(ETHER));
  }

  @Test
  void manager_fortyAtOnce_areMinedWithContiguousNonces() throws Exception {
    Web3jTransactions manager = Web3jTransactions.manager(client, signer);
    long before = nonce();
    List<CompletableFuture<String>> sent = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      sent.add(
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return transfer(manager, BigInteger.ONE);
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              }));
    }

    for (CompletableFuture<String> each : sent) {
      assertThat(manager.handle(each.get()).orElseThrow().await())
          .isInstanceOf(TxOutcome.Included.class);
    }
    assertThat(nonce()).isEqualTo(before + 40);
  }

  private String transfer(Web3jTransactions manager, BigInteger amount) throws IOException {
    return manager
        .sendTransaction(BigInteger.ZERO, BigInteger.ZERO, other, "", amount, false)
        .getTransactionHash();
  }

  private long nonce() {
    return Long.decode(
        devnet.node().call("eth_getTransactionCount", credentials.getAddress(), "latest").asText());
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void until(Condition condition) throws Exception {
    long end = System.nanoTime() + 20_000_000_000L;
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not in time");
      }
      Thread.onSpinWait();
    }
  }
}
