package io.github.restake4j.logs;

import io.github.restake4j.abi.AbiEvent;
import io.github.restake4j.eth.Address;

/**
 * A proxy runs other code from now on (ERC-1967). Scan for it over the contracts you rely on.
 *
 * @param implementation where the code is now
 */
public record Upgraded(Address implementation) {
  /** How it stands in logs. */
  public static final AbiEvent<Upgraded> EVENT =
      AbiEvent.of(
          "Upgraded(address indexed implementation)",
          "0xbc7cd75a20ee27fd9adebab32041f755214dbc6bffa90cc0225b39da2e5c2d3b",
          1,
          0,
          (topics, data) -> new Upgraded(topics.address()));
}
