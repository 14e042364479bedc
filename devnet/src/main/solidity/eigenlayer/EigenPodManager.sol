pragma solidity 0.8.30;

import {BEACON_ETH, Delegation, OperatorSet, Pods} from "./EigenTypes.sol";
import {EigenPod} from "./EigenPod.sol";
import {Switches} from "./Switches.sol";
import {WadMath} from "./WadMath.sol";

/// Stand-in for the pod manager: one pod per owner, and shares of the ether in it.
contract EigenPodManager is Pods, Switches {
    error EigenPodAlreadyExists();
    error InvalidStrategy();
    error SharesNegative();

    event PodDeployed(address indexed eigenPod, address indexed podOwner);
    event PodSharesUpdated(address indexed podOwner, int256 sharesDelta);
    event NewTotalShares(address indexed podOwner, int256 newTotalShares);
    event BurnableETHSharesIncreased(uint256 shares);

    uint8 private constant NEW_PODS = 0;

    address public delegationManager;
    uint256 public numPods;
    uint256 public burnableETHShares;
    mapping(address => address) public ownerToPod;
    mapping(address => uint256) private sharesOf;

    modifier onlyDelegation() {
        require(msg.sender == delegationManager, "DELEGATION_MANAGER_ONLY");
        _;
    }

    constructor(address lever_) Switches(lever_) {}

    function lever_connect(address delegation) external onlyLever {
        require(delegationManager == address(0), "ALREADY_CONNECTED");
        delegationManager = delegation;
    }

    // ------------------------------------------------------------------ pods

    function createPod() external whenOn(NEW_PODS) returns (address) {
        require(!hasPod(msg.sender), EigenPodAlreadyExists());
        numPods++;
        EigenPod pod = new EigenPod{salt: saltOf(msg.sender)}();
        pod.initialize(msg.sender);
        ownerToPod[msg.sender] = address(pod);
        emit PodDeployed(address(pod), msg.sender);
        return address(pod);
    }

    /// Where a pod is, or will be.
    function getPod(address podOwner) external view returns (address) {
        if (hasPod(podOwner)) return ownerToPod[podOwner];
        bytes32 code = keccak256(type(EigenPod).creationCode);
        bytes memory text = abi.encodePacked(bytes1(0xff), address(this), saltOf(podOwner), code);
        return address(uint160(uint256(keccak256(text))));
    }

    function hasPod(address podOwner) public view returns (bool) {
        return ownerToPod[podOwner] != address(0);
    }

    function saltOf(address owner) private pure returns (bytes32) {
        return bytes32(uint256(uint160(owner)));
    }

    /// From a pod that finished a checkpoint.
    function recordBeaconChainETHBalanceUpdate(
        address owner,
        uint256,
        int256 change
    ) external {
        require(msg.sender == ownerToPod[owner], "POD_ONLY");
        if (change == 0) return;
        uint256 before = add(owner, uint256(change));
        Delegation(delegationManager).increaseDelegatedShares(
            owner,
            BEACON_ETH,
            before,
            uint256(change)
        );
    }

    // ------------------------------------------------------------------ shares

    function podOwnerDepositShares(address podOwner) external view returns (int256) {
        return int256(sharesOf[podOwner]);
    }

    function stakerDepositShares(address user, address strategy) external view returns (uint256) {
        require(strategy == BEACON_ETH, InvalidStrategy());
        return sharesOf[user];
    }

    /// Falls with slashed validators, of which there are none.
    function beaconChainSlashingFactor(address) external view returns (uint64) {
        return WadMath.WAD;
    }

    function add(address owner, uint256 shares) private returns (uint256 before) {
        before = sharesOf[owner];
        sharesOf[owner] = before + shares;
        emit PodSharesUpdated(owner, int256(shares));
        emit NewTotalShares(owner, int256(before + shares));
    }

    // ------------------------------------------------------------------ for the delegation manager

    function addShares(
        address staker,
        address,
        uint256 shares
    ) external onlyDelegation returns (uint256, uint256) {
        return (add(staker, shares), shares);
    }

    function removeDepositShares(
        address staker,
        address,
        uint256 shares
    ) external onlyDelegation returns (uint256 left) {
        require(
            shares <= uint256(type(int256).max),
            "SafeCast: value doesn't fit in an int256"
        );
        require(shares <= sharesOf[staker], SharesNegative());
        left = sharesOf[staker] - shares;
        sharesOf[staker] = left;
        emit NewTotalShares(staker, int256(left));
    }

    function withdrawSharesAsTokens(
        address staker,
        address,
        address,
        uint256 shares
    ) external onlyDelegation {
        EigenPod(payable(ownerToPod[staker])).withdrawRestakedBeaconChainETH(staker, shares);
    }

    function increaseBurnOrRedistributableShares(
        OperatorSet calldata,
        uint256,
        address,
        uint256 shares
    ) external onlyDelegation {
        burnableETHShares += shares;
        emit BurnableETHSharesIncreased(shares);
    }
}
