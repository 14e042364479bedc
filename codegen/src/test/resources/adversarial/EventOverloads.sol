// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract EventOverloads {
    event E();
    event E(uint256 a);
    event E(uint256 a, uint256 b);
    event E(address indexed a);
    event E(bytes32 indexed a, string b);
    event e(uint256 a);
    event E_(uint256 a);
}
