// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

interface ArityOverloads {
    function f() external returns (bool);
    function f(uint256 a0) external returns (bool, bool);
    function f(uint256 a0, uint256 a1) external returns (bool, bool, bool);
    function f(uint256 a0, uint256 a1, uint256 a2) external returns (bool);
    function f(uint256 a0, uint256 a1, uint256 a2, uint256 a3) external returns (bool, bool);
    function f(uint256 a0, uint256 a1, uint256 a2, uint256 a3, uint256 a4) external returns (bool, bool, bool);
    function f(uint256 a0, uint256 a1, uint256 a2, uint256 a3, uint256 a4, uint256 a5) external returns (bool);
    function f(uint256 a0, uint256 a1, uint256 a2, uint256 a3, uint256 a4, uint256 a5, uint256 a6) external returns (bool, bool);
    function f(uint256 a0, uint256 a1, uint256 a2, uint256 a3, uint256 a4, uint256 a5, uint256 a6, uint256 a7) external returns (bool, bool, bool);
    function f(uint256 a0, uint256 a1, uint256 a2, uint256 a3, uint256 a4, uint256 a5, uint256 a6, uint256 a7, uint256 a8) external returns (bool);
    function f(uint256 a0, uint256 a1, uint256 a2, uint256 a3, uint256 a4, uint256 a5, uint256 a6, uint256 a7, uint256 a8, uint256 a9) external returns (bool, bool);
    function f(uint256 a0, uint256 a1, uint256 a2, uint256 a3, uint256 a4, uint256 a5, uint256 a6, uint256 a7, uint256 a8, uint256 a9, uint256 a10) external returns (bool, bool, bool);
    function f(uint256 a0, uint256 a1, uint256 a2, uint256 a3, uint256 a4, uint256 a5, uint256 a6, uint256 a7, uint256 a8, uint256 a9, uint256 a10, uint256 a11) external returns (bool);
    function f(uint256 a0, uint256 a1, uint256 a2, uint256 a3, uint256 a4, uint256 a5, uint256 a6, uint256 a7, uint256 a8, uint256 a9, uint256 a10, uint256 a11, uint256 a12) external returns (bool, bool);
    function f(uint256 a0, uint256 a1, uint256 a2, uint256 a3, uint256 a4, uint256 a5, uint256 a6, uint256 a7, uint256 a8, uint256 a9, uint256 a10, uint256 a11, uint256 a12, uint256 a13) external returns (bool, bool, bool);
    function f(uint256 a0, uint256 a1, uint256 a2, uint256 a3, uint256 a4, uint256 a5, uint256 a6, uint256 a7, uint256 a8, uint256 a9, uint256 a10, uint256 a11, uint256 a12, uint256 a13, uint256 a14) external returns (bool);
}
