pragma solidity 0.8.30;

/// Lido's sliding stake limit: it falls with each stake and grows back block by block.
library StakeLimit {
    struct State {
        /// Block of the last change; 0 while staking is paused.
        uint32 changedAt;
        uint96 left;
        uint32 growthBlocks;
        /// 0 while there is no limit.
        uint96 max;
    }

    function isPaused(State storage s) internal view returns (bool) {
        return s.changedAt == 0;
    }

    function isSet(State storage s) internal view returns (bool) {
        return s.max != 0;
    }

    function current(State storage s) internal view returns (uint256) {
        uint256 perBlock = s.growthBlocks == 0 ? 0 : s.max / s.growthBlocks;
        uint256 change = (block.number - s.changedAt) * perBlock;
        if (s.left < s.max) {
            return s.left + change < s.max ? s.left + change : s.max;
        }
        // Above the maximum (it was lowered): shrinks block by block instead of falling at once.
        uint256 shrunk = change < s.left ? s.left - change : 0;
        return shrunk > s.max ? shrunk : s.max;
    }

    /// What a caller sees: 0 while paused, the largest number without a limit.
    function available(State storage s) internal view returns (uint256) {
        if (isPaused(s)) return 0;
        return isSet(s) ? current(s) : type(uint256).max;
    }

    function take(State storage s, uint256 amount) internal {
        require(!isPaused(s), "STAKING_PAUSED");
        if (!isSet(s)) return;
        uint256 limit = current(s);
        require(amount <= limit, "STAKE_LIMIT");
        s.left = uint96(limit - amount);
        s.changedAt = uint32(block.number);
    }

    function set(State storage s, uint256 max, uint256 perBlock) internal {
        require(max <= type(uint96).max / 2, "TOO_LARGE_MAX_STAKE_LIMIT");
        require(max != 0, "ZERO_MAX_STAKE_LIMIT");
        require(max >= perBlock, "TOO_LARGE_LIMIT_INCREASE");
        require(perBlock == 0 || max / perBlock <= type(uint32).max, "TOO_SMALL_LIMIT_INCREASE");
        if (isPaused(s) || !isSet(s) || max < s.left) s.left = uint96(max);
        s.growthBlocks = perBlock == 0 ? 0 : uint32(max / perBlock);
        s.max = uint96(max);
        if (!isPaused(s)) s.changedAt = uint32(block.number);
    }

    function pause(State storage s) internal {
        s.changedAt = 0;
    }

    function resume(State storage s) internal {
        s.changedAt = uint32(block.number);
    }
}
