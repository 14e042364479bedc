// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract FunctionTypes {
    struct S {
        function(uint256) external view returns (bool) f;
    }
    function f(function() external a, function(uint256, bytes memory) external payable returns (bool)[] calldata b, S calldata s) external pure returns (function() external) {
        return a;
    }
    event E(function() external indexed a, function() external b);
    error Er(function() external a);
}
