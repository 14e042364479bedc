package io.github.restake4j.examples.recipes;

import io.github.restake4j.Restake4j;
import io.github.restake4j.eth.Address;
import io.github.restake4j.lido.Lido;
import io.github.restake4j.lido.Steth;
import io.github.restake4j.read.At;
import io.github.restake4j.read.Read;
import io.github.restake4j.units.Amount;
import java.util.ArrayList;
import java.util.List;

/** A thousand balances at one block, in two HTTP requests. */
public final class ReadManyBalances {
  private ReadManyBalances() {}

  /** The stETH of all owners together, and the block it was read at. */
  static At<Amount<Steth>> total(Restake4j ethereum, List<Address> owners) {
    // [read many]
    Lido lido = Lido.on(ethereum);
    List<Read<Amount<Steth>>> balances = new ArrayList<>();
    for (Address owner : owners) {
      balances.add(lido.steth().balanceOf(owner)); // asks nothing yet
    }
    At<Amount<Steth>> total =
        Read.all(balances)
            .map(all -> all.stream().reduce(Amount.zero(Steth.STETH), Amount::plus))
            .nowAt(); // one block for all of them
    // [end]
    return total;
  }

  /** Runs it on a devnet. */
  public static void main(String[] arguments) {
    try (OnDevnet on = new OnDevnet()) {
      List<Address> owners = new ArrayList<>();
      for (int i = 0; i < 1_000; i++) {
        owners.add(Address.parse(String.format("0x%040x", 0x1000 + i)));
      }
      on.devnet.resetRequests();
      System.out.println(total(on.ethereum, owners));
      System.out.println(on.devnet.requests() + " HTTP requests");
    }
  }
}
