package io.github.restake4j.eigenlayer;

import io.github.restake4j.eigenlayer.contract.StrategyManagerContract;
import io.github.restake4j.eigenlayer.shares.DepositShares;
import io.github.restake4j.eigenlayer.shares.Strategy;
import io.github.restake4j.eigenlayer.shares.StrategyStake;
import io.github.restake4j.eigenlayer.shares.WithdrawableShares;
import io.github.restake4j.erc20.Token;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.read.Read;
import io.github.restake4j.sign.TypedData;
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
  private static final String[] DEPOSIT_FIELDS = {
    "address staker",
    "address strategy",
    "address token",
    "uint256 amount",
    "uint256 nonce",
    "uint256 expiry"
  };

  private final EigenReads reads;
  private final DepositChecks checks;

  Deposits(EigenReads reads, Strategies strategies) {
    this.reads = reads;
    this.checks = new DepositChecks(reads, strategies);
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
    return depositIntoStrategy(strategy, amount, Optional.empty());
  }

  /**
   * Deposits for at least so many shares of the strategy; otherwise as {@link
   * #depositIntoStrategy(Strategy, Amount)}.
   *
   * <p>The contract knows no minimum. The deposit is refused with RATE_MOVED before anything is
   * signed if the rate of that moment gives less; should the rate still rise before the block,
   * {@link Deposited#shortfall} says by how much the minimum was missed.
   *
   * @param atLeast above zero; {@link Strategies#underlyingToShares} is what the present rate
   *     gives. Of a rebasing token a few wei less may arrive: leave room for them
   * @throws IllegalArgumentException also if the minimum is zero or of another strategy
   */
  public TxPlan<Deposited> depositIntoStrategy(
      Strategy strategy, Amount<Token> amount, Amount<WithdrawableShares> atLeast) {
    String name = "Deposits.depositIntoStrategy";
    if (atLeast.isZero()) {
      throw new IllegalArgumentException(name + ": a minimum of zero shares protects nothing");
    }
    if (!atLeast.unit().equals(strategy.withdrawableShares())) {
      throw new IllegalArgumentException(
          name + ": the minimum is of " + atLeast.unit() + ", not of " + strategy);
    }
    return depositIntoStrategy(strategy, amount, Optional.of(atLeast));
  }

  private TxPlan<Deposited> depositIntoStrategy(
      Strategy strategy, Amount<Token> amount, Optional<Amount<WithdrawableShares>> atLeast) {
    String name = "Deposits.depositIntoStrategy";
    checkDeposit(name, strategy, amount);
    TxSpec.Builder<Deposited> spec = spec(name, strategy, amount);
    atLeast.ifPresent(minimum -> spec.argument("atLeast", minimum));
    return reads.client.plan(
        spec.checks(
                situation -> {
                  List<Read<List<TxSpec.Check>>> all =
                      checks.depositing(situation.from(), situation.from(), strategy, amount);
                  atLeast.ifPresent(minimum -> all.add(checks.minimum(strategy, amount, minimum)));
                  return Checks.all(all);
                })
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
                receipt -> deposited(receipt, strategy, atLeast)));
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
                  List<Read<List<TxSpec.Check>>> all =
                      checks.depositing(situation.from(), staker, strategy, amount);
                  all.add(checks.authorization(authorization));
                  return Checks.all(all);
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
                receipt -> deposited(receipt, strategy, Optional.empty())));
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

  private Deposited deposited(
      Receipt receipt, Strategy strategy, Optional<Amount<WithdrawableShares>> atLeast) {
    StrategyManagerContract.Deposit event =
        EigenEvents.one(
            StrategyManagerContract.Deposit.EVENT.in(receipt.logs(), reads.at.strategyManager()),
            deposit -> deposit.strategy().equals(strategy.address()),
            "Deposit into " + strategy,
            receipt);
    BigInteger missed =
        atLeast
            .map(minimum -> minimum.smallest().subtract(event.shares()).max(BigInteger.ZERO))
            .orElse(BigInteger.ZERO);
    return new Deposited(
        event.staker(),
        Amount.of(event.shares(), strategy.depositShares()),
        Amount.of(missed, strategy.withdrawableShares()));
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
