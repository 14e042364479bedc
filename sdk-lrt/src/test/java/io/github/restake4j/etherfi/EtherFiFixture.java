package io.github.restake4j.etherfi;

import io.github.restake4j.Restake4j;
import io.github.restake4j.deployments.Deployments;
import io.github.restake4j.devnet.ForeignWorld;
import io.github.restake4j.devnet.RawChain;
import io.github.restake4j.devnet.World;
import io.github.restake4j.eth.Address;
import io.github.restake4j.sign.LocalKey;
import io.github.restake4j.units.Wei;
import java.math.BigInteger;
import java.time.Duration;
import org.opentest4j.TestAbortedException;

/** ether.fi on a world, two accounts with ETH, and the chain's own answers to calldata by hand. */
final class EtherFiFixture implements AutoCloseable {
  static final String ETHER = "0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee";
  static final BigInteger E18 = BigInteger.TEN.pow(18);

  final World world;
  final Restake4j client;
  final EtherFi etherfi;
  final LocalKey staker;
  final LocalKey other;

  private final String pool;
  private final String eeth;
  private final String weeth;
  private final String nft;
  private final String manager;

  EtherFiFixture(World world) {
    this.world = world;
    this.client =
        Restake4j.builder()
            .rpc(world.rpcUrl())
            .deployments(Deployments.parse(world.deploymentJson()))
            .pollInterval(Duration.ofMillis(50))
            .build();
    this.etherfi = EtherFi.on(client);
    this.staker = LocalKey.parse(world.accounts().get(0).privateKey());
    this.other = LocalKey.parse(world.accounts().get(1).privateKey());
    this.pool = address("LiquidityPool");
    this.eeth = address("EETH");
    this.weeth = address("WeETH");
    this.nft = address("WithdrawRequestNFT");
    this.manager = address("EtherFiRedemptionManager");
  }

  /** Skips by name on a foreign deployment of the other generation; the devnet has June 2026. */
  void assume(EtherFiGeneration wanted) {
    if (etherfi.generation().now() != wanted) {
      if (!(world instanceof ForeignWorld)) {
        throw new IllegalStateException("the devnet's ether.fi is not of " + wanted);
      }
      throw new TestAbortedException("this deployment's ether.fi is not of " + wanted);
    }
  }

  private String address(String contract) {
    return client.deployment().address("etherfi", contract).toString();
  }

  private static String word(Address address) {
    return RawChain.word(address.toString());
  }

  /** {@code getTotalPooledEther()}. */
  BigInteger rawEther() {
    return world.raw().uint(pool, "0x37cfdaca");
  }

  /** {@code totalShares()}. */
  BigInteger rawShares() {
    return world.raw().uint(eeth, "0x3a98ef39");
  }

  /** Shares of an amount by hand: rounded down. */
  BigInteger sharesFor(BigInteger amount) {
    return amount.multiply(rawShares()).divide(rawEther());
  }

  /** Worth of shares by hand: rounded down. */
  BigInteger worth(BigInteger shares) {
    return shares.multiply(rawEther()).divide(rawShares());
  }

  /** {@code balanceOf(address)} of eETH. */
  BigInteger rawEeth(Address owner) {
    return world.raw().uint(eeth, "0x70a08231", word(owner));
  }

  /** {@code shares(address)}. */
  BigInteger rawSharesOf(Address owner) {
    return world.raw().uint(eeth, "0xce7c2ac2", word(owner));
  }

  /** {@code balanceOf(address)} of weETH. */
  BigInteger rawWeeth(Address owner) {
    return world.raw().uint(weeth, "0x70a08231", word(owner));
  }

  /** {@code getRate()} of weETH. */
  BigInteger rawRate() {
    return world.raw().uint(weeth, "0x679aefce");
  }

  /** {@code allowance(address,address)} of eETH for the pool. */
  BigInteger rawPoolAllowance(Address owner) {
    return world.raw().uint(eeth, "0xdd62ed3e", word(owner), RawChain.word(pool));
  }

  /** {@code allowance(address,address)} of eETH for the wrapper. */
  BigInteger rawWrapperAllowance(Address owner) {
    return world.raw().uint(eeth, "0xdd62ed3e", word(owner), RawChain.word(weeth));
  }

  /** {@code allowance(address,address)} of eETH for the redemption manager. */
  BigInteger rawManagerAllowance(Address owner) {
    return world.raw().uint(eeth, "0xdd62ed3e", word(owner), RawChain.word(manager));
  }

  /** {@code minWithdrawAmount()}. */
  BigInteger rawMinimum() {
    return world.raw().uint(pool, "0x457e1a49");
  }

  /** {@code maxWithdrawAmount()}. */
  BigInteger rawMaximum() {
    return world.raw().uint(pool, "0xf516440c");
  }

  /** {@code pausedUntil()} of the pool. */
  BigInteger rawPausedUntil() {
    return world.raw().uint(pool, "0xda748b10");
  }

  /** {@code isFinalized(uint256)}. */
  boolean rawFinalized(BigInteger id) {
    return world.raw().uint(nft, "0x33727c4d", RawChain.word(id)).signum() == 1;
  }

  /** {@code nextRequestId()}. */
  BigInteger rawNextRequestId() {
    return world.raw().uint(nft, "0x6a84a985");
  }

  /** {@code lastFinalizedRequestId()}. */
  BigInteger rawLastFinalized() {
    return world.raw().uint(nft, "0x667a739e");
  }

  /** {@code ownerOf(uint256)}. */
  BigInteger rawOwnerOf(BigInteger id) {
    return world.raw().uint(nft, "0x6352211e", RawChain.word(id));
  }

  /**
   * A word of {@code tokenToRedemptionInfo(address)} for ETH: 0 capacity, 1 remaining, 2 last
   * refill, 3 refill rate, 4 treasury's part, 5 exit fee, 6 watermark.
   */
  BigInteger rawRedemption(int word) {
    String answer = world.raw().call(manager, "0x5d645328", RawChain.word(ETHER));
    return new BigInteger(answer.substring(2 + 64 * word, 66 + 64 * word), 16);
  }

  /** {@code totalRedeemableAmount(address)} of ETH. */
  BigInteger rawRedeemable() {
    return world.raw().uint(manager, "0xcf52e9f6", RawChain.word(ETHER));
  }

  /** {@code balanceOf(address)} of the stETH that {@code lido()} of the manager names. */
  BigInteger rawSteth(Address owner) {
    String steth = "0x" + world.raw().call(manager, "0x23509a2d").substring(26);
    return world.raw().uint(steth, "0x70a08231", word(owner));
  }

  /** Exit fee for stETH in bps. */
  BigInteger rawStethFee() {
    String steth = world.raw().call(manager, "0x23509a2d").substring(2);
    String answer = world.raw().call(manager, "0x5d645328", steth);
    return new BigInteger(answer.substring(2 + 64 * 5, 66 + 64 * 5), 16);
  }

  /** {@code totalValueInLp()}. */
  BigInteger rawLiquidity() {
    return world.raw().uint(pool, "0x7c90fbf0");
  }

  BigInteger rawBalance(Address owner) {
    return world.raw().balance(owner.toString());
  }

  long nonce(Address account) {
    return Long.decode(
        world.node().call("eth_getTransactionCount", account.toString(), "latest").asText());
  }

  static BigInteger wei(String ether) {
    return Wei.ofEther(ether).smallest();
  }

  @Override
  public void close() {
    client.close();
  }
}
