// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Unnamed {
    struct S {
        uint256 a;
    }
    function f(uint256, uint256, S calldata, S[] calldata) external returns (uint256, S memory, string memory) {}
    event E(uint256, address indexed, S);
    error Er(uint256, S[2]);
    function g(uint256 arg1, uint256, uint256 arg0) external returns (uint256 value1, uint256, uint256 value0) {}
    event G(uint256 value1, uint256);
}
