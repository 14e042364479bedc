pragma solidity 0.8.30;

import {Allocations, BEACON_ETH, Deposits, OperatorSet, Permissions} from "./EigenTypes.sol";
import {Switches} from "./Switches.sol";
import {Tokens} from "./Tokens.sol";

/// Rewards as services and governance hand them in; nobody takes a fee here.
abstract contract RewardSubmissions is Switches {
    struct StrategyAndMultiplier {
        address strategy;
        uint96 multiplier;
    }

    struct RewardsSubmission {
        StrategyAndMultiplier[] strategiesAndMultipliers;
        address token;
        uint256 amount;
        uint32 startTimestamp;
        uint32 duration;
    }

    struct OperatorReward {
        address operator;
        uint256 amount;
    }

    struct OperatorDirectedRewardsSubmission {
        StrategyAndMultiplier[] strategiesAndMultipliers;
        address token;
        OperatorReward[] operatorRewards;
        uint32 startTimestamp;
        uint32 duration;
        string description;
    }

    error AmountExceedsMax();
    error AmountIsZero();
    error DurationExceedsMax();
    error DurationIsZero();
    error InputArrayLengthZero();
    error InvalidAddressZero();
    error InvalidDurationRemainder();
    error InvalidOperatorSet();
    error InvalidPermissions();
    error InvalidStartTimestampRemainder();
    error OperatorsNotInAscendingOrder();
    error StartTimestampTooFarInFuture();
    error StartTimestampTooFarInPast();
    error StrategiesNotInAscendingOrder();
    error StrategyNotWhitelisted();
    error SubmissionNotRetroactive();
    error UnauthorizedCaller();

    event AVSRewardsSubmissionCreated(
        address indexed avs,
        uint256 indexed submissionNonce,
        bytes32 indexed rewardsSubmissionHash,
        RewardsSubmission rewardsSubmission
    );
    event RewardsSubmissionForAllCreated(
        address indexed submitter,
        uint256 indexed submissionNonce,
        bytes32 indexed rewardsSubmissionHash,
        RewardsSubmission rewardsSubmission
    );
    event RewardsSubmissionForAllEarnersCreated(
        address indexed tokenHopper,
        uint256 indexed submissionNonce,
        bytes32 indexed rewardsSubmissionHash,
        RewardsSubmission rewardsSubmission
    );
    event OperatorDirectedAVSRewardsSubmissionCreated(
        address indexed caller,
        address indexed avs,
        bytes32 indexed operatorDirectedRewardsSubmissionHash,
        uint256 submissionNonce,
        OperatorDirectedRewardsSubmission operatorDirectedRewardsSubmission
    );
    event OperatorDirectedOperatorSetRewardsSubmissionCreated(
        address indexed caller,
        bytes32 indexed operatorDirectedRewardsSubmissionHash,
        OperatorSet operatorSet,
        uint256 submissionNonce,
        OperatorDirectedRewardsSubmission operatorDirectedRewardsSubmission
    );
    event UniqueStakeRewardsSubmissionCreated(
        address indexed caller,
        bytes32 indexed rewardsSubmissionHash,
        OperatorSet operatorSet,
        uint256 submissionNonce,
        RewardsSubmission rewardsSubmission
    );
    event TotalStakeRewardsSubmissionCreated(
        address indexed caller,
        bytes32 indexed rewardsSubmissionHash,
        OperatorSet operatorSet,
        uint256 submissionNonce,
        RewardsSubmission rewardsSubmission
    );
    event RewardsForAllSubmitterSet(
        address indexed rewardsForAllSubmitter,
        bool indexed oldValue,
        bool indexed newValue
    );

    uint32 public constant CALCULATION_INTERVAL_SECONDS = 86_400;
    uint32 public constant MAX_REWARDS_DURATION = 63_072_000;
    uint32 public constant MAX_RETROACTIVE_LENGTH = 14_515_200;
    uint32 public constant MAX_FUTURE_LENGTH = 2_592_000;
    uint32 public constant GENESIS_REWARDS_TIMESTAMP = 1_710_979_200;
    uint256 private constant MAX_AMOUNT = 1e38 - 1;

    Permissions internal immutable permissions;
    Allocations internal immutable allocations;
    Deposits private immutable deposits;

    mapping(address => uint256) public submissionNonce;
    mapping(address => bool) public isRewardsForAllSubmitter;
    mapping(address => bool) public isOptedInForProtocolFee; // nobody is
    mapping(address => mapping(bytes32 => bool)) public isAVSRewardsSubmissionHash;
    mapping(address => mapping(bytes32 => bool)) public isRewardsSubmissionForAllHash;
    mapping(address => mapping(bytes32 => bool)) public isRewardsSubmissionForAllEarnersHash;
    mapping(address => mapping(bytes32 => bool)) public isOperatorDirectedAVSRewardsSubmissionHash;
    mapping(address => mapping(bytes32 => bool))
        public isOperatorDirectedOperatorSetRewardsSubmissionHash;
    mapping(address => mapping(bytes32 => bool)) public isUniqueStakeRewardsSubmissionHash;
    mapping(address => mapping(bytes32 => bool)) public isTotalStakeRewardsSubmissionHash;

    modifier onlyFor(address avs) {
        require(
            permissions.canCall(avs, msg.sender, address(this), msg.sig),
            InvalidPermissions()
        );
        _;
    }

    constructor(
        address lever_,
        Permissions permissions_,
        Allocations allocations_,
        Deposits deposits_
    ) Switches(lever_) {
        permissions = permissions_;
        allocations = allocations_;
        deposits = deposits_;
    }

    function lever_setRewardsForAllSubmitter(address submitter, bool on) external onlyLever {
        emit RewardsForAllSubmitterSet(submitter, isRewardsForAllSubmitter[submitter], on);
        isRewardsForAllSubmitter[submitter] = on;
    }

    // ------------------------------------------------------------------ by stake

    function createAVSRewardsSubmission(
        RewardsSubmission[] calldata rewardsSubmissions
    ) external whenOn(0) {
        for (uint256 i = 0; i < rewardsSubmissions.length; i++) {
            (uint256 nonce, bytes32 hash) = pay(msg.sender, rewardsSubmissions[i]);
            isAVSRewardsSubmissionHash[msg.sender][hash] = true;
            emit AVSRewardsSubmissionCreated(msg.sender, nonce, hash, rewardsSubmissions[i]);
        }
    }

    function createRewardsForAllSubmission(
        RewardsSubmission[] calldata rewardsSubmissions
    ) external whenOn(1) {
        require(isRewardsForAllSubmitter[msg.sender], UnauthorizedCaller());
        for (uint256 i = 0; i < rewardsSubmissions.length; i++) {
            RewardsSubmission calldata one = rewardsSubmissions[i];
            (uint256 nonce, bytes32 hash) = note(msg.sender, one);
            isRewardsSubmissionForAllHash[msg.sender][hash] = true;
            emit RewardsSubmissionForAllCreated(msg.sender, nonce, hash, one);
            Tokens.take(one.token, msg.sender, address(this), one.amount);
        }
    }

    function createRewardsForAllEarners(
        RewardsSubmission[] calldata rewardsSubmissions
    ) external whenOn(4) {
        require(isRewardsForAllSubmitter[msg.sender], UnauthorizedCaller());
        for (uint256 i = 0; i < rewardsSubmissions.length; i++) {
            RewardsSubmission calldata one = rewardsSubmissions[i];
            (uint256 nonce, bytes32 hash) = note(msg.sender, one);
            isRewardsSubmissionForAllEarnersHash[msg.sender][hash] = true;
            emit RewardsSubmissionForAllEarnersCreated(msg.sender, nonce, hash, one);
            Tokens.take(one.token, msg.sender, address(this), one.amount);
        }
    }

    function createUniqueStakeRewardsSubmission(
        OperatorSet calldata operatorSet,
        RewardsSubmission[] calldata rewardsSubmissions
    ) external whenOn(10) onlyFor(operatorSet.avs) {
        require(allocations.isOperatorSet(operatorSet), InvalidOperatorSet());
        for (uint256 i = 0; i < rewardsSubmissions.length; i++) {
            RewardsSubmission calldata one = rewardsSubmissions[i];
            (uint256 nonce, bytes32 hash) = pay(operatorSet.avs, one);
            isUniqueStakeRewardsSubmissionHash[operatorSet.avs][hash] = true;
            emit UniqueStakeRewardsSubmissionCreated(msg.sender, hash, operatorSet, nonce, one);
        }
    }

    function createTotalStakeRewardsSubmission(
        OperatorSet calldata operatorSet,
        RewardsSubmission[] calldata rewardsSubmissions
    ) external whenOn(11) onlyFor(operatorSet.avs) {
        require(allocations.isOperatorSet(operatorSet), InvalidOperatorSet());
        for (uint256 i = 0; i < rewardsSubmissions.length; i++) {
            RewardsSubmission calldata one = rewardsSubmissions[i];
            (uint256 nonce, bytes32 hash) = pay(operatorSet.avs, one);
            isTotalStakeRewardsSubmissionHash[operatorSet.avs][hash] = true;
            emit TotalStakeRewardsSubmissionCreated(msg.sender, hash, operatorSet, nonce, one);
        }
    }

    function pay(
        address submitter,
        RewardsSubmission calldata one
    ) private returns (uint256 nonce, bytes32 hash) {
        (nonce, hash) = note(submitter, one);
        Tokens.take(one.token, msg.sender, address(this), one.amount);
    }

    function note(
        address submitter,
        RewardsSubmission calldata one
    ) private returns (uint256 nonce, bytes32 hash) {
        check(one.strategiesAndMultipliers, one.startTimestamp, one.duration);
        require(one.amount > 0, AmountIsZero());
        require(one.amount <= MAX_AMOUNT, AmountExceedsMax());
        require(
            one.startTimestamp <= block.timestamp + MAX_FUTURE_LENGTH,
            StartTimestampTooFarInFuture()
        );
        nonce = submissionNonce[submitter]++;
        hash = keccak256(abi.encode(submitter, nonce, one));
    }

    // ------------------------------------------------------------------ by name

    function createOperatorDirectedAVSRewardsSubmission(
        address avs,
        OperatorDirectedRewardsSubmission[] calldata operatorDirectedRewardsSubmissions
    ) external whenOn(5) onlyFor(avs) {
        for (uint256 i = 0; i < operatorDirectedRewardsSubmissions.length; i++) {
            OperatorDirectedRewardsSubmission calldata one = operatorDirectedRewardsSubmissions[i];
            (uint256 nonce, bytes32 hash) = payDirected(avs, one);
            isOperatorDirectedAVSRewardsSubmissionHash[avs][hash] = true;
            emit OperatorDirectedAVSRewardsSubmissionCreated(msg.sender, avs, hash, nonce, one);
        }
    }

    function createOperatorDirectedOperatorSetRewardsSubmission(
        OperatorSet calldata operatorSet,
        OperatorDirectedRewardsSubmission[] calldata operatorDirectedRewardsSubmissions
    ) external whenOn(9) onlyFor(operatorSet.avs) {
        require(allocations.isOperatorSet(operatorSet), InvalidOperatorSet());
        for (uint256 i = 0; i < operatorDirectedRewardsSubmissions.length; i++) {
            OperatorDirectedRewardsSubmission calldata one = operatorDirectedRewardsSubmissions[i];
            (uint256 nonce, bytes32 hash) = payDirected(operatorSet.avs, one);
            isOperatorDirectedOperatorSetRewardsSubmissionHash[operatorSet.avs][hash] = true;
            emit OperatorDirectedOperatorSetRewardsSubmissionCreated(
                msg.sender,
                hash,
                operatorSet,
                nonce,
                one
            );
        }
    }

    function payDirected(
        address submitter,
        OperatorDirectedRewardsSubmission calldata one
    ) private returns (uint256 nonce, bytes32 hash) {
        check(one.strategiesAndMultipliers, one.startTimestamp, one.duration);
        require(one.operatorRewards.length > 0, InputArrayLengthZero());
        require(
            one.startTimestamp + one.duration < block.timestamp,
            SubmissionNotRetroactive()
        );
        uint256 sum = 0;
        address last = address(0);
        for (uint256 i = 0; i < one.operatorRewards.length; i++) {
            OperatorReward calldata reward = one.operatorRewards[i];
            require(reward.operator != address(0), InvalidAddressZero());
            require(last < reward.operator, OperatorsNotInAscendingOrder());
            require(reward.amount > 0, AmountIsZero());
            sum += reward.amount;
            last = reward.operator;
        }
        require(sum <= MAX_AMOUNT, AmountExceedsMax());
        nonce = submissionNonce[submitter]++;
        hash = keccak256(abi.encode(submitter, nonce, one));
        Tokens.take(one.token, msg.sender, address(this), sum);
    }

    function check(
        StrategyAndMultiplier[] calldata strategies,
        uint32 start,
        uint32 duration
    ) private view {
        require(strategies.length > 0, InputArrayLengthZero());
        require(duration <= MAX_REWARDS_DURATION, DurationExceedsMax());
        require(duration % CALCULATION_INTERVAL_SECONDS == 0, InvalidDurationRemainder());
        require(duration > 0, DurationIsZero());
        require(start % CALCULATION_INTERVAL_SECONDS == 0, InvalidStartTimestampRemainder());
        require(
            block.timestamp - MAX_RETROACTIVE_LENGTH <= start &&
                GENESIS_REWARDS_TIMESTAMP <= start,
            StartTimestampTooFarInPast()
        );
        address last = address(0);
        for (uint256 i = 0; i < strategies.length; i++) {
            address strategy = strategies[i].strategy;
            require(
                deposits.strategyIsWhitelistedForDeposit(strategy) || strategy == BEACON_ETH,
                StrategyNotWhitelisted()
            );
            require(last < strategy, StrategiesNotInAscendingOrder());
            last = strategy;
        }
    }
}
