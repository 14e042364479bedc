package io.github.restake4j.eigenlayer.avs;

import io.github.restake4j.eigenlayer.contract.RewardsCoordinatorContract;
import io.github.restake4j.eigenlayer.contract.StrategyManagerContract;
import io.github.restake4j.eigenlayer.shares.Strategy;
import io.github.restake4j.error.RefusedException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.read.Read;
import io.github.restake4j.standard.contract.ERC20Contract;
import io.github.restake4j.tx.TxSpec;
import io.github.restake4j.units.Amount;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What RewardsCoordinator demands before it takes a submission. */
final class AvsRewardsChecks {
  private final AvsContracts contracts;
  private final Address coordinator;
  private final Read<RewardsLimits> limits;

  AvsRewardsChecks(AvsContracts contracts, Address coordinator) {
    this.contracts = contracts;
    this.coordinator = coordinator;
    this.limits =
        Read.all(
                List.of(
                    contracts.client.call(
                        coordinator, RewardsCoordinatorContract.CALCULATION_INTERVAL_SECONDS()),
                    contracts.client.call(
                        coordinator, RewardsCoordinatorContract.MAX_REWARDS_DURATION()),
                    contracts.client.call(
                        coordinator, RewardsCoordinatorContract.MAX_RETROACTIVE_LENGTH()),
                    contracts.client.call(
                        coordinator, RewardsCoordinatorContract.MAX_FUTURE_LENGTH()),
                    contracts.client.call(
                        coordinator, RewardsCoordinatorContract.GENESIS_REWARDS_TIMESTAMP())))
            .map(
                seconds ->
                    new RewardsLimits(
                        Duration.ofSeconds(seconds.get(0)),
                        Duration.ofSeconds(seconds.get(1)),
                        Duration.ofSeconds(seconds.get(2)),
                        Duration.ofSeconds(seconds.get(3)),
                        Instant.ofEpochSecond(seconds.get(4))))
            .once();
  }

  Read<RewardsLimits> limits() {
    return limits;
  }

  TxSpec.Allowance allowance(RewardsBatch batch) {
    return new TxSpec.Allowance(
        Read.known(batch.total().unit().address()),
        Read.known(coordinator),
        batch.total(),
        Optional.empty());
  }

  Read<TxSpec.Check> forAll(Address from, Read<Boolean> may) {
    return may.map(
        is ->
            AvsContracts.condition(
                from + " is one of those whom governance lets submit rewards for all", is));
  }

  Read<List<TxSpec.Check>> submitting(RewardsKind kind, RewardsBatch batch, Address from) {
    Read<TxSpec.Check> running =
        contracts
            .client
            .call(coordinator, RewardsCoordinatorContract.paused())
            .map(
                bits ->
                    AvsContracts.condition(
                        "submissions of this kind are not paused (bit "
                            + kind.pausedBit()
                            + " of paused(), now "
                            + bits
                            + ")",
                        !bits.testBit(kind.pausedBit())));
    Read<TxSpec.Check> funds =
        contracts
            .client
            .call(batch.total().unit().address(), ERC20Contract.balanceOf(from))
            .map(
                owned ->
                    new TxSpec.Check(
                        RefusedException.Code.INSUFFICIENT_FUNDS,
                        from
                            + " has "
                            + Amount.of(owned, batch.total().unit())
                            + " of the "
                            + batch.total()
                            + " to pay",
                        owned.compareTo(batch.total().smallest()) >= 0));
    Read<List<TxSpec.Check>> times =
        Read.zip(
            limits,
            contracts.client.block(),
            (allowed, block) -> {
              List<TxSpec.Check> checks = new ArrayList<>();
              for (RewardsPeriod period : batch.periods()) {
                checks.addAll(RewardsRules.check(period, allowed, block.timestamp(), kind.over()));
              }
              return checks;
            });
    return AvsContracts.joined(
        List.of(
            Read.all(List.of(running, funds)),
            times,
            AvsContracts.each(List.copyOf(batch.strategies()), this::whitelisted)));
  }

  private Read<TxSpec.Check> whitelisted(Address strategy) {
    return strategy.equals(Strategy.BEACON_CHAIN_ETH.address())
        ? Read.known(AvsContracts.condition("ETH in pods earns rewards", true))
        : contracts
            .deposits(StrategyManagerContract.strategyIsWhitelistedForDeposit(strategy))
            .map(
                listed ->
                    AvsContracts.condition(
                        "strategy " + strategy + " is on the whitelist", listed));
  }
}
