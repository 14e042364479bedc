package io.github.restake4j.etherfi;

import static io.github.restake4j.etherfi.Eeth.EETH;

import io.github.restake4j.Restake4j;
import io.github.restake4j.eth.Address;
import io.github.restake4j.etherfi.contract.EtherFiRedemptionManagerContract;
import io.github.restake4j.etherfi.contract.LiquidityPoolContract;
import io.github.restake4j.etherfi.contract.WeETHContract;
import io.github.restake4j.read.Read;
import io.github.restake4j.units.Amount;
import io.github.restake4j.units.Quantity;
import java.math.BigInteger;
import java.util.List;

/** What can be read of the redemption manager. */
final class RedemptionReads {
  /** {@code EtherFiRedemptionManager.ETH_ADDRESS}: stands for ETH. */
  private static final Address ETHER = Address.parse("0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE");

  private static final BigInteger BPS = BigInteger.valueOf(10_000);

  /** The bucket counts in millionths of an ether. */
  private static final BigInteger BUCKET_UNIT = BigInteger.TEN.pow(12);

  private final Restake4j client;
  private final EtherFiAddresses addresses;
  private final Read<Address> steth;

  RedemptionReads(Restake4j client, EtherFiAddresses addresses) {
    this.client = client;
    this.addresses = addresses;
    this.steth =
        addresses
            .find(EtherFiContract.REDEMPTION_MANAGER.contractName())
            .map(manager -> client.call(manager, EtherFiRedemptionManagerContract.lido()).once())
            .orElseGet(() -> Read.known(Address.ZERO));
  }

  Read<Address> token(RedemptionAsset asset) {
    return asset == RedemptionAsset.ETHER ? Read.known(ETHER) : steth;
  }

  /** How much can be redeemed for an asset now, and the fee. */
  Read<RedemptionLimits> limits(RedemptionAsset asset) {
    Address manager = addresses.redemptionManager();
    return token(asset)
        .then(
            token -> {
              Read<List<BigInteger>> amounts =
                  Read.all(
                      List.of(
                          client.call(
                              manager,
                              EtherFiRedemptionManagerContract.totalRedeemableAmount(token)),
                          client.call(
                              manager,
                              EtherFiRedemptionManagerContract.getInstantLiquidityAmount(token)),
                          client.call(
                              manager, EtherFiRedemptionManagerContract.lowWatermarkInETH(token))));
              return Read.zip(
                  amounts,
                  client.call(
                      manager, EtherFiRedemptionManagerContract.tokenToRedemptionInfo(token)),
                  (found, info) ->
                      new RedemptionLimits(
                          asset,
                          Amount.of(found.get(0), EETH),
                          asset.quantity(found.get(1)),
                          asset.quantity(found.get(2)),
                          bucket(info.limit().capacity()),
                          bucket(info.limit().remaining()),
                          bucket(info.limit().refillRate()),
                          info.exitFeeInBps(),
                          info.exitFeeSplitToTreasuryInBps()));
            });
  }

  private static Amount<Eeth> bucket(BigInteger units) {
    return Amount.of(units.multiply(BUCKET_UNIT), EETH);
  }

  /**
   * The contract's own preview, which takes <b>shares</b>, not eETH. {@link #quoteEEth} gives what
   * is really paid.
   */
  Read<Quantity> previewRedeem(Amount<EethShares> shares, RedemptionAsset asset) {
    Address manager = addresses.redemptionManager();
    return token(asset)
        .then(
            token ->
                client.call(
                    manager,
                    EtherFiRedemptionManagerContract.previewRedeem(shares.smallest(), token)))
        .map(asset::quantity);
  }

  /** What redeeming an amount of eETH would pay now. */
  Read<RedemptionQuote> quoteEEth(Amount<Eeth> amount, RedemptionAsset asset) {
    Address manager = addresses.redemptionManager();
    Read<BigInteger> shares =
        client.call(addresses.pool(), LiquidityPoolContract.sharesForAmount(amount.smallest()));
    // the contract takes the fee from the shares, then asks what the rest is worth
    Read<Priced> priced =
        Read.zip(limits(asset), shares, Terms::new)
            .then(
                terms ->
                    client
                        .call(
                            addresses.pool(),
                            LiquidityPoolContract.amountForShare(
                                terms
                                    .shares()
                                    .multiply(
                                        BPS.subtract(
                                            BigInteger.valueOf(terms.limits().exitFeeBps())))
                                    .divide(BPS)))
                        .map(payout -> new Priced(terms.limits(), payout)));
    Read<Boolean> allowed =
        token(asset)
            .then(
                token ->
                    client.call(
                        manager,
                        EtherFiRedemptionManagerContract.canRedeem(amount.smallest(), token)));
    return Read.zip(
        priced,
        allowed,
        (price, can) ->
            new RedemptionQuote(amount, asset.quantity(price.payout()), can, price.limits()));
  }

  /** What redeeming an amount of weETH would pay now. */
  Read<RedemptionQuote> quoteWeEth(Amount<Weeth> amount, RedemptionAsset asset) {
    addresses.redemptionManager();
    return client
        .call(addresses.weeth(), WeETHContract.getEETHByWeETH(amount.smallest()))
        .then(worth -> quoteEEth(Amount.of(worth, EETH), asset));
  }

  private record Terms(RedemptionLimits limits, BigInteger shares) {}

  private record Priced(RedemptionLimits limits, BigInteger payout) {}
}
