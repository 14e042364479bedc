// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract ObjectMethodFields {
    struct S {
        uint256 clone;
        uint256 finalize;
        uint256 getClass;
        uint256 hashCode;
        uint256 notify;
        uint256 notifyAll;
        uint256 toString;
        uint256 wait;
        uint256 equals;
    }
    function f(S calldata s) external pure returns (uint256 hashCode, bool toString, S memory getClass) {}
    event E(uint256 notify, uint256 wait, uint256 equals);
    error Er(uint256 clone, uint256 finalize);
}
