package io.github.restake4j.web3j;

import io.github.restake4j.error.OutcomeException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.eth.Log;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.tx.TxHandle;
import io.github.restake4j.tx.TxOutcome;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.methods.response.EthGetTransactionReceipt;
import org.web3j.protocol.core.methods.response.TransactionReceipt;
import org.web3j.protocol.exceptions.TransactionException;
import org.web3j.tx.response.TransactionReceiptProcessor;

/** Waits for the engine's outcome instead of asking for a receipt again and again. */
final class OutcomeReceipts extends TransactionReceiptProcessor {
  /** Sent and not waited for; the oldest are forgotten. */
  private static final int MOST_KNOWN = 10_000;

  private final Restake4jService service;
  private final Map<String, TxHandle<Receipt>> handles =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, TxHandle<Receipt>> eldest) {
              return size() > MOST_KNOWN;
            }
          });

  @SuppressWarnings("NullAway") // web3j polls with it; nothing here polls
  OutcomeReceipts(Restake4jService service) {
    super((Web3j) null);
    this.service = service;
  }

  void remember(Hash32 hash, TxHandle<Receipt> handle) {
    handles.put(hash.toString(), handle);
  }

  @Nullable TxHandle<Receipt> handle(String hash) {
    return handles.get(hash);
  }

  @Override
  public TransactionReceipt waitForTransactionReceipt(String hash)
      throws IOException, TransactionException {
    TxHandle<Receipt> handle = handles.get(hash);
    if (handle == null) {
      throw new TransactionException(hash + " was not sent through this manager", hash);
    }
    TxOutcome<Receipt> outcome = handle.await();
    if (outcome instanceof TxOutcome.Included<Receipt> included) {
      return receipt(included.result());
    }
    if (outcome instanceof TxOutcome.Reverted<Receipt> reverted) {
      List<Receipt> receipts = reverted.receipts();
      TransactionReceipt receipt = receipt(receipts.get(receipts.size() - 1));
      receipt.setRevertReason(reverted.cause().text());
      return receipt;
    }
    OutcomeException end = new OutcomeException(outcome);
    TransactionException failure = new TransactionException(String.valueOf(end.getMessage()), hash);
    failure.initCause(end);
    throw failure;
  }

  private TransactionReceipt receipt(Receipt mined) {
    TransactionReceipt receipt = new TransactionReceipt();
    receipt.setTransactionHash(mined.transactionHash().toString());
    receipt.setTransactionIndex(hex(mined.transactionIndex()));
    receipt.setBlockHash(mined.blockHash().toString());
    receipt.setBlockNumber(hex(mined.blockNumber()));
    receipt.setFrom(lower(mined.from()));
    mined.to().ifPresent(to -> receipt.setTo(lower(to)));
    receipt.setStatus(mined.successful() ? "0x1" : "0x0");
    receipt.setGasUsed(hex(mined.gasUsed()));
    receipt.setEffectiveGasPrice("0x" + mined.effectiveGasPrice().smallest().toString(16));
    List<org.web3j.protocol.core.methods.response.Log> logs = new ArrayList<>();
    for (Log log : mined.logs()) {
      logs.add(log(log, mined));
    }
    receipt.setLogs(logs);
    complete(receipt);
    return receipt;
  }

  /** Adds what the engine does not keep, if the node still tells of the same block. */
  private void complete(TransactionReceipt receipt) {
    try {
      EthGetTransactionReceipt asked =
          new Request<>(
                  "eth_getTransactionReceipt",
                  List.of(receipt.getTransactionHash()),
                  service,
                  EthGetTransactionReceipt.class)
              .send();
      TransactionReceipt told = asked.getResult();
      if (told != null && Objects.equals(told.getBlockHash(), receipt.getBlockHash())) {
        receipt.setCumulativeGasUsed(told.getCumulativeGasUsedRaw());
        receipt.setLogsBloom(told.getLogsBloom());
        receipt.setType(told.getType());
        receipt.setBlobGasPrice(told.getBlobGasPrice());
        receipt.setBlobGasUsed(told.getBlobGasUsed());
      }
    } catch (IOException e) {
      // the outcome is known; these fields are not worth losing it
    }
  }

  private static org.web3j.protocol.core.methods.response.Log log(Log log, Receipt mined) {
    List<String> topics = new ArrayList<>();
    for (Hash32 topic : log.topics()) {
      topics.add(topic.toString());
    }
    return new org.web3j.protocol.core.methods.response.Log(
        false,
        hex(log.logIndex()),
        hex(mined.transactionIndex()),
        log.transactionHash().toString(),
        log.blockHash().toString(),
        hex(log.blockNumber()),
        lower(log.address()),
        log.data().toString(),
        null, // nodes do not say it either
        topics);
  }

  /** As nodes write it, which is what programs for web3j compare with. */
  private static String lower(Address address) {
    return address.toString().toLowerCase(Locale.ROOT);
  }

  private static String hex(long number) {
    return "0x" + BigInteger.valueOf(number).toString(16);
  }
}
