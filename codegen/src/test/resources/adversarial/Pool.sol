// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

interface Pool {
    struct ExactInputSingle {
        address tokenIn;
        address tokenOut;
        uint24 fee;
        address recipient;
        uint256 amountIn;
        uint160 sqrtPriceLimitX96;
    }
    function slot0() external view returns (uint160 sqrtPriceX96, int24 tick, uint16 observationIndex, uint16 observationCardinality, uint16 observationCardinalityNext, uint8 feeProtocol, bool unlocked);
    function exactInputSingle(ExactInputSingle calldata p) external payable returns (uint256 amountOut);
    function ticks(int24 tick) external view returns (uint128, int128, uint256, uint256, int56, uint160, uint32, bool);
    event Swap(address indexed sender, address indexed recipient, int256 amount0, int256 amount1, uint160 sqrtPriceX96, uint128 liquidity, int24 tick);
    function observe(uint32[] calldata secondsAgos) external view returns (int56[] memory, uint160[] memory);
}
