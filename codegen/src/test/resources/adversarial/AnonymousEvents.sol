// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract AnonymousEvents {
    event A() anonymous;
    event A(uint256 indexed a) anonymous;
    event B(uint256 indexed a, address indexed b, bytes32 indexed c, string indexed d) anonymous;
    event C(uint256 a, string b) anonymous;
    event D(uint8 indexed a, bytes b) anonymous;
}
