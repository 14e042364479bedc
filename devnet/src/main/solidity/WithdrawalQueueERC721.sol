pragma solidity 0.8.30;

import {OwnedIds} from "./OwnedIds.sol";
import {QueuePlaces} from "./QueuePlaces.sol";
import {QueuedSteth, QueuedWsteth} from "./QueueWords.sol";

/// Stand-in for Lido's withdrawal queue: places in it are ERC-721 tokens. Requests are stored as
/// running totals, so that any run of them is one subtraction.
contract WithdrawalQueueERC721 is QueuePlaces {
    using OwnedIds for OwnedIds.Lists;

    struct Checkpoint {
        uint256 fromId;
        uint256 maxShareRate;
    }

    uint256 public constant MIN_STETH_WITHDRAWAL_AMOUNT = 100;
    uint256 public constant MAX_STETH_WITHDRAWAL_AMOUNT = 1000e18;
    uint256 private constant RATE_UNIT = 1e27;
    uint256 private constant FOREVER = type(uint256).max;

    address public immutable STETH;
    address public immutable WSTETH;
    address private immutable lever;

    uint256 public getLastFinalizedRequestId;
    uint256 public getLastCheckpointIndex;
    uint256 public getResumeSinceTimestamp;
    uint256 public bunkerModeSinceTimestamp = FOREVER;

    uint256 private lastReportTimestamp;
    mapping(uint256 => Checkpoint) private checkpoints;

    modifier onlyLever() {
        require(msg.sender == lever, "LEVER_ONLY");
        _;
    }

    modifier onlySteth() {
        require(msg.sender == STETH, "STETH_ONLY");
        _;
    }

    constructor(address lever_, address steth, address wsteth) {
        lever = lever_;
        STETH = steth;
        WSTETH = wsteth;
    }

    // ------------------------------------------------------------------ requests

    function requestWithdrawals(
        uint256[] calldata _amounts,
        address _owner
    ) public returns (uint256[] memory requestIds) {
        if (isPaused()) revert ResumedExpected();
        requestIds = new uint256[](_amounts.length);
        for (uint256 i = 0; i < _amounts.length; i++) {
            _checkAmount(_amounts[i]);
            QueuedSteth(STETH).transferFrom(msg.sender, address(this), _amounts[i]);
            requestIds[i] = _enqueue(_amounts[i], _owner);
        }
    }

    function requestWithdrawalsWstETH(
        uint256[] calldata _amounts,
        address _owner
    ) public returns (uint256[] memory requestIds) {
        if (isPaused()) revert ResumedExpected();
        requestIds = new uint256[](_amounts.length);
        for (uint256 i = 0; i < _amounts.length; i++) {
            QueuedWsteth(WSTETH).transferFrom(msg.sender, address(this), _amounts[i]);
            uint256 amount = QueuedWsteth(WSTETH).unwrap(_amounts[i]);
            _checkAmount(amount);
            requestIds[i] = _enqueue(amount, _owner);
        }
    }

    function requestWithdrawalsWithPermit(
        uint256[] calldata _amounts,
        address _owner,
        PermitInput calldata p
    ) external returns (uint256[] memory requestIds) {
        QueuedSteth(STETH).permit(msg.sender, address(this), p.value, p.deadline, p.v, p.r, p.s);
        return requestWithdrawals(_amounts, _owner);
    }

    function requestWithdrawalsWstETHWithPermit(
        uint256[] calldata _amounts,
        address _owner,
        PermitInput calldata p
    ) external returns (uint256[] memory requestIds) {
        QueuedWsteth(WSTETH).permit(msg.sender, address(this), p.value, p.deadline, p.v, p.r, p.s);
        return requestWithdrawalsWstETH(_amounts, _owner);
    }

    function getWithdrawalRequests(address _owner) external view returns (uint256[] memory) {
        return owned.ids[_owner];
    }

    function getWithdrawalStatus(
        uint256[] calldata _requestIds
    ) external view returns (WithdrawalRequestStatus[] memory statuses) {
        statuses = new WithdrawalRequestStatus[](_requestIds.length);
        for (uint256 i = 0; i < _requestIds.length; i++) {
            uint256 id = _requestIds[i];
            _requireExists(id);
            Request storage request = requests[id];
            statuses[i] = WithdrawalRequestStatus(
                request.totalStETH - requests[id - 1].totalStETH,
                request.totalShares - requests[id - 1].totalShares,
                request.owner,
                request.timestamp,
                id <= getLastFinalizedRequestId,
                request.claimed
            );
        }
    }

    function unfinalizedRequestNumber() external view returns (uint256) {
        return getLastRequestId - getLastFinalizedRequestId;
    }

    function unfinalizedStETH() external view returns (uint256) {
        return requests[getLastRequestId].totalStETH - requests[getLastFinalizedRequestId].totalStETH;
    }

    // -------------------------------------------------------------------- claims

    /// Each search starts where the last one ended. An id without a checkpoint answers 0, and a
    /// search that starts at 0 is refused: at most the last id may be unfinalized.
    function findCheckpointHints(
        uint256[] calldata _requestIds,
        uint256 _firstIndex,
        uint256 _lastIndex
    ) external view returns (uint256[] memory hintIds) {
        hintIds = new uint256[](_requestIds.length);
        uint256 previous = 0;
        for (uint256 i = 0; i < _requestIds.length; i++) {
            if (_requestIds[i] < previous) revert RequestIdsNotSorted();
            hintIds[i] = _findHint(_requestIds[i], _firstIndex, _lastIndex);
            _firstIndex = hintIds[i];
            previous = _requestIds[i];
        }
    }

    function getClaimableEther(
        uint256[] calldata _requestIds,
        uint256[] calldata _hints
    ) external view returns (uint256[] memory claimableEthValues) {
        claimableEthValues = new uint256[](_requestIds.length);
        for (uint256 i = 0; i < _requestIds.length; i++) {
            uint256 id = _requestIds[i];
            uint256 hint = _hints[i];
            _requireExists(id);
            bool due = id <= getLastFinalizedRequestId && !requests[id].claimed;
            claimableEthValues[i] = due ? _payout(id, hint) : 0;
        }
    }

    function claimWithdrawal(uint256 _requestId) external {
        _claim(_requestId, _findHint(_requestId, 1, getLastCheckpointIndex), msg.sender);
    }

    function claimWithdrawals(uint256[] calldata _requestIds, uint256[] calldata _hints) external {
        _claimAll(_requestIds, _hints, msg.sender);
    }

    function claimWithdrawalsTo(
        uint256[] calldata _requestIds,
        uint256[] calldata _hints,
        address _recipient
    ) external {
        if (_recipient == address(0)) revert ZeroRecipient();
        _claimAll(_requestIds, _hints, _recipient);
    }

    // --------------------------------------------------------------------- modes

    function isPaused() public view returns (bool) {
        return block.timestamp < getResumeSinceTimestamp;
    }

    function isBunkerModeActive() external view returns (bool) {
        return bunkerModeSinceTimestamp != FOREVER;
    }

    // -------------------------------------------------------------------- levers

    /// What paying all requests up to an id costs at a rate. Neighbours on the same side of the
    /// rate, or from the same report, are priced together: their sum is rounded once.
    function lever_preview(
        uint256 finalizeUpTo,
        uint256 shareRate
    ) external view returns (uint256 etherToLock, uint256 sharesToBurn) {
        uint256 last = getLastFinalizedRequestId;
        require(finalizeUpTo <= getLastRequestId, "NO_SUCH_REQUEST");
        require(finalizeUpTo > last, "ALREADY_FINALIZED");
        uint256 start = last;
        for (uint256 id = last + 1; id <= finalizeUpTo; id++) {
            if (id == finalizeUpTo || !_sameBatch(id, id + 1, shareRate)) {
                etherToLock += _price(start, id, shareRate);
                start = id;
            }
        }
        sharesToBurn = requests[finalizeUpTo].totalShares - requests[last].totalShares;
    }

    function lever_reported(uint256 reportTimestamp) external onlySteth {
        lastReportTimestamp = reportTimestamp;
    }

    function lever_finalize(uint256 finalizeUpTo, uint256 shareRate) external payable onlySteth {
        uint256 last = getLastFinalizedRequestId;
        getLastCheckpointIndex++;
        checkpoints[getLastCheckpointIndex] = Checkpoint(last + 1, shareRate);
        getLastFinalizedRequestId = finalizeUpTo;
        emit WithdrawalsFinalized(
            last + 1,
            finalizeUpTo,
            msg.value,
            requests[finalizeUpTo].totalShares - requests[last].totalShares,
            block.timestamp
        );
    }

    /// Pauses for a number of seconds, or until resumed for the largest number.
    function lever_pause(uint256 duration) external onlyLever {
        require(!isPaused(), "ALREADY_PAUSED");
        require(duration != 0, "ZERO_DURATION");
        getResumeSinceTimestamp = duration == FOREVER ? FOREVER : block.timestamp + duration;
        emit Paused(duration);
    }

    function lever_resume() external onlyLever {
        require(isPaused(), "NOT_PAUSED");
        getResumeSinceTimestamp = block.timestamp;
        emit Resumed();
    }

    function lever_setBunkerMode(bool on) external onlyLever {
        if (on == (bunkerModeSinceTimestamp != FOREVER)) return;
        if (on) {
            bunkerModeSinceTimestamp = lastReportTimestamp;
            emit BunkerModeEnabled(lastReportTimestamp);
        } else {
            bunkerModeSinceTimestamp = FOREVER;
            emit BunkerModeDisabled();
        }
    }

    // ------------------------------------------------------------------- insides

    function _checkAmount(uint256 amount) private pure {
        if (amount < MIN_STETH_WITHDRAWAL_AMOUNT) revert RequestAmountTooSmall(amount);
        if (amount > MAX_STETH_WITHDRAWAL_AMOUNT) revert RequestAmountTooLarge(amount);
    }

    function _enqueue(uint256 amount, address owner) private returns (uint256 id) {
        if (owner == address(0)) owner = msg.sender;
        uint256 shares = QueuedSteth(STETH).getSharesByPooledEth(amount);
        Request storage last = requests[getLastRequestId];
        id = ++getLastRequestId;
        requests[id] = Request(
            last.totalStETH + uint128(amount),
            last.totalShares + uint128(shares),
            owner,
            uint40(block.timestamp),
            false,
            uint40(lastReportTimestamp)
        );
        owned.add(owner, id);
        emit WithdrawalRequested(id, msg.sender, owner, amount, shares);
        emit Transfer(address(0), owner, id);
    }

    function _rate(uint256 before, uint256 id) private view returns (uint256) {
        uint256 steth = requests[id].totalStETH - requests[before].totalStETH;
        return (steth * RATE_UNIT) / (requests[id].totalShares - requests[before].totalShares);
    }

    /// What the requests after one id, up to and with another, are worth at a ceiling rate.
    function _price(uint256 before, uint256 id, uint256 ceiling) private view returns (uint256) {
        if (_rate(before, id) <= ceiling) {
            return requests[id].totalStETH - requests[before].totalStETH;
        }
        return ((requests[id].totalShares - requests[before].totalShares) * ceiling) / RATE_UNIT;
    }

    function _sameBatch(uint256 id, uint256 next, uint256 rate) private view returns (bool) {
        return
            requests[id].reportTimestamp == requests[next].reportTimestamp ||
            (_rate(id - 1, id) > rate) == (_rate(id, next) > rate);
    }

    function _payout(uint256 id, uint256 hint) private view returns (uint256) {
        if (hint == 0 || hint > getLastCheckpointIndex || id < checkpoints[hint].fromId) {
            revert InvalidHint(hint);
        }
        if (hint < getLastCheckpointIndex && checkpoints[hint + 1].fromId <= id) {
            revert InvalidHint(hint);
        }
        return _price(id - 1, id, checkpoints[hint].maxShareRate);
    }

    /// The checkpoint between two others, both included, that holds an id; 0 if none does.
    function _findHint(uint256 id, uint256 start, uint256 end) private view returns (uint256) {
        _requireExists(id);
        uint256 last = getLastCheckpointIndex;
        if (start == 0 || end > last) revert InvalidRequestIdRange(start, end);
        if (last == 0 || id > getLastFinalizedRequestId || start > end) return 0;
        if (id < checkpoints[start].fromId) return 0;
        if (end < last && id >= checkpoints[end + 1].fromId) return 0;
        uint256 low = start;
        uint256 high = end;
        while (low < high) {
            uint256 middle = (low + high + 1) / 2;
            if (checkpoints[middle].fromId <= id) low = middle;
            else high = middle - 1;
        }
        return low;
    }

    function _claimAll(
        uint256[] calldata ids,
        uint256[] calldata hints,
        address recipient
    ) private {
        if (ids.length != hints.length) revert ArraysLengthMismatch(ids.length, hints.length);
        for (uint256 i = 0; i < ids.length; i++) {
            _claim(ids[i], hints[i], recipient);
        }
    }

    function _claim(uint256 id, uint256 hint, address recipient) private {
        if (id == 0) revert InvalidRequestId(id);
        if (id > getLastFinalizedRequestId) revert RequestNotFoundOrNotFinalized(id);
        Request storage request = requests[id];
        if (request.claimed) revert RequestAlreadyClaimed(id);
        if (request.owner != msg.sender) revert NotOwner(msg.sender, request.owner);

        request.claimed = true;
        owned.remove(msg.sender, id);
        uint256 amount = _payout(id, hint);
        (bool paid, ) = recipient.call{value: amount}("");
        if (!paid) revert CantSendValueRecipientMayHaveReverted();
        emit WithdrawalClaimed(id, msg.sender, recipient, amount);
        emit Transfer(msg.sender, address(0), id);
    }
}
