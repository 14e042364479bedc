package io.github.restake4j.lido;

import io.github.restake4j.Restake4j;
import io.github.restake4j.eth.Address;
import io.github.restake4j.lido.contract.LidoLocatorContract;
import io.github.restake4j.lido.contract.WithdrawalQueueERC721Contract;
import io.github.restake4j.read.Read;

/** Where Lido's contracts are; resolved through the locator in two rounds, once. */
final class LidoAddresses {
  private final Read<Address> lido;
  private final Read<Address> queue;
  private final Read<Address> wsteth;

  LidoAddresses(Restake4j client) {
    Address locator = client.deployment().address("lido", "LidoLocator");
    lido = client.call(locator, LidoLocatorContract.lido()).once();
    queue = client.call(locator, LidoLocatorContract.withdrawalQueue()).once();
    // older locators do not know wstETH; the queue always does
    wsteth = queue.then(at -> client.call(at, WithdrawalQueueERC721Contract.WSTETH())).once();
  }

  Read<Address> lido() {
    return lido;
  }

  Read<Address> queue() {
    return queue;
  }

  Read<Address> wsteth() {
    return wsteth;
  }

  /** stETH, for decoding receipts of plans that have resolved it before. */
  Address known() {
    return lido.now();
  }
}
