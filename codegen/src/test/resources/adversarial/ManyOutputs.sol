// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

interface ManyOutputs {
    function f() external view returns (uint8 v0, address v1, string memory v2, uint256 v3, bytes32 v4, bool v5, int64 v6, uint8 v7, address v8, string memory v9, uint256 v10, bytes32 v11, bool v12, int64 v13, uint8 v14, address v15, string memory v16, uint256 v17, bytes32 v18, bool v19, int64 v20, uint8 v21, address v22, string memory v23, uint256 v24);
    function g() external view returns (uint256, uint256, uint256, uint256, uint256, uint256, uint256, uint256, uint256, uint256, uint256, uint256, uint256, uint256, uint256, uint256, uint256, uint256, uint256, uint256, uint256, uint256, uint256, uint256, uint256, uint256, uint256, uint256, uint256, uint256, uint256, uint256, uint256, uint256, uint256, uint256, uint256, uint256, uint256, uint256);
}
