// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract OneNameForAll {
    struct Transfer {
        uint256 a;
    }
    event transfer(Transfer a);
    error TransferError(Transfer a);
    event TransferEvent(uint256 a);
    error transferOutput(uint256 a);
    function Transfer_(Transfer calldata a) external returns (uint256, uint256) {}
    function transfer_() external returns (bool, bool) {}
}
