pragma solidity 0.8.30;

/// Stand-in for the list of accounts that may not move eETH, weETH or withdrawal requests.
contract Blacklister {
    event UserBlacklisted(address user);
    event UserUnblacklisted(address user);

    error BlacklistedUser(address user);

    mapping(address => uint256) public blacklistedUntil;
    address private immutable lever;

    constructor(address lever_) {
        lever = lever_;
    }

    function nonBlacklisted(address user) external view {
        if (blacklistedUntil[user] > block.timestamp) revert BlacklistedUser(user);
    }

    function lever_set(address user, bool on) external {
        require(msg.sender == lever, "LEVER_ONLY");
        require(user != address(0) || !on, "ZERO_USER");
        blacklistedUntil[user] = on ? type(uint256).max : 0;
        if (on) emit UserBlacklisted(user);
        else emit UserUnblacklisted(user);
    }
}
