// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

interface Erc721 {
    event Transfer(address indexed from, address indexed to, uint256 indexed tokenId);
    event Approval(address indexed owner, address indexed approved, uint256 indexed tokenId);
    event ApprovalForAll(address indexed owner, address indexed operator, bool approved);
    function safeTransferFrom(address from, address to, uint256 tokenId, bytes calldata data) external payable;
    function safeTransferFrom(address from, address to, uint256 tokenId) external payable;
    function ownerOf(uint256 tokenId) external view returns (address);
    function isApprovedForAll(address a, address b) external view returns (bool);
}
