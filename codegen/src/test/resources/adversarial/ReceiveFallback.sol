// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract ReceiveFallback {
    receive() external payable {}
    fallback() external payable {}
    function receive_(uint256 a) external {}
}
