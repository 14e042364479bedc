package io.github.restake4j.tx;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.restake4j.Restake4j;
import io.github.restake4j.abi.AbiCall;
import io.github.restake4j.abi.AbiReader;
import io.github.restake4j.deployments.Deployments;
import io.github.restake4j.devnet.LocalDevnet;
import io.github.restake4j.devnet.RawChain;
import io.github.restake4j.erc20.Approved;
import io.github.restake4j.erc20.Erc20;
import io.github.restake4j.erc20.Token;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.internal.read.Reads;
import io.github.restake4j.read.Read;
import io.github.restake4j.sign.LocalKey;
import io.github.restake4j.standard.contract.ERC20Contract;
import io.github.restake4j.units.Amount;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A client of a devnet, with plans whose effects are easy to see. */
final class Sandbox implements AutoCloseable {
  static final TxSpec.PermitDomain STETH_DOMAIN =
      new TxSpec.PermitDomain("Liquid staked Ether 2.0", "2");

  final LocalDevnet devnet;
  final Restake4j client;
  final LocalKey wallet;
  final LocalKey other;
  final Address steth;
  final Address wsteth;
  final Address queue;
  final Token unit;
  final Erc20<Token> token;

  Sandbox(LocalDevnet devnet) {
    this.devnet = devnet;
    this.client =
        Restake4j.builder()
            .rpc(devnet.rpcUrl())
            .deployments(Deployments.parse(devnet.deploymentJson()))
            .pollInterval(Duration.ofMillis(40))
            .build();
    this.wallet = LocalKey.parse(devnet.accounts().get(3).privateKey());
    this.other = LocalKey.parse(devnet.accounts().get(4).privateKey());
    this.steth = Address.parse(devnet.address("lido", "Lido"));
    this.wsteth = Address.parse(devnet.address("lido", "WstETH"));
    this.queue = Address.parse(devnet.address("lido", "WithdrawalQueueERC721"));
    this.unit = new Token(steth, "stETH", 18);
    this.token = client.erc20(Reads.known(steth), unit);
  }

  /** A plan that leaves its number as an allowance. */
  TxPlan<Approved<Token>> marker(long number) {
    return token.approve(spender(number), amount(number));
  }

  static Address spender(long number) {
    return Address.parse(String.format("0x%040x", 0x5_0000_0000L + number));
  }

  Amount<Token> amount(long smallest) {
    return Amount.of(smallest, unit);
  }

  BigInteger allowance(Address owner, Address spender) {
    return devnet
        .raw()
        .uint(
            steth.toString(),
            "0xdd62ed3e",
            RawChain.word(owner.toString()),
            RawChain.word(spender.toString()));
  }

  /** Gives an account stETH for some ether. */
  void stake(Address from, String wei) {
    long before = nonce(from);
    sendFrom(
        from,
        Map.of(
            "to",
            steth.toString(),
            "value",
            "0x" + new BigInteger(wei).toString(16),
            "data",
            "0xa1903eab" + "0".repeat(64)));
    until(() -> nonce(from) > before);
  }

