pragma solidity 0.8.30;

import {Allocations, Deposits, Permissions, Pods} from "./EigenTypes.sol";
import {History} from "./History.sol";
import {Sets} from "./Sets.sol";
import {SignedWords} from "./SignedWords.sol";
import {StakerShares} from "./StakerShares.sol";
import {Switches} from "./Switches.sol";
import {WadMath} from "./WadMath.sol";

/// Stand-in for the delegation manager: operators, delegation and the withdrawal queue.
contract DelegationManager is StakerShares, SignedWords {
    using History for History.Track;
    using Sets for Sets.Words;
    using WadMath for uint256;

    uint8 private constant DELEGATION = 0;
    uint8 private constant ENTER_QUEUE = 1;
    uint8 private constant EXIT_QUEUE = 2;

    bytes32 public constant DELEGATION_APPROVAL_TYPEHASH =
        keccak256(
            "DelegationApproval(address delegationApprover,address staker,address operator,bytes32 salt,uint256 expiry)"
        );

    Permissions private immutable permissions;
    mapping(address => address) public delegationApprover;
    mapping(address => mapping(bytes32 => bool)) public delegationApproverSaltIsSpent;
    mapping(address => uint256) public cumulativeWithdrawalsQueued;
    mapping(bytes32 => bool) public pendingWithdrawals;
    mapping(bytes32 => Withdrawal) private queued;
    mapping(address => Sets.Words) private rootsOf;

    modifier onlyFor(address account) {
        require(may(account), InvalidPermissions());
        _;
    }

    constructor(
        address lever_,
        Deposits deposits_,
        Pods pods_,
        Allocations allocations_,
        Permissions permissions_,
        uint32 delay_
    ) Switches(lever_) StakerShares(deposits_, pods_, allocations_, delay_) {
        permissions = permissions_;
    }

    function minWithdrawalDelayBlocks() external view returns (uint32) {
        return delay;
    }

    // ------------------------------------------------------------------ operators

    function registerAsOperator(
        address initDelegationApprover,
        uint32 allocationDelay,
        string calldata metadataURI
    ) external {
        require(!isDelegated(msg.sender), ActivelyDelegated());
        allocations.setAllocationDelay(msg.sender, allocationDelay);
        setApprover(msg.sender, initDelegationApprover);
        delegate(msg.sender, msg.sender);
        emit OperatorRegistered(msg.sender, initDelegationApprover);
        emit OperatorMetadataURIUpdated(msg.sender, metadataURI);
    }

    function modifyOperatorDetails(
        address operator,
        address newDelegationApprover
    ) external onlyFor(operator) {
        require(isOperator(operator), OperatorNotRegistered());
        setApprover(operator, newDelegationApprover);
    }

    function updateOperatorMetadataURI(
        address operator,
        string calldata metadataURI
    ) external onlyFor(operator) {
        require(isOperator(operator), OperatorNotRegistered());
        emit OperatorMetadataURIUpdated(operator, metadataURI);
    }

    function setApprover(address operator, address approver) private {
        delegationApprover[operator] = approver;
        emit DelegationApproverUpdated(operator, approver);
    }

    function may(address account) private view returns (bool) {
        return permissions.canCall(account, msg.sender, address(this), msg.sig);
    }

    // ------------------------------------------------------------------ delegation

    function delegateTo(
        address operator,
        SignatureWithExpiry memory approverSignatureAndExpiry,
        bytes32 approverSalt
    ) public {
        require(!isDelegated(msg.sender), ActivelyDelegated());
        require(isOperator(operator), OperatorNotRegistered());
        address approver = delegationApprover[operator];
        if (approver != address(0)) {
            require(!delegationApproverSaltIsSpent[approver][approverSalt], SaltSpent());
            delegationApproverSaltIsSpent[approver][approverSalt] = true;
            uint256 expiry = approverSignatureAndExpiry.expiry;
            bytes32 digest = calculateDelegationApprovalDigestHash(
                msg.sender,
                operator,
                approver,
                approverSalt,
                expiry
            );
            checkSigned(approver, digest, approverSignatureAndExpiry.signature, expiry);
        }
        delegate(msg.sender, operator);
    }

    function undelegate(address staker) public returns (bytes32[] memory) {
        require(isDelegated(staker), NotActivelyDelegated());
        require(!isOperator(staker), OperatorsCannotUndelegate());
        if (msg.sender != staker) {
            address operator = delegatedTo[staker];
            require(
                may(operator) || msg.sender == delegationApprover[operator],
                CallerCannotUndelegate()
            );
            emit StakerForceUndelegated(staker, operator);
        }
        return leave(staker);
    }

    function redelegate(
        address newOperator,
        SignatureWithExpiry memory newOperatorApproverSig,
        bytes32 approverSalt
    ) external returns (bytes32[] memory withdrawalRoots) {
        withdrawalRoots = undelegate(msg.sender);
        delegateTo(newOperator, newOperatorApproverSig, approverSalt);
    }

    function calculateDelegationApprovalDigestHash(
        address staker,
        address operator,
        address approver,
        bytes32 approverSalt,
        uint256 expiry
    ) public view returns (bytes32) {
        return
            digestOf(
                keccak256(
                    abi.encode(
                        DELEGATION_APPROVAL_TYPEHASH,
                        approver,
                        staker,
                        operator,
                        approverSalt,
                        expiry
                    )
                )
            );
    }

    /// Whoever comes is forgiven what the operator lost before.
    function delegate(address staker, address operator) private whenOn(DELEGATION) {
        (address[] memory strategies, uint256[] memory shares) = getDepositedShares(staker);
        uint256[] memory none = leftNow(staker, address(0), strategies);
        uint256[] memory left = leftNow(address(0), operator, strategies);
        delegatedTo[staker] = operator;
        emit StakerDelegated(staker, operator);
        for (uint256 i = 0; i < strategies.length; i++) {
            uint256 brought = holder(strategies[i]) == pods
                ? worth(staker, strategies[i], shares[i], none[i])
                : shares[i];
            increase(operator, staker, strategies[i], 0, brought, left[i]);
        }
    }

    /// Everything goes into the queue, a withdrawal for each strategy.
    function leave(address staker) private whenOn(ENTER_QUEUE) returns (bytes32[] memory roots) {
        address operator = delegatedTo[staker];
        delegatedTo[staker] = address(0);
        emit StakerUndelegated(staker, operator);
        (address[] memory strategies, uint256[] memory shares) = getDepositedShares(staker);
        roots = new bytes32[](strategies.length);
        for (uint256 i = 0; i < roots.length; i++) {
            address[] memory strategy = new address[](1);
            uint256[] memory all = new uint256[](1);
            (strategy[0], all[0]) = (strategies[i], shares[i]);
            roots[i] = queue(staker, operator, strategy, all);
        }
    }

    // ------------------------------------------------------------------ the queue

    function queueWithdrawals(
        QueuedWithdrawalParams[] calldata params
    ) external whenOn(ENTER_QUEUE) returns (bytes32[] memory roots) {
        roots = new bytes32[](params.length);
        for (uint256 i = 0; i < params.length; i++) {
            require(
                params[i].strategies.length == params[i].depositShares.length,
                InputArrayLengthMismatch()
            );
            address operator = delegatedTo[msg.sender];
            roots[i] = queue(msg.sender, operator, params[i].strategies, params[i].depositShares);
        }
    }

    function queue(
        address staker,
        address operator,
        address[] memory strategies,
        uint256[] memory shares
    ) private returns (bytes32 root) {
        require(strategies.length != 0, InputArrayLengthZero());
        uint256[] memory left = leftNow(staker, operator, strategies);
        uint256[] memory scaled = new uint256[](strategies.length);
        uint256[] memory paid = new uint256[](strategies.length);
        for (uint256 i = 0; i < strategies.length; i++) {
            address strategy = strategies[i];
            paid[i] = worth(staker, strategy, shares[i], left[i]);
            scaled[i] = shares[i].mulWad(depositScalingFactor(staker, strategy));
            if (operator != address(0)) {
                History.Track storage ever = queuedEver[operator][strategy];
                ever.set(ever.latest(0) + scaled[i]);
                decrease(operator, staker, strategy, paid[i]);
            }
            if (holder(strategy).removeDepositShares(staker, strategy, shares[i]) == 0) {
                scaling[staker][strategy] = 0;
                emit DepositScalingFactorUpdated(staker, strategy, WadMath.WAD);
            }
        }
        Withdrawal memory withdrawal = Withdrawal(
            staker,
            operator,
            staker,
            cumulativeWithdrawalsQueued[staker]++,
            uint32(block.number),
            strategies,
            scaled
        );
        root = calculateWithdrawalRoot(withdrawal);
        pendingWithdrawals[root] = true;
        queued[root] = withdrawal;
        rootsOf[staker].add(root);
        emit SlashingWithdrawalQueued(root, withdrawal, paid);
    }

    function completeQueuedWithdrawal(
        Withdrawal calldata withdrawal,
        address[] calldata tokens,
        bool receiveAsTokens
    ) external whenOn(EXIT_QUEUE) {
        complete(withdrawal, tokens, receiveAsTokens);
    }

    function completeQueuedWithdrawals(
        Withdrawal[] calldata withdrawals,
        address[][] calldata tokens,
        bool[] calldata receiveAsTokens
    ) external whenOn(EXIT_QUEUE) {
        for (uint256 i = 0; i < withdrawals.length; i++) {
            complete(withdrawals[i], tokens[i], receiveAsTokens[i]);
        }
    }

    function complete(
        Withdrawal memory withdrawal,
        address[] calldata tokens,
        bool asTokens
    ) private {
        address[] memory strategies = withdrawal.strategies;
        require(tokens.length == strategies.length, InputArrayLengthMismatch());
        require(msg.sender == withdrawal.withdrawer, WithdrawerNotCaller());
        bytes32 root = calculateWithdrawalRoot(withdrawal);
        require(pendingWithdrawals[root], WithdrawalNotQueued());
        uint32 until = withdrawal.startBlock + delay;
        require(block.number > until, WithdrawalDelayNotElapsed());
        address staker = withdrawal.staker;
        uint256[] memory then = leftAt(staker, withdrawal.delegatedTo, strategies, until);
        rootsOf[staker].remove(root);
        delete queued[root];
        delete pendingWithdrawals[root];
        emit SlashingWithdrawalCompleted(root);
        address operator = delegatedTo[staker];
        uint256[] memory left = leftNow(staker, operator, strategies);
        for (uint256 i = 0; i < strategies.length; i++) {
            uint256 shares = withdrawal.scaledShares[i].mulWad(then[i]);
            if (shares == 0) continue;
            if (asTokens) {
                holder(strategies[i]).withdrawSharesAsTokens(
                    staker,
                    strategies[i],
                    tokens[i],
                    shares
                );
            } else {
                keep(operator, staker, strategies[i], shares, left[i]);
            }
        }
    }

    function keep(
        address operator,
        address staker,
        address strategy,
        uint256 shares,
        uint256 left
    ) private {
        (uint256 before, uint256 added) = holder(strategy).addShares(staker, strategy, shares);
        increase(operator, staker, strategy, before, added, left);
    }

    function calculateWithdrawalRoot(Withdrawal memory withdrawal) public pure returns (bytes32) {
        return keccak256(abi.encode(withdrawal));
    }

    function queuedWithdrawals(bytes32 root) external view returns (Withdrawal memory) {
        return queued[root];
    }

    function getQueuedWithdrawalRoots(address staker) public view returns (bytes32[] memory) {
        return rootsOf[staker].words;
    }

    /// What a queued withdrawal would pay now.
    function getQueuedWithdrawal(
        bytes32 root
    ) public view returns (Withdrawal memory withdrawal, uint256[] memory shares) {
        withdrawal = queued[root];
        shares = new uint256[](withdrawal.strategies.length);
        (address staker, address operator) = (withdrawal.staker, withdrawal.delegatedTo);
        uint32 until = withdrawal.startBlock + delay;
        uint256[] memory left = until < block.number
            ? leftAt(staker, operator, withdrawal.strategies, until)
            : leftNow(staker, operator, withdrawal.strategies);
        for (uint256 i = 0; i < shares.length; i++) {
            shares[i] = withdrawal.scaledShares[i].mulWad(left[i]);
        }
    }

    function getQueuedWithdrawals(
        address staker
    ) external view returns (Withdrawal[] memory withdrawals, uint256[][] memory shares) {
        bytes32[] memory roots = getQueuedWithdrawalRoots(staker);
        withdrawals = new Withdrawal[](roots.length);
        shares = new uint256[][](roots.length);
        for (uint256 i = 0; i < roots.length; i++) {
            (withdrawals[i], shares[i]) = getQueuedWithdrawal(roots[i]);
        }
    }
}
