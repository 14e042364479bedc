pragma solidity 0.8.30;

import {Allocations, Delegation, Deposits, OperatorSet, SetKey, Strategy} from "./EigenTypes.sol";
import {Sets} from "./Sets.sol";
import {SignedWords} from "./SignedWords.sol";
import {Switches} from "./Switches.sol";
import {Tokens} from "./Tokens.sol";

/// Stand-in for the strategy manager: deposits of tokens, and the shares they are worth.
contract StrategyManager is Deposits, SignedWords, Switches {
    using SetKey for OperatorSet;
    using Sets for Sets.Words;

    error StrategyNotWhitelisted();
    error MaxStrategiesExceeded();
    error SharesAmountZero();
    error SharesAmountTooHigh();

    event Deposit(address staker, address strategy, uint256 shares);
    event StrategyAddedToDepositWhitelist(address strategy);
    event StrategyRemovedFromDepositWhitelist(address strategy);
    event BurnOrRedistributableSharesIncreased(
        OperatorSet operatorSet,
        uint256 slashId,
        address strategy,
        uint256 shares
    );
    event BurnOrRedistributableSharesDecreased(
        OperatorSet operatorSet,
        uint256 slashId,
        address strategy,
        uint256 shares
    );

    uint8 private constant DEPOSITS = 0;
    uint256 private constant MAX_STRATEGIES = 32;

    bytes32 public constant DEPOSIT_TYPEHASH =
        keccak256(
            "Deposit(address staker,address strategy,address token,uint256 amount,uint256 nonce,uint256 expiry)"
        );

    /// What one slash took, by strategy.
    struct Slash {
        Sets.Words strategies;
        mapping(address => uint256) shares;
    }

    address public delegation;
    Allocations private allocations;
    mapping(address => bool) public strategyIsWhitelistedForDeposit;
    mapping(address => uint256) public nonces;
    mapping(address => mapping(address => uint256)) public stakerDepositShares;
    mapping(address => address[]) private strategiesOf;
    mapping(bytes32 => mapping(uint256 => Slash)) private slashes;
    mapping(bytes32 => Sets.Words) private pendingSlashes;
    Sets.Words private pendingSets;

    modifier onlyDelegation() {
        require(msg.sender == delegation, "DELEGATION_MANAGER_ONLY");
        _;
    }

    constructor(address lever_) Switches(lever_) {}

    function lever_connect(address delegation_) external onlyLever {
        require(delegation == address(0), "ALREADY_CONNECTED");
        delegation = delegation_;
    }

    function lever_connectAllocations(Allocations allocations_) external onlyLever {
        require(address(allocations) == address(0), "ALREADY_CONNECTED");
        allocations = allocations_;
    }

    function lever_setWhitelist(address strategy, bool on) external onlyLever {
        if (strategyIsWhitelistedForDeposit[strategy] == on) return;
        strategyIsWhitelistedForDeposit[strategy] = on;
        if (on) emit StrategyAddedToDepositWhitelist(strategy);
        else emit StrategyRemovedFromDepositWhitelist(strategy);
    }

    // ------------------------------------------------------------------ deposits

    function depositIntoStrategy(
        address strategy,
        address token,
        uint256 amount
    ) external whenOn(DEPOSITS) returns (uint256) {
        return depositFor(msg.sender, strategy, token, amount);
    }

    /// The caller pays, the signer gets the shares.
    function depositIntoStrategyWithSignature(
        address strategy,
        address token,
        uint256 amount,
        address staker,
        uint256 expiry,
        bytes memory signature
    ) external whenOn(DEPOSITS) returns (uint256) {
        bytes32 digest = calculateStrategyDepositDigestHash(
            staker,
            strategy,
            token,
            amount,
            nonces[staker],
            expiry
        );
        checkSigned(staker, digest, signature, expiry);
        nonces[staker]++;
        return depositFor(staker, strategy, token, amount);
    }

    function calculateStrategyDepositDigestHash(
        address staker,
        address strategy,
        address token,
        uint256 amount,
        uint256 nonce,
        uint256 expiry
    ) public view returns (bytes32) {
        return
            digestOf(
                keccak256(
                    abi.encode(DEPOSIT_TYPEHASH, staker, strategy, token, amount, nonce, expiry)
                )
            );
    }

    function getDeposits(
        address staker
    ) external view returns (address[] memory strategies, uint256[] memory shares) {
        strategies = strategiesOf[staker];
        shares = new uint256[](strategies.length);
        for (uint256 i = 0; i < shares.length; i++) {
            shares[i] = stakerDepositShares[staker][strategies[i]];
        }
    }

    function getStakerStrategyList(address staker) external view returns (address[] memory) {
        return strategiesOf[staker];
    }

    function stakerStrategyListLength(address staker) external view returns (uint256) {
        return strategiesOf[staker].length;
    }

    function depositFor(
        address staker,
        address strategy,
        address token,
        uint256 amount
    ) private returns (uint256 shares) {
        require(strategyIsWhitelistedForDeposit[strategy], StrategyNotWhitelisted());
        Tokens.take(token, msg.sender, strategy, amount);
        shares = Strategy(strategy).deposit(token, amount);
        uint256 before = add(staker, strategy, shares);
        Delegation(delegation).increaseDelegatedShares(staker, strategy, before, shares);
    }

    function add(address staker, address strategy, uint256 shares) private returns (uint256 before) {
        before = stakerDepositShares[staker][strategy];
        if (before == 0) {
            require(strategiesOf[staker].length < MAX_STRATEGIES, MaxStrategiesExceeded());
            strategiesOf[staker].push(strategy);
        }
        stakerDepositShares[staker][strategy] = before + shares;
        emit Deposit(staker, strategy, shares);
    }

    // ------------------------------------------------------------------ for the delegation manager

    function addShares(
        address staker,
        address strategy,
        uint256 shares
    ) external onlyDelegation returns (uint256, uint256) {
        return (add(staker, strategy, shares), shares);
    }

    function removeDepositShares(
        address staker,
        address strategy,
        uint256 shares
    ) external onlyDelegation returns (uint256 left) {
        require(shares != 0, SharesAmountZero());
        uint256 had = stakerDepositShares[staker][strategy];
        require(shares <= had, SharesAmountTooHigh());
        left = had - shares;
        stakerDepositShares[staker][strategy] = left;
        if (left == 0) {
            address[] storage list = strategiesOf[staker];
            uint256 i = 0;
            while (list[i] != strategy) i++;
            list[i] = list[list.length - 1];
            list.pop();
        }
    }

    function withdrawSharesAsTokens(
        address staker,
        address strategy,
        address token,
        uint256 shares
    ) external onlyDelegation {
        Strategy(strategy).withdraw(staker, token, shares);
    }

    function increaseBurnOrRedistributableShares(
        OperatorSet calldata set,
        uint256 slashId,
        address strategy,
        uint256 shares
    ) external onlyDelegation {
        Slash storage slash = slashes[set.key()][slashId];
        slash.strategies.add(strategy);
        slash.shares[strategy] = shares;
        pendingSets.add(set.key());
        pendingSlashes[set.key()].add(bytes32(slashId));
        emit BurnOrRedistributableSharesIncreased(set, slashId, strategy, shares);
    }

    // ------------------------------------------------------------------ slashed shares

    /// Sends what a slash took to the set's recipient, or to nobody; anyone may.
    function clearBurnOrRedistributableShares(
        OperatorSet calldata set,
        uint256 slashId
    ) external returns (uint256[] memory amounts) {
        address[] memory strategies = slashes[set.key()][slashId].strategies.addresses();
        amounts = new uint256[](strategies.length);
        for (uint256 i = 0; i < strategies.length; i++) {
            amounts[i] = clear(set, slashId, strategies[i]);
        }
    }

    function clearBurnOrRedistributableSharesByStrategy(
        OperatorSet calldata set,
        uint256 slashId,
        address strategy
    ) external returns (uint256) {
        return clear(set, slashId, strategy);
    }

    function clear(
        OperatorSet calldata set,
        uint256 slashId,
        address strategy
    ) private returns (uint256 amount) {
        bytes32 key = set.key();
        Slash storage slash = slashes[key][slashId];
        uint256 shares = slash.shares[strategy];
        slash.strategies.remove(strategy);
        delete slash.shares[strategy];
        if (shares != 0) {
            amount = Strategy(strategy).withdraw(
                allocations.getRedistributionRecipient(set),
                Strategy(strategy).underlyingToken(),
                shares
            );
            emit BurnOrRedistributableSharesDecreased(set, slashId, strategy, shares);
        }
        if (slash.strategies.size() == 0) {
            pendingSlashes[key].remove(bytes32(slashId));
            if (pendingSlashes[key].size() == 0) pendingSets.remove(key);
        }
    }

    function getBurnOrRedistributableShares(
        OperatorSet calldata set,
        uint256 slashId
    ) external view returns (address[] memory strategies, uint256[] memory shares) {
        Slash storage slash = slashes[set.key()][slashId];
        strategies = slash.strategies.addresses();
        shares = new uint256[](strategies.length);
        for (uint256 i = 0; i < shares.length; i++) shares[i] = slash.shares[strategies[i]];
    }

    function getBurnOrRedistributableShares(
        OperatorSet calldata set,
        uint256 slashId,
        address strategy
    ) external view returns (uint256) {
        return slashes[set.key()][slashId].shares[strategy];
    }

    function getBurnOrRedistributableCount(
        OperatorSet calldata set,
        uint256 slashId
    ) external view returns (uint256) {
        return slashes[set.key()][slashId].strategies.size();
    }

    function getPendingSlashIds(
        OperatorSet calldata set
    ) external view returns (uint256[] memory ids) {
        Sets.Words storage pending = pendingSlashes[set.key()];
        ids = new uint256[](pending.size());
        for (uint256 i = 0; i < ids.length; i++) ids[i] = uint256(pending.words[i]);
    }

    function getPendingOperatorSets() external view returns (OperatorSet[] memory sets) {
        sets = new OperatorSet[](pendingSets.size());
        for (uint256 i = 0; i < sets.length; i++) sets[i] = SetKey.decode(pendingSets.words[i]);
    }
}
