pragma solidity 0.8.30;

// The strategy id of ether staked through a pod; nothing is deployed there.
address constant BEACON_ETH = 0xbeaC0eeEeeeeEEeEeEEEEeeEEeEeeeEeeEEBEaC0;
// Where slashed tokens of a set without a recipient go.
address constant BURN = 0x00000000000000000000000000000000000E16E4;

/// A group of operators that one service asks the same of.
struct OperatorSet {
    address avs;
    uint32 id;
}

library SetKey {
    /// One word: the service, then the number.
    function key(OperatorSet memory set) internal pure returns (bytes32) {
        return bytes32((uint256(uint160(set.avs)) << 96) | set.id);
    }

    function decode(bytes32 word) internal pure returns (OperatorSet memory) {
        return OperatorSet(address(uint160(uint256(word) >> 96)), uint32(uint256(word)));
    }
}

/// Who holds deposit shares: the strategy manager, or the pod manager for ether.
interface ShareHolder {
    function addShares(
        address staker,
        address strategy,
        uint256 shares
    ) external returns (uint256 before, uint256 added);

    function removeDepositShares(
        address staker,
        address strategy,
        uint256 shares
    ) external returns (uint256 left);

    function withdrawSharesAsTokens(
        address staker,
        address strategy,
        address token,
        uint256 shares
    ) external;

    function increaseBurnOrRedistributableShares(
        OperatorSet calldata set,
        uint256 slashId,
        address strategy,
        uint256 shares
    ) external;

    function stakerDepositShares(address staker, address strategy) external view returns (uint256);
}

interface Deposits is ShareHolder {
    function strategyIsWhitelistedForDeposit(address strategy) external view returns (bool);

    function getDeposits(address staker) external view returns (address[] memory, uint256[] memory);
}

interface Pods is ShareHolder {
    function beaconChainSlashingFactor(address owner) external view returns (uint64);

    function recordBeaconChainETHBalanceUpdate(
        address owner,
        uint256 balanceBefore,
        int256 change
    ) external;
}

interface Strategy {
    function deposit(address token, uint256 amount) external returns (uint256 shares);

    function withdraw(
        address recipient,
        address token,
        uint256 shares
    ) external returns (uint256 amount);

    function underlyingToken() external view returns (address);
}

interface Delegation {
    function increaseDelegatedShares(
        address staker,
        address strategy,
        uint256 before,
        uint256 added
    ) external;

    function slashOperatorShares(
        address operator,
        OperatorSet calldata set,
        uint256 slashId,
        address strategy,
        uint64 magnitudeBefore,
        uint64 magnitude
    ) external returns (uint256);

    function isOperator(address operator) external view returns (bool);

    function getOperatorShares(
        address operator,
        address[] calldata strategies
    ) external view returns (uint256[] memory);
}

interface Allocations {
    function setAllocationDelay(address operator, uint32 delay) external;

    function getMaxMagnitude(address operator, address strategy) external view returns (uint64);

    function getMaxMagnitudes(
        address operator,
        address[] calldata strategies
    ) external view returns (uint64[] memory);

    function getMaxMagnitudesAtBlock(
        address operator,
        address[] calldata strategies,
        uint32 blockNumber
    ) external view returns (uint64[] memory);

    function getOperatorSetCount(address avs) external view returns (uint256);

    function isOperatorSet(OperatorSet calldata set) external view returns (bool);

    function getRedistributionRecipient(OperatorSet calldata set) external view returns (address);
}

interface Permissions {
    function canCall(
        address account,
        address caller,
        address target,
        bytes4 selector
    ) external view returns (bool);
}

interface Registrar {
    function supportsAVS(address avs) external view returns (bool);

    function registerOperator(
        address operator,
        address avs,
        uint32[] calldata ids,
        bytes calldata data
    ) external;

    function deregisterOperator(address operator, address avs, uint32[] calldata ids) external;
}
