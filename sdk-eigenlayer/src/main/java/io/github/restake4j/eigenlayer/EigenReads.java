package io.github.restake4j.eigenlayer;

import io.github.restake4j.Restake4j;
import io.github.restake4j.abi.AbiCall;
import io.github.restake4j.eigenlayer.contract.AllocationManagerContract;
import io.github.restake4j.eigenlayer.contract.DelegationManagerContract;
import io.github.restake4j.eigenlayer.contract.EigenPodManagerContract;
import io.github.restake4j.eigenlayer.contract.StrategyBaseContract;
import io.github.restake4j.eigenlayer.contract.StrategyManagerContract;
import io.github.restake4j.eigenlayer.shares.Magnitude;
import io.github.restake4j.eigenlayer.shares.SlashingFactor;
import io.github.restake4j.eigenlayer.shares.Strategy;
import io.github.restake4j.eigenlayer.shares.StrategyRate;
import io.github.restake4j.eigenlayer.shares.StrategyStake;
import io.github.restake4j.erc20.Token;
import io.github.restake4j.eth.Address;
import io.github.restake4j.read.Read;
import io.github.restake4j.standard.contract.ERC20Contract;
import io.github.restake4j.units.Amount;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/** What the rooms of the facade read in common. What never changes is asked once. */
final class EigenReads {
  final Restake4j client;
  final EigenAddresses at;

  private final Read<Long> delay;
  private final ConcurrentMap<Address, Read<Strategy>> strategies = new ConcurrentHashMap<>();

  EigenReads(Restake4j client) {
    this.client = client;
    this.at = EigenAddresses.of(client.deployment());
    this.delay = delegation(DelegationManagerContract.minWithdrawalDelayBlocks()).once();
  }

  <R> Read<R> delegation(AbiCall<R> call) {
    return client.call(at.delegationManager(), call);
  }

  <R> Read<R> deposits(AbiCall<R> call) {
    return client.call(at.strategyManager(), call);
  }

  <R> Read<R> allocations(AbiCall<R> call) {
    return client.call(at.allocationManager(), call);
  }

  <R> Read<R> pods(AbiCall<R> call) {
    return client.call(at.eigenPodManager(), call);
  }

  /** Blocks a withdrawal waits; a constant of the deployed code. */
  Read<Long> delay() {
    return delay;
  }

  Read<Long> blockNumber() {
    return client.block().map(block -> block.number());
  }

  /** A strategy with its token; two rounds the first time, none after. */
  Read<Strategy> strategy(Address address) {
    if (address.equals(Strategy.BEACON_CHAIN_ETH.address())) {
      return Read.known(Strategy.BEACON_CHAIN_ETH);
    }
    return strategies.computeIfAbsent(
        address,
        unseen ->
            client
                .call(unseen, StrategyBaseContract.underlyingToken())
                .then(this::token)
                .<Strategy>map(token -> new Strategy(unseen, token))
                .once());
  }

  Read<List<Strategy>> strategies(List<Address> addresses) {
    return each(addresses, this::strategy);
  }

  private Read<Token> token(Address address) {
    return Read.<String, Integer, Token>zip(
        client.call(address, ERC20Contract.symbol()),
        client.call(address, ERC20Contract.decimals()),
        (symbol, decimals) -> new Token(address, symbol, decimals));
  }

  /** Empty if the staker is not delegated. */
  Read<Optional<Address>> operatorOf(Address staker) {
    return delegation(DelegationManagerContract.delegatedTo(staker)).map(EigenReads::unlessZero);
  }

  static Optional<Address> unlessZero(Address address) {
    return address.isZero() ? Optional.empty() : Optional.of(address);
  }

  /** All that a staker has deposited, ETH in pods last. */
  Read<List<StrategyStake>> stakes(Address staker) {
    return held(staker).then(held -> stakes(staker, held));
  }

  /** The same, and what each is worth; the rates are asked beside the stakes. */
  Read<List<StakerPosition.Stake>> worth(Address staker) {
    return held(staker)
        .then(
            held ->
                Read.<List<StrategyStake>, List<StrategyRate>, List<StakerPosition.Stake>>zip(
                    stakes(staker, held),
                    strategies(held.strategies).then(this::rates),
                    (stakes, rates) -> {
                      List<StakerPosition.Stake> all = new ArrayList<>();
                      for (int i = 0; i < stakes.size(); i++) {
                        StrategyStake stake = stakes.get(i);
                        all.add(
                            new StakerPosition.Stake(
                                stake, rates.get(i).tokensFor(stake.withdrawable())));
                      }
                      return List.copyOf(all);
                    }));
  }

  private Read<Held> held(Address staker) {
    return Read.<DelegationManagerContract.GetDepositedSharesOutput, Address, Held>zip(
        delegation(DelegationManagerContract.getDepositedShares(staker)),
        delegation(DelegationManagerContract.delegatedTo(staker)),
        (held, operator) -> new Held(held.value0(), held.value1(), operator));
  }

