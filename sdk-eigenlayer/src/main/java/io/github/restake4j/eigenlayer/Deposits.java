package io.github.restake4j.eigenlayer;

import io.github.restake4j.eigenlayer.contract.StrategyBaseContract;
import io.github.restake4j.eigenlayer.contract.StrategyManagerContract;
import io.github.restake4j.eigenlayer.shares.DepositShares;
import io.github.restake4j.eigenlayer.shares.Strategy;
import io.github.restake4j.eigenlayer.shares.StrategyRate;
import io.github.restake4j.eigenlayer.shares.StrategyStake;
import io.github.restake4j.eigenlayer.shares.WithdrawableShares;
import io.github.restake4j.erc20.Token;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.read.Read;
import io.github.restake4j.sign.TypedData;
import io.github.restake4j.standard.contract.ERC20Contract;
import io.github.restake4j.tx.Explanation;
import io.github.restake4j.tx.TxPlan;
import io.github.restake4j.tx.TxSpec;
import io.github.restake4j.units.Amount;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tokens into strategies, for oneself or, with a signature, for somebody else. */
public final class Deposits {
  /**
   * {@code StrategyManagerStorage.MAX_STAKER_STRATEGY_LIST_LENGTH}, eigenlayer-contracts f84a515.
   */
  private static final int MOST_STRATEGIES = 32;

  /** {@code StrategyBase.MAX_TOTAL_SHARES}, eigenlayer-contracts f84a515. */
  private static final BigInteger MOST_SHARES = BigInteger.TEN.pow(38).subtract(BigInteger.ONE);

  private static final String[] DEPOSIT_FIELDS = {
    "address staker",
    "address strategy",
    "address token",
    "uint256 amount",
    "uint256 nonce",
    "uint256 expiry"
  };

  private final EigenReads reads;
  private final Strategies strategies;

  Deposits(EigenReads reads, Strategies strategies) {
    this.reads = reads;
    this.strategies = strategies;
  }

  /**
   * Deposit shares of a staker per strategy, without ETH in pods. Slashing does not show here; see
   * {@link #stakes}.
   */
  public Read<List<Amount<DepositShares>>> getDeposits(Address staker) {
    return reads
        .deposits(StrategyManagerContract.getDeposits(staker))
        .then(
            held ->
                reads
                    .strategies(held.value0())
                    .map(
                        known -> {
                          List<Amount<DepositShares>> shares = new ArrayList<>();
                          for (int i = 0; i < known.size(); i++) {
                            shares.add(
                                Amount.of(held.value1().get(i), known.get(i).depositShares()));
                          }
                          return List.copyOf(shares);
                        }));
  }

  /** All stakes of a staker, ETH in pods last, with what slashing has left of each. */
  public Read<List<StrategyStake>> stakes(Address staker) {
    return reads.stakes(staker);
  }

  /** A staker's stake in one strategy; none there is a stake of zero. */
  public Read<StrategyStake> stake(Address staker, Strategy strategy) {
    return reads.stake(staker, strategy);
  }

  /**
   * Plans a deposit of the sender's tokens. The plan brings an exact approval as its first step:
   * the contract takes no permit, and a permit sent as a transaction of its own would save nothing.
   *
   * <p>The shares minted are the amount at the strategy's rate, rounded down. What is deposited
   * shares the fate of the operator the sender is delegated to, at once. Getting it back takes two
   * transactions and {@link Withdrawals#minWithdrawalDelayBlocks} in between.
   *
   * <p>Refused before anything is signed: deposits paused (StrategyManager bit 0 or the
   * strategy's), a strategy off the whitelist or above its limits, too few tokens, an amount too
   * small for one share, a 33rd strategy, an operator whose stake there is fully slashed.
   *
   * @param strategy where to; not ETH in pods, which takes no deposits of tokens
   * @param amount of the strategy's own token, above zero
   * @return a plan whose result is decoded from the {@code Deposit} event
   * @throws IllegalArgumentException if the amount is zero or of another token
   * @see <a
   *     href="https://github.com/Layr-Labs/eigenlayer-contracts/blob/f84a5151080cdf0b77b9b6e46506cde723d06c28/src/contracts/core/StrategyManager.sol">
   *     StrategyManager.depositIntoStrategy</a>
   */
  public TxPlan<Deposited> depositIntoStrategy(Strategy strategy, Amount<Token> amount) {
    String name = "Deposits.depositIntoStrategy";
    checkDeposit(name, strategy, amount);
    return reads.client.plan(
        spec(name, strategy, amount)
            .checks(
                situation ->
                    Checks.all(depositChecks(situation.from(), situation.from(), strategy, amount)))
            .deltas(situation -> deltas(strategy, amount, true))
            .call(
                situation ->
                    Read.known(
                        new TxSpec.Call(
                            reads.at.strategyManager(),
                            StrategyManagerContract.depositIntoStrategy(
                                strategy.address(),
                                strategy.token().address(),
                                amount.smallest()))),
                receipt -> deposited(receipt, strategy)));
  }

