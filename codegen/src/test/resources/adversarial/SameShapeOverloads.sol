// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract SameShapeOverloads {
    struct A {
        uint256 x;
        uint256 y;
    }
    struct B {
        uint256 x;
    }
    function f(A calldata a) external {}
    function f(B calldata b) external {}
    function f(A[] calldata a) external {}
    function f(B[] calldata b) external {}
    function f(A[2] calldata a, B[] calldata b) external {}
    function f(B[2] calldata a, A[] calldata b) external {}
    event E(A a);
    event E(B b);
    error X(A[] a);
    error Y(B[] b);
}
