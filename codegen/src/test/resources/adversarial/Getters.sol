// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract Getters {
    struct S {
        uint256 a;
        mapping(uint256 => uint256) m;
        uint256[] b;
        string c;
        T t;
    }
    struct T {
        address x;
        bytes y;
    }
    S public s;
    mapping(address => mapping(bytes32 => S)) public nested;
    uint256[][3] public u;
    string public name;
    bytes32 public constant ID = 0;
    address public immutable owner = msg.sender;
    mapping(string => T[]) public lists;
}
