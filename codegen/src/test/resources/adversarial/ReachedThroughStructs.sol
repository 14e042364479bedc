// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract ReachedThroughStructs {
    struct L5 {
        bool end;
    }
    struct L4 {
        L5[] l5;
    }
    struct L3 {
        L4 l4;
        L4[2] more;
    }
    struct L2 {
        string name;
        L3[] l3;
    }
    struct L1 {
        L2 l2;
    }
    function only(L1 calldata a) external pure returns (bool) {
        return a.l2.l3.length > 0;
    }
    event E(L2 a);
    error Er(L3 a);
}
