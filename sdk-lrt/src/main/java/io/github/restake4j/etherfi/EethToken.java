package io.github.restake4j.etherfi;

import static io.github.restake4j.etherfi.Eeth.EETH;
import static io.github.restake4j.etherfi.EethShares.EETH_SHARES;

import io.github.restake4j.Restake4j;
import io.github.restake4j.erc20.Erc20;
import io.github.restake4j.error.RefusedException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.etherfi.contract.EETHContract;
import io.github.restake4j.etherfi.contract.LiquidityPoolContract;
import io.github.restake4j.read.Read;
import io.github.restake4j.tx.Explanation;
import io.github.restake4j.tx.TxPlan;
import io.github.restake4j.tx.TxSpec;
import io.github.restake4j.units.Amount;
import java.util.List;

/**
 * eETH. Balances are shares times the rate, rounded down: they move with every oracle report, and a
 * transfer of an amount moves the shares that amount is worth, so that a wei or two less may
 * arrive. eETH has no function that moves shares; whoever has to deliver exactly, delivers weETH.
 */
public final class EethToken {
  /** EIP-712 domain of eETH permits; not the token's {@code name()}. */
  static final TxSpec.PermitDomain DOMAIN = new TxSpec.PermitDomain("EETH", "1");

  private final Restake4j client;
  private final EtherFiAddresses addresses;
  private final EtherFiGuards guards;
  private final Erc20<Eeth> erc20;

  EethToken(Restake4j client, EtherFiAddresses addresses, EtherFiGuards guards) {
    this.client = client;
    this.addresses = addresses;
    this.guards = guards;
    this.erc20 = client.erc20(Read.known(addresses.eeth()), EETH);
  }

  /** eETH as an ERC-20 token: allowances, plain transfers, supply. */
  public Erc20<Eeth> erc20() {
    return erc20;
  }

  /** eETH of an account at this block. */
  public Read<Amount<Eeth>> balanceOf(Address owner) {
    return erc20.balanceOf(owner);
  }

  /** Shares of an account; these only move when somebody moves them. */
  public Read<Amount<EethShares>> sharesOf(Address owner) {
    return client
        .call(addresses.eeth(), EETHContract.shares(owner))
        .map(shares -> Amount.of(shares, EETH_SHARES));
  }

  /** Shares that an amount of eETH is worth, rounded down as the contract does. */
  public Read<Amount<EethShares>> sharesFor(Amount<Eeth> amount) {
    return client
        .call(addresses.pool(), LiquidityPoolContract.sharesForAmount(amount.smallest()))
        .map(shares -> Amount.of(shares, EETH_SHARES));
  }

  /**
   * Shares that are burnt when an amount is paid out, rounded up as the contract does in its own
   * favour.
   */
  public Read<Amount<EethShares>> sharesForWithdrawal(Amount<Eeth> amount) {
    return client
        .call(addresses.pool(), LiquidityPoolContract.sharesForWithdrawalAmount(amount.smallest()))
        .map(shares -> Amount.of(shares, EETH_SHARES));
  }

  /** eETH that shares are worth, rounded down as the contract does. */
  public Read<Amount<Eeth>> eethFor(Amount<EethShares> shares) {
    return client
        .call(addresses.pool(), LiquidityPoolContract.amountForShare(shares.smallest()))
        .map(amount -> Amount.of(amount, EETH));
  }

  /**
   * Plans to give eETH away. What moves are the shares the amount is worth when mined, rounded
   * down; giving a whole balance may leave one share.
   *
   * @param to not the zero address
   * @param amount above zero
   * @return a plan whose result says which shares moved
   * @throws IllegalArgumentException if {@code to} is the zero address or the amount is zero
   * @see <a
   *     href="https://github.com/etherfi-protocol/smart-contracts/blob/b4a0968087b178bc346cdf6bee6c0597bf4c42c7/src/core/EETH.sol">
   *     EETH.transfer</a>
   */
  public TxPlan<EethTransferred> transfer(Address to, Amount<Eeth> amount) {
    if (to.isZero()) {
      throw new IllegalArgumentException(
          "EethToken.transfer to the zero address would lose the eETH");
    }
    if (amount.isZero()) {
      throw new IllegalArgumentException("EethToken.transfer needs an amount of eETH above zero");
    }
    return client.plan(
        TxSpec.<EethTransferred>named("EethToken.transfer")
            .argument("to", to)
            .argument("amount", amount)
            .checks(
                situation ->
                    EtherFiGuards.all(
                        List.of(
                            guards.running(EtherFiAction.TRANSFER),
                            guards.welcome(situation.from(), to),
                            balanceOf(situation.from())
                                .map(
                                    balance ->
                                        List.of(
                                            notTheToken(to), funds(situation, balance, amount))))))
            .deltas(
                situation ->
                    sharesFor(amount)
                        .map(
                            shares ->
                                List.of(
                                    new Explanation.Delta(amount, false, "up to 2 wei less"),
                                    new Explanation.Delta(
                                        shares, false, "at the rate of this block"))))
            .call(
                situation ->
                    Read.known(
                        new TxSpec.Call(
                            addresses.eeth(), EETHContract.transfer(to, amount.smallest()))),
                receipt -> transferred(receipt, to, amount)));
  }

  private TxSpec.Check notTheToken(Address to) {
    return new TxSpec.Check(
        RefusedException.Code.PRECONDITION,
        "the receiver is not eETH itself, " + addresses.eeth(),
        !to.equals(addresses.eeth()));
  }

  static TxSpec.Check funds(TxSpec.Situation situation, Amount<?> balance, Amount<?> needed) {
    return new TxSpec.Check(
        RefusedException.Code.INSUFFICIENT_FUNDS,
        situation.from() + " has " + balance + "; needed: " + needed,
        balance.smallest().compareTo(needed.smallest()) >= 0);
  }

  private EethTransferred transferred(Receipt receipt, Address to, Amount<Eeth> amount) {
    EETHContract.Transfer moved =
        EtherFiEvents.first(
            EETHContract.Transfer.EVENT.in(receipt.logs(), addresses.eeth()),
            event -> event.to().equals(to) && event.value().equals(amount.smallest()),
            "Transfer of " + amount + " to " + to,
            receipt);
    EETHContract.TransferShares shares =
        EtherFiEvents.first(
            EETHContract.TransferShares.EVENT.in(receipt.logs(), addresses.eeth()),
            event -> event.to().equals(to) && event.from().equals(moved.from()),
            "TransferShares to " + to,
            receipt);
    return new EethTransferred(
        moved.from(), to, amount, Amount.of(shares.sharesValue(), EETH_SHARES));
  }
}
