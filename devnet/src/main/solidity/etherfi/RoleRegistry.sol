pragma solidity 0.8.30;

/// Stand-in for ether.fi's roles: whoever pulls the levers is the timelock.
contract RoleRegistry {
    error OnlyUpgradeTimelock();

    address private immutable lever;

    constructor(address lever_) {
        lever = lever_;
    }

    function onlyUpgradeTimelock(address account) external view {
        if (account != lever) revert OnlyUpgradeTimelock();
    }
}
