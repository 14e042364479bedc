pragma solidity 0.8.30;

/// What a report asks of the withdrawal queue.
interface Queue {
    function lever_preview(
        uint256 finalizeUpTo,
        uint256 shareRate
    ) external view returns (uint256 etherToLock, uint256 sharesToBurn);

    function lever_reported(uint256 reportTimestamp) external;

    function lever_finalize(uint256 finalizeUpTo, uint256 shareRate) external payable;

    function isPaused() external view returns (bool);
}

/// The events of stETH.
abstract contract LidoWords {
    event Transfer(address indexed from, address indexed to, uint256 value);
    event TransferShares(address indexed from, address indexed to, uint256 sharesValue);
    event Approval(address indexed owner, address indexed spender, uint256 value);
    event Submitted(address indexed sender, uint256 amount, address referral);
    event SharesBurnt(
        address indexed account,
        uint256 preRebaseTokenAmount,
        uint256 postRebaseTokenAmount,
        uint256 sharesAmount
    );
    event TokenRebased(
        uint256 indexed reportTimestamp,
        uint256 timeElapsed,
        uint256 preTotalShares,
        uint256 preTotalEther,
        uint256 postTotalShares,
        uint256 postTotalEther,
        uint256 sharesMintedAsFees
    );
    event StakingPaused();
    event StakingResumed();
    event StakingLimitSet(uint256 maxStakeLimit, uint256 stakeLimitIncreasePerBlock);
    event StakingLimitRemoved();
    event Stopped();
    event Resumed();
    /// The rate (times 1e27) at which a report paid withdrawals, 0 if it paid none.
    event LeverReported(uint256 shareRate);
}
