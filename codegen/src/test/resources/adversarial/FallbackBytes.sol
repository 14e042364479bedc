// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract FallbackBytes {
    fallback(bytes calldata a) external returns (bytes memory) {
        return a;
    }
    function receive(uint256 x) external {}
    function fallback_() external {}
}
