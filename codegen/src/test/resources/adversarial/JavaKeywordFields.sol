// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract JavaKeywordFields {
    struct S {
        uint256 assert;
        uint256 boolean;
        uint256 char;
        uint256 class;
        uint256 double;
        uint256 extends;
        uint256 finally;
        uint256 float;
        uint256 goto;
        uint256 instanceof;
        uint256 long;
        uint256 native;
        uint256 package;
        uint256 protected;
        uint256 short;
        uint256 strictfp;
        uint256 synchronized;
        uint256 throws;
        uint256 void;
        uint256 volatile;
        uint256 yield;
        uint256 record;
        uint256 permits;
        uint256 non;
    }
    function f(S calldata s) external pure returns (S memory) {
        return s;
    }
    event E(uint256 long, bool int_, address char);
    error Er(uint256 native, S class);
}
