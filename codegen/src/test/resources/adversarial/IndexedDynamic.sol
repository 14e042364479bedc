// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract IndexedDynamic {
    struct S {
        uint256 a;
        string b;
    }
    struct T {
        uint8 a;
        bool b;
    }
    event A(string indexed a, bytes indexed b, uint256[] indexed c, S d);
    event B(S indexed a, T indexed b, T[2] indexed c);
    event C(uint8[3] indexed a, string[] indexed b, bytes4 indexed c);
    event D(function() external indexed a, int8 indexed b, bytes1 indexed c);
}
