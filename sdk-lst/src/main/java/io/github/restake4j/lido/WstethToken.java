package io.github.restake4j.lido;

import static io.github.restake4j.lido.Steth.STETH;
import static io.github.restake4j.lido.Wsteth.WSTETH;

import io.github.restake4j.Restake4j;
import io.github.restake4j.erc20.Erc20;
import io.github.restake4j.error.RefusedException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.lido.contract.LidoContract;
import io.github.restake4j.lido.contract.WstETHContract;
import io.github.restake4j.read.Read;
import io.github.restake4j.tx.Explanation;
import io.github.restake4j.tx.TxPlan;
import io.github.restake4j.tx.TxSpec;
import io.github.restake4j.units.Amount;
import java.util.List;
import java.util.Optional;

/** wstETH: stETH in a wrapper whose balances do not move; their worth does. */
public final class WstethToken {
  /** EIP-712 domain of wstETH permits. */
  static final TxSpec.PermitDomain DOMAIN =
      new TxSpec.PermitDomain("Wrapped liquid staked Ether 2.0", "1");

  private final Restake4j client;
  private final LidoAddresses addresses;
  private final Erc20<Wsteth> erc20;

  WstethToken(Restake4j client, LidoAddresses addresses) {
    this.client = client;
    this.addresses = addresses;
    this.erc20 = client.erc20(addresses.wsteth(), WSTETH);
  }

  /** wstETH as an ERC-20 token: allowances, transfers, supply. */
  public Erc20<Wsteth> erc20() {
    return erc20;
  }

  /** wstETH of an account. */
  public Read<Amount<Wsteth>> balanceOf(Address owner) {
    return erc20.balanceOf(owner);
  }

  /** What wrapping an amount would give at this block, rounded down as the contract does. */
  public Read<Amount<Wsteth>> wstethFor(Amount<Steth> amount) {
    return addresses
        .wsteth()
        .then(wsteth -> client.call(wsteth, WstETHContract.getWstETHByStETH(amount.smallest())))
        .map(wrapped -> Amount.of(wrapped, WSTETH));
  }

  /** What unwrapping an amount would give at this block, rounded down as the contract does. */
  public Read<Amount<Steth>> stethFor(Amount<Wsteth> amount) {
    return addresses
        .wsteth()
        .then(wsteth -> client.call(wsteth, WstETHContract.getStETHByWstETH(amount.smallest())))
        .map(plain -> Amount.of(plain, STETH));
  }

  /**
   * Plans to wrap stETH. Brings its own exact approval as a first transaction where the allowance
   * is too small: the wrapper takes no permit.
   *
   * @param amount above zero; not below what one share is worth, or nothing would be minted
   * @return a plan whose result is decoded from the transfer events
   * @throws IllegalArgumentException if the amount is zero
   * @see <a
   *     href="https://github.com/lidofinance/core/blob/372b02e197df61fdf1a443de18acb514804b828d/contracts/0.6.12/WstETH.sol">
   *     WstETH.wrap</a>
   */
  public TxPlan<Wrapped> wrap(Amount<Steth> amount) {
    if (amount.isZero()) {
      throw new IllegalArgumentException("WstethToken.wrap needs an amount of stETH above zero");
    }
    return client.plan(
        TxSpec.<Wrapped>named("WstethToken.wrap")
            .argument("amount", amount)
            .allowance(
                new TxSpec.Allowance(
                    addresses.lido(), addresses.wsteth(), amount, Optional.empty()))
            .checks(
                situation ->
                    Read.zip(
                        client.erc20(addresses.lido(), STETH).balanceOf(situation.from()),
                        wstethFor(amount),
                        (balance, minted) ->
                            List.of(
                                funds(
                                    situation.from(),
                                    balance.toString(),
                                    amount.toString(),
                                    balance.compareTo(amount) >= 0),
                                new TxSpec.Check(
                                    RefusedException.Code.PRECONDITION,
                                    amount + " wraps into more than nothing",
                                    !minted.isZero()))))
            .deltas(
                situation ->
                    wstethFor(amount)
                        .map(
                            minted ->
                                List.of(
                                    new Explanation.Delta(amount, false, "up to 2 wei less"),
                                    new Explanation.Delta(
                                        minted, true, "at the rate of this block"))))
            .call(
                situation ->
                    addresses
                        .wsteth()
                        .map(
                            wsteth ->
                                new TxSpec.Call(wsteth, WstETHContract.wrap(amount.smallest()))),
                receipt -> wrapped(receipt, true)));
  }

  /**
   * Plans to unwrap wstETH. Needs no allowance.
   *
   * @param amount above zero
   * @return a plan whose result is decoded from the transfer events; the stETH that arrives may be
   *     a wei or two below what the rate says
   * @throws IllegalArgumentException if the amount is zero
   * @see <a
   *     href="https://github.com/lidofinance/core/blob/372b02e197df61fdf1a443de18acb514804b828d/contracts/0.6.12/WstETH.sol">
   *     WstETH.unwrap</a>
   */
  public TxPlan<Wrapped> unwrap(Amount<Wsteth> amount) {
    if (amount.isZero()) {
      throw new IllegalArgumentException("WstethToken.unwrap needs an amount of wstETH above zero");
    }
    return client.plan(
        TxSpec.<Wrapped>named("WstethToken.unwrap")
            .argument("amount", amount)
            .checks(
                situation ->
                    balanceOf(situation.from())
                        .map(
                            balance ->
                                List.of(
                                    funds(
                                        situation.from(),
                                        balance.toString(),
                                        amount.toString(),
                                        balance.compareTo(amount) >= 0))))
            .deltas(
                situation ->
                    stethFor(amount)
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
                    addresses
                        .wsteth()
                        .map(
                            wsteth ->
                                new TxSpec.Call(wsteth, WstETHContract.unwrap(amount.smallest()))),
                receipt -> wrapped(receipt, false)));
  }

  static TxSpec.Check funds(Address owner, String has, String needs, boolean enough) {
    return new TxSpec.Check(
        RefusedException.Code.INSUFFICIENT_FUNDS,
        owner + " has " + has + "; needed: " + needs,
        enough);
  }

  private Wrapped wrapped(Receipt receipt, boolean wrapping) {
    Address wrapper = addresses.wsteth().now();
    WstETHContract.Transfer token =
        LidoEvents.one(
            WstETHContract.Transfer.EVENT.in(receipt.logs(), wrapper),
            event -> wrapping ? event.from().isZero() : event.to().isZero(),
            event -> event,
            "Transfer of wstETH",
            receipt);
    Address owner = wrapping ? token.to() : token.from();
    Amount<Steth> steth =
        LidoEvents.one(
            LidoContract.Transfer.EVENT.in(receipt.logs(), addresses.known()),
            event -> wrapping ? event.to().equals(wrapper) : event.from().equals(wrapper),
            event -> Amount.of(event.value(), STETH),
            "Transfer of stETH",
            receipt);
    return new Wrapped(owner, steth, Amount.of(token.value(), WSTETH));
  }
}
