package io.github.restake4j.lido;

import static io.github.restake4j.lido.LidoShares.SHARES;
import static io.github.restake4j.lido.Steth.STETH;

import io.github.restake4j.Restake4j;
import io.github.restake4j.error.RefusedException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.lido.contract.LidoContract;
import io.github.restake4j.lido.contract.LidoErrors;
import io.github.restake4j.lido.contract.LidoMeanings;
import io.github.restake4j.read.Read;
import io.github.restake4j.tx.Explanation;
import io.github.restake4j.tx.TxPlan;
import io.github.restake4j.tx.TxSpec;
import io.github.restake4j.units.Amount;
import io.github.restake4j.units.Rate;
import io.github.restake4j.units.Wei;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lido on one network. Only Lido's locator is configured; every other address is asked from it,
 * once per facade.
 *
 * <p>Works with Lido V2 and V3: what it calls is the same in both.
 */
public final class Lido {
  /** A rate with 27 digits, as Lido's own oracle and withdrawal queue count it. */
  private static final BigInteger E27 = BigInteger.TEN.pow(27);

  private final Restake4j client;
  private final LidoAddresses addresses;
  private final StethToken steth;
  private final WstethToken wsteth;
  private final LidoWithdrawals withdrawals;

  private Lido(Restake4j client) {
    this.client = client;
    this.addresses = new LidoAddresses(client);
    this.steth = new StethToken(client, addresses);
    this.wsteth = new WstethToken(client, addresses);
    this.withdrawals = new LidoWithdrawals(client, addresses);
  }

  /**
   * Lido as the client's deployment knows it. Asks nothing yet.
   *
   * @throws io.github.restake4j.error.ChainException NOT_DEPLOYED if the deployment has no {@code
   *     lido/LidoLocator}
   */
  public static Lido on(Restake4j client) {
    client.errors().add(LidoErrors.ALL);
    client.errors().explain(LidoMeanings.ALL);
    return new Lido(client);
  }

  /** stETH: balances, shares, transfers. */
  public StethToken steth() {
    return steth;
  }

  /** wstETH: wrapping and unwrapping. */
  public WstethToken wsteth() {
    return wsteth;
  }

  /** The queue in which stETH becomes ETH again. */
  public LidoWithdrawals withdrawals() {
    return withdrawals;
  }

  /**
   * stETH per share, from {@code getPooledEthByShares(10^27)}: exact to 27 digits, the rest cut
   * off. To convert an amount to the last wei ask {@link StethToken#sharesFor} or {@link
   * StethToken#stethFor}.
   */
  public Read<Rate> shareRate() {
    return addresses
        .lido()
        .then(lido -> client.call(lido, LidoContract.getPooledEthByShares(E27)))
        .map(ether -> new Rate(ether, E27));
  }

  /**
   * Whether ETH can be staked now, and how much. Others may use the limit up before a transaction
   * is mined.
   */
  public Read<StakeLimit> stakeLimit() {
    return addresses
        .lido()
        .then(lido -> client.call(lido, LidoContract.getStakeLimitFullInfo()))
        .map(StakeLimit::of);
  }

  /** Stakes ETH without a referral; otherwise as {@link #stake(Wei, Address)}. */
  public TxPlan<Staked> stake(Wei amount) {
    return stake(amount, Address.ZERO);
  }

  /**
   * Plans to stake ETH: the sender pays it and gets stETH, which grows with every oracle report.
   * Lido takes no fee on entry.
   *
   * <p>The sender's new shares are the ETH times the share rate of the mined block, rounded down,
   * so the balance that arrives may be one or two wei below the ETH paid. The plan is refused while
   * staking is paused or above the stake limit.
   *
   * @param amount above zero
   * @param referral credited by Lido's referral programme; the zero address for none
   * @return a plan whose result is decoded from the {@code Submitted} and {@code TransferShares}
   *     events
   * @throws IllegalArgumentException if the amount is zero
   * @see <a
   *     href="https://github.com/lidofinance/core/blob/372b02e197df61fdf1a443de18acb514804b828d/contracts/0.4.24/Lido.sol">
   *     Lido.submit</a>
   */
  public TxPlan<Staked> stake(Wei amount, Address referral) {
    return stake(amount, referral, Optional.empty());
  }

  /**
   * Stakes ETH for at least so many shares; otherwise as {@link #stake(Wei, Address)}.
   *
   * <p>The contract knows no minimum. The stake is refused with RATE_MOVED before anything is
   * signed if the rate of that moment gives less; should the rate still rise before the block,
   * {@link Staked#shortfall} says by how much the minimum was missed.
   *
   * @param atLeast shares, above zero; {@code steth().sharesFor(...)} of the amount is what the
   *     present rate gives
   * @throws IllegalArgumentException also if the minimum is zero
   */
  public TxPlan<Staked> stake(Wei amount, Address referral, Amount<LidoShares> atLeast) {
    if (atLeast.isZero()) {
      throw new IllegalArgumentException("Lido.stake: a minimum of zero shares protects nothing");
    }
    return stake(amount, referral, Optional.of(atLeast));
  }

