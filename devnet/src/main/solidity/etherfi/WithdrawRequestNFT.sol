pragma solidity 0.8.30;

import {EtherfiMath} from "./EtherfiMath.sol";
import {EtherfiPausable} from "./EtherfiPausable.sol";
import {PartBlacklister, PartPool, PartRoles} from "./EtherfiParts.sol";
import {EtherfiTickets} from "./EtherfiTickets.sol";

/// Stand-in for ether.fi's withdrawal requests.
contract WithdrawRequestNFT is EtherfiPausable, EtherfiTickets {
    struct WithdrawRequest {
        uint96 amountOfEEth;
        uint96 shareOfEEth;
        bool isValid;
        uint32 feeGwei;
    }

    /// The rate of the requests finalized together, by the last of them.
    struct Batch {
        uint32 upTo;
        uint224 rate;
    }

    event WithdrawRequestCreated(
        uint32 indexed requestId,
        uint256 amountOfEEth,
        uint256 shareOfEEth,
        address owner
    );
    event WithdrawRequestClaimed(
        uint32 indexed requestId,
        uint256 amountOfEEth,
        uint256 shareOfEEth,
        address owner
    );
    event WithdrawRequestInvalidated(uint32 indexed requestId);
    event WithdrawRequestValidated(uint32 indexed requestId);

    error IncorrectCaller();
    error RequestNotValid();
    error RequestNotFound();
    error RequestNotFinalized();
    error EthTransferFailed();

    uint32 public nextRequestId = 1;
    uint32 public lastFinalizedRequestId;
    uint128 public ethAmountLockedForWithdrawal;
    mapping(uint256 => WithdrawRequest) private requests;
    Batch[] private batches;
    PartPool private immutable pool;
    PartBlacklister private immutable blacklist;
    PartRoles private immutable roles;

    modifier onlyPool() {
        if (msg.sender != address(pool)) revert IncorrectCaller();
        _;
    }

    constructor(
        address lever_,
        PartPool pool_,
        PartBlacklister blacklist_,
        PartRoles roles_
    ) EtherfiPausable(lever_) {
        pool = pool_;
        blacklist = blacklist_;
        roles = roles_;
    }

    receive() external payable onlyPool {
        ethAmountLockedForWithdrawal += uint128(msg.value);
    }

    function getRequest(uint256 requestId) external view returns (WithdrawRequest memory) {
        return requests[requestId];
    }

    /// True also for what was claimed, and for 0.
    function isFinalized(uint256 requestId) external view returns (bool) {
        return requestId <= lastFinalizedRequestId;
    }

    function isValid(uint256 requestId) external view returns (bool) {
        if (owners[requestId] == address(0)) revert RequestNotFound();
        return requests[requestId].isValid;
    }

    /// 0 for what was claimed.
    function getClaimableAmount(uint256 tokenId) public view returns (uint256) {
        if (tokenId > lastFinalizedRequestId) revert RequestNotFinalized();
        WithdrawRequest storage request = requests[tokenId];
        uint256 worth = EtherfiMath.down(request.shareOfEEth, frozenRateFor(tokenId), 1 ether);
        return worth < request.amountOfEEth ? worth : request.amountOfEEth;
    }

    /// Ether for 1e18 shares at which a request is paid; 0 before.
    function frozenRateFor(uint256 tokenId) public view returns (uint224) {
        uint32 id = uint32(tokenId);
        if (id == 0) return 0;
        for (uint256 i = 0; i < batches.length; i++) {
            if (id <= batches[i].upTo) return batches[i].rate;
        }
        return 0;
    }

    /// Anybody may; the owner is paid.
    function claimWithdraw(uint256 tokenId) external {
        blacklist.nonBlacklisted(msg.sender);
        _claim(tokenId);
    }

    function batchClaimWithdraw(uint256[] calldata tokenIds) external {
        blacklist.nonBlacklisted(msg.sender);
        for (uint256 i = 0; i < tokenIds.length; i++) {
            _claim(tokenIds[i]);
        }
    }

    // ---------------------------------------------------------------- neighbours

    function lever_request(
        uint96 amount,
        uint96 share,
        address recipient
    ) external onlyPool whenNotPaused returns (uint256) {
        uint32 id = nextRequestId++;
        requests[id] = WithdrawRequest(amount, share, true, 0);
        _issue(recipient, id);
        emit WithdrawRequestCreated(id, amount, share, recipient);
        return id;
    }

    /// What the requests will be paid with, frozen ones apart.
    function lever_finalize(
        uint256 upTo,
        uint256 rate
    ) external onlyPool returns (uint256 amount) {
        require(upTo < nextRequestId, "NO_SUCH_REQUEST");
        require(upTo > lastFinalizedRequestId, "ALREADY_FINALIZED");
        for (uint256 id = lastFinalizedRequestId + 1; id <= upTo; id++) {
            if (requests[id].isValid) amount += requests[id].amountOfEEth;
        }
        batches.push(Batch(uint32(upTo), uint224(rate)));
        lastFinalizedRequestId = uint32(upTo);
    }

    // -------------------------------------------------------------------- levers

    function lever_invalidate(uint256 id) external onlyLever {
        require(id > lastFinalizedRequestId, "ALREADY_FINALIZED");
        require(owners[id] != address(0), "NO_SUCH_REQUEST");
        require(requests[id].isValid, "NOT_VALID");
        requests[id].isValid = false;
        emit WithdrawRequestInvalidated(uint32(id));
    }

    /// A request whose time has come meanwhile gets its ether now.
    function lever_validate(uint256 id) external onlyLever {
        require(owners[id] != address(0), "NO_SUCH_REQUEST");
        require(!requests[id].isValid, "ALREADY_VALID");
        if (id <= lastFinalizedRequestId) pool.lever_lock(requests[id].amountOfEEth);
        requests[id].isValid = true;
        emit WithdrawRequestValidated(uint32(id));
    }

    // ------------------------------------------------------------------- insides

    function _check(address from, address to, uint256 id) internal view override {
        blacklist.nonBlacklisted(msg.sender);
        blacklist.nonBlacklisted(to);
        if (requests[id].isValid) blacklist.nonBlacklisted(from);
        else roles.onlyUpgradeTimelock(msg.sender);
    }

    function _claim(uint256 id) private {
        address owner = ownerOf(id);
        blacklist.nonBlacklisted(owner);
        WithdrawRequest memory request = requests[id];
        if (!request.isValid) revert RequestNotValid();
        uint256 amount = getClaimableAmount(id);
        _move(owner, address(0), id);
        delete requests[id];
        ethAmountLockedForWithdrawal -= request.amountOfEEth;
        pool.lever_settle(amount, request.shareOfEEth);
        _pay(owner, amount);
        // what a loss took from the request goes back to the pool
        if (address(this).balance > ethAmountLockedForWithdrawal) {
            _pay(address(pool), address(this).balance - ethAmountLockedForWithdrawal);
        }
        emit WithdrawRequestClaimed(uint32(id), amount, request.shareOfEEth, owner);
    }

    function _pay(address to, uint256 amount) private {
        (bool paid, ) = to.call{value: amount}("");
        if (!paid) revert EthTransferFailed();
    }
}
