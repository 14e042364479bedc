pragma solidity 0.8.30;

import {AllocationWords} from "./AllocationWords.sol";
import {Delegation, OperatorSet, SetKey} from "./EigenTypes.sol";
import {History} from "./History.sol";
import {Sets} from "./Sets.sol";
import {WadMath} from "./WadMath.sol";

/// How much of an operator's stake each set may slash, and what became of it.
abstract contract Magnitudes is AllocationWords {
    using History for History.Track;
    using SetKey for OperatorSet;
    using Sets for Sets.Words;
    using WadMath for uint256;

    /// Sets whose deallocation is pending, oldest first.
    struct Line {
        bytes32[] sets;
        uint256 first;
    }

    struct Registration {
        bool registered;
        uint32 slashableUntil;
    }

    uint32 public immutable DEALLOCATION_DELAY;
    Delegation internal delegation_;

    mapping(address => mapping(address => History.Track)) internal maxEver;
    mapping(address => mapping(address => uint64)) internal encumbered;
    mapping(address => mapping(bytes32 => mapping(address => Allocation))) internal stored;
    mapping(address => mapping(address => Line)) internal lines;
    mapping(address => Sets.Words) internal setsOf; // with an allocation
    mapping(address => mapping(bytes32 => Sets.Words)) internal strategiesOf;
    mapping(address => mapping(bytes32 => Registration)) internal registrations;

    constructor(uint32 deallocationDelay) {
        DEALLOCATION_DELAY = deallocationDelay;
    }

    // ------------------------------------------------------------------ reads

    function getMaxMagnitude(address operator, address strategy) public view returns (uint64) {
        return uint64(maxEver[operator][strategy].latest(WadMath.WAD));
    }

    function getMaxMagnitudes(
        address operator,
        address[] calldata strategies
    ) external view returns (uint64[] memory magnitudes) {
        magnitudes = new uint64[](strategies.length);
        for (uint256 i = 0; i < magnitudes.length; i++) {
            magnitudes[i] = getMaxMagnitude(operator, strategies[i]);
        }
    }

    function getMaxMagnitudesAtBlock(
        address operator,
        address[] calldata strategies,
        uint32 blockNumber
    ) external view returns (uint64[] memory magnitudes) {
        magnitudes = new uint64[](strategies.length);
        for (uint256 i = 0; i < magnitudes.length; i++) {
            magnitudes[i] = uint64(
                maxEver[operator][strategies[i]].at(blockNumber, WadMath.WAD)
            );
        }
    }

    function getEncumberedMagnitude(address operator, address strategy) public view returns (uint64) {
        uint64 sum = encumbered[operator][strategy];
        Line storage line = lines[operator][strategy];
        for (uint256 i = line.first; i < line.sets.length; i++) {
            Allocation memory one = stored[operator][line.sets[i]][strategy];
            if (block.number < one.effectBlock) break;
            sum = moved(sum, one.pendingDiff);
        }
        return sum;
    }

    function getAllocatableMagnitude(
        address operator,
        address strategy
    ) external view returns (uint64) {
        return getMaxMagnitude(operator, strategy) - getEncumberedMagnitude(operator, strategy);
    }

    function getAllocation(
        address operator,
        OperatorSet memory operatorSet,
        address strategy
    ) public view returns (Allocation memory allocation) {
        (, allocation) = current(operator, operatorSet.key(), strategy);
    }

    function getAllocatedSets(address operator) external view returns (OperatorSet[] memory) {
        return decoded(setsOf[operator]);
    }

    function getAllocatedStrategies(
        address operator,
        OperatorSet memory operatorSet
    ) external view returns (address[] memory) {
        return strategiesOf[operator][operatorSet.key()].addresses();
    }

    function getStrategyAllocations(
        address operator,
        address strategy
    ) external view returns (OperatorSet[] memory sets, Allocation[] memory allocations) {
        sets = decoded(setsOf[operator]);
        allocations = new Allocation[](sets.length);
        for (uint256 i = 0; i < sets.length; i++) {
            allocations[i] = getAllocation(operator, sets[i], strategy);
        }
    }

    function isOperatorSlashable(
        address operator,
        OperatorSet memory operatorSet
    ) public view returns (bool) {
        Registration memory one = registrations[operator][operatorSet.key()];
        return one.registered || block.number <= one.slashableUntil;
    }

    function getAllocatedStake(
        OperatorSet memory operatorSet,
        address[] memory operators,
        address[] memory strategies
    ) external view returns (uint256[][] memory) {
        return stake(operatorSet, operators, strategies, uint32(block.number), false);
    }

    function getMinimumSlashableStake(
        OperatorSet memory operatorSet,
        address[] memory operators,
        address[] memory strategies,
        uint32 futureBlock
    ) external view returns (uint256[][] memory) {
        return stake(operatorSet, operators, strategies, futureBlock, true);
    }

    /// What a set can slash if every deallocation until a block takes place.
    function stake(
        OperatorSet memory set,
        address[] memory operators,
        address[] memory strategies,
        uint32 until,
        bool slashableOnly
    ) private view returns (uint256[][] memory table) {
        table = new uint256[][](operators.length);
        for (uint256 i = 0; i < operators.length; i++) {
            address operator = operators[i];
            table[i] = new uint256[](strategies.length);
            if (slashableOnly && !isOperatorSlashable(operator, set)) continue;
            uint256[] memory shares = delegation_.getOperatorShares(operator, strategies);
            for (uint256 j = 0; j < strategies.length; j++) {
                uint64 max = getMaxMagnitude(operator, strategies[j]);
                if (max == 0) continue;
                Allocation memory one = getAllocation(operator, set, strategies[j]);
                if (one.effectBlock <= until && one.pendingDiff < 0) {
                    one.currentMagnitude = moved(one.currentMagnitude, one.pendingDiff);
                }
                table[i][j] = shares[j].mulWad(uint256(one.currentMagnitude).divWad(max));
            }
        }
    }

    function decoded(Sets.Words storage keys) internal view returns (OperatorSet[] memory sets) {
        sets = new OperatorSet[](keys.size());
        for (uint256 i = 0; i < sets.length; i++) sets[i] = SetKey.decode(keys.words[i]);
    }

    // ------------------------------------------------------------------ changes

    function moved(uint64 from, int128 by) internal pure returns (uint64) {
        return uint64(uint128(int128(uint128(from)) + by));
    }

    /// The allocation as of this block, and how much of the strategy is then spoken for.
    function current(
        address operator,
        bytes32 set,
        address strategy
    ) internal view returns (uint64 spokenFor, Allocation memory one) {
        spokenFor = encumbered[operator][strategy];
        one = stored[operator][set][strategy];
        if (block.number < one.effectBlock) return (spokenFor, one);
        if (one.pendingDiff < 0) spokenFor = moved(spokenFor, one.pendingDiff);
        one = Allocation(moved(one.currentMagnitude, one.pendingDiff), 0, 0);
    }

    function store(
        address operator,
        bytes32 set,
        address strategy,
        uint64 spokenFor,
        Allocation memory one
    ) internal {
        if (encumbered[operator][strategy] != spokenFor) {
            encumbered[operator][strategy] = spokenFor;
            emit EncumberedMagnitudeUpdated(operator, strategy, spokenFor);
        }
        stored[operator][set][strategy] = one;
        Sets.Words storage strategies = strategiesOf[operator][set];
        if (one.pendingDiff != 0) {
            strategies.add(strategy);
            setsOf[operator].add(set);
        } else if (one.currentMagnitude == 0) {
            strategies.remove(strategy);
            if (strategies.size() == 0) setsOf[operator].remove(set);
        }
    }

    /// Gives back what deallocations that took effect had reserved, at most `most` of them.
    function settle(address operator, address strategy, uint16 most) internal {
        Line storage line = lines[operator][strategy];
        for (uint256 n = 0; line.first < line.sets.length && n < most; n++) {
            bytes32 set = line.sets[line.first];
            (uint64 spokenFor, Allocation memory one) = current(operator, set, strategy);
            if (block.number < one.effectBlock) break;
            store(operator, set, strategy, spokenFor, one);
            line.first++;
        }
    }

    /// Changes one allocation to a new magnitude.
    function allocate(
        address operator,
        OperatorSet memory set,
        address strategy,
        uint64 magnitude,
        uint32 delay,
        bool slashable
    ) internal {
        bytes32 key = set.key();
        settle(operator, strategy, type(uint16).max);
        (uint64 spokenFor, Allocation memory one) = current(operator, key, strategy);
        require(one.effectBlock == 0, ModificationAlreadyPending());
        int128 change = int128(uint128(magnitude)) - int128(uint128(one.currentMagnitude));
        require(change != 0, SameMagnitude());
        if (change < 0 && slashable && one.currentMagnitude != 0) {
            lines[operator][strategy].sets.push(key);
            one.pendingDiff = change;
            one.effectBlock = uint32(block.number) + DEALLOCATION_DELAY + 1;
        } else if (change < 0) {
            spokenFor = moved(spokenFor, change);
            one = Allocation(magnitude, 0, uint32(block.number));
        } else {
            spokenFor = moved(spokenFor, change);
            require(spokenFor <= getMaxMagnitude(operator, strategy), InsufficientMagnitude());
            one.pendingDiff = change;
            one.effectBlock = uint32(block.number) + delay;
        }
        store(operator, key, strategy, spokenFor, one);
        emit AllocationUpdated(operator, set, strategy, magnitude, one.effectBlock);
    }

    /// Takes a part of one allocation, rounded up, and as much of what is pending.
    function slash(
        address operator,
        OperatorSet memory set,
        uint256 slashId,
        address strategy,
        uint256 wad
    ) internal returns (uint256 ofWhole, uint256 shares) {
        (uint64 spokenFor, Allocation memory one) = current(operator, set.key(), strategy);
        if (one.currentMagnitude == 0) return (0, 0);
        uint64 max = getMaxMagnitude(operator, strategy);
        uint64 taken = uint64(uint256(one.currentMagnitude).mulWadUp(wad));
        ofWhole = uint256(taken).divWad(max);
        one.currentMagnitude -= taken;
        if (one.pendingDiff < 0) {
            uint256 pending = uint256(uint128(-one.pendingDiff));
            one.pendingDiff += int128(uint128(pending.mulWadUp(wad)));
            uint64 later = moved(one.currentMagnitude, one.pendingDiff);
            emit AllocationUpdated(operator, set, strategy, later, one.effectBlock);
        }
        store(operator, set.key(), strategy, spokenFor - taken, one);
        uint32 now_ = uint32(block.number);
        emit AllocationUpdated(operator, set, strategy, one.currentMagnitude, now_);
        maxEver[operator][strategy].set(max - taken);
        emit MaxMagnitudeUpdated(operator, strategy, max - taken);
        shares = delegation_.slashOperatorShares(operator, set, slashId, strategy, max, max - taken);
    }
}
