// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

interface FixedArrays {
    struct P {
        uint8 a;
        bool b;
    }
    struct D {
        string s;
    }
    function f(uint256[1] calldata a, uint8[33] calldata b, bytes1[100] calldata c) external;
    function g(P[65] calldata a, D[40] calldata b) external returns (uint64[300] memory, string[50] memory);
    function h(uint256[1000] calldata a) external returns (address[257] memory);
    event E(uint256[300] a);
    error Er(bytes32[256] a);
}
