// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

interface Erc1155 {
    event TransferSingle(address indexed o, address indexed f, address indexed t, uint256 id, uint256 value);
    event TransferBatch(address indexed o, address indexed f, address indexed t, uint256[] ids, uint256[] values);
    event URI(string value, uint256 indexed id);
    function safeBatchTransferFrom(address f, address t, uint256[] calldata ids, uint256[] calldata values, bytes calldata data) external;
    function balanceOfBatch(address[] calldata o, uint256[] calldata ids) external view returns (uint256[] memory);
}
