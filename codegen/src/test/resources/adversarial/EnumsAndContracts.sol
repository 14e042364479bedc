// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

interface Other {}
contract EnumsAndContracts {
    enum Kind {
        A, B, C
    }
    struct S {
        Kind kind;
        Other other;
        Other[] others;
    }
    function f(Kind k, Other o, S calldata s, Kind[] calldata ks) external pure returns (Kind, Other) {}
    mapping(Kind => Other) public byKind;
}
