package io.github.restake4j.deployments;

import io.github.restake4j.Chain;
import io.github.restake4j.error.ChainException;
import io.github.restake4j.eth.Address;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which contract lives where on one chain. Immutable.
 *
 * <p>Protocols and contracts go by the names of this project's ABI folders and files: {@code lido},
 * {@code WithdrawalQueueERC721}; rswETH is under {@code swell}. Contracts without an ABI here have
 * the names their own project gives them. Names are case-sensitive.
 */
public final class Deployment {
  private final Chain chain;
  private final Map<String, Map<String, Entry>> entries;
  private final List<Strategy> strategies;
  private final Optional<Address> multicall3;

  Deployment(
      Chain chain,
      Map<String, Map<String, Entry>> entries,
      List<Strategy> strategies,
      Optional<Address> multicall3) {
    Map<String, Map<String, Entry>> copy = new LinkedHashMap<>();
    entries.forEach(
        (protocol, contracts) ->
            copy.put(protocol, Collections.unmodifiableMap(new LinkedHashMap<>(contracts))));
    this.chain = chain;
    this.entries = Collections.unmodifiableMap(copy);
    this.strategies = List.copyOf(strategies);
    this.multicall3 = multicall3;
  }

  /** The network the addresses belong to. */
  public Chain chain() {
    return chain;
  }

  /**
   * The address of a contract.
   *
   * @throws ChainException NOT_DEPLOYED if there is none on this chain
   */
  public Address address(String protocol, String contract) {
    Optional<Entry> entry = find(protocol, contract);
    if (!entry.isPresent()) {
      throw new ChainException(
          ChainException.Code.NOT_DEPLOYED,
          "no address is known for " + protocol + "/" + contract + " on " + chain);
    }
    return entry.get().address();
  }

  /** A contract, if its address is known on this chain. */
  public Optional<Entry> find(String protocol, String contract) {
    return Optional.ofNullable(contracts(protocol).get(contract));
  }

  /** All contracts of a protocol by name; empty if it has none on this chain. */
  public Map<String, Entry> contracts(String protocol) {
    return entries.getOrDefault(protocol, Map.of());
  }

  /** The protocols with at least one address. */
  public Set<String> protocols() {
    return entries.keySet();
  }

  /** EigenLayer's known strategies; there may be more on the chain. */
  public List<Strategy> strategies() {
    return strategies;
  }

  /**
   * Where calls can be put together: the canonical address on networks this release knows, {@code
   * standard/Multicall3} in a parsed file, empty where there is none.
   */
  public Optional<Address> multicall3() {
    return multicall3;
  }

  /** Chain and counts, for logs. */
  @Override
  public String toString() {
    int addresses = 0;
    for (Map<String, Entry> contracts : entries.values()) {
      addresses += contracts.size();
    }
    return "deployment on "
        + chain
        + " with "
        + addresses
        + " addresses and "
        + strategies.size()
        + " strategies";
  }

  /**
   * A contract.
   *
   * @param address what to call; the proxy where there is one
   * @param source where the address was found
   * @param implementation behind the proxy, as it was when the address was noted
   */
  public record Entry(Address address, String source, Optional<Address> implementation) {}

  /**
   * An EigenLayer strategy.
   *
   * @param symbol of its token
   * @param strategy the contract
   * @param token the underlying as published, empty where nobody published it; the strategy's own
   *     {@code underlyingToken()} decides
   * @param source where the pair was found
   */
  public record Strategy(String symbol, Address strategy, Optional<Address> token, String source) {}
}
