// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract NestedStructArrays {
    struct In {
        uint32 id;
        bytes note;
    }
    struct Mid {
        In[] ins;
        In[2] pair;
        In[][3] grid;
    }
    struct Out {
        Mid mid;
        Mid[] mids;
        Mid[2][] more;
        uint256[] end;
    }
    function f(Out calldata a) external pure returns (Out[] memory, Mid[2] memory) {}
    function g(Out[][] calldata a, In[2][3][4] calldata b) external {}
    event E(Out a, Mid[2] b, In[] indexed c);
    error Er(Out[] a);
}
