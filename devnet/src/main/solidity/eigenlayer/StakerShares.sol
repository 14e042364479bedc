pragma solidity 0.8.30;

import {Allocations, BEACON_ETH, Deposits, OperatorSet, Pods, ShareHolder} from "./EigenTypes.sol";
import {DelegationWords} from "./DelegationWords.sol";
import {History} from "./History.sol";
import {Switches} from "./Switches.sol";
import {WadMath} from "./WadMath.sol";

/// Shares of stakers and operators through slashes. A staker's deposit shares times the scaling
/// factor times what slashing left is what can be withdrawn.
abstract contract StakerShares is DelegationWords, Switches {
    using History for History.Track;
    using WadMath for uint256;

    Deposits internal immutable deposits;
    Pods internal immutable pods;
    Allocations internal immutable allocations;
    uint32 internal immutable delay;

    mapping(address => address) public delegatedTo;
    mapping(address => mapping(address => uint256)) public operatorShares;
    mapping(address => mapping(address => uint256)) internal scaling; // 0: one
    mapping(address => mapping(address => History.Track)) internal queuedEver;

    constructor(Deposits deposits_, Pods pods_, Allocations allocations_, uint32 delay_) {
        deposits = deposits_;
        pods = pods_;
        allocations = allocations_;
        delay = delay_;
    }

    // ------------------------------------------------------------------ reads

    function isDelegated(address staker) public view returns (bool) {
        return delegatedTo[staker] != address(0);
    }

    function isOperator(address operator) public view returns (bool) {
        return operator != address(0) && delegatedTo[operator] == operator;
    }

    function depositScalingFactor(address staker, address strategy) public view returns (uint256) {
        uint256 factor = scaling[staker][strategy];
        return factor == 0 ? WadMath.WAD : factor;
    }

    function getOperatorShares(
        address operator,
        address[] memory strategies
    ) public view returns (uint256[] memory shares) {
        shares = new uint256[](strategies.length);
        for (uint256 i = 0; i < shares.length; i++) {
            shares[i] = operatorShares[operator][strategies[i]];
        }
    }

    function getOperatorsShares(
        address[] memory operators,
        address[] memory strategies
    ) external view returns (uint256[][] memory shares) {
        shares = new uint256[][](operators.length);
        for (uint256 i = 0; i < shares.length; i++) {
            shares[i] = getOperatorShares(operators[i], strategies);
        }
    }

    function beaconChainETHStrategy() external view returns (address) {
        return BEACON_ETH;
    }

    function getDepositedShares(
        address staker
    ) public view returns (address[] memory strategies, uint256[] memory shares) {
        (address[] memory tokens, uint256[] memory amounts) = deposits.getDeposits(staker);
        uint256 ether_ = pods.stakerDepositShares(staker, BEACON_ETH);
        if (ether_ == 0) return (tokens, amounts);
        strategies = new address[](tokens.length + 1);
        shares = new uint256[](tokens.length + 1);
        for (uint256 i = 0; i < tokens.length; i++) {
            (strategies[i], shares[i]) = (tokens[i], amounts[i]);
        }
        (strategies[tokens.length], shares[tokens.length]) = (BEACON_ETH, ether_);
    }

    function getWithdrawableShares(
        address staker,
        address[] memory strategies
    ) public view returns (uint256[] memory withdrawable, uint256[] memory deposited) {
        withdrawable = new uint256[](strategies.length);
        deposited = new uint256[](strategies.length);
        uint256[] memory left = leftNow(staker, delegatedTo[staker], strategies);
        for (uint256 i = 0; i < strategies.length; i++) {
            deposited[i] = holder(strategies[i]).stakerDepositShares(staker, strategies[i]);
            withdrawable[i] = worth(staker, strategies[i], deposited[i], left[i]);
        }
    }

    function convertToDepositShares(
        address staker,
        address[] memory strategies,
        uint256[] memory withdrawableShares
    ) external view returns (uint256[] memory shares) {
        shares = new uint256[](strategies.length);
        uint256[] memory left = leftNow(staker, delegatedTo[staker], strategies);
        for (uint256 i = 0; i < strategies.length; i++) {
            shares[i] = withdrawableShares[i]
                .divWad(depositScalingFactor(staker, strategies[i]))
                .divWad(left[i]);
        }
    }

    function getSlashableSharesInQueue(
        address operator,
        address strategy
    ) external view returns (uint256) {
        uint64 magnitude = allocations.getMaxMagnitude(operator, strategy);
        return slashedInQueue(operator, strategy, magnitude, 0);
    }

    function worth(
        address staker,
        address strategy,
        uint256 depositShares,
        uint256 left
    ) internal view returns (uint256) {
        return depositShares.mulWad(depositScalingFactor(staker, strategy)).mulWad(left);
    }

    function holder(address strategy) internal view returns (ShareHolder) {
        return strategy == BEACON_ETH ? ShareHolder(pods) : ShareHolder(deposits);
    }

    // ------------------------------------------------------------------ what slashing left

    function leftNow(
        address staker,
        address operator,
        address[] memory strategies
    ) internal view returns (uint256[] memory) {
        return factorsOf(staker, strategies, allocations.getMaxMagnitudes(operator, strategies));
    }

    function leftAt(
        address staker,
        address operator,
        address[] memory strategies,
        uint32 at
    ) internal view returns (uint256[] memory) {
        return factorsOf(staker, strategies, allocations.getMaxMagnitudesAtBlock(operator, strategies, at));
    }

    function factorsOf(
        address staker,
        address[] memory strategies,
        uint64[] memory magnitudes
    ) private view returns (uint256[] memory factors) {
        factors = new uint256[](strategies.length);
        for (uint256 i = 0; i < factors.length; i++) {
            factors[i] = magnitudes[i];
            if (strategies[i] == BEACON_ETH) {
                factors[i] = factors[i].mulWad(pods.beaconChainSlashingFactor(staker));
            }
        }
    }

    // ------------------------------------------------------------------ changes

    function increase(
        address operator,
        address staker,
        address strategy,
        uint256 before,
        uint256 added,
        uint256 factor
    ) internal {
        require(factor != 0, FullySlashed());
        if (added == 0) return;
        uint256 now_ = depositScalingFactor(staker, strategy);
        if (before != 0) {
            now_ = (worth(staker, strategy, before, factor) + added).divWad(before + added);
        }
        scaling[staker][strategy] = now_.divWad(factor);
        emit DepositScalingFactorUpdated(staker, strategy, depositScalingFactor(staker, strategy));
        if (isDelegated(staker)) {
            operatorShares[operator][strategy] += added;
            emit OperatorSharesIncreased(operator, staker, strategy, added);
        }
    }

    function decrease(address operator, address staker, address strategy, uint256 shares) internal {
        operatorShares[operator][strategy] -= shares;
        emit OperatorSharesDecreased(operator, staker, strategy, shares);
    }

    function increaseDelegatedShares(
        address staker,
        address strategy,
        uint256 before,
        uint256 added
    ) external {
        require(
            msg.sender == address(deposits) || msg.sender == address(pods),
            "SHARE_HOLDERS_ONLY"
        );
        address[] memory one = new address[](1);
        one[0] = strategy;
        address operator = delegatedTo[staker];
        increase(operator, staker, strategy, before, added, leftNow(staker, operator, one)[0]);
    }

    function slashOperatorShares(
        address operator,
        OperatorSet calldata set,
        uint256 slashId,
        address strategy,
        uint64 magnitudeBefore,
        uint64 magnitude
    ) external returns (uint256 total) {
        require(msg.sender == address(allocations), "ALLOCATION_MANAGER_ONLY");
        uint256 direct = WadMath.slashed(
            operatorShares[operator][strategy],
            magnitudeBefore,
            magnitude
        );
        total = direct + slashedInQueue(operator, strategy, magnitudeBefore, magnitude);
        decrease(operator, address(0), strategy, direct);
        emit OperatorSharesSlashed(operator, strategy, total);
        holder(strategy).increaseBurnOrRedistributableShares(set, slashId, strategy, total);
    }

    /// Queued shares can be slashed for as long as they wait.
    function slashedInQueue(
        address operator,
        address strategy,
        uint64 magnitudeBefore,
        uint64 magnitude
    ) private view returns (uint256) {
        if (magnitudeBefore == 0) return 0;
        History.Track storage track = queuedEver[operator][strategy];
        uint256 waiting = track.latest(0) - track.at(uint32(block.number) - delay - 1, 0);
        return WadMath.slashed(waiting.mulWad(magnitudeBefore), magnitudeBefore, magnitude);
    }
}