  /**
   * What a staker would sign so that somebody else may deposit for it.
   *
   * <p>The run fails with {@code ChainException} UNKNOWN_GENERATION if StrategyManager's EIP-712
   * domain is none this release knows.
   *
   * @param strategy where to
   * @param amount of the strategy's own token, above zero
   * @param staker who signs and will be credited
   * @param expiry last second it is good for; fractions are dropped
   * @throws IllegalArgumentException as {@link #depositIntoStrategy}; if the staker is the zero
   *     address
   */
  public Read<DepositAuthorization> depositAuthorization(
      Strategy strategy, Amount<Token> amount, Address staker, Instant expiry) {
    String name = "Deposits.depositAuthorization";
    checkDeposit(name, strategy, amount);
    if (staker.isZero()) {
      throw new IllegalArgumentException(name + ": the zero address cannot sign");
    }
    Instant until = EigenDomain.whole(name, expiry);
    return Read.<BigInteger, Hash32, DepositAuthorization>zip(
        reads.deposits(StrategyManagerContract.nonces(staker)),
        reads.deposits(StrategyManagerContract.domainSeparator()),
        (nonce, separator) -> {
          Map<String, Object> message = new LinkedHashMap<>();
          message.put("staker", staker);
          message.put("strategy", strategy.address());
          message.put("token", strategy.token().address());
          message.put("amount", amount.smallest());
          message.put("nonce", nonce);
          message.put("expiry", EigenDomain.seconds(until));
          TypedData data =
              EigenDomain.typedData(
                  reads.client.chain().id(),
                  reads.at.strategyManager(),
                  separator,
                  "Deposit",
                  DEPOSIT_FIELDS,
                  message);
          return new DepositAuthorization(strategy, amount, staker, nonce, until, data);
        });
  }

  /**
   * Plans a deposit that the sender pays and the staker who signed gets; otherwise as {@link
   * #depositIntoStrategy}. Nobody but the staker can ever withdraw it.
   *
   * <p>Also refused: an authorization that has expired or whose nonce is used up.
   *
   * @param signed from {@link #depositAuthorization}
   * @see <a
   *     href="https://github.com/Layr-Labs/eigenlayer-contracts/blob/f84a5151080cdf0b77b9b6e46506cde723d06c28/src/contracts/core/StrategyManager.sol">
   *     StrategyManager.depositIntoStrategyWithSignature</a>
   */
  public TxPlan<Deposited> depositIntoStrategyWithSignature(DepositAuthorization.Signed signed) {
    String name = "Deposits.depositIntoStrategyWithSignature";
    DepositAuthorization authorization = signed.authorization();
    Strategy strategy = authorization.strategy();
    Amount<Token> amount = authorization.amount();
    Address staker = authorization.staker();
    checkDeposit(name, strategy, amount);
    return reads.client.plan(
        spec(name, strategy, amount)
            .argument("staker", staker)
            .argument("nonce", authorization.nonce())
            .argument("expiry", authorization.expiry().getEpochSecond())
            .checks(
                situation -> {
                  List<Read<List<TxSpec.Check>>> checks =
                      depositChecks(situation.from(), staker, strategy, amount);
                  checks.add(authorizationChecks(authorization));
                  return Checks.all(checks);
                })
            .deltas(situation -> deltas(strategy, amount, staker.equals(situation.from())))
            .warning("The sender pays; only the staker " + staker + " can withdraw.")
            .call(
                situation ->
                    Read.known(
                        new TxSpec.Call(
                            reads.at.strategyManager(),
                            StrategyManagerContract.depositIntoStrategyWithSignature(
                                strategy.address(),
                                strategy.token().address(),
                                amount.smallest(),
                                staker,
                                EigenDomain.seconds(authorization.expiry()),
                                signed.signature()))),
                receipt -> deposited(receipt, strategy)));
  }

  private TxSpec.Builder<Deposited> spec(String name, Strategy strategy, Amount<Token> amount) {
    return TxSpec.<Deposited>named(name)
        .argument("strategy", strategy.address())
        .argument("token", strategy.token().address())
        .argument("amount", amount)
        .allowance(
            new TxSpec.Allowance(
                Read.known(strategy.token().address()),
                Read.known(reads.at.strategyManager()),
                amount,
                Optional.empty()));
  }

  private Read<List<Explanation.Delta>> deltas(
      Strategy strategy, Amount<Token> amount, boolean own) {
    return reads
        .rate(strategy)
        .map(
            rate -> {
              List<Explanation.Delta> deltas = new ArrayList<>();
              deltas.add(new Explanation.Delta(amount, false, ""));
              if (own) {
                deltas.add(
                    new Explanation.Delta(
                        rate.sharesFor(amount), true, "at the rate of this block"));
              }
              return deltas;
            });
  }

