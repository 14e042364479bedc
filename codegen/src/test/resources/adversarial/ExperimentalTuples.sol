pragma solidity ^0.5.17;
pragma experimental ABIEncoderV2;
contract ExperimentalTuples {
    struct S {
        uint a;
        T[] t;
    }
    struct T {
        string s;
    }
    function f(S memory s) public returns (S[] memory) {}
    event E(S s);
    function () external payable {}
}
