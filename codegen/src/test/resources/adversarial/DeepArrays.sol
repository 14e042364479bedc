// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

interface DeepArrays {
    function f(uint256[][][][][][][][][][][][][][][][][][][][][][][][][][][][][][] calldata a) external;
    function g(string[1][1][1][1][1][1][1][1][1][1][1][1] calldata a) external returns (uint8[1][][1][][1][][1][][1][][1][][1][][1][] memory);
    event E(bool[2][2][2][2][2][2] a);
    error Er(int256[][1][][1][][1][][1][][1][][1] a);
}
