package io.github.restake4j.examples.recipes;

import static io.github.restake4j.lido.Steth.STETH;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.restake4j.Restake4j;
import io.github.restake4j.eth.Address;
import io.github.restake4j.lido.Lido;
import io.github.restake4j.lido.Wrapped;
import io.github.restake4j.logs.Emitted;
import io.github.restake4j.tx.TxOptions;
import io.github.restake4j.tx.TxOutcome;
import io.github.restake4j.tx.TxPlan;
import io.github.restake4j.units.Amount;
import io.github.restake4j.units.Wei;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Every recipe runs, and does what it says. */
@DisabledIfSystemProperty(named = "restake4j.devnet", matches = "off")
class RecipesDevnetTest {
  private final OnDevnet on = new OnDevnet();

  @AfterEach
  void close() {
    on.close();
  }

  @Test
  void quickStart_endsInTheQueue() {
    assertThat(QuickStart.withdraw(on.ethereum, on.wallet)).isEqualTo("in the queue as 1");
  }

  @Test
  void readManyBalances_addsThemUp() {
    Lido lido = Lido.on(on.ethereum);
    lido.stake(Wei.ofEther("3")).send(on.wallet).await().orThrow();
    Address other = Address.parse(on.devnet.accounts().get(1).address());

    assertThat(ReadManyBalances.total(on.ethereum, List.of(on.wallet.address(), other)).value())
        .isEqualTo(lido.steth().balanceOf(on.wallet.address()).now());
  }

  @Test
  void watchTransfers_seesWhatWasSent() throws Exception {
    Lido lido = Lido.on(on.ethereum);
    Address steth = Address.parse(on.devnet.address("lido", "Lido"));
    Address owner = on.wallet.address();
    long start = on.devnet.raw().blockNumber() + 1;
    // the token's event says what the shares are worth, which may be a wei less than was sent
    BigInteger sent =
        lido.stake(Wei.ofEther("3")).send(on.wallet).await().orThrow().received().smallest();
    on.devnet.mine(70); // the devnet finalizes 64 blocks behind its head

    assertThat(WatchTransfers.received(on.ethereum, steth, start, owner))
        .singleElement()
        .satisfies(each -> assertThat(each.event().value()).isEqualTo(sent));
    assertThat(WatchTransfers.moves(on.ethereum, steth, start, owner).collect(10).run())
        .extracting(Emitted::event)
        .containsExactly(new WatchTransfers.Move.In(Wei.ofEther("3").smallest()));
    WatchTransfers.Received received = new WatchTransfers.Received();
    var running = WatchTransfers.follow(on.ethereum, steth, start, owner, received);
    received.awaitBlock(on.devnet.raw().blockNumber());
    assertThat(received.total()).isEqualTo(sent);
    running.cancel(true);
  }

  @Test
  void handOffToAWallet_wrapsWithTheWalletsTransactions() {
    Lido lido = Lido.on(on.ethereum);
    lido.stake(Wei.ofEther("2")).send(on.wallet).await().orThrow();

    Wrapped wrapped =
        HandOffToAWallet.wrap(
            lido, on.wallet.address(), transaction -> HandOffToAWallet.nodeWallet(on, transaction));

    assertThat(wrapped.steth()).isEqualTo(Amount.parse("1", STETH));
    assertThat(lido.wsteth().balanceOf(on.wallet.address()).now()).isEqualTo(wrapped.wsteth());
  }

  @Test
  void claimRewards_paysWhatTheFileSays() throws IOException {
    Path file = ClaimRewards.postedFile(on);
    Address recipient = Address.parse(on.devnet.accounts().get(1).address());

    assertThat(ClaimRewards.claim(on.ethereum, file, on.wallet, recipient))
        .singleElement()
        .satisfies(
            paid -> {
              assertThat(paid.recipient()).isEqualTo(recipient);
              assertThat(paid.claimed()).isEqualTo("10000000000000000000");
            });
    Files.delete(file);
  }

  @Test
  void sendDurably_survivesItsRestartAndPaysOnce(@TempDir Path folder) {
    Path journal = folder.resolve("journal");
    Address to = Address.parse(on.devnet.accounts().get(2).address());
    Wei before = on.ethereum.balance(to).now();
    for (int life = 0; life < 2; life++) {
      try (Restake4j ethereum =
          SendDurably.start(on.devnet.rpcUrl(), on.ethereum.deployment(), journal)) {
        var options = TxOptions.builder().key("order-7").confirmations(1).build();
        var paid = ethereum.transfer(to, Wei.of(7)).with(options).send(on.wallet).await();
        assertThat(SendDurably.report(paid)).startsWith("paid in block ");
      }
    }
    assertThat(on.ethereum.balance(to).now()).isEqualTo(before.plus(Wei.of(7)));
  }

  @Test
  void sendDurably_pay_isPaidThreeBlocksDeep() throws Exception {
    Address to = Address.parse(on.devnet.accounts().get(2).address());
    on.devnet.node().call("evm_setIntervalMining", 1);

    assertThat(SendDurably.report(SendDurably.pay(on.ethereum, "8", to, Wei.of(8), on.wallet)))
        .startsWith("paid in block ");
  }

  @Test
  void sendDurably_stakeThenWrap_wrapsAfterwards() {
    Lido lido = Lido.on(on.ethereum);

    assertThat(SendDurably.stakeThenWrap(lido, on.wallet).await())
        .isInstanceOf(TxOutcome.Included.class);
    assertThat(lido.wsteth().balanceOf(on.wallet.address()).now().isZero()).isFalse();
  }

  @Test
  void sendDurably_walletThatDied_isToldWhatItSent() {
    Lido lido = Lido.on(on.ethereum);
    lido.stake(Wei.ofEther("2")).send(on.wallet).await().orThrow();
    TxPlan<Wrapped> plan = lido.wsteth().wrap(Amount.parse("1", STETH));

    for (int life = 0; life < 2; life++) {
      assertThat(
              SendDurably.withAWallet(
                  plan,
                  on.wallet.address(),
                  transaction -> HandOffToAWallet.nodeWallet(on, transaction)))
          .isInstanceOf(TxOutcome.Included.class);
    }
    assertThat(lido.wsteth().balanceOf(on.wallet.address()).now())
        .isEqualTo(lido.wsteth().wstethFor(Amount.parse("1", STETH)).now());
  }
}
