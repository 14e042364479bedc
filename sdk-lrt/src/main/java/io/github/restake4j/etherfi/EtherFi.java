package io.github.restake4j.etherfi;

import static io.github.restake4j.etherfi.Eeth.EETH;
import static io.github.restake4j.etherfi.EethShares.EETH_SHARES;

import io.github.restake4j.Restake4j;
import io.github.restake4j.error.RefusedException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.etherfi.contract.EETHContract;
import io.github.restake4j.etherfi.contract.EtherfiErrors;
import io.github.restake4j.etherfi.contract.EtherfiMeanings;
import io.github.restake4j.etherfi.contract.LiquidityPoolContract;
import io.github.restake4j.read.Read;
import io.github.restake4j.tx.Explanation;
import io.github.restake4j.tx.Simulation;
import io.github.restake4j.tx.TxPlan;
import io.github.restake4j.tx.TxSpec;
import io.github.restake4j.units.Amount;
import io.github.restake4j.units.Rate;
import io.github.restake4j.units.Wei;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * ether.fi on one network. Serves the code of March 2026 and that of June 2026: the contracts are
 * asked which they are once per facade, when it first matters ({@link #generation}).
 */
public final class EtherFi {
  private final Restake4j client;
  private final EtherFiAddresses addresses;
  private final Read<EtherFiGeneration> generation;
  private final EtherFiGuards guards;
  private final EethToken eeth;
  private final WeethToken weeth;
  private final EtherFiWithdrawals withdrawals;
  private final EtherFiRedemptions redemptions;

  private EtherFi(Restake4j client) {
    this.client = client;
    this.addresses = new EtherFiAddresses(client.deployment());
    this.generation = GenerationProbe.of(client, addresses).once();
    this.guards = new EtherFiGuards(client, addresses, generation);
    this.eeth = new EethToken(client, addresses, guards);
    this.weeth = new WeethToken(client, addresses, guards);
    this.withdrawals = new EtherFiWithdrawals(client, addresses, generation, guards);
    this.redemptions = new EtherFiRedemptions(client, addresses, guards);
  }

  /**
   * ether.fi as the client's deployment knows it. Asks nothing yet.
   *
   * @throws io.github.restake4j.error.ChainException NOT_DEPLOYED if the deployment lacks one of
   *     {@code etherfi/LiquidityPool}, {@code EETH}, {@code WeETH} and {@code WithdrawRequestNFT}
   */
  public static EtherFi on(Restake4j client) {
    client.errors().add(EtherfiErrors.ALL);
    client.errors().explain(EtherfiMeanings.ALL);
    return new EtherFi(client);
  }

  /**
   * Which code this deployment runs; asked once and kept. To read blocks of the other generation
   * make a facade of its own for them.
   *
   * <p>The run fails with {@code ChainException} UNKNOWN_GENERATION if it is neither of the two.
   */
  public Read<EtherFiGeneration> generation() {
    return generation;
  }

  /** eETH: balances, shares, transfers. */
  public EethToken eeth() {
    return eeth;
  }

  /** weETH: wrapping, unwrapping, the rate. */
  public WeethToken weeth() {
    return weeth;
  }

  /** The queue in which eETH becomes ETH again. */
  public EtherFiWithdrawals withdrawals() {
    return withdrawals;
  }

  /** Instant redemption of eETH and weETH, for a fee and within limits. */
  public EtherFiRedemptions redemptions() {
    return redemptions;
  }

  /**
   * eETH per share as the contract holds it: all ETH of the pool over all shares. Rounded down it
   * converts exactly as the contract does. Fails with {@code ArithmeticException} while nobody has
   * deposited anything.
   */
  public Read<Rate> shareRate() {
    return Read.zip(
        client.call(addresses.pool(), LiquidityPoolContract.getTotalPooledEther()),
        client.call(addresses.eeth(), EETHContract.totalShares()),
        Rate::new);
  }

  /**
   * Which of ether.fi's contracts are paused now, in the order of {@link EtherFiContract}. Before
   * June 2026 only the pool, the queue and the redemption manager could be; the redemption manager
   * is left out where there is none.
   */
  public Read<List<EtherFiPause>> pauses() {
    return generation.then(
        known -> {
          List<Read<EtherFiPause>> pauses = new ArrayList<>();
          for (EtherFiContract contract : EtherFiContract.values()) {
            boolean token = contract == EtherFiContract.EETH || contract == EtherFiContract.WEETH;
            if (addresses.find(contract.contractName()).isPresent()
                && (known.isGuarded() || !token)) {
              pauses.add(guards.pause(contract, known));
            }
          }
          return Read.all(pauses);
        });
  }

  /** What an account holds, at one block. */
  public Read<EtherFiPosition> position(Address owner) {
    Read<EtherFiPosition> plain =
        Read.zip(
            eeth.balanceOf(owner),
            eeth.sharesOf(owner),
            (balance, shares) ->
                new EtherFiPosition(
                    owner, balance, shares, Amount.zero(Weeth.WEETH), Amount.zero(EETH)));
    Read<Wrapping> wrapped =
        weeth
            .balanceOf(owner)
            .then(balance -> weeth.eethFor(balance).map(worth -> new Wrapping(balance, worth)));
    return Read.zip(
        plain,
        wrapped,
        (tokens, more) ->
            new EtherFiPosition(
                owner, tokens.eeth(), tokens.shares(), more.balance(), more.worth()));
  }

  /** Deposits ETH without a referral; otherwise as {@link #deposit(Wei, Address)}. */
  public TxPlan<Deposited> deposit(Wei amount) {
    return deposit(amount, Address.ZERO);
  }

  /**
   * Plans to deposit ETH: the sender pays it and gets eETH, which grows with every oracle report.
   *
   * <p>The sender's new shares are the ETH times the share rate of the mined block, rounded down,
   * so the balance that arrives may be a wei or two below the ETH paid. The contract's return value
   * is shares, not eETH; the result here has both. Refused while the pool or eETH is paused, for a
   * blacklisted sender, and above what may be minted at the time.
   *
   * @param amount above zero
   * @param referral credited by ether.fi's referral programme; the zero address for none
   * @return a plan whose result is decoded from the {@code Deposit} and {@code TransferShares}
   *     events
   * @throws IllegalArgumentException if the amount is zero
   * @see <a
   *     href="https://github.com/etherfi-protocol/smart-contracts/blob/b4a0968087b178bc346cdf6bee6c0597bf4c42c7/src/core/LiquidityPool.sol">
   *     LiquidityPool.deposit</a>
   */
  public TxPlan<Deposited> deposit(Wei amount, Address referral) {
    return deposit(amount, referral, Optional.empty());
  }

  /**
   * Deposits ETH for at least so many shares; otherwise as {@link #deposit(Wei, Address)}.
   *
   * <p>The contract knows no minimum. The deposit is simulated before anything is signed and
   * refused with RATE_MOVED if it would give less; should the rate still rise before the block,
   * {@link Deposited#shortfall} says by how much the minimum was missed.
   *
   * @param atLeast shares, above zero; {@code eeth().sharesFor(...)} of the amount is what the
   *     present rate gives
   * @throws IllegalArgumentException also if the minimum is zero
   */
  public TxPlan<Deposited> deposit(Wei amount, Address referral, Amount<EethShares> atLeast) {
    if (atLeast.isZero()) {
      throw new IllegalArgumentException(
          "EtherFi.deposit: a minimum of zero shares protects nothing");
    }
    return deposit(amount, referral, Optional.of(atLeast));
  }

  private TxPlan<Deposited> deposit(
      Wei amount, Address referral, Optional<Amount<EethShares>> atLeast) {
    if (amount.isZero()) {
      throw new IllegalArgumentException("EtherFi.deposit needs an amount of ETH above zero");
    }
    TxSpec.Builder<Deposited> spec =
        TxSpec.<Deposited>named("EtherFi.deposit")
            .argument("amount", amount)
            .argument("referral", referral);
    atLeast.ifPresent(minimum -> spec.argument("atLeast", minimum));
    return client.plan(
        spec.checks(situation -> depositChecks(situation, amount, referral, atLeast))
            .deltas(situation -> depositDeltas(amount))
            .call(
                situation ->
                    Read.known(
                        new TxSpec.Call(
                            addresses.pool(), LiquidityPoolContract.deposit(referral), amount)),
                receipt -> deposited(receipt, amount, atLeast)));
  }

  private Read<Amount<EethShares>> sharesFor(Wei amount) {
    return eeth.sharesFor(Amount.of(amount.smallest(), EETH));
  }

  private Read<List<TxSpec.Check>> depositChecks(
      TxSpec.Situation situation,
      Wei amount,
      Address referral,
      Optional<Amount<EethShares>> atLeast) {
    List<Read<List<TxSpec.Check>>> parts = new ArrayList<>();
    parts.add(guards.running(EtherFiAction.DEPOSIT));
    parts.add(guards.welcome(situation.from()));
    parts.add(guards.mintable(amount));
    atLeast.ifPresent(minimum -> parts.add(minimum(situation.from(), amount, referral, minimum)));
    return EtherFiGuards.all(parts);
  }

  /**
   * What a deposit would give now, by running it; where the node cannot, by the contract's quote.
   */
  private Read<List<TxSpec.Check>> minimum(
      Address from, Wei amount, Address referral, Amount<EethShares> atLeast) {
    return deposit(amount, referral)
        .simulate(from)
        .then(
            simulated -> {
              if (simulated instanceof Simulation.Reverts<Deposited>) {
                return Read.known(List.of()); // the other conditions or the preflight say why
              }
              Optional<Deposited> result =
                  simulated instanceof Simulation.Succeeds<Deposited> succeeds
                      ? succeeds.result()
                      : Optional.empty();
              return result
                  .map(deposited -> Read.known(deposited.shares()))
                  .orElseGet(() -> sharesFor(amount))
                  .map(shares -> List.of(minimum(amount, shares, atLeast)));
            });
  }

  private static TxSpec.Check minimum(
      Wei amount, Amount<EethShares> shares, Amount<EethShares> atLeast) {
    return new TxSpec.Check(
        RefusedException.Code.RATE_MOVED,
        amount + " gives " + shares + " now, at least " + atLeast + " were asked for",
        shares.compareTo(atLeast) >= 0);
  }

  private Read<List<Explanation.Delta>> depositDeltas(Wei amount) {
    return sharesFor(amount)
        .map(
            shares ->
                List.of(
                    new Explanation.Delta(amount, false, ""),
                    new Explanation.Delta(
                        Amount.of(amount.smallest(), EETH), true, "at most; up to 2 wei less"),
                    new Explanation.Delta(shares, true, "at the rate of this block")));
  }

  private Deposited deposited(Receipt receipt, Wei amount, Optional<Amount<EethShares>> atLeast) {
    LiquidityPoolContract.Deposit deposit =
        EtherFiEvents.first(
            LiquidityPoolContract.Deposit.EVENT.in(receipt.logs(), addresses.pool()),
            event -> event.amount().equals(amount.smallest()),
            "Deposit of " + amount,
            receipt);
    EETHContract.TransferShares minted =
        EtherFiEvents.first(
            EETHContract.TransferShares.EVENT.in(receipt.logs(), addresses.eeth()),
            event -> event.from().isZero() && event.to().equals(deposit.sender()),
            "TransferShares of the deposit",
            receipt);
    EETHContract.Transfer received =
        EtherFiEvents.first(
            EETHContract.Transfer.EVENT.in(receipt.logs(), addresses.eeth()),
            event -> event.from().isZero() && event.to().equals(deposit.sender()),
            "Transfer of the deposit",
            receipt);
    Amount<EethShares> shares = Amount.of(minted.sharesValue(), EETH_SHARES);
    return new Deposited(
        deposit.sender(),
        amount,
        deposit.referral(),
        Amount.of(received.value(), EETH),
        shares,
        atLeast
            .filter(minimum -> minimum.compareTo(shares) > 0)
            .map(minimum -> minimum.minus(shares))
            .orElse(Amount.zero(EETH_SHARES)));
  }

  private record Wrapping(Amount<Weeth> balance, Amount<Eeth> worth) {}
}
