// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract MultiDimensional {
    function f(uint256[2][3][4] calldata a, string[][2][] calldata b) external returns (bytes[3][][2] memory, bool[1][1][1] memory) {}
    event E(uint8[2][2] a, address[][] b);
    error Er(int8[3][] a, bytes4[2][3] b);
    uint256[][3] public u;
    mapping(uint256 => string[4][]) public m;
}
