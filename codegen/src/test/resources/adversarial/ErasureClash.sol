// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

interface ErasureClash {
    struct A {
        uint256 x;
    }
    struct B {
        uint256 x;
    }
    function g(uint256[] calldata a) external;
    function g(address[] calldata a) external;
    function g(bytes32[] calldata a) external;
    function g(uint8[3] calldata a) external;
    function g(uint8[4] calldata a) external;
    function g(A[] calldata a, bool c) external;
    function g(string[] calldata a, bool c) external;
    function g(uint256[][] calldata a) external;
    function g(uint256[2][] calldata a) external;
    function g() external;
}
