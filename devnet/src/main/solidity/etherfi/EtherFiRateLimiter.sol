pragma solidity 0.8.30;

import {EtherfiBucket} from "./EtherfiBucket.sol";

/// Stand-in for the limits of eETH's supply, in gwei: one bucket for minting, one for burning.
contract EtherFiRateLimiter {
    using EtherfiBucket for EtherfiBucket.Limit;

    event CapacityUpdated(bytes32 indexed id, uint256 capacity);
    event RefillRateUpdated(bytes32 indexed id, uint256 refillRate);
    event RemainingUpdated(bytes32 indexed id, uint256 remaining);

    error LimitExceeded();
    error UnknownLimit();

    uint256 private constant KEEP = type(uint256).max;

    address private immutable lever;
    address private token;
    mapping(bytes32 => EtherfiBucket.Limit) private limits;

    modifier onlyLever() {
        require(msg.sender == lever, "LEVER_ONLY");
        _;
    }

    constructor(address lever_) {
        lever = lever_;
    }

    function consumable(bytes32 id) external view returns (uint64) {
        _requireKnown(id);
        return limits[id].available();
    }

    function getLimit(
        bytes32 id
    )
        external
        view
        returns (uint64 capacity, uint64 remaining, uint64 refillRate, uint256 lastRefill)
    {
        _requireKnown(id);
        EtherfiBucket.Limit storage limit = limits[id];
        return (limit.capacity, limit.remaining, limit.refillRate, limit.lastRefill);
    }

    /// Names eETH, which was deployed after this contract. Once only.
    function lever_connect(address token_) external onlyLever {
        require(token == address(0), "ALREADY_CONNECTED");
        token = token_;
    }

    function lever_create(bytes32 id, uint64 capacity, uint64 refillRate) external onlyLever {
        limits[id] = EtherfiBucket.full(capacity, refillRate);
    }

    function lever_consume(bytes32 id, uint256 amount) external {
        require(msg.sender == token, "EETH_ONLY");
        if (!limits[id].take(amount)) revert LimitExceeded();
    }

    /// Sets what is not KEEP, in gwei.
    function lever_set(
        bytes32 id,
        uint256 capacity,
        uint256 refillRate,
        uint256 remaining
    ) external onlyLever {
        EtherfiBucket.Limit storage limit = limits[id];
        limit.refill();
        if (capacity != KEEP) {
            limit.capacity = _figure(capacity);
            if (limit.remaining > capacity) limit.remaining = limit.capacity;
            emit CapacityUpdated(id, capacity);
        }
        if (refillRate != KEEP) {
            limit.refillRate = _figure(refillRate);
            emit RefillRateUpdated(id, refillRate);
        }
        if (remaining != KEEP) {
            uint64 figure = _figure(remaining);
            limit.remaining = figure > limit.capacity ? limit.capacity : figure;
            emit RemainingUpdated(id, remaining);
        }
    }

    function _figure(uint256 value) private pure returns (uint64) {
        require(value <= type(uint64).max, "ABOVE_MAXIMUM");
        return uint64(value);
    }

    function _requireKnown(bytes32 id) private view {
        if (limits[id].lastRefill == 0) revert UnknownLimit();
    }
}
