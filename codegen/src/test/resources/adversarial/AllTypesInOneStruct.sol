// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract AllTypesInOneStruct {
    struct In {
        bytes b;
        int128 i;
    }
    struct S {
        uint8 a;
        uint56 b;
        uint64 c;
        int32 d;
        int40 e;
        int72 f;
        bool g;
        address h;
        bytes1 i;
        bytes32 j;
        bytes k;
        string l;
        uint256[] m;
        string[2] n;
        In o;
        In[] p;
        In[2][] q;
        function() external r;
    }
    function f(S calldata s, S[] calldata t) external pure returns (S memory) {
        return s;
    }
    event E(S s);
    error Er(S s);
}
