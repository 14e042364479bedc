pragma solidity 0.8.30;

import {StrategyBase} from "./StrategyBase.sol";

/// A strategy that could be limited in size, as those of the first hour can, and is not.
contract StrategyBaseTVLLimits is StrategyBase {
    constructor(address manager, address token) StrategyBase(manager, token) {}

    function getTVLLimits() external view returns (uint256 maxPerDeposit, uint256 maxTotalDeposits) {
        return (type(uint256).max, type(uint256).max);
    }
}