  private List<Read<List<TxSpec.Check>>> depositChecks(
      Address payer, Address staker, Strategy strategy, Amount<Token> amount) {
    List<Read<List<TxSpec.Check>>> checks = new ArrayList<>();
    checks.add(Checks.Pause.DEPOSITS.check(reads.deposits(StrategyManagerContract.paused())));
    checks.add(
        Checks.Pause.STRATEGY_DEPOSITS.check(
            reads.client.call(strategy.address(), StrategyBaseContract.paused())));
    checks.add(
        reads
            .deposits(StrategyManagerContract.strategyIsWhitelistedForDeposit(strategy.address()))
            .map(
                listed ->
                    List.of(
                        Checks.of(
                            listed,
                            strategy + " is on the whitelist of strategies for deposits"))));
    checks.add(
        reads
            .client
            .call(strategy.address(), StrategyBaseContract.underlyingToken())
            .map(
                token ->
                    List.of(
                        Checks.of(
                            token.equals(strategy.token().address()),
                            strategy
                                + " takes the token at "
                                + token
                                + "; the deposit brings "
                                + amount.unit()))));
    checks.add(
        reads
            .client
            .call(strategy.token().address(), ERC20Contract.balanceOf(payer))
            .map(
                owned ->
                    List.of(
                        Checks.funds(
                            owned.compareTo(amount.smallest()) >= 0,
                            payer
                                + " has "
                                + Amount.of(owned, strategy.token())
                                + " of the "
                                + amount
                                + " to deposit"))));
    checks.add(
        Read.zip(
            reads.rate(strategy),
            strategies.limits(strategy),
            (rate, limits) -> sizeChecks(rate, limits, amount)));
    checks.add(
        Read.zip(
            reads.stake(staker, strategy),
            reads.depositedIn(staker),
            (stake, deposited) -> stakerChecks(staker, stake, deposited)));
    return checks;
  }

  private static List<TxSpec.Check> sizeChecks(
      StrategyRate rate, Optional<StrategyState.Limits> limits, Amount<Token> amount) {
    Strategy strategy = rate.strategy();
    Amount<WithdrawableShares> minted = rate.sharesFor(amount);
    List<TxSpec.Check> checks = new ArrayList<>();
    checks.add(Checks.of(!minted.isZero(), amount + " is worth at least one share of " + strategy));
    checks.add(
        Checks.of(
            rate.totalShares().add(minted.smallest()).compareTo(MOST_SHARES) <= 0,
            strategy + " stays within 1e38 - 1 shares"));
    if (limits.isPresent()) {
      Amount<Token> most = limits.get().perDeposit();
      Amount<Token> total = limits.get().total();
      checks.add(
          Checks.of(
              amount.compareTo(most) <= 0,
              amount + " is within the " + most + " that " + strategy + " takes per deposit"));
      checks.add(
          Checks.of(
              rate.balance().plus(amount).compareTo(total) <= 0,
              strategy
                  + " may hold "
                  + total
                  + "; it holds "
                  + rate.balance()
                  + " and the deposit brings "
                  + amount));
    }
    return checks;
  }

  private static List<TxSpec.Check> stakerChecks(
      Address staker, StrategyStake stake, List<Address> deposited) {
    return List.of(
        Checks.of(
            deposited.contains(stake.strategy().address()) || deposited.size() < MOST_STRATEGIES,
            staker
                + " is in "
                + deposited.size()
                + " strategies of at most "
                + MOST_STRATEGIES
                + "; leave one to enter another"),
        Checks.of(
            stake.slashingFactor().wad().signum() > 0,
            "the operator of "
                + staker
                + " is not fully slashed in "
                + stake.strategy()
                + "; if it is, undelegate before depositing there"));
  }

  private Read<List<TxSpec.Check>> authorizationChecks(DepositAuthorization authorization) {
    return Read.zip(
        reads.deposits(StrategyManagerContract.nonces(authorization.staker())),
        reads.client.block(),
        (nonce, block) ->
            List.of(
                Checks.of(
                    nonce.equals(authorization.nonce()),
                    "the authorization has nonce "
                        + authorization.nonce()
                        + ", "
                        + authorization.staker()
                        + " is at "
                        + nonce
                        + "; if they differ it was used, or another was: ask for a new one"),
                Checks.of(
                    !authorization.expiry().isBefore(block.timestamp()),
                    "the authorization is good until "
                        + authorization.expiry()
                        + "; the chain is at "
                        + block.timestamp())));
  }

  private Deposited deposited(Receipt receipt, Strategy strategy) {
    StrategyManagerContract.Deposit event =
        EigenEvents.one(
            StrategyManagerContract.Deposit.EVENT.in(receipt.logs(), reads.at.strategyManager()),
            deposit -> deposit.strategy().equals(strategy.address()),
            "Deposit into " + strategy,
            receipt);
    return new Deposited(event.staker(), Amount.of(event.shares(), strategy.depositShares()));
  }

  private static void checkDeposit(String name, Strategy strategy, Amount<Token> amount) {
    if (strategy.isBeaconChainEth()) {
      throw new IllegalArgumentException(
          name + ": ETH is restaked through an EigenPod, not deposited into a strategy");
    }
    if (amount.isZero()) {
      throw new IllegalArgumentException(name + " needs an amount above zero");
    }
    checkToken(name, strategy, amount);
  }

  static void checkToken(String name, Strategy strategy, Amount<Token> amount) {
    if (!amount.unit().equals(strategy.token())) {
      throw new IllegalArgumentException(
          name + ": " + strategy + " holds " + strategy.token() + ", not " + amount.unit());
    }
  }
}