  /** Asks the node again and again; fails after ten seconds. */
  static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("did not happen within ten seconds");
      }
      Thread.onSpinWait();
    }
  }

  /** Sends from an account the node has the key of, past the SDK. */
  String sendFrom(Address from, Map<String, String> fields) {
    Map<String, String> transaction = new LinkedHashMap<>(fields);
    transaction.put("from", from.toString());
    return devnet.node().call("eth_sendTransaction", transaction).asText();
  }

  long nonce(Address account) {
    return Long.decode(
        devnet.node().call("eth_getTransactionCount", account.toString(), "latest").asText());
  }

  void automine(boolean on) {
    devnet.node().call("evm_setAutomine", on);
  }

  void mine() {
    devnet.node().call("evm_mine");
  }

  /** Wraps stETH, which needs an allowance. */
  TxPlan<Integer> wrap(long amount) {
    return client.plan(wrapSpec(amount));
  }

  TxSpec<Integer> wrapSpec(long amount) {
    return TxSpec.<Integer>named("Test.wrap")
        .argument("amount", amount)
        .allowance(
            new TxSpec.Allowance(
                Reads.known(steth), Reads.known(wsteth), amount(amount), Optional.empty()))
        .call(
            situation ->
                Reads.known(
                    new TxSpec.Call(
                        wsteth,
                        AbiCall.of(
                            "wrap(uint256 amount)",
                            0xea598cb0,
                            32,
                            out -> out.uint256(BigInteger.valueOf(amount)),
                            32,
                            AbiReader::uint256))),
            receipt -> receipt.logs().size());
  }

  /** Queues a withdrawal of stETH, with a permit if it gets one. */
  TxPlan<Boolean> request(long amount) {
    return client.plan(requestSpec(amount));
  }

  TxSpec<Boolean> requestSpec(long amount) {
    return TxSpec.<Boolean>named("Test.request")
        .argument("amount", amount)
        .allowance(
            new TxSpec.Allowance(
                Reads.known(steth), Reads.known(queue), amount(amount), Optional.of(STETH_DOMAIN)))
        .call(
            situation -> Reads.known(new TxSpec.Call(queue, requestCall(amount, situation))),
            receipt -> receipt.successful());
  }

  private static AbiCall<?> requestCall(long amount, TxSpec.Situation situation) {
    List<BigInteger> amounts = List.of(BigInteger.valueOf(amount));
    Optional<TxSpec.SignedPermit> permit = situation.permit();
    if (!permit.isPresent()) {
      return AbiCall.of(
          "requestWithdrawals(uint256[] amounts, address owner)",
          0xd6681042,
          64,
          out -> out.array(32, amounts, (to, each) -> to.uint256(each)).address(situation.from()));
    }
    TxSpec.SignedPermit signed = permit.get();
    return AbiCall.of(
        "requestWithdrawalsWithPermit(uint256[] amounts, address owner, (uint256 value, uint256"
            + " deadline, uint8 v, bytes32 r, bytes32 s) permit)",
        0xacf41e4d,
        64 + 160,
        out ->
            out.array(32, amounts, (to, each) -> to.uint256(each))
                .address(situation.from())
                .uint256(signed.value())
                .uint256(signed.deadline())
                .uintAsInt(8, signed.v())
                .bytes32(signed.r())
                .bytes32(signed.s()));
  }

  /** Takes somebody's stETH. */
  TxPlan<Boolean> take(Address from, long amount) {
    return client.plan(
        TxSpec.<Boolean>named("Test.take")
            .argument("from", from)
            .argument("amount", amount)
            .call(
                situation ->
                    Reads.known(
                        new TxSpec.Call(
                            steth,
                            ERC20Contract.transferFrom(
                                from, situation.from(), BigInteger.valueOf(amount)))),
                receipt -> receipt.successful()));
  }

  /** All transactions of an account on chain, by nonce; fails if one nonce is there twice. */
  List<Hash32> chainOf(Address account) {
    List<Hash32> found = new ArrayList<>();
    for (long number = 0; number <= devnet.raw().blockNumber(); number++) {
      JsonNode block =
          devnet.node().call("eth_getBlockByNumber", "0x" + Long.toHexString(number), true);
      for (JsonNode transaction : block.path("transactions")) {
        if (Address.parse(transaction.path("from").asText()).equals(account)) {
          long nonce = Long.decode(transaction.path("nonce").asText());
          if (nonce != found.size()) {
            throw new AssertionError("nonce " + nonce + " where " + found.size() + " was next");
          }
          found.add(Hash32.parse(transaction.path("hash").asText()));
        }
      }
    }
    return found;
  }

  Read<Amount<Token>> balance(Address owner) {
    return token.balanceOf(owner);
  }

  @Override
  public void close() {
    client.close();
  }
}
