// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

interface NumericOverloads {
    function f(uint8 a) external;
    function f(uint16 a) external;
    function f(uint24 a) external;
    function f(uint32 a) external;
    function f(uint64 a) external;
    function f(uint256 a) external;
    function f(int8 a) external;
    function f(int64 a) external;
    function f(int256 a) external;
    function f(uint8 a, uint256 b) external;
    function f(uint256 a, uint8 b) external;
    function f(int32 a, int40 b) external;
    function f(uint40 a, uint8 b) external;
}
