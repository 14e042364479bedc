package io.github.restake4j.etherfi;

import static io.github.restake4j.etherfi.Eeth.EETH;
import static io.github.restake4j.etherfi.Weeth.WEETH;

import io.github.restake4j.Restake4j;
import io.github.restake4j.abi.AbiCall;
import io.github.restake4j.abi.NoOutput;
import io.github.restake4j.erc20.Erc20;
import io.github.restake4j.error.RefusedException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.etherfi.contract.EETHContract;
import io.github.restake4j.etherfi.contract.EtherFiRedemptionManagerContract;
import io.github.restake4j.etherfi.contract.LiquidityPoolContract;
import io.github.restake4j.read.Read;
import io.github.restake4j.tx.Explanation;
import io.github.restake4j.tx.TxPlan;
import io.github.restake4j.tx.TxSpec;
import io.github.restake4j.units.Amount;
import io.github.restake4j.units.Asset;
import io.github.restake4j.units.Quantity;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Instant redemption of eETH and weETH for ETH or stETH: no wait, but a fee, and only within a
 * bucket that everybody draws on and above a watermark of liquidity that has to stay.
 *
 * <p>Every method throws {@code ChainException} NOT_DEPLOYED where the deployment has no {@code
 * etherfi/EtherFiRedemptionManager}.
 */
public final class EtherFiRedemptions {
  private final Restake4j client;
  private final EtherFiAddresses addresses;
  private final EtherFiGuards guards;
  private final RedemptionReads reads;

  EtherFiRedemptions(Restake4j client, EtherFiAddresses addresses, EtherFiGuards guards) {
    this.client = client;
    this.addresses = addresses;
    this.guards = guards;
    this.reads = new RedemptionReads(client, addresses);
  }

  /** How much can be redeemed for an asset now, and the fee. */
  public Read<RedemptionLimits> limits(RedemptionAsset asset) {
    return reads.limits(asset);
  }

  /**
   * The contract's own preview, which takes <b>shares</b>, not eETH. {@link #quoteEEth} gives what
   * is really paid.
   */
  public Read<Quantity> previewRedeem(Amount<EethShares> shares, RedemptionAsset asset) {
    return reads.previewRedeem(shares, asset);
  }

  /** What redeeming an amount of eETH would pay now. */
  public Read<RedemptionQuote> quoteEEth(Amount<Eeth> amount, RedemptionAsset asset) {
    return reads.quoteEEth(amount, asset);
  }

  /** What redeeming an amount of weETH would pay now. */
  public Read<RedemptionQuote> quoteWeEth(Amount<Weeth> amount, RedemptionAsset asset) {
    return reads.quoteWeEth(amount, asset);
  }

  /**
   * Plans to redeem eETH at once. Brings its own allowance: a permit where the signer can sign one,
   * else an exact approval as its first step. The contract knows no minimum: compare {@link
   * #quoteEEth} before, or give one.
   *
   * @param amount above zero, and within {@link #limits}, which is checked before anything is
   *     signed
   * @param receiver gets the payout; a contract gets ETH with little gas (10,000 before June 2026,
   *     100,000 since)
   * @param asset what to be paid
   * @return a plan whose result is decoded from the events
   * @throws IllegalArgumentException if the amount is zero or the receiver is the zero address
   * @see <a
   *     href="https://github.com/etherfi-protocol/smart-contracts/blob/b4a0968087b178bc346cdf6bee6c0597bf4c42c7/src/withdrawals/EtherFiRedemptionManager.sol">
   *     EtherFiRedemptionManager.redeemEEth</a>
   */
  public TxPlan<Redeemed> redeemEEth(Amount<Eeth> amount, Address receiver, RedemptionAsset asset) {
    return redeemEEth(amount, receiver, asset, Optional.empty());
  }

  /**
   * Redeems eETH for at least so much; otherwise as {@link #redeemEEth(Amount, Address,
   * RedemptionAsset)}.
   *
   * <p>The contract knows no minimum. The redemption is refused with RATE_MOVED before anything is
   * signed if rate and fee of that moment pay less; should they get worse before the block, {@link
   * Redeemed#shortfall} says by how much the minimum was missed.
   *
   * @param atLeast above zero, of what the asset is paid in: ETH as {@code Wei}, stETH as an amount
   * @throws IllegalArgumentException also if the minimum is zero or of another asset
   */
  public TxPlan<Redeemed> redeemEEth(
      Amount<Eeth> amount, Address receiver, RedemptionAsset asset, Quantity atLeast) {
    return redeemEEth(
        amount,
        receiver,
        asset,
        Optional.of(checkedMinimum("EtherFiRedemptions.redeemEEth", asset, atLeast)));
  }

