pragma solidity 0.8.30;

/// A bucket that is emptied by use and filled by time.
library EtherfiBucket {
    struct Limit {
        uint64 capacity;
        uint64 remaining;
        uint64 lastRefill;
        uint64 refillRate;
    }

    function full(uint64 capacity, uint64 refillRate) internal view returns (Limit memory) {
        return Limit(capacity, capacity, uint64(block.timestamp), refillRate);
    }

    /// What can be taken now.
    function available(Limit memory limit) internal view returns (uint64) {
        uint256 elapsed = block.timestamp - limit.lastRefill;
        uint256 filled = limit.remaining + elapsed * limit.refillRate;
        // without time passed, more than fits is left as it is
        if (elapsed == 0 || filled <= limit.capacity) return uint64(filled);
        return limit.capacity;
    }

    /// Takes an amount, or nothing and says so.
    function take(Limit storage limit, uint256 amount) internal returns (bool) {
        uint64 left = available(limit);
        if (left < amount) return false;
        limit.remaining = left - uint64(amount);
        limit.lastRefill = uint64(block.timestamp);
        return true;
    }

    function refill(Limit storage limit) internal {
        limit.remaining = available(limit);
        limit.lastRefill = uint64(block.timestamp);
    }
}
