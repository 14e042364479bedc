// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract DollarNames {
    struct $ {
        uint256 $;
    }
    struct $A$ {
        $ a$b;
    }
    event $e(uint256 $a, $ b);
    error $$($A$ $b);
    function $f$($ calldata $c, $A$ calldata $$) external returns (uint256 $1, uint256 $2) {}
    function _$() external {}
    function $1() external {}
}
