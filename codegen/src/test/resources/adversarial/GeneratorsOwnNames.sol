// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract GeneratorsOwnNames {
    struct S {
        uint256 read;
        uint256 write;
        uint256 value;
        uint256 out;
        uint256 in_;
        uint256 each;
        uint256 item;
        bytes[] each2;
    }
    struct T {
        S[][] value;
        string[][] out;
    }
    function read(uint256 out, uint256 in_, uint256 each, uint256 item) external {}
    function write(uint256[][] calldata out, bytes4[][] calldata each, bytes4[][] calldata item, bytes4[][] calldata each2) external {}
    function value(T calldata value_, S[] calldata out) external returns (S memory topics, T memory data) {}
    event topics(uint256 indexed topics, uint256 data, uint256[] EVENT, S ERROR);
    error data(uint256 topics, uint256 data, S[] EVENT, S ERROR);
    event EVENT(uint256 a);
    error ERROR(uint256 a);
    event E2(uint256 EVENT);
    error E3(uint256 ERROR);
    function main(string[] calldata args) external {}
}
