package io.github.restake4j.android;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.restake4j.devnet.LocalDevnet;
import io.github.restake4j.devnet.RawChain;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Holds what the wallet printed against the chain, by calldata written by hand; no class of the SDK
 * takes part.
 */
final class WalletOnChain {
  private static final int WORD = 64;
  private static final BigInteger ETHER = BigInteger.TEN.pow(18);

  private final LocalDevnet devnet;
  private final RawChain chain;
  private final String me;
  private final String lido;
  private final String queue;
  private final String delegations;

  WalletOnChain(LocalDevnet devnet, String me) {
    this.devnet = devnet;
    this.chain = devnet.raw();
    this.me = RawChain.word(me);
    this.lido = devnet.address("lido", "Lido");
    this.queue = devnet.address("lido", "WithdrawalQueueERC721");
    this.delegations = devnet.address("eigenlayer", "DelegationManager");
  }

  /** After the stake: shares, rate, balance. */
  void afterFirst(Program.Said said) {
    succeeded(said.of("staked.tx"));
    // sharesOf(address), balanceOf(address), getPooledEthByShares(uint256)
    BigInteger shares = chain.uint(lido, "0xf5eb42dc", me);
    BigInteger balance = chain.uint(lido, "0x70a08231", me);
    BigInteger rate = chain.uint(lido, "0x7a28fb88", RawChain.word(BigInteger.TEN.pow(27)));
    assertThat(said.values())
        .containsEntry("account", "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266")
        .containsEntry("mnemonic.account", "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266")
        .containsEntry("mainnet.lido", "0xae7ab96520DE3A18E5e111B5EaAb095312D7fE84")
        .containsEntry("staked.shares", shares.toString())
        .containsEntry("shares", shares.toString())
        .containsEntry("steth", decimal(balance) + " stETH")
        .containsEntry("rate", rate + "/" + BigInteger.TEN.pow(27))
        .containsEntry("block", Long.toString(chain.blockNumber()))
        .containsEntry("stakes", "0");
  }

  /** The permit was signed and its transaction handed over. */
  void afterSecond(Program.Said said) {
    assertThat(said.values()).containsEntry("permit.type", "Permit").containsKey("exit.tx");
  }

  /** The ticket of the queue, from its own record. */
  void afterThird(Program.Said said, String handedOver) {
    succeeded(handedOver);
    // getWithdrawalStatus(uint256[]): offset, count, stETH, shares, owner
    String status =
        chain.call(
            queue,
            "0xb8c4b85a",
            number(32),
            number(1),
            number(Long.parseLong(said.of("ticket.id"))));
    assertThat(said.values())
        .containsEntry("exit.mined", handedOver)
        .containsEntry("ticket.amount", word(status, 2).toString())
        .containsEntry("ticket.shares", word(status, 3).toString());
    assertThat(word(status, 2)).isEqualTo(ETHER.multiply(BigInteger.valueOf(3)));
    assertThat(status.substring(2 + 4 * WORD, 2 + 5 * WORD)).isEqualToIgnoringCase(me);
  }

  /** The deposit, the queued withdrawal, eETH, and the errors. */
  void afterFourth(Program.Said said, String lastSent) throws JsonProcessingException {
    succeeded(lastSent);
    succeeded(said.of("queue.tx"));
    // Deposit(address,address,uint256) of the strategy manager: the last word of its data
    assertThat(said.values())
        .containsEntry("deposit.tx", lastSent)
        .containsEntry("deposit.shares", deposited(lastSent).toString());
    // stakerDepositShares(address,address): what the withdrawal left
    BigInteger left =
        chain.uint(
            devnet.address("eigenlayer", "StrategyManager"),
            "0xfe243a17",
            me,
            RawChain.word(strategy()));
    assertThat(left).isPositive().isLessThan(new BigInteger(said.of("deposit.shares")));
    // getQueuedWithdrawalRoots(address): offset, count, root
    String roots = chain.call(delegations, "0xfd8aa88d", me);
    assertThat(word(roots, 1)).isEqualTo(BigInteger.ONE);
    String root = "0x" + roots.substring(2 + 2 * WORD, 2 + 3 * WORD);
    // shares(address), balanceOf(address)
    String eeth = devnet.address("etherfi", "EETH");
    assertThat(said.values())
        .containsEntry("queue.root", root)
        .containsEntry("queue.again", root)
        .containsEntry("eeth.shares", decimal(chain.uint(eeth, "0xce7c2ac2", me)) + " eETH shares")
        .containsEntry("eeth", decimal(chain.uint(eeth, "0x70a08231", me)) + " eETH");
    // the first four bytes of keccak-256 of RequestAmountTooSmall(uint256), and 1
    assertThat(said.values())
        .containsEntry("revert", "RequestAmountTooSmall[1]")
        .containsEntry("revert.raw", "0xb89b87c8" + number(1))
        .containsEntry("revert.means", "one request takes at least 100 wei of stETH")
        .containsEntry("revert.code", "REVERTED")
        .containsEntry("revert.text", "RequestAmountTooSmall(1)")
        .containsEntry("refused", "PRECONDITION");
  }

  /** How many transactions the account has sent. */
  BigInteger nonce() {
    String account = "0x" + me.substring(WORD - 40);
    String count = devnet.node().call("eth_getTransactionCount", account, "latest").asText();
    return new BigInteger(count.substring(2), 16);
  }

  private void succeeded(String hash) {
    assertThat(chain.receipt(hash).path("status").asText()).as(hash).isEqualTo("0x1");
  }

  /** The address of the strategy that holds stETH. */
  private String strategy() throws JsonProcessingException {
    JsonNode all = new ObjectMapper().readTree(devnet.deploymentJson()).path("strategies");
    for (JsonNode each : all) {
      if (each.path("symbol").asText().equals("stETH")) {
        return each.path("strategy").asText();
      }
    }
    throw new AssertionError("no strategy of stETH");
  }

  private BigInteger deposited(String hash) {
    String manager = devnet.address("eigenlayer", "StrategyManager");
    for (JsonNode log : chain.receipt(hash).path("logs")) {
      if (log.path("address").asText().equalsIgnoreCase(manager)) {
        String data = log.path("data").asText();
        return new BigInteger(data.substring(data.length() - WORD), 16);
      }
    }
    throw new AssertionError("no deposit in " + hash);
  }

  private static String number(long value) {
    return RawChain.word(BigInteger.valueOf(value));
  }

  private static BigInteger word(String answer, int index) {
    int from = 2 + WORD * index;
    return new BigInteger(answer.substring(from, from + WORD), 16);
  }

  private static String decimal(BigInteger wei) {
    return new BigDecimal(wei, 18).toPlainString();
  }
}