  /** What a staker has in given strategies, also if nothing, in the order given. */
  Read<List<StrategyStake>> stakes(Address staker, List<Strategy> wanted) {
    List<Address> addresses = new ArrayList<>();
    for (Strategy strategy : wanted) {
      addresses.add(strategy.address());
    }
    return Read.<DelegationManagerContract.GetWithdrawableSharesOutput, Address, Held>zip(
            delegation(DelegationManagerContract.getWithdrawableShares(staker, addresses)),
            delegation(DelegationManagerContract.delegatedTo(staker)),
            (held, operator) -> new Held(addresses, held.depositShares(), operator))
        .then(held -> stakes(staker, held));
  }

  Read<StrategyStake> stake(Address staker, Strategy strategy) {
    return stakes(staker, List.of(strategy)).map(stakes -> stakes.get(0));
  }

  private Read<List<StrategyStake>> stakes(Address staker, Held held) {
    Read<List<BigInteger>> scalings =
        each(
            held.strategies,
            strategy ->
                delegation(DelegationManagerContract.depositScalingFactor(staker, strategy)));
    Read<Factors> factors =
        Read.zip(scalings, factors(staker, held.operator, held.strategies), Factors::new);
    return Read.<List<Strategy>, Factors, List<StrategyStake>>zip(
        strategies(held.strategies),
        factors,
        (known, read) -> {
          List<StrategyStake> stakes = new ArrayList<>();
          for (int i = 0; i < known.size(); i++) {
            stakes.add(
                new StrategyStake(
                    Amount.of(held.shares.get(i), known.get(i).depositShares()),
                    read.scalings.get(i),
                    read.slashing.get(i)));
          }
          return List.copyOf(stakes);
        });
  }

  /**
   * What slashing has left of a staker's shares under an operator; the zero address for none.
   *
   * @param staker matters only for ETH in pods
   */
  Read<List<SlashingFactor>> factors(Address staker, Address operator, List<Address> addresses) {
    if (addresses.isEmpty()) {
      return Read.known(List.of());
    }
    Read<Magnitude> beacon =
        addresses.contains(Strategy.BEACON_CHAIN_ETH.address())
            ? pods(EigenPodManagerContract.beaconChainSlashingFactor(staker)).map(Magnitude::new)
            : Read.known(Magnitude.FULL);
    return Read.<List<BigInteger>, Magnitude, List<SlashingFactor>>zip(
        allocations(AllocationManagerContract.getMaxMagnitudes(operator, addresses)),
        beacon,
        (magnitudes, left) -> {
          List<SlashingFactor> factors = new ArrayList<>();
          for (int i = 0; i < addresses.size(); i++) {
            boolean pods = addresses.get(i).equals(Strategy.BEACON_CHAIN_ETH.address());
            factors.add(
                new SlashingFactor(new Magnitude(magnitudes.get(i)), pods ? left : Magnitude.FULL));
          }
          return List.copyOf(factors);
        });
  }

  Read<StrategyRate> rate(Strategy strategy) {
    if (strategy.isBeaconChainEth()) {
      return Read.known(StrategyRate.BEACON_CHAIN_ETH);
    }
    return Read.<BigInteger, BigInteger, StrategyRate>zip(
        client.call(strategy.address(), StrategyBaseContract.totalShares()),
        client.call(strategy.token().address(), ERC20Contract.balanceOf(strategy.address())),
        (shares, balance) ->
            new StrategyRate(strategy, shares, Amount.of(balance, strategy.token())));
  }

  /** The strategy's own pause bits. Not every strategy can be paused: none then. */
  Read<BigInteger> pausedBits(Strategy strategy) {
    return client
        .call(strategy.address(), StrategyBaseContract.paused())
        .attempt()
        .map(bits -> bits.optional().orElse(BigInteger.ZERO));
  }

  Read<List<StrategyRate>> rates(List<Strategy> wanted) {
    return each(wanted, this::rate);
  }

  /** Strategies in which a staker has deposit shares of tokens. */
  Read<List<Address>> depositedIn(Address staker) {
    return deposits(StrategyManagerContract.getDeposits(staker))
        .map(StrategyManagerContract.GetDepositsOutput::value0);
  }

  /** One read per value, in the same rounds; nothing is asked for none. */
  static <A, B> Read<List<B>> each(
      List<A> values, Function<? super A, ? extends Read<? extends B>> read) {
    if (values.isEmpty()) {
      return Read.known(List.of());
    }
    List<Read<? extends B>> reads = new ArrayList<>();
    for (A value : values) {
      reads.add(read.apply(value));
    }
    return Read.all(reads);
  }

  private record Held(List<Address> strategies, List<BigInteger> shares, Address operator) {}

  private record Factors(List<BigInteger> scalings, List<SlashingFactor> slashing) {}
}
