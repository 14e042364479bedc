// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract DeepStructs {
    struct S0 {
        S1 x;
        uint256[] y;
    }
    struct S1 {
        S2 x;
    }
    struct S2 {
        S3 x;
    }
    struct S3 {
        S4 x;
    }
    struct S4 {
        S5 x;
    }
    struct S5 {
        S6 x;
    }
    struct S6 {
        S7 x;
    }
    struct S7 {
        S8 x;
        uint256[] y;
    }
    struct S8 {
        S9 x;
    }
    struct S9 {
        S10 x;
    }
    struct S10 {
        S11 x;
    }
    struct S11 {
        S12 x;
    }
    struct S12 {
        S13 x;
    }
    struct S13 {
        S14 x;
    }
    struct S14 {
        S15 x;
        uint256[] y;
    }
    struct S15 {
        S16 x;
    }
    struct S16 {
        S17 x;
    }
    struct S17 {
        S18 x;
    }
    struct S18 {
        S19 x;
    }
    struct S19 {
        S20 x;
    }
    struct S20 {
        S21 x;
    }
    struct S21 {
        S22 x;
        uint256[] y;
    }
    struct S22 {
        S23 x;
    }
    struct S23 {
        S24 x;
    }
    struct S24 {
        S25 x;
    }
    struct S25 {
        S26 x;
    }
    struct S26 {
        S27 x;
    }
    struct S27 {
        S28 x;
    }
    struct S28 {
        S29 x;
        uint256[] y;
    }
    struct S29 {
        S30 x;
    }
    struct S30 {
        S31 x;
    }
    struct S31 {
        S32 x;
    }
    struct S32 {
        S33 x;
    }
    struct S33 {
        S34 x;
    }
    struct S34 {
        S35 x;
    }
    struct S35 {
        S36 x;
        uint256[] y;
    }
    struct S36 {
        S37 x;
    }
    struct S37 {
        S38 x;
    }
    struct S38 {
        S39 x;
    }
    struct S39 {
        S40 x;
    }
    struct S40 {
        S41 x;
    }
    struct S41 {
        S42 x;
    }
    struct S42 {
        S43 x;
        uint256[] y;
    }
    struct S43 {
        S44 x;
    }
    struct S44 {
        S45 x;
    }
    struct S45 {
        S46 x;
    }
    struct S46 {
        S47 x;
    }
    struct S47 {
        S48 x;
    }
    struct S48 {
        S49 x;
    }
    struct S49 {
        S50 x;
        uint256[] y;
    }
    struct S50 {
        S51 x;
    }
    struct S51 {
        S52 x;
    }
    struct S52 {
        S53 x;
    }
    struct S53 {
        S54 x;
    }
    struct S54 {
        S55 x;
    }
    struct S55 {
        S56 x;
    }
    struct S56 {
        S57 x;
        uint256[] y;
    }
    struct S57 {
        S58 x;
    }
    struct S58 {
        S59 x;
    }
    struct S59 {
        S60 x;
    }
    struct S60 {
        uint256 a;
    }
    function f(S0 memory a) external {}
    function g() external returns (S30[] memory) {}
    event E(S50 a);
    error Er(S40[2] a);
}
