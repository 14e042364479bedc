pragma solidity 0.8.30;

/// What the delegation manager says and refuses.
abstract contract DelegationWords {
    struct SignatureWithExpiry {
        bytes signature;
        uint256 expiry;
    }

    struct QueuedWithdrawalParams {
        address[] strategies;
        uint256[] depositShares;
        address __deprecated_withdrawer;
    }

    struct Withdrawal {
        address staker;
        address delegatedTo;
        address withdrawer;
        uint256 nonce;
        uint32 startBlock;
        address[] strategies;
        uint256[] scaledShares;
    }

    error ActivelyDelegated();
    error CallerCannotUndelegate();
    error FullySlashed();
    error InputArrayLengthMismatch();
    error InputArrayLengthZero();
    error InvalidPermissions();
    error NotActivelyDelegated();
    error OperatorNotRegistered();
    error OperatorsCannotUndelegate();
    error SaltSpent();
    error WithdrawalDelayNotElapsed();
    error WithdrawalNotQueued();
    error WithdrawerNotCaller();

    event OperatorRegistered(address indexed operator, address delegationApprover);
    event DelegationApproverUpdated(address indexed operator, address newDelegationApprover);
    event OperatorMetadataURIUpdated(address indexed operator, string metadataURI);
    event StakerDelegated(address indexed staker, address indexed operator);
    event StakerUndelegated(address indexed staker, address indexed operator);
    event StakerForceUndelegated(address indexed staker, address indexed operator);
    event OperatorSharesIncreased(
        address indexed operator,
        address staker,
        address strategy,
        uint256 shares
    );
    event OperatorSharesDecreased(
        address indexed operator,
        address staker,
        address strategy,
        uint256 shares
    );
    event OperatorSharesSlashed(
        address indexed operator,
        address strategy,
        uint256 totalSlashedShares
    );
    event DepositScalingFactorUpdated(address staker, address strategy, uint256 newDepositScalingFactor);
    event SlashingWithdrawalQueued(
        bytes32 withdrawalRoot,
        Withdrawal withdrawal,
        uint256[] sharesToWithdraw
    );
    event SlashingWithdrawalCompleted(bytes32 withdrawalRoot);
}
