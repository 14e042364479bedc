package io.github.restake4j.etherfi;

import static io.github.restake4j.etherfi.EtherFiContract.EETH;
import static io.github.restake4j.etherfi.EtherFiContract.LIQUIDITY_POOL;
import static io.github.restake4j.etherfi.EtherFiContract.REDEMPTION_MANAGER;
import static io.github.restake4j.etherfi.EtherFiContract.WEETH;
import static io.github.restake4j.etherfi.EtherFiContract.WITHDRAW_REQUEST_NFT;

import java.util.List;

/** What users do, and which contracts must not be paused for it. */
enum EtherFiAction {
  DEPOSIT,
  TRANSFER,
  WRAP,
  REQUEST,
  CLAIM,
  REDEEM_EETH_FOR_ETHER,
  REDEEM_EETH_FOR_STETH,
  REDEEM_WEETH_FOR_ETHER,
  REDEEM_WEETH_FOR_STETH;

  List<EtherFiContract> needs(EtherFiGeneration generation) {
    return generation == EtherFiGeneration.MARCH_2026 ? march2026() : june2026();
  }

  private List<EtherFiContract> march2026() {
    return switch (this) {
      case DEPOSIT -> List.of(LIQUIDITY_POOL);
      case TRANSFER, WRAP -> List.of();
      case REQUEST, CLAIM -> List.of(LIQUIDITY_POOL, WITHDRAW_REQUEST_NFT);
      case REDEEM_EETH_FOR_ETHER, REDEEM_WEETH_FOR_ETHER ->
          List.of(LIQUIDITY_POOL, REDEMPTION_MANAGER);
      case REDEEM_EETH_FOR_STETH, REDEEM_WEETH_FOR_STETH -> List.of(REDEMPTION_MANAGER);
    };
  }

  /**
   * The tokens can be paused too. A claim burns eETH but asks neither pool nor queue; stETH does
   * not come out of the pool.
   */
  private List<EtherFiContract> june2026() {
    return switch (this) {
      case DEPOSIT -> List.of(LIQUIDITY_POOL, EETH);
      case TRANSFER, CLAIM -> List.of(EETH);
      case WRAP -> List.of(EETH, WEETH);
      case REQUEST -> List.of(LIQUIDITY_POOL, WITHDRAW_REQUEST_NFT, EETH);
      case REDEEM_EETH_FOR_ETHER -> List.of(LIQUIDITY_POOL, REDEMPTION_MANAGER, EETH);
      case REDEEM_EETH_FOR_STETH -> List.of(REDEMPTION_MANAGER, EETH);
      case REDEEM_WEETH_FOR_ETHER -> List.of(LIQUIDITY_POOL, REDEMPTION_MANAGER, EETH, WEETH);
      case REDEEM_WEETH_FOR_STETH -> List.of(REDEMPTION_MANAGER, EETH, WEETH);
    };
  }
}
