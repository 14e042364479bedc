// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract ConstructorSimple {
    constructor(address owner, uint8 kind) {}
}
