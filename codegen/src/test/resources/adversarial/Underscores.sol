// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

interface Underscores {
    struct _S {
        uint256 _a;
        uint256 a;
        uint256 __a;
        uint256 a_;
    }
    struct S {
        bool _1;
        bool __;
    }
    function _f(uint256 _a, uint256 a) external;
    function __f(uint256 _a, uint256 __a) external;
    function f(uint256 _a) external;
    function f_(uint256 a_) external;
    function _1(_S calldata s) external;
    function _() external;
    function __(S calldata s) external;
    event _E(uint256 _a, uint256 a);
    event E(uint256 _x);
    error _X();
    error X();
    error X_();
}
