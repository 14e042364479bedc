// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

interface KotlinKeywords {
    function object(uint256 fun, uint256 val) external;
    function when(uint256 typealias) external returns (bool operator, bool in_);
    function fun() external;
    function val() external;
    function internal_() external;
    function typeof_(uint256 object) external;
}
