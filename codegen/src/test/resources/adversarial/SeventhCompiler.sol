// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.7.6;
pragma abicoder v2;
contract SeventhCompiler {
    struct S {
        uint a;
        T[] t;
    }
    struct T {
        string s;
    }
    constructor(T memory t) {}
    function f(S memory s) public returns (S[] memory) {}
    receive() external payable {}
    fallback() external {}
}
