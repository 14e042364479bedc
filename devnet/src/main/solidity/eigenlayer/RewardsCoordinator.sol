pragma solidity 0.8.30;

import {Allocations, Delegation, Deposits, Permissions} from "./EigenTypes.sol";
import {RewardSubmissions} from "./RewardSubmissions.sol";
import {Tokens} from "./Tokens.sol";

/// Stand-in for the rewards coordinator: roots of what everybody earned, and claims against them.
contract RewardsCoordinator is RewardSubmissions {
    struct EarnerTreeMerkleLeaf {
        address earner;
        bytes32 earnerTokenRoot;
    }

    struct TokenTreeMerkleLeaf {
        address token;
        uint256 cumulativeEarnings;
    }

    struct RewardsMerkleClaim {
        uint32 rootIndex;
        uint32 earnerIndex;
        bytes earnerTreeProof;
        EarnerTreeMerkleLeaf earnerLeaf;
        uint32[] tokenIndices;
        bytes[] tokenTreeProofs;
        TokenTreeMerkleLeaf[] tokenLeaves;
    }

    struct DistributionRoot {
        bytes32 root;
        uint32 rewardsCalculationEndTimestamp;
        uint32 activatedAt;
        bool disabled;
    }

    error EarningsNotGreaterThanClaimed();
    error EmptyRoot();
    error InputArrayLengthMismatch();
    error InvalidClaimProof();
    error InvalidEarner();
    error InvalidEarnerLeafIndex();
    error InvalidProofLength();
    error InvalidRoot();
    error InvalidTokenLeafIndex();
    error RootNotActivated();

    event DistributionRootSubmitted(
        uint32 indexed rootIndex,
        bytes32 indexed root,
        uint32 indexed rewardsCalculationEndTimestamp,
        uint32 activatedAt
    );
    event ClaimerForSet(
        address indexed earner,
        address indexed oldClaimer,
        address indexed claimer
    );
    event RewardsClaimed(
        bytes32 root,
        address indexed earner,
        address indexed claimer,
        address indexed recipient,
        address token,
        uint256 claimedAmount
    );

    uint8 private constant CLAIM = 2;
    uint8 private constant EARNER_LEAF = 0;
    uint8 private constant TOKEN_LEAF = 1;

    uint32 public immutable activationDelay;
    Delegation private immutable delegation;

    uint32 public currRewardsCalculationEndTimestamp;
    DistributionRoot[] private roots;
    mapping(address => address) public claimerFor;
    mapping(address => mapping(address => uint256)) public cumulativeClaimed;

    constructor(
        address lever_,
        Permissions permissions_,
        Delegation delegation_,
        Allocations allocations_,
        Deposits deposits_,
        uint32 activationDelay_
    ) RewardSubmissions(lever_, permissions_, allocations_, deposits_) {
        delegation = delegation_;
        activationDelay = activationDelay_;
    }

    /// The end is the second before this block if none is given.
    function lever_submitRoot(bytes32 root, uint32 end) external onlyLever {
        if (end == 0) {
            end = uint32(block.timestamp - 1);
        } else {
            require(end > currRewardsCalculationEndTimestamp, "NOT_A_NEW_PERIOD");
            require(end < block.timestamp, "END_NOT_ELAPSED");
        }
        uint32 activatedAt = uint32(block.timestamp) + activationDelay;
        emit DistributionRootSubmitted(uint32(roots.length), root, end, activatedAt);
        roots.push(DistributionRoot(root, end, activatedAt, false));
        currRewardsCalculationEndTimestamp = end;
    }

    // ------------------------------------------------------------------ claims

    function processClaim(
        RewardsMerkleClaim calldata claim,
        address recipient
    ) external whenOn(CLAIM) {
        process(claim, recipient);
    }

    function processClaims(
        RewardsMerkleClaim[] calldata claims,
        address recipient
    ) external whenOn(CLAIM) {
        for (uint256 i = 0; i < claims.length; i++) process(claims[i], recipient);
    }

    function process(RewardsMerkleClaim calldata claim, address recipient) private {
        bytes32 root = check(claim);
        address earner = claim.earnerLeaf.earner;
        address claimer = claimerFor[earner] == address(0) ? earner : claimerFor[earner];
        require(msg.sender == claimer, UnauthorizedCaller());
        for (uint256 i = 0; i < claim.tokenLeaves.length; i++) {
            address token = claim.tokenLeaves[i].token;
            uint256 earned = claim.tokenLeaves[i].cumulativeEarnings;
            uint256 before = cumulativeClaimed[earner][token];
            require(earned > before, EarningsNotGreaterThanClaimed());
            cumulativeClaimed[earner][token] = earned;
            Tokens.move(token, recipient, earned - before);
            emit RewardsClaimed(root, earner, claimer, recipient, token, earned - before);
        }
    }

    function checkClaim(RewardsMerkleClaim calldata claim) external view returns (bool) {
        check(claim);
        return true;
    }

    function check(RewardsMerkleClaim calldata claim) private view returns (bytes32) {
        DistributionRoot memory root = roots[claim.rootIndex];
        require(block.timestamp >= root.activatedAt, RootNotActivated());
        uint256 tokens = claim.tokenIndices.length;
        require(tokens == claim.tokenTreeProofs.length, InputArrayLengthMismatch());
        require(tokens == claim.tokenLeaves.length, InputArrayLengthMismatch());
        require(
            claim.earnerIndex < leaves(claim.earnerTreeProof),
            InvalidEarnerLeafIndex()
        );
        checkLeaf(
            root.root,
            calculateEarnerLeafHash(claim.earnerLeaf),
            claim.earnerIndex,
            claim.earnerTreeProof
        );
        for (uint256 i = 0; i < tokens; i++) {
            require(
                claim.tokenIndices[i] < leaves(claim.tokenTreeProofs[i]),
                InvalidTokenLeafIndex()
            );
            checkLeaf(
                claim.earnerLeaf.earnerTokenRoot,
                calculateTokenLeafHash(claim.tokenLeaves[i]),
                claim.tokenIndices[i],
                claim.tokenTreeProofs[i]
            );
        }
        return root.root;
    }

    function leaves(bytes calldata proof) private pure returns (uint256) {
        return 1 << (proof.length / 32);
    }

    /// From leaf to root; the bits of the index say on which side of each pair we are.
    function checkLeaf(
        bytes32 root,
        bytes32 node,
        uint256 index,
        bytes calldata proof
    ) private pure {
        require(root != 0, EmptyRoot());
        require(proof.length % 32 == 0, InvalidProofLength());
        for (uint256 at = 0; at < proof.length; at += 32) {
            bytes32 other = bytes32(proof[at:at + 32]);
            node = index % 2 == 0
                ? keccak256(abi.encode(node, other))
                : keccak256(abi.encode(other, node));
            index /= 2;
        }
        require(node == root, InvalidClaimProof());
    }

    function calculateEarnerLeafHash(
        EarnerTreeMerkleLeaf calldata leaf
    ) public pure returns (bytes32) {
        return keccak256(abi.encodePacked(EARNER_LEAF, leaf.earner, leaf.earnerTokenRoot));
    }

    function calculateTokenLeafHash(
        TokenTreeMerkleLeaf calldata leaf
    ) public pure returns (bytes32) {
        return keccak256(abi.encodePacked(TOKEN_LEAF, leaf.token, leaf.cumulativeEarnings));
    }

    // ------------------------------------------------------------------ claimers

    function setClaimerFor(address claimer) external {
        setClaimer(msg.sender, claimer);
    }

    function setClaimerFor(address earner, address claimer) external {
        require(
            permissions.canCall(earner, msg.sender, address(this), msg.sig),
            InvalidPermissions()
        );
        require(
            delegation.isOperator(earner) || allocations.getOperatorSetCount(earner) > 0,
            InvalidEarner()
        );
        setClaimer(earner, claimer);
    }

    function setClaimer(address earner, address claimer) private {
        emit ClaimerForSet(earner, claimerFor[earner], claimer);
        claimerFor[earner] = claimer;
    }

    // ------------------------------------------------------------------ roots

    function getDistributionRootsLength() external view returns (uint256) {
        return roots.length;
    }

    function getDistributionRootAtIndex(
        uint256 index
    ) external view returns (DistributionRoot memory) {
        return roots[index];
    }

    function getCurrentDistributionRoot() external view returns (DistributionRoot memory) {
        return roots[roots.length - 1];
    }

    /// The newest that is active, or nothing.
    function getCurrentClaimableDistributionRoot()
        external
        view
        returns (DistributionRoot memory root)
    {
        for (uint256 i = roots.length; i > 0; i--) {
            if (block.timestamp >= roots[i - 1].activatedAt) return roots[i - 1];
        }
    }

    function getRootIndexFromHash(bytes32 rootHash) external view returns (uint32) {
        for (uint256 i = roots.length; i > 0; i--) {
            if (roots[i - 1].root == rootHash) return uint32(i - 1);
        }
        revert InvalidRoot();
    }
}
