package io.github.restake4j.etherfi;

/** The contracts of ether.fi that can be paused, under the names a deployment has for them. */
public enum EtherFiContract {
  /** Takes deposits and withdrawal requests. */
  LIQUIDITY_POOL("LiquidityPool"),
  /** The eETH token. */
  EETH("EETH"),
  /** The weETH token. */
  WEETH("WeETH"),
  /** The withdrawal queue's ERC-721 token. */
  WITHDRAW_REQUEST_NFT("WithdrawRequestNFT"),
  /** Instant redemptions. */
  REDEMPTION_MANAGER("EtherFiRedemptionManager");

  private final String contractName;

  EtherFiContract(String contractName) {
    this.contractName = contractName;
  }

  /** The name in the protocol's repository and in a deployment: {@code WithdrawRequestNFT}. */
  public String contractName() {
    return contractName;
  }
}
