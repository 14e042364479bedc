package io.github.restake4j.etherfi;

import static io.github.restake4j.etherfi.Eeth.EETH;
import static io.github.restake4j.etherfi.EethShares.EETH_SHARES;
import static io.github.restake4j.etherfi.Weeth.WEETH;

import io.github.restake4j.Restake4j;
import io.github.restake4j.erc20.Erc20;
import io.github.restake4j.error.RefusedException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.etherfi.contract.EETHContract;
import io.github.restake4j.etherfi.contract.WeETHContract;
import io.github.restake4j.read.Read;
import io.github.restake4j.tx.Explanation;
import io.github.restake4j.tx.TxPlan;
import io.github.restake4j.tx.TxSpec;
import io.github.restake4j.units.Amount;
import io.github.restake4j.units.Rate;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * weETH: eETH in a wrapper whose balances do not move; their worth does. Transfers are exact:
 * {@link #erc20}.
 */
public final class WeethToken {
  /** EIP-712 domain of weETH permits. */
  static final TxSpec.PermitDomain DOMAIN = new TxSpec.PermitDomain("Wrapped eETH", "1");

  /** The scale of {@code WeETH.getRate()}. */
  private static final BigInteger ONE = BigInteger.TEN.pow(18);

  private final Restake4j client;
  private final EtherFiAddresses addresses;
  private final EtherFiGuards guards;
  private final Erc20<Weeth> erc20;

  WeethToken(Restake4j client, EtherFiAddresses addresses, EtherFiGuards guards) {
    this.client = client;
    this.addresses = addresses;
    this.guards = guards;
    this.erc20 = client.erc20(Read.known(addresses.weeth()), WEETH);
  }

  /** weETH as an ERC-20 token: allowances, transfers, supply. */
  public Erc20<Weeth> erc20() {
    return erc20;
  }

  /** weETH of an account. */
  public Read<Amount<Weeth>> balanceOf(Address owner) {
    return erc20.balanceOf(owner);
  }

  /**
   * eETH per weETH as {@code getRate()} says it, cut off after 18 digits. To convert an amount to
   * the last wei ask {@link #weethFor}, {@link #eethFor} or {@link EtherFi#shareRate}.
   */
  public Read<Rate> rate() {
    return client.call(addresses.weeth(), WeETHContract.getRate()).map(eeth -> new Rate(eeth, ONE));
  }

  /** What wrapping an amount would give at this block, rounded down as the contract does. */
  public Read<Amount<Weeth>> weethFor(Amount<Eeth> amount) {
    return client
        .call(addresses.weeth(), WeETHContract.getWeETHByeETH(amount.smallest()))
        .map(wrapped -> Amount.of(wrapped, WEETH));
  }

  /** What unwrapping an amount would give at this block, rounded down as the contract does. */
  public Read<Amount<Eeth>> eethFor(Amount<Weeth> amount) {
    return client
        .call(addresses.weeth(), WeETHContract.getEETHByWeETH(amount.smallest()))
        .map(plain -> Amount.of(plain, EETH));
  }

  /**
   * Plans to wrap eETH. Brings its own allowance: a permit where the signer can sign one, else an
   * exact approval as its first step.
   *
   * @param amount above zero; not below what one share is worth, or nothing would be minted
   * @return a plan whose result is decoded from the transfer events
   * @throws IllegalArgumentException if the amount is zero
   * @see <a
   *     href="https://github.com/etherfi-protocol/smart-contracts/blob/b4a0968087b178bc346cdf6bee6c0597bf4c42c7/src/core/WeETH.sol">
   *     WeETH.wrap, wrapWithPermit</a>
   */
  public TxPlan<Wrapped> wrap(Amount<Eeth> amount) {
    if (amount.isZero()) {
      throw new IllegalArgumentException("WeethToken.wrap needs an amount of eETH above zero");
    }
    return client.plan(
        TxSpec.<Wrapped>named("WeethToken.wrap")
            .argument("amount", amount)
            .allowance(
                new TxSpec.Allowance(
                    Read.known(addresses.eeth()),
                    Read.known(addresses.weeth()),
                    amount,
                    Optional.of(EethToken.DOMAIN)))
            .checks(situation -> wrapChecks(situation, amount))
            .deltas(
                situation ->
                    weethFor(amount)
                        .map(
                            minted ->
                                List.of(
                                    new Explanation.Delta(amount, false, "up to 2 wei less"),
                                    new Explanation.Delta(
                                        minted, true, "at the rate of this block"))))
            .call(
                situation ->
                    Read.known(
                        new TxSpec.Call(
                            addresses.weeth(),
                            situation
                                .permit()
                                .map(
                                    permit ->
                                        WeETHContract.wrapWithPermit(
                                            amount.smallest(), permitInput(permit)))
                                .orElseGet(() -> WeETHContract.wrap(amount.smallest())))),
                receipt -> wrapped(receipt, true)));
  }

  private Read<List<TxSpec.Check>> wrapChecks(TxSpec.Situation situation, Amount<Eeth> amount) {
    Read<List<TxSpec.Check>> own =
        Read.zip(
            client.erc20(Read.known(addresses.eeth()), EETH).balanceOf(situation.from()),
            weethFor(amount),
            (balance, minted) ->
                List.of(
                    EethToken.funds(situation, balance, amount),
                    new TxSpec.Check(
                        RefusedException.Code.PRECONDITION,
                        amount + " wraps into more than nothing",
                        !minted.isZero())));
    return EtherFiGuards.all(
        List.of(guards.running(EtherFiAction.WRAP), guards.welcome(situation.from()), own));
  }

  /**
   * Plans to unwrap weETH. Needs no allowance.
   *
   * @param amount above zero
   * @return a plan whose result is decoded from the transfer events; the eETH that arrives may be a
   *     wei or two below what the rate says
   * @throws IllegalArgumentException if the amount is zero
   * @see <a
   *     href="https://github.com/etherfi-protocol/smart-contracts/blob/b4a0968087b178bc346cdf6bee6c0597bf4c42c7/src/core/WeETH.sol">
   *     WeETH.unwrap</a>
   */
  public TxPlan<Wrapped> unwrap(Amount<Weeth> amount) {
    if (amount.isZero()) {
      throw new IllegalArgumentException("WeethToken.unwrap needs an amount of weETH above zero");
    }
    return client.plan(
        TxSpec.<Wrapped>named("WeethToken.unwrap")
            .argument("amount", amount)
            .checks(
                situation ->
                    EtherFiGuards.all(
                        List.of(
                            guards.running(EtherFiAction.WRAP),
                            guards.welcome(situation.from()),
                            balanceOf(situation.from())
                                .map(
                                    balance ->
                                        List.of(EethToken.funds(situation, balance, amount))))))
            .deltas(
                situation ->
                    eethFor(amount)
                        .map(
                            plain ->
                                List.of(
                                    new Explanation.Delta(amount, false, ""),
                                    new Explanation.Delta(
                                        plain,
                                        true,
                                        "at the rate of this block; up to 2 wei less"))))
            .call(
                situation ->
                    Read.known(
                        new TxSpec.Call(
                            addresses.weeth(), WeETHContract.unwrap(amount.smallest()))),
                receipt -> wrapped(receipt, false)));
  }

  private Wrapped wrapped(Receipt receipt, boolean wrapping) {
    Address wrapper = addresses.weeth();
    WeETHContract.Transfer token =
        EtherFiEvents.first(
            WeETHContract.Transfer.EVENT.in(receipt.logs(), wrapper),
            event -> wrapping ? event.from().isZero() : event.to().isZero(),
            "Transfer of weETH",
            receipt);
    EETHContract.Transfer eeth =
        EtherFiEvents.first(
            EETHContract.Transfer.EVENT.in(receipt.logs(), addresses.eeth()),
            event -> wrapper.equals(wrapping ? event.to() : event.from()),
            "Transfer of eETH",
            receipt);
    EETHContract.TransferShares shares =
        EtherFiEvents.first(
            EETHContract.TransferShares.EVENT.in(receipt.logs(), addresses.eeth()),
            event -> wrapper.equals(wrapping ? event.to() : event.from()),
            "TransferShares of eETH",
            receipt);
    return new Wrapped(
        wrapping ? token.to() : token.from(),
        Amount.of(eeth.value(), EETH),
        Amount.of(token.value(), WEETH),
        Amount.of(shares.sharesValue(), EETH_SHARES));
  }

  private static WeETHContract.PermitInput permitInput(TxSpec.SignedPermit permit) {
    return new WeETHContract.PermitInput(
        permit.value(), permit.deadline(), permit.v(), permit.r(), permit.s());
  }
}
