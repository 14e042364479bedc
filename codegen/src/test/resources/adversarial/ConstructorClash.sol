// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract ConstructorClash {
    constructor(bytes memory creationCode, uint256 deployData, bytes32) {}
    function deployData() external {}
    function creationCode() external {}
    function deployData(uint256 a) external {}
}
