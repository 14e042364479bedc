pragma solidity 0.8.30;

import {
    BEACON_ETH,
    BURN,
    Delegation,
    OperatorSet,
    Permissions,
    Registrar,
    SetKey
} from "./EigenTypes.sol";
import {Magnitudes} from "./Magnitudes.sol";
import {Sets} from "./Sets.sol";
import {Switches} from "./Switches.sol";
import {WadMath} from "./WadMath.sol";

/// Stand-in for the allocation manager: operator sets, who is in them, and slashing.
contract AllocationManager is Magnitudes, Switches {
    using SetKey for OperatorSet;
    using Sets for Sets.Words;

    uint8 private constant ALLOCATE = 0;
    uint8 private constant SLASH = 1;
    uint8 private constant REGISTER = 2;

    struct DelayChange {
        uint32 delay;
        bool isSet;
        uint32 pendingDelay;
        uint32 effectBlock;
    }

    struct SlasherChange {
        address slasher;
        address pendingSlasher;
        uint32 effectBlock;
    }

    /// Only a name: there is no EIGEN here.
    address public constant eigenStrategy = 0x000000000000000000000000000000000000e16E;
    uint32 public immutable ALLOCATION_CONFIGURATION_DELAY;
    uint32 public immutable SLASHER_CONFIGURATION_DELAY;
    Permissions private immutable permissions;
    mapping(address => DelayChange) private delays;
    mapping(address => bool) private hasMetadata;
    mapping(address => address) private registrars;
    mapping(address => uint256) public getOperatorSetCount;
    mapping(bytes32 => bool) private exists;
    mapping(bytes32 => Sets.Words) private strategiesIn;
    mapping(bytes32 => Sets.Words) private members;
    mapping(address => Sets.Words) private memberships;
    mapping(bytes32 => SlasherChange) private slashers;
    mapping(bytes32 => address) private recipients;
    mapping(bytes32 => uint256) private slashCounts;

    modifier onlyFor(address account) {
        require(may(account), InvalidPermissions());
        _;
    }

    constructor(
        address lever_,
        Permissions permissions_,
        uint32 deallocationDelay,
        uint32 configurationDelay
    ) Switches(lever_) Magnitudes(deallocationDelay) {
        permissions = permissions_;
        ALLOCATION_CONFIGURATION_DELAY = configurationDelay;
        SLASHER_CONFIGURATION_DELAY = configurationDelay;
    }

    function lever_connect(Delegation to) external onlyLever {
        require(address(delegation_) == address(0), "ALREADY_CONNECTED");
        delegation_ = to;
    }

    function may(address account) private view returns (bool) {
        return permissions.canCall(account, msg.sender, address(this), msg.sig);
    }

    // ------------------------------------------------------------------ services and their sets

    function updateAVSMetadataURI(address avs, string calldata metadataURI) external onlyFor(avs) {
        hasMetadata[avs] = true;
        emit AVSMetadataURIUpdated(avs, metadataURI);
    }

    function setAVSRegistrar(address avs, address registrar) external onlyFor(avs) {
        require(Registrar(registrar).supportsAVS(avs), InvalidAVSRegistrar());
        registrars[avs] = registrar;
        emit AVSRegistrarSet(avs, registrar);
    }

    function createOperatorSets(
        address avs,
        CreateSetParamsV2[] calldata params
    ) external onlyFor(avs) {
        require(hasMetadata[avs], NonexistentAVSMetadata());
        for (uint256 i = 0; i < params.length; i++) create(avs, params[i], BURN);
    }

    function createRedistributingOperatorSets(
        address avs,
        CreateSetParamsV2[] calldata params,
        address[] calldata redistributionRecipients
    ) external onlyFor(avs) {
        require(params.length == redistributionRecipients.length, InputArrayLengthMismatch());
        require(hasMetadata[avs], NonexistentAVSMetadata());
        for (uint256 i = 0; i < params.length; i++) {
            require(redistributionRecipients[i] != address(0), InputAddressZero());
            require(redistributionRecipients[i] != BURN, InvalidRedistributionRecipient());
            create(avs, params[i], redistributionRecipients[i]);
        }
    }

    function create(address avs, CreateSetParamsV2 calldata params, address recipient) private {
        OperatorSet memory set = OperatorSet(avs, params.operatorSetId);
        bytes32 key = set.key();
        require(!exists[key], InvalidOperatorSet());
        exists[key] = true;
        getOperatorSetCount[avs]++;
        emit OperatorSetCreated(set);
        if (recipient != BURN) {
            recipients[key] = recipient;
            emit RedistributionAddressSet(set, recipient);
        }
        for (uint256 j = 0; j < params.strategies.length; j++) {
            addStrategy(set, params.strategies[j]);
        }
        setSlasher(set, params.slasher, uint32(block.number));
    }

    function addStrategy(OperatorSet memory set, address strategy) private {
        if (isRedistributingOperatorSet(set)) {
            require(strategy != BEACON_ETH && strategy != eigenStrategy, InvalidStrategy());
        }
        require(strategiesIn[set.key()].add(strategy), StrategyAlreadyInOperatorSet());
        emit StrategyAddedToOperatorSet(set, strategy);
    }

    function addStrategiesToOperatorSet(
        address avs,
        uint32 operatorSetId,
        address[] calldata strategies
    ) external onlyFor(avs) {
        OperatorSet memory set = OperatorSet(avs, operatorSetId);
        require(isOperatorSet(set), InvalidOperatorSet());
        for (uint256 i = 0; i < strategies.length; i++) addStrategy(set, strategies[i]);
    }

    function removeStrategiesFromOperatorSet(
        address avs,
        uint32 operatorSetId,
        address[] calldata strategies
    ) external onlyFor(avs) {
        OperatorSet memory set = OperatorSet(avs, operatorSetId);
        require(isOperatorSet(set), InvalidOperatorSet());
        for (uint256 i = 0; i < strategies.length; i++) {
            require(strategiesIn[set.key()].remove(strategies[i]), StrategyNotInOperatorSet());
            emit StrategyRemovedFromOperatorSet(set, strategies[i]);
        }
    }

    /// Nothing happens if the same one is pending already.
    function updateSlasher(
        OperatorSet memory operatorSet,
        address slasher
    ) external onlyFor(operatorSet.avs) {
        require(isOperatorSet(operatorSet), InvalidOperatorSet());
        SlasherChange memory change = slashers[operatorSet.key()];
        if (slasher == change.pendingSlasher && block.number < change.effectBlock) return;
        setSlasher(
            operatorSet,
            slasher,
            uint32(block.number) + SLASHER_CONFIGURATION_DELAY + 1
        );
    }

    function setSlasher(OperatorSet memory set, address slasher, uint32 effectBlock) private {
        require(slasher != address(0), InputAddressZero());
        slashers[set.key()] = SlasherChange(getSlasher(set), slasher, effectBlock);
        emit SlasherUpdated(set, slasher, effectBlock);
    }

    function getAVSRegistrar(address avs) public view returns (address) {
        return registrars[avs] == address(0) ? avs : registrars[avs];
    }

    function isOperatorSet(OperatorSet memory operatorSet) public view returns (bool) {
        return exists[operatorSet.key()];
    }

    function getStrategiesInOperatorSet(
        OperatorSet memory operatorSet
    ) external view returns (address[] memory) {
        return strategiesIn[operatorSet.key()].addresses();
    }

    function getSlasher(OperatorSet memory operatorSet) public view returns (address) {
        SlasherChange memory change = slashers[operatorSet.key()];
        return block.number < change.effectBlock ? change.slasher : change.pendingSlasher;
    }

    function getPendingSlasher(
        OperatorSet memory operatorSet
    ) external view returns (address pendingSlasher, uint32 effectBlock) {
        SlasherChange memory change = slashers[operatorSet.key()];
        if (block.number < change.effectBlock) return (change.pendingSlasher, change.effectBlock);
    }

    function getRedistributionRecipient(
        OperatorSet memory operatorSet
    ) public view returns (address) {
        address recipient = recipients[operatorSet.key()];
        return recipient == address(0) ? BURN : recipient;
    }

    function isRedistributingOperatorSet(
        OperatorSet memory operatorSet
    ) public view returns (bool) {
        return getRedistributionRecipient(operatorSet) != BURN;
    }

    function getSlashCount(OperatorSet memory operatorSet) external view returns (uint256) {
        return slashCounts[operatorSet.key()];
    }

    // ------------------------------------------------------------------ operators in sets

    function registerForOperatorSets(
        address operator,
        RegisterParams calldata params
    ) external whenOn(REGISTER) onlyFor(operator) {
        require(delegation_.isOperator(operator), InvalidOperator());
        for (uint256 i = 0; i < params.operatorSetIds.length; i++) {
            OperatorSet memory set = OperatorSet(params.avs, params.operatorSetIds[i]);
            require(isOperatorSet(set), InvalidOperatorSet());
            require(!isOperatorSlashable(operator, set), AlreadyMemberOfSet());
            memberships[operator].add(set.key());
            members[set.key()].add(operator);
            emit OperatorAddedToOperatorSet(operator, set);
            registrations[operator][set.key()].registered = true;
        }
        Registrar(getAVSRegistrar(params.avs)).registerOperator(
            operator,
            params.avs,
            params.operatorSetIds,
            params.data
        );
    }

    function deregisterFromOperatorSets(
        DeregisterParams calldata params
    ) external whenOn(REGISTER) {
        address operator = params.operator;
        require(may(operator) || may(params.avs), InvalidCaller());
        for (uint256 i = 0; i < params.operatorSetIds.length; i++) {
            OperatorSet memory set = OperatorSet(params.avs, params.operatorSetIds[i]);
            bytes32 key = set.key();
            require(isOperatorSet(set), InvalidOperatorSet());
            require(registrations[operator][key].registered, NotMemberOfSet());
            memberships[operator].remove(key);
            members[key].remove(operator);
            emit OperatorRemovedFromOperatorSet(operator, set);
            registrations[operator][key] = Registration(
                false,
                uint32(block.number) + DEALLOCATION_DELAY
            );
        }
        Registrar(getAVSRegistrar(params.avs)).deregisterOperator(
            operator,
            params.avs,
            params.operatorSetIds
        );
    }

    function getRegisteredSets(address operator) external view returns (OperatorSet[] memory) {
        return decoded(memberships[operator]);
    }

    function getMembers(OperatorSet memory operatorSet) external view returns (address[] memory) {
        return members[operatorSet.key()].addresses();
    }

    function getMemberCount(OperatorSet memory operatorSet) external view returns (uint256) {
        return members[operatorSet.key()].size();
    }

    function isMemberOfOperatorSet(
        address operator,
        OperatorSet memory operatorSet
    ) external view returns (bool) {
        return members[operatorSet.key()].has(operator);
    }

    // ------------------------------------------------------------------ allocations

    /// At once for an operator that registers, later for a change.
    function setAllocationDelay(address operator, uint32 delay) external {
        bool registers = msg.sender == address(delegation_);
        if (!registers) {
            require(may(operator), InvalidPermissions());
            require(delegation_.isOperator(operator), InvalidOperator());
        }
        DelayChange storage change = delays[operator];
        (change.isSet, change.delay) = getAllocationDelay(operator);
        change.pendingDelay = delay;
        change.effectBlock = uint32(block.number);
        if (!registers) change.effectBlock += ALLOCATION_CONFIGURATION_DELAY + 1;
        emit AllocationDelaySet(operator, delay, change.effectBlock);
    }

    function getAllocationDelay(address operator) public view returns (bool, uint32) {
        DelayChange memory change = delays[operator];
        bool done = change.effectBlock != 0 && block.number >= change.effectBlock;
        return done ? (true, change.pendingDelay) : (change.isSet, change.delay);
    }

    function modifyAllocations(
        address operator,
        AllocateParams[] calldata params
    ) external whenOn(ALLOCATE) {
        require(may(operator), InvalidPermissions());
        (bool isSet, uint32 delay) = getAllocationDelay(operator);
        require(isSet, UninitializedAllocationDelay());
        for (uint256 i = 0; i < params.length; i++) {
            AllocateParams calldata one = params[i];
            require(
                one.strategies.length == one.newMagnitudes.length,
                InputArrayLengthMismatch()
            );
            OperatorSet memory set = one.operatorSet;
            require(isOperatorSet(set), InvalidOperatorSet());
            bool slashable = isOperatorSlashable(operator, set);
            for (uint256 j = 0; j < one.strategies.length; j++) {
                address strategy = one.strategies[j];
                bool here = slashable && strategiesIn[set.key()].has(strategy);
                allocate(operator, set, strategy, one.newMagnitudes[j], delay, here);
            }
        }
    }

    function clearDeallocationQueue(
        address operator,
        address[] calldata strategies,
        uint16[] calldata numToClear
    ) external whenOn(ALLOCATE) {
        require(strategies.length == numToClear.length, InputArrayLengthMismatch());
        for (uint256 i = 0; i < strategies.length; i++) {
            settle(operator, strategies[i], numToClear[i]);
        }
    }

    // ------------------------------------------------------------------ slashing

    function slashOperator(
        address avs,
        SlashingParams calldata params
    ) external whenOn(SLASH) returns (uint256 slashId, uint256[] memory shares) {
        OperatorSet memory set = OperatorSet(avs, params.operatorSetId);
        require(
            params.strategies.length == params.wadsToSlash.length,
            InputArrayLengthMismatch()
        );
        require(isOperatorSet(set), InvalidOperatorSet());
        require(isOperatorSlashable(params.operator, set), OperatorNotSlashable());
        require(msg.sender == getSlasher(set), InvalidCaller());
        slashId = ++slashCounts[set.key()];
        uint256[] memory ofWhole = new uint256[](params.strategies.length);
        shares = new uint256[](params.strategies.length);
        for (uint256 i = 0; i < params.strategies.length; i++) {
            address strategy = params.strategies[i];
            require(
                i == 0 || strategy > params.strategies[i - 1],
                StrategiesMustBeInAscendingOrder()
            );
            uint256 wad = params.wadsToSlash[i];
            require(0 < wad && wad <= WadMath.WAD, InvalidWadToSlash());
            require(strategiesIn[set.key()].has(strategy), StrategyNotInOperatorSet());
            (ofWhole[i], shares[i]) = slash(params.operator, set, slashId, strategy, wad);
        }
        emit OperatorSlashed(params.operator, set, params.strategies, ofWhole, params.description);
    }
}