  private TxPlan<Staked> stake(Wei amount, Address referral, Optional<Amount<LidoShares>> atLeast) {
    if (amount.isZero()) {
      throw new IllegalArgumentException("Lido.stake needs an amount of ETH above zero");
    }
    TxSpec.Builder<Staked> spec =
        TxSpec.<Staked>named("Lido.stake")
            .argument("amount", amount)
            .argument("referral", referral);
    atLeast.ifPresent(minimum -> spec.argument("atLeast", minimum));
    return client.plan(
        spec.checks(
                situation ->
                    Read.zip(
                        stakeLimit(),
                        sharesFor(amount),
                        (limit, shares) -> stakeChecks(limit, amount, shares, atLeast)))
            .deltas(situation -> stakeDeltas(amount))
            .call(
                situation ->
                    addresses
                        .lido()
                        .map(lido -> new TxSpec.Call(lido, LidoContract.submit(referral), amount)),
                receipt -> staked(receipt, amount, atLeast)));
  }

  /** All that {@code owner} has in Lido, at one block. */
  public Read<LidoPosition> position(Address owner) {
    Read<LidoPosition> tokens =
        Read.zip(
            Read.zip(steth.balanceOf(owner), steth.sharesOf(owner), StethHolding::new),
            wsteth
                .balanceOf(owner)
                .then(
                    wrapped ->
                        wsteth.stethFor(wrapped).map(worth -> new WstethHolding(wrapped, worth))),
            (plain, wrapped) ->
                new LidoPosition(
                    owner,
                    plain.balance(),
                    plain.shares(),
                    wrapped.balance(),
                    wrapped.worth(),
                    List.of()));
    return Read.zip(tokens, withdrawals.requestsOf(owner), LidoPosition::with);
  }

  private Read<Amount<LidoShares>> sharesFor(Wei amount) {
    return steth.sharesFor(Amount.of(amount.smallest(), STETH));
  }

  private static List<TxSpec.Check> stakeChecks(
      StakeLimit limit,
      Wei amount,
      Amount<LidoShares> shares,
      Optional<Amount<LidoShares>> atLeast) {
    List<TxSpec.Check> checks = new ArrayList<>();
    checks.add(
        new TxSpec.Check(
            RefusedException.Code.PRECONDITION,
            "staking in Lido is not paused",
            !limit.isPaused()));
    limit
        .available()
        .filter(available -> !limit.isPaused())
        .ifPresent(
            available ->
                checks.add(
                    new TxSpec.Check(
                        RefusedException.Code.PRECONDITION,
                        amount
                            + " is within Lido's stake limit of "
                            + available
                            + ", which refills block by block",
                        amount.compareTo(available) <= 0)));
    atLeast.ifPresent(
        minimum ->
            checks.add(
                new TxSpec.Check(
                    RefusedException.Code.RATE_MOVED,
                    amount + " gives " + shares + " now, at least " + minimum + " were asked for",
                    shares.compareTo(minimum) >= 0)));
    return checks;
  }

  private Read<List<Explanation.Delta>> stakeDeltas(Wei amount) {
    return sharesFor(amount)
        .map(
            shares ->
                List.of(
                    new Explanation.Delta(amount, false, ""),
                    new Explanation.Delta(
                        Amount.of(amount.smallest(), STETH), true, "at most; up to 2 wei less"),
                    new Explanation.Delta(shares, true, "at the rate of this block")));
  }

  private Staked staked(Receipt receipt, Wei amount, Optional<Amount<LidoShares>> atLeast) {
    Address lido = addresses.known();
    for (LidoContract.Submitted submitted : LidoContract.Submitted.EVENT.in(receipt.logs(), lido)) {
      if (!submitted.amount().equals(amount.smallest())) {
        continue;
      }
      Amount<LidoShares> shares =
          LidoEvents.one(
              LidoContract.TransferShares.EVENT.in(receipt.logs(), lido),
              minted -> minted.from().isZero() && minted.to().equals(submitted.sender()),
              minted -> Amount.of(minted.sharesValue(), SHARES),
              "TransferShares of the stake",
              receipt);
      Amount<Steth> balance =
          LidoEvents.one(
              LidoContract.Transfer.EVENT.in(receipt.logs(), lido),
              minted -> minted.from().isZero() && minted.to().equals(submitted.sender()),
              minted -> Amount.of(minted.value(), STETH),
              "Transfer of the stake",
              receipt);
      return new Staked(
          submitted.sender(),
          amount,
          balance,
          shares,
          atLeast
              .filter(minimum -> minimum.compareTo(shares) > 0)
              .map(minimum -> minimum.minus(shares))
              .orElse(Amount.zero(SHARES)));
    }
    throw LidoEvents.missing("Submitted of " + amount, receipt);
  }

  private record StethHolding(Amount<Steth> balance, Amount<LidoShares> shares) {}

  private record WstethHolding(Amount<Wsteth> balance, Amount<Steth> worth) {}
}