  private TxPlan<Redeemed> redeemEEth(
      Amount<Eeth> amount, Address receiver, RedemptionAsset asset, Optional<Quantity> atLeast) {
    return redeem(
        "EtherFiRedemptions.redeemEEth",
        new Source<>(
            amount,
            client.erc20(Read.known(addresses.eeth()), EETH),
            EethToken.DOMAIN,
            asset == RedemptionAsset.ETHER
                ? EtherFiAction.REDEEM_EETH_FOR_ETHER
                : EtherFiAction.REDEEM_EETH_FOR_STETH),
        quote -> quoteEEth(amount, quote),
        new Wanted(receiver, asset, atLeast),
        (permit, token) ->
            permit
                .map(
                    signed ->
                        EtherFiRedemptionManagerContract.redeemEEthWithPermit(
                            amount.smallest(), receiver, permitInput(signed), token))
                .orElseGet(
                    () ->
                        EtherFiRedemptionManagerContract.redeemEEth(
                            amount.smallest(), receiver, token)));
  }

  /**
   * Plans to redeem weETH at once; otherwise as {@link #redeemEEth}.
   *
   * @see <a
   *     href="https://github.com/etherfi-protocol/smart-contracts/blob/b4a0968087b178bc346cdf6bee6c0597bf4c42c7/src/withdrawals/EtherFiRedemptionManager.sol">
   *     EtherFiRedemptionManager.redeemWeEth</a>
   */
  public TxPlan<Redeemed> redeemWeEth(
      Amount<Weeth> amount, Address receiver, RedemptionAsset asset) {
    return redeemWeEth(amount, receiver, asset, Optional.empty());
  }

  /**
   * Redeems weETH for at least so much; otherwise as {@link #redeemEEth(Amount, Address,
   * RedemptionAsset, Quantity)}.
   */
  public TxPlan<Redeemed> redeemWeEth(
      Amount<Weeth> amount, Address receiver, RedemptionAsset asset, Quantity atLeast) {
    return redeemWeEth(
        amount,
        receiver,
        asset,
        Optional.of(checkedMinimum("EtherFiRedemptions.redeemWeEth", asset, atLeast)));
  }

  private static Quantity checkedMinimum(String name, RedemptionAsset asset, Quantity atLeast) {
    Quantity zero = asset.quantity(BigInteger.ZERO);
    if (atLeast.smallest().signum() == 0) {
      throw new IllegalArgumentException(name + ": a minimum of zero protects nothing");
    }
    if (!atLeast.equals(asset.quantity(atLeast.smallest()))) {
      throw new IllegalArgumentException(
          name + " pays " + zero.symbol() + ", the minimum is " + atLeast);
    }
    return atLeast;
  }

  private TxPlan<Redeemed> redeemWeEth(
      Amount<Weeth> amount, Address receiver, RedemptionAsset asset, Optional<Quantity> atLeast) {
    return redeem(
        "EtherFiRedemptions.redeemWeEth",
        new Source<>(
            amount,
            client.erc20(Read.known(addresses.weeth()), WEETH),
            WeethToken.DOMAIN,
            asset == RedemptionAsset.ETHER
                ? EtherFiAction.REDEEM_WEETH_FOR_ETHER
                : EtherFiAction.REDEEM_WEETH_FOR_STETH),
        quote -> quoteWeEth(amount, quote),
        new Wanted(receiver, asset, atLeast),
        (permit, token) ->
            permit
                .map(
                    signed ->
                        EtherFiRedemptionManagerContract.redeemWeEthWithPermit(
                            amount.smallest(), receiver, permitInput(signed), token))
                .orElseGet(
                    () ->
                        EtherFiRedemptionManagerContract.redeemWeEth(
                            amount.smallest(), receiver, token)));
  }

  /** What is given, and what that needs. */
  private record Source<U extends Asset>(
      Amount<U> amount, Erc20<U> token, TxSpec.PermitDomain domain, EtherFiAction action) {}

  /** Who gets what, and how much of it at least. */
  private record Wanted(Address receiver, RedemptionAsset asset, Optional<Quantity> atLeast) {}

