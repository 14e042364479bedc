// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract StaticIndexed {
    struct S {
        uint256 a;
        uint8 b;
    }
    event A(S indexed s, uint256[2] indexed a, bool c);
    event B(uint8 indexed a, int256 indexed b, bytes32 indexed c);
    event C(address indexed a, S[2] b);
}
