// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

interface I {}
library LibraryItself {
    struct S {
        uint256 a;
    }
    enum E {
        A, B
    }
    event Ev(E e);
    error Er(S s);
    function f(S storage s) external view returns (uint256) {
        return s.a;
    }
    function g(E e) external pure returns (E) {
        return e;
    }
    function m(mapping(uint256 => uint256) storage x) external {}
    function c(I i) external pure returns (I) {
        return i;
    }
    function arrays(E[] memory e, uint256[] storage u) external {}
    function plain(uint256 a) external pure returns (uint256) {
        return a;
    }
}