  private <U extends Asset> TxPlan<Redeemed> redeem(
      String name,
      Source<U> source,
      Function<RedemptionAsset, Read<RedemptionQuote>> quote,
      Wanted wanted,
      BiFunction<Optional<TxSpec.SignedPermit>, Address, AbiCall<NoOutput>> call) {
    Amount<U> amount = source.amount();
    Address receiver = wanted.receiver();
    RedemptionAsset asset = wanted.asset();
    if (amount.isZero()) {
      throw new IllegalArgumentException(
          name + " needs an amount of " + amount.symbol() + " above zero");
    }
    if (receiver.isZero()) {
      throw new IllegalArgumentException(name + " to the zero address would lose the payout");
    }
    Address manager = addresses.redemptionManager();
    TxSpec.Builder<Redeemed> spec =
        TxSpec.<Redeemed>named(name)
            .argument("amount", amount)
            .argument("receiver", receiver)
            .argument("asset", asset.name());
    wanted.atLeast().ifPresent(minimum -> spec.argument("atLeast", minimum));
    return client.plan(
        spec.allowance(
                new TxSpec.Allowance(
                    source.token().address(),
                    Read.known(manager),
                    amount,
                    Optional.of(source.domain())))
            .checks(
                situation ->
                    EtherFiGuards.all(
                        List.of(
                            guards.running(source.action()),
                            guards.welcome(situation.from(), receiver),
                            source
                                .token()
                                .balanceOf(situation.from())
                                .map(
                                    balance ->
                                        List.of(EethToken.funds(situation, balance, amount))),
                            quote
                                .apply(asset)
                                .then(found -> quoteChecks(found, wanted.atLeast())))))
            .deltas(
                situation ->
                    quote.apply(asset).map(found -> deltas(situation, amount, receiver, found)))
            .warning("The fee is not given back; the withdrawal queue takes none, but a wait.")
            .call(
                situation ->
                    reads
                        .token(asset)
                        .map(
                            token ->
                                new TxSpec.Call(manager, call.apply(situation.permit(), token))),
                receipt -> redeemed(receipt, manager, asset, wanted.atLeast())));
  }

  private Read<List<TxSpec.Check>> quoteChecks(RedemptionQuote quote, Optional<Quantity> atLeast) {
    RedemptionLimits limits = quote.limits();
    List<TxSpec.Check> own = new ArrayList<>();
    own.add(
        new TxSpec.Check(
            RefusedException.Code.PRECONDITION,
            quote.redeemed()
                + " is within what can be redeemed at once now, "
                + limits.redeemable()
                + " (the bucket of "
                + limits.bucketCapacity()
                + " refills by "
                + limits.bucketRefillPerSecond()
                + " per second; of "
                + limits.liquidity()
                + " there, "
                + limits.lowWatermark()
                + " have to stay): wait, redeem less, or use the withdrawal queue",
            quote.canRedeem()));
    own.add(
        new TxSpec.Check(
            RefusedException.Code.PRECONDITION,
            quote.redeemed() + " pays more than nothing",
            quote.payout().smallest().signum() > 0));
    atLeast.ifPresent(
        minimum ->
            own.add(
                new TxSpec.Check(
                    RefusedException.Code.RATE_MOVED,
                    quote.redeemed()
                        + " pays "
                        + quote.payout()
                        + " now, at least "
                        + minimum
                        + " were asked for",
                    quote.payout().smallest().compareTo(minimum.smallest()) >= 0)));
    return EtherFiGuards.all(List.of(Read.known(own), guards.burnable(quote.payout())));
  }

  private static List<Explanation.Delta> deltas(
      TxSpec.Situation situation, Amount<?> amount, Address receiver, RedemptionQuote quote) {
    List<Explanation.Delta> deltas = new ArrayList<>();
    deltas.add(
        new Explanation.Delta(amount, false, amount.unit() == EETH ? "up to 2 wei less" : ""));
    if (receiver.equals(situation.from())) {
      deltas.add(
          new Explanation.Delta(
              quote.payout(),
              true,
              "at the rate and fee of this block; the contract has no bound"));
    }
    return deltas;
  }

  private Redeemed redeemed(
      Receipt receipt, Address manager, RedemptionAsset asset, Optional<Quantity> atLeast) {
    EtherFiRedemptionManagerContract.Redeemed event =
        EtherFiEvents.first(
            EtherFiRedemptionManagerContract.Redeemed.EVENT.in(receipt.logs(), manager),
            any -> true,
            "Redeemed",
            receipt);
    // the event's fourth field was the payout once and is a part of the fee now: other logs say
    // both
    BigInteger paid =
        asset == RedemptionAsset.ETHER
            ? EtherFiEvents.first(
                    EETHContract.Transfer.EVENT.in(receipt.logs(), addresses.eeth()),
                    burnt -> burnt.from().equals(manager) && burnt.to().isZero(),
                    "Transfer of the eETH burnt",
                    receipt)
                .value()
            : EtherFiEvents.first(
                    LiquidityPoolContract.EEthSharesBurnedForNonETHWithdrawal.EVENT.in(
                        receipt.logs(), addresses.pool()),
                    any -> true,
                    "EEthSharesBurnedForNonETHWithdrawal",
                    receipt)
                .withdrawalValueInETH();
    return new Redeemed(
        event.receiver(),
        asset,
        Amount.of(event.redemptionAmount(), EETH),
        asset.quantity(paid),
        Amount.of(event.feeAmountToTreasury(), EETH),
        asset.quantity(
            atLeast
                .map(minimum -> minimum.smallest().subtract(paid).max(BigInteger.ZERO))
                .orElse(BigInteger.ZERO)));
  }

  private static EtherFiRedemptionManagerContract.PermitInput permitInput(
      TxSpec.SignedPermit permit) {
    return new EtherFiRedemptionManagerContract.PermitInput(
        permit.value(), permit.deadline(), permit.v(), permit.r(), permit.s());
  }
}
