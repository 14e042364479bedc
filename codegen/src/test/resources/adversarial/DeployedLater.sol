// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract DeployedLater {
    uint256 public immutable cap;
    constructor(uint256 cap_) {
        cap = cap_;
    }
    function add(uint256 a, uint256 b) external pure returns (uint256) {
        return a + b;
    }
}
