// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

type Amount is uint256;
type Small is uint8;
type Who is address;
type Tag is bytes4;
contract ValueTypes {
    function f(Amount a, Small b, Who c, Tag d) external pure returns (Amount[] memory, Small) {}
    event E(Amount indexed a, Small b);
    error Er(Who a, Tag[] b);
}
