package io.github.restake4j.benchmarks.codec;

import com.esaulpaugh.headlong.abi.Event;
import com.esaulpaugh.headlong.abi.Function;
import com.esaulpaugh.headlong.abi.Tuple;
import com.esaulpaugh.headlong.util.FastHex;
import io.github.restake4j.abi.AbiCall;
import io.github.restake4j.eigenlayer.contract.DelegationManagerContract;
import io.github.restake4j.eigenlayer.contract.DelegationManagerContract.GetQueuedWithdrawalsOutput;
import io.github.restake4j.eth.Address;
import io.github.restake4j.standard.contract.ERC20Contract;
import io.github.restake4j.standard.contract.Multicall3Contract;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.web3j.abi.EventValues;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.FunctionReturnDecoder;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.protocol.core.methods.response.Log;
import org.web3j.tx.Contract;

/**
 * Four tasks, each with the three libraries. Answers come in and calldata goes out as hex text,
 * which is what JSON-RPC gives and takes; types and functions were parsed before.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CodecBenchmark {
  private static final String TO = "0x5a0b54d5dc17e0aadc383d2db43b0a0d3e029c4c";
  private static final String FROM = "0x00000000219ab540356cbb839cbe05303d7705fa";

  private final String results = Payloads.aggregate3(500);
  private final byte[] resultsAscii = results.getBytes(StandardCharsets.US_ASCII);
  private final String withdrawals = Payloads.queuedWithdrawals(50);
  private final byte[] withdrawalsAscii = withdrawals.getBytes(StandardCharsets.US_ASCII);
  private final BigInteger amount = new BigInteger("123456789012345678901");
  private final List<String> topics =
      List.of(
          "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef",
          "0x" + "0".repeat(24) + FROM.substring(2),
          "0x" + "0".repeat(24) + TO.substring(2));
  private final String data = "0x" + "0".repeat(64 - 17) + amount.toString(16);

  private final AbiCall<List<Multicall3Contract.Result>> aggregate3 =
      Multicall3Contract.aggregate3(List.of());
  private final Function aggregate3Headlong =
      Function.parse("aggregate3((address,bool,bytes)[])", "((bool,bytes)[])");
  private final AbiCall<GetQueuedWithdrawalsOutput> queued =
      DelegationManagerContract.getQueuedWithdrawals(Address.ZERO);
  private final Function queuedHeadlong =
      Function.parse(
          "getQueuedWithdrawals(address)",
          "((address,address,address,uint256,uint32,address[],uint256[])[],uint256[][])");
  private final byte[] request = new byte[256];
  private final Address to = Address.parse(TO);
  private final com.esaulpaugh.headlong.abi.Address toHeadlong =
      Payloads.address(new BigInteger(TO.substring(2), 16));
  private final Function transferHeadlong = Function.parse("transfer(address,uint256)", "(bool)");
  private final Event<?> eventHeadlong =
      Event.create(
          "Transfer",
          com.esaulpaugh.headlong.abi.TupleType.parse("(address,address,uint256)"),
          true,
          true,
          false);
  private final Log logWeb3j = new Log();

  /** Compares what the three libraries read and write, so that all do the same work. */
  @Setup
  public void check() {
    logWeb3j.setTopics(topics);
    logWeb3j.setData(data);
    Tuple[] theirs = (Tuple[]) ((Tuple) aggregate3_headlong()).get(0);
    List<?> web3j = (List<?>) aggregate3_web3j().get(0).getValue();
    List<Multicall3Contract.Result> ours = aggregate3_restake4j();
    same(ours.size(), theirs.length);
    same(ours.size(), web3j.size());
    for (int i = 0; i < theirs.length; i++) {
      byte[] mine = ours.get(i).returnData().toArray();
      same(Arrays.toString(mine), Arrays.toString((byte[]) theirs[i].get(1)));
      same(Arrays.toString(mine), Arrays.toString(((Web3jTypes.Result) web3j.get(i)).returnData));
    }
    same(aggregate3InPlace_restake4j(), ours);
    GetQueuedWithdrawalsOutput queue = queuedWithdrawals_restake4j();
    same(queuedWithdrawalsInPlace_restake4j(), queue);
    Tuple queueHeadlong = (Tuple) queuedWithdrawals_headlong();
    List<?> queueWeb3j = (List<?>) queuedWithdrawals_web3j().get(0).getValue();
    for (int i = 0; i < queue.withdrawals().size(); i++) {
      List<BigInteger> shares = queue.withdrawals().get(i).scaledShares();
      Tuple row = ((Tuple[]) queueHeadlong.get(0))[i];
      same(shares, List.of((BigInteger[]) row.get(6)));
      same(
          shares,
          ((Web3jTypes.Withdrawal) queueWeb3j.get(i))
              .scaledShares.getValue().stream().map(Uint256::getValue).toList());
      same(queue.shares().get(i), List.of(((BigInteger[][]) queueHeadlong.get(1))[i]));
    }
    same(transferEncode_restake4j(), transferEncode_headlong());
    same(transferEncode_restake4j(), transferEncode_web3j());
    String calldata = transferEncode_restake4j();
    same(
        new String(transferEncodeInPlace_restake4j(), 64, 138, StandardCharsets.US_ASCII),
        calldata);
    Arrays.fill(request, (byte) 0);
    same(
        new String(transferEncodeInPlace_headlong(), 64, 138, StandardCharsets.US_ASCII), calldata);
    same(transferLog_restake4j().value(), amount);
    same(((Tuple) transferLog_headlong()).get(2), amount);
    same(transferLog_web3j().getNonIndexedValues().get(0).getValue(), amount);
  }

  private static void same(Object one, Object other) {
    if (!one.equals(other)) {
      throw new IllegalStateException(one + " is not " + other);
    }
  }

  /** 500 balances from a multicall, from a String. */
  @Benchmark
  public List<Multicall3Contract.Result> aggregate3_restake4j() {
    return aggregate3.decodeHex(results);
  }

  /** The same from the bytes of the answer. */
  @Benchmark
  public List<Multicall3Contract.Result> aggregate3InPlace_restake4j() {
    return aggregate3.decodeHex(resultsAscii, 0, resultsAscii.length);
  }

  /** 500 balances from a multicall. */
  @Benchmark
  public Object aggregate3_headlong() {
    return aggregate3Headlong.decodeReturn(FastHex.decode(results, 2, results.length() - 2));
  }

  /** The same from the bytes of the answer. */
  @Benchmark
  public Object aggregate3InPlace_headlong() {
    return aggregate3Headlong.decodeReturn(
        FastHex.decode(resultsAscii, 2, resultsAscii.length - 2));
  }

  /** 500 balances from a multicall. */
  @Benchmark
  @SuppressWarnings("rawtypes") // web3j returns them
  public List<Type> aggregate3_web3j() {
    return FunctionReturnDecoder.decode(results, Web3jTypes.AGGREGATE3.getOutputParameters());
  }

  /** 50 withdrawals and their shares, from a String. */
  @Benchmark
  public GetQueuedWithdrawalsOutput queuedWithdrawals_restake4j() {
    return queued.decodeHex(withdrawals);
  }

  /** The same from the bytes of the answer. */
  @Benchmark
  public GetQueuedWithdrawalsOutput queuedWithdrawalsInPlace_restake4j() {
    return queued.decodeHex(withdrawalsAscii, 0, withdrawalsAscii.length);
  }

  /** 50 withdrawals and their shares. */
  @Benchmark
  public Object queuedWithdrawals_headlong() {
    return queuedHeadlong.decodeReturn(FastHex.decode(withdrawals, 2, withdrawals.length() - 2));
  }

  /** The same from the bytes of the answer. */
  @Benchmark
  public Object queuedWithdrawalsInPlace_headlong() {
    return queuedHeadlong.decodeReturn(
        FastHex.decode(withdrawalsAscii, 2, withdrawalsAscii.length - 2));
  }

  /** 50 withdrawals and their shares. */
  @Benchmark
  @SuppressWarnings("rawtypes") // web3j returns them
  public List<Type> queuedWithdrawals_web3j() {
    return FunctionReturnDecoder.decode(
        withdrawals, Web3jTypes.QUEUED_WITHDRAWALS.getOutputParameters());
  }

  /** Calldata of a transfer. */
  @Benchmark
  public String transferEncode_restake4j() {
    return ERC20Contract.transfer(to, amount).calldata().toString();
  }

  /** Calldata of a transfer. */
  @Benchmark
  public String transferEncode_headlong() {
    return "0x"
        + FastHex.encodeToString(transferHeadlong.encodeCallWithArgs(toHeadlong, amount).array());
  }

  /** The same into the bytes of a request. */
  @Benchmark
  public byte[] transferEncodeInPlace_restake4j() {
    ERC20Contract.transfer(to, amount).calldata().copyHexTo(request, 64);
    return request;
  }

  /** The same into the bytes of a request. */
  @Benchmark
  public byte[] transferEncodeInPlace_headlong() {
    byte[] calldata = transferHeadlong.encodeCallWithArgs(toHeadlong, amount).array();
    request[64] = '0';
    request[65] = 'x';
    FastHex.encodeBytes(calldata, 0, calldata.length, request, 66);
    return request;
  }

  /** Calldata of a transfer; web3j's wrappers take addresses as text. */
  @Benchmark
  public String transferEncode_web3j() {
    return FunctionEncoder.encode(
        new org.web3j.abi.datatypes.Function(
            "transfer",
            List.of(new org.web3j.abi.datatypes.Address(160, TO), new Uint256(amount)),
            List.of()));
  }

  /** An ERC-20 transfer's log. */
  @Benchmark
  public ERC20Contract.Transfer transferLog_restake4j() {
    return ERC20Contract.Transfer.EVENT.decodeHex(topics, data);
  }

  /** An ERC-20 transfer's log. */
  @Benchmark
  public Object transferLog_headlong() {
    byte[][] words = new byte[topics.size()][];
    for (int i = 0; i < words.length; i++) {
      words[i] = FastHex.decode(topics.get(i), 2, 64);
    }
    return eventHeadlong.decodeArgs(words, FastHex.decode(data, 2, data.length() - 2));
  }

  /** An ERC-20 transfer's log. */
  @Benchmark
  public EventValues transferLog_web3j() {
    return Contract.staticExtractEventParameters(Web3jTypes.TRANSFER, logWeb3j);
  }
}
