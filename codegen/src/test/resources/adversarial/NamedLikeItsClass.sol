// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract NamedLikeItsClass {
    struct NamedLikeItsClassContract {
        uint256 a;
    }
    struct NamedLikeItsClass_ {
        uint256 a;
    }
    event namedLikeItsClassContract(uint256 a);
    function NamedLikeItsClassContract_(NamedLikeItsClassContract calldata a) external {}
}
