package io.github.restake4j.lido;

import io.github.restake4j.Restake4j;
import io.github.restake4j.deployments.Deployments;
import io.github.restake4j.devnet.Account;
import io.github.restake4j.devnet.RawChain;
import io.github.restake4j.devnet.World;
import io.github.restake4j.eth.Address;
import io.github.restake4j.sign.LocalKey;
import io.github.restake4j.units.Wei;
import java.math.BigInteger;
import java.time.Duration;

/** Lido on a world, a staker with ETH, and the chain's own answers by calldata written by hand. */
final class LidoFixture implements AutoCloseable {
  final World world;
  final Restake4j client;
  final Lido lido;
  final LocalKey staker;
  final LocalKey other;

  private final String steth;
  private final String wsteth;
  private final String queue;

  LidoFixture(World world) {
    this.world = world;
    this.client =
        Restake4j.builder()
            .rpc(world.rpcUrl())
            .deployments(Deployments.parse(world.deploymentJson()))
            .pollInterval(Duration.ofMillis(50))
            .build();
    this.lido = Lido.on(client);
    this.staker = key(world.accounts().get(0));
    this.other = key(world.accounts().get(1));
    String locator = client.deployment().address("lido", "LidoLocator").toString();
    this.steth = address(world.raw().call(locator, "0x23509a2d"));
    this.queue = address(world.raw().call(locator, "0x37d5fe99"));
    this.wsteth = address(world.raw().call(queue, "0xd9fb643a"));
  }

  private static LocalKey key(Account account) {
    return LocalKey.parse(account.privateKey());
  }

  private static String address(String word) {
    return "0x" + word.substring(26);
  }

  /** {@code balanceOf(address)} of stETH. */
  BigInteger rawSteth(Address owner) {
    return world.raw().uint(steth, "0x70a08231", RawChain.word(owner.toString()));
  }

  /** {@code sharesOf(address)}. */
  BigInteger rawShares(Address owner) {
    return world.raw().uint(steth, "0xf5eb42dc", RawChain.word(owner.toString()));
  }

  /** {@code getTotalPooledEther()}. */
  BigInteger rawTotalEther() {
    return world.raw().uint(steth, "0x37cfdaca");
  }

  /** {@code getTotalShares()}. */
  BigInteger rawTotalShares() {
    return world.raw().uint(steth, "0xd5002f2e");
  }

  /** {@code allowance(address,address)} of stETH for the queue. */
  BigInteger rawQueueAllowance(Address owner) {
    return world
        .raw()
        .uint(steth, "0xdd62ed3e", RawChain.word(owner.toString()), RawChain.word(queue));
  }

  /** {@code allowance(address,address)} of stETH for the wrapper. */
  BigInteger rawWrapperAllowance(Address owner) {
    return world
        .raw()
        .uint(steth, "0xdd62ed3e", RawChain.word(owner.toString()), RawChain.word(wsteth));
  }

  /** {@code balanceOf(address)} of wstETH. */
  BigInteger rawWsteth(Address owner) {
    return world.raw().uint(wsteth, "0x70a08231", RawChain.word(owner.toString()));
  }

  BigInteger rawEther(Address owner) {
    return world.raw().balance(owner.toString());
  }

  static BigInteger wei(String ether) {
    return Wei.ofEther(ether).smallest();
  }

  @Override
  public void close() {
    client.close();
  }
}
