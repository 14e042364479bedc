pragma solidity 0.8.30;

/// What the contracts of ether.fi ask of one another.
interface PartPool {
    function amountForShare(uint256 share) external view returns (uint256);

    function sharesForAmount(uint256 amount) external view returns (uint256);

    function sharesForWithdrawalAmount(uint256 amount) external view returns (uint256);

    function amountPerShareCeil() external view returns (uint256);

    function getTotalPooledEther() external view returns (uint256);

    function getTotalEtherClaimOf(address user) external view returns (uint256);

    function totalValueInLp() external view returns (uint128);

    function lever_lock(uint256 amount) external;

    function lever_settle(uint256 amount, uint256 share) external;

    function lever_withdraw(uint256 amount) external;

    function lever_burn(uint256 share) external;

    function lever_burnForSteth(uint256 share, uint256 amount) external;
}

interface PartToken {
    function permit(
        address owner,
        address spender,
        uint256 value,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external;

    function transfer(address to, uint256 amount) external returns (bool);

    function transferFrom(address from, address to, uint256 amount) external returns (bool);

    function balanceOf(address user) external view returns (uint256);
}

interface PartEeth is PartToken {
    function totalShares() external view returns (uint256);

    function shares(address user) external view returns (uint256);

    function lever_mint(address user, uint256 share) external;

    function lever_burn(address user, uint256 share) external;
}

interface PartWeeth is PartToken {
    function getEETHByWeETH(uint256 amount) external view returns (uint256);

    function unwrap(uint256 amount) external returns (uint256);
}

interface PartRequests {
    function lever_request(
        uint96 amount,
        uint96 share,
        address recipient
    ) external returns (uint256);

    function lever_finalize(uint256 upTo, uint256 rate) external returns (uint256 amount);
}

interface PartBlacklister {
    function nonBlacklisted(address user) external view;
}

interface PartRoles {
    function onlyUpgradeTimelock(address account) external view;
}

interface PartRestaker {
    function lever_transfer(address to, uint256 amount) external;
}

interface PartLimiter {
    function lever_consume(bytes32 id, uint256 amount) external;
}

/// A permit as ether.fi's entries take it.
struct PermitInput {
    uint256 value;
    uint256 deadline;
    uint8 v;
    bytes32 r;
    bytes32 s;
}
