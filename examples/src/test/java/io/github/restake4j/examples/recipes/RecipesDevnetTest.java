package io.github.restake4j.examples.recipes;

import static io.github.restake4j.lido.Steth.STETH;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.restake4j.eth.Address;
import io.github.restake4j.lido.Lido;
import io.github.restake4j.lido.Wrapped;
import io.github.restake4j.units.Amount;
import io.github.restake4j.units.Wei;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

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
}
