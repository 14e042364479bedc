// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract TypeNamedParameters {
    struct Point {
        uint256 Point;
    }
    function f(Point calldata Point_, uint8[] calldata List, bool AbiCall, uint256 BigInteger, address Address) external {}
    function g(string calldata String, bytes calldata Bytes, bytes32 Hash32, uint256[] calldata Integer) external returns (bool NoOutput) {}
}
