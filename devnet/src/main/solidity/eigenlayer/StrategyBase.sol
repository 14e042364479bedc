pragma solidity 0.8.30;

import {Erc20, Tokens} from "./Tokens.sol";
import {ShareHolder} from "./EigenTypes.sol";

/// Stand-in for a strategy: holds one token for all stakers and counts shares of it.
contract StrategyBase {
    error OnlyUnderlyingToken();
    error NewSharesZero();
    error TotalSharesExceedsMax();

    event ExchangeRateEmitted(uint256 rate);

    /// Shares and tokens nobody owns, so that the first depositor cannot set the rate.
    uint256 private constant OFFSET = 1e3;
    uint256 private constant MAX_TOTAL = 1e38 - 1;

    address public immutable strategyManager;
    address public immutable underlyingToken;
    uint256 public totalShares;
    /// No lever turns a strategy off.
    uint256 public constant paused = 0;

    modifier onlyManager() {
        require(msg.sender == strategyManager, "STRATEGY_MANAGER_ONLY");
        _;
    }

    constructor(address manager, address token) {
        strategyManager = manager;
        underlyingToken = token;
    }

    /// The tokens are here already.
    function deposit(
        address token,
        uint256 amount
    ) external onlyManager returns (uint256 newShares) {
        require(token == underlyingToken, OnlyUnderlyingToken());
        uint256 tokens = held();
        newShares = (amount * (totalShares + OFFSET)) / (tokens - amount);
        require(newShares != 0, NewSharesZero());
        totalShares += newShares;
        require(totalShares <= MAX_TOTAL, TotalSharesExceedsMax());
        tell(tokens);
    }

    function withdraw(
        address recipient,
        address token,
        uint256 amountShares
    ) external onlyManager returns (uint256 amount) {
        require(token == underlyingToken, OnlyUnderlyingToken());
        uint256 tokens = held();
        amount = (tokens * amountShares) / (totalShares + OFFSET);
        totalShares -= amountShares;
        tell(tokens - amount);
        Tokens.move(token, recipient, amount);
    }

    function sharesToUnderlyingView(uint256 amountShares) public view returns (uint256) {
        return (held() * amountShares) / (totalShares + OFFSET);
    }

    function sharesToUnderlying(uint256 amountShares) external view returns (uint256) {
        return sharesToUnderlyingView(amountShares);
    }

    function underlyingToSharesView(uint256 amountUnderlying) public view returns (uint256) {
        return (amountUnderlying * (totalShares + OFFSET)) / held();
    }

    function underlyingToShares(uint256 amountUnderlying) external view returns (uint256) {
        return underlyingToSharesView(amountUnderlying);
    }

    function userUnderlyingView(address user) external view returns (uint256) {
        return sharesToUnderlyingView(shares(user));
    }

    function shares(address user) public view returns (uint256) {
        return ShareHolder(strategyManager).stakerDepositShares(user, address(this));
    }

    function explanation() external pure returns (string memory) {
        return "Base Strategy implementation to inherit from for more complex implementations";
    }

    function held() private view returns (uint256) {
        return Erc20(underlyingToken).balanceOf(address(this)) + OFFSET;
    }

    function tell(uint256 tokens) private {
        emit ExchangeRateEmitted((1e18 * tokens) / (totalShares + OFFSET));
    }
}
