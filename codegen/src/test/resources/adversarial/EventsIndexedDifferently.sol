// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

interface A1 {
    event E(uint256 a, address b);
}
interface A2 {
    event E(uint256 indexed a, address b);
}
interface A3 {
    event E(uint256 indexed a, address indexed b);
}
contract EventsIndexedDifferently {
    function f() external {
        emit A1.E(1, msg.sender);
        emit A2.E(1, msg.sender);
        emit A3.E(1, msg.sender);
    }
}
