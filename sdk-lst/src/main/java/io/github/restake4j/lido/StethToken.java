package io.github.restake4j.lido;

import static io.github.restake4j.lido.LidoShares.SHARES;
import static io.github.restake4j.lido.Steth.STETH;

import io.github.restake4j.Restake4j;
import io.github.restake4j.erc20.Erc20;
import io.github.restake4j.error.RefusedException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.lido.contract.LidoContract;
import io.github.restake4j.read.Read;
import io.github.restake4j.tx.TxPlan;
import io.github.restake4j.tx.TxSpec;
import io.github.restake4j.units.Amount;
import java.util.List;

/**
 * stETH. Balances are shares times the rate, rounded down: they move with every oracle report, and
 * a transfer of an amount moves the shares that amount is worth, so that one or two wei less may
 * arrive. {@link #transferShares} is exact.
 */
public final class StethToken {
  /**
   * EIP-712 domain of stETH permits; stETH's own {@code eip712Domain()} has four outputs and is not
   * ERC-5267.
   */
  static final TxSpec.PermitDomain DOMAIN = new TxSpec.PermitDomain("Liquid staked Ether 2.0", "2");

  private final Restake4j client;
  private final LidoAddresses addresses;
  private final Erc20<Steth> erc20;

  StethToken(Restake4j client, LidoAddresses addresses) {
    this.client = client;
    this.addresses = addresses;
    this.erc20 = client.erc20(addresses.lido(), STETH);
  }

  /** stETH as an ERC-20 token: allowances, plain transfers, supply. */
  public Erc20<Steth> erc20() {
    return erc20;
  }

  /** stETH of an account at this block. */
  public Read<Amount<Steth>> balanceOf(Address owner) {
    return erc20.balanceOf(owner);
  }

  /** Shares of an account; these only move when somebody moves them. */
  public Read<Amount<LidoShares>> sharesOf(Address owner) {
    return addresses
        .lido()
        .then(lido -> client.call(lido, LidoContract.sharesOf(owner)))
        .map(shares -> Amount.of(shares, SHARES));
  }

  /** Shares that an amount of stETH is worth, rounded down as the contract does. */
  public Read<Amount<LidoShares>> sharesFor(Amount<Steth> amount) {
    return addresses
        .lido()
        .then(lido -> client.call(lido, LidoContract.getSharesByPooledEth(amount.smallest())))
        .map(shares -> Amount.of(shares, SHARES));
  }

  /** stETH that shares are worth, rounded down as the contract does. */
  public Read<Amount<Steth>> stethFor(Amount<LidoShares> shares) {
    return addresses
        .lido()
        .then(lido -> client.call(lido, LidoContract.getPooledEthByShares(shares.smallest())))
        .map(steth -> Amount.of(steth, STETH));
  }

  /**
   * Plans to give shares away: exactly these arrive, whatever the rate. To give all, give {@link
   * #sharesOf} the sender.
   *
   * @param to not the zero address, nor stETH itself
   * @param shares above zero
   * @return a plan whose result is the stETH that the shares were worth when mined
   * @throws IllegalArgumentException if {@code to} is the zero address or {@code shares} is zero
   * @see <a
   *     href="https://github.com/lidofinance/core/blob/372b02e197df61fdf1a443de18acb514804b828d/contracts/0.4.24/StETH.sol">
   *     StETH.transferShares</a>
   */
  public TxPlan<Amount<Steth>> transferShares(Address to, Amount<LidoShares> shares) {
    if (to.isZero()) {
      throw new IllegalArgumentException(
          "StethToken.transferShares to the zero address would lose the shares");
    }
    if (shares.isZero()) {
      throw new IllegalArgumentException("StethToken.transferShares needs shares above zero");
    }
    return client.plan(
        TxSpec.<Amount<Steth>>named("StethToken.transferShares")
            .argument("to", to)
            .argument("shares", shares)
            .checks(
                situation ->
                    Read.zip(
                        sharesOf(situation.from()),
                        addresses.lido(),
                        (owned, lido) ->
                            List.of(
                                new TxSpec.Check(
                                    RefusedException.Code.INSUFFICIENT_FUNDS,
                                    situation.from()
                                        + " has "
                                        + owned
                                        + " of the "
                                        + shares
                                        + " to give",
                                    owned.compareTo(shares) >= 0),
                                new TxSpec.Check(
                                    RefusedException.Code.PRECONDITION,
                                    "the receiver is not stETH itself",
                                    !to.equals(lido)))))
            .call(
                situation ->
                    addresses
                        .lido()
                        .map(
                            lido ->
                                new TxSpec.Call(
                                    lido, LidoContract.transferShares(to, shares.smallest()))),
                receipt -> moved(receipt, to)));
  }

  private Amount<Steth> moved(Receipt receipt, Address to) {
    return LidoEvents.one(
        LidoContract.Transfer.EVENT.in(receipt.logs(), addresses.known()),
        event -> event.to().equals(to),
        event -> Amount.of(event.value(), STETH),
        "Transfer to " + to,
        receipt);
  }
}
