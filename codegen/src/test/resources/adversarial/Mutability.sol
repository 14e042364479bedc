// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Mutability {
    uint256 transient public t;
    function a() external pure returns (uint256) {}
    function b() external view returns (uint256) {}
    function c() external payable returns (uint256) {}
    function d() external returns (uint256) {}
}
