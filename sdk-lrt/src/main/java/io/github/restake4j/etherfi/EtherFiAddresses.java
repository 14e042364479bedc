package io.github.restake4j.etherfi;

import io.github.restake4j.deployments.Deployment;
import io.github.restake4j.eth.Address;
import java.util.Optional;

/** Where ether.fi's contracts are, from the client's deployment. */
final class EtherFiAddresses {
  private static final String PROTOCOL = "etherfi";

  private final Deployment deployment;
  private final Address pool;
  private final Address eeth;
  private final Address weeth;
  private final Address requests;

  EtherFiAddresses(Deployment deployment) {
    this.deployment = deployment;
    this.pool = address(EtherFiContract.LIQUIDITY_POOL);
    this.eeth = address(EtherFiContract.EETH);
    this.weeth = address(EtherFiContract.WEETH);
    this.requests = address(EtherFiContract.WITHDRAW_REQUEST_NFT);
  }

  Address pool() {
    return pool;
  }

  Address eeth() {
    return eeth;
  }

  Address weeth() {
    return weeth;
  }

  Address requests() {
    return requests;
  }

  /** Not every network has one. */
  Address redemptionManager() {
    return address(EtherFiContract.REDEMPTION_MANAGER);
  }

  Address address(EtherFiContract contract) {
    return deployment.address(PROTOCOL, contract.contractName());
  }

  Optional<Address> find(String contract) {
    return deployment.find(PROTOCOL, contract).map(Deployment.Entry::address);
  }
}
