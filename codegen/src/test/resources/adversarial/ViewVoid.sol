// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract ViewVoid {
    function a() external view {}
    function b(uint256 x) external pure {}
    function c() external payable {}
    function d() external {}
}
