pragma solidity 0.8.30;

import {Pods} from "./EigenTypes.sol";
import {Tokens} from "./Tokens.sol";

interface PodSwitches {
    function paused() external view returns (uint256);
}

/// Stand-in for a pod that has no validators: what arrives here is restaked by a checkpoint, which
/// then has nothing to prove and ends as it starts.
contract EigenPod {
    error CurrentlyPaused();
    error InputArrayLengthMismatch();
    error NoBalanceToCheckpoint();
    error OnlyEigenPodOwner();
    error OnlyEigenPodOwnerOrProofSubmitter();

    event NonBeaconChainETHReceived(uint256 amountReceived);
    event ProofSubmitterUpdated(address prevProofSubmitter, address newProofSubmitter);
    event CheckpointCreated(
        uint64 indexed checkpointTimestamp,
        bytes32 indexed beaconBlockRoot,
        uint256 validatorCount
    );
    event CheckpointFinalized(uint64 indexed checkpointTimestamp, int256 totalShareDeltaWei);
    event RestakedBeaconChainETHWithdrawn(address indexed recipient, uint256 amount);

    uint8 private constant RECOVER_TOKENS = 5;
    uint8 private constant START_CHECKPOINT = 6;

    address public immutable eigenPodManager = msg.sender;
    uint256 public constant activeValidatorCount = 0;
    uint64 public constant currentCheckpointTimestamp = 0;
    address public podOwner;
    address public proofSubmitter;
    uint64 public withdrawableRestakedExecutionLayerGwei;
    uint64 public lastCheckpointTimestamp;

    modifier onlyOwner() {
        require(msg.sender == podOwner, OnlyEigenPodOwner());
        _;
    }

    modifier onlyManager() {
        require(msg.sender == eigenPodManager, "POD_MANAGER_ONLY");
        _;
    }

    modifier whenOn(uint8 bit) {
        require(PodSwitches(eigenPodManager).paused() & (1 << bit) == 0, CurrentlyPaused());
        _;
    }

    receive() external payable {
        emit NonBeaconChainETHReceived(msg.value);
    }

    function initialize(address owner) external onlyManager {
        podOwner = owner;
    }

    function setProofSubmitter(address newProofSubmitter) external onlyOwner {
        emit ProofSubmitterUpdated(proofSubmitter, newProofSubmitter);
        proofSubmitter = newProofSubmitter;
    }

    function recoverTokens(
        address[] memory tokenList,
        uint256[] memory amountsToWithdraw,
        address recipient
    ) external onlyOwner whenOn(RECOVER_TOKENS) {
        require(tokenList.length == amountsToWithdraw.length, InputArrayLengthMismatch());
        for (uint256 i = 0; i < tokenList.length; i++) {
            Tokens.move(tokenList[i], recipient, amountsToWithdraw[i]);
        }
    }

    function startCheckpoint(bool revertIfNoBalance) external {
        require(
            msg.sender == podOwner || msg.sender == proofSubmitter,
            OnlyEigenPodOwnerOrProofSubmitter()
        );
        checkpoint(revertIfNoBalance);
    }

    function checkpoint(bool revertIfNoBalance) private whenOn(START_CHECKPOINT) {
        uint64 restaked = withdrawableRestakedExecutionLayerGwei;
        uint64 fresh = uint64(address(this).balance / 1 gwei) - restaked;
        require(!revertIfNoBalance || fresh != 0, NoBalanceToCheckpoint());
        uint64 now_ = uint64(block.timestamp);
        withdrawableRestakedExecutionLayerGwei = restaked + fresh;
        lastCheckpointTimestamp = now_;
        int256 gained = int256(uint256(fresh)) * 1 gwei;
        emit CheckpointFinalized(now_, gained);
        Pods(eigenPodManager).recordBeaconChainETHBalanceUpdate(
            podOwner,
            uint256(restaked) * 1 gwei,
            gained
        );
        // there is no beacon chain: a block root is made up from its time
        emit CheckpointCreated(now_, keccak256(abi.encode(now_)), 0);
    }

    function withdrawRestakedBeaconChainETH(
        address recipient,
        uint256 amountWei
    ) external onlyManager {
        uint64 amountGwei = uint64(amountWei / 1 gwei);
        withdrawableRestakedExecutionLayerGwei -= amountGwei;
        uint256 amount = uint256(amountGwei) * 1 gwei;
        emit RestakedBeaconChainETHWithdrawn(recipient, amount);
        (bool ok, ) = recipient.call{value: amount}("");
        require(ok, "Address: unable to send value, recipient may have reverted");
    }
}
