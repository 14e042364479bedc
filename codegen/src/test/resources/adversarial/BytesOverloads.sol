// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

interface BytesOverloads {
    function h(bytes calldata a) external;
    function h(bytes4 a) external;
    function h(bytes24 a) external;
    function h(bytes31 a) external;
    function h(bytes32 a) external;
    function h(string calldata a) external;
    function h(address a) external;
    function h(bool a) external;
    function h(function() external a) external;
}
