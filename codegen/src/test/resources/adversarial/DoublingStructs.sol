// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract DoublingStructs {
    struct S0 {
        S1 x;
        S1 y;
    }
    struct S1 {
        S2 x;
        S2 y;
    }
    struct S2 {
        S3 x;
        S3 y;
    }
    struct S3 {
        S4 x;
        S4 y;
    }
    struct S4 {
        S5 x;
        S5 y;
    }
    struct S5 {
        S6 x;
        S6 y;
    }
    struct S6 {
        S7 x;
        S7 y;
    }
    struct S7 {
        bytes4 a;
    }
    function f(S0 calldata a) external {}
    function g() external pure returns (S3 memory) {}
    event E(S4 a);
    error Er(S5 a);
}
