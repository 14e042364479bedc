package io.github.restake4j.eigenlayer;

import io.github.restake4j.deployments.Deployment;
import io.github.restake4j.eth.Address;

/** Where EigenLayer's contracts are, from the client's deployment. */
record EigenAddresses(
    Address strategyManager,
    Address delegationManager,
    Address allocationManager,
    Address eigenPodManager) {
  private static final String PROTOCOL = "eigenlayer";

  static EigenAddresses of(Deployment deployment) {
    return new EigenAddresses(
        deployment.address(PROTOCOL, "StrategyManager"),
        deployment.address(PROTOCOL, "DelegationManager"),
        deployment.address(PROTOCOL, "AllocationManager"),
        deployment.address(PROTOCOL, "EigenPodManager"));
  }
}
