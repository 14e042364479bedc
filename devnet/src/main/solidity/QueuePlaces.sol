pragma solidity 0.8.30;

import {OwnedIds} from "./OwnedIds.sol";
import {QueueWords} from "./QueueWords.sol";

interface Receiver {
    function onERC721Received(
        address operator,
        address from,
        uint256 id,
        bytes calldata data
    ) external returns (bytes4);
}

/// The withdrawal queue's places as ERC-721 tokens. A claimed place is a token no more.
abstract contract QueuePlaces is QueueWords {
    using OwnedIds for OwnedIds.Lists;

    struct Request {
        uint128 totalStETH;
        uint128 totalShares;
        address owner;
        uint40 timestamp;
        bool claimed;
        uint40 reportTimestamp;
    }

    uint256 public getLastRequestId;
    mapping(address => mapping(address => bool)) public isApprovedForAll;
    mapping(uint256 => Request) internal requests;
    OwnedIds.Lists internal owned;
    mapping(uint256 => address) private approvals;

    function balanceOf(address _owner) external view returns (uint256) {
        if (_owner == address(0)) revert InvalidOwnerAddress(_owner);
        return owned.ids[_owner].length;
    }

    function ownerOf(uint256 _requestId) public view returns (address) {
        _requireExists(_requestId);
        if (requests[_requestId].claimed) revert RequestAlreadyClaimed(_requestId);
        return requests[_requestId].owner;
    }

    function approve(address _to, uint256 _requestId) external {
        address owner = ownerOf(_requestId);
        if (_to == owner) revert ApprovalToOwner();
        if (msg.sender != owner && !isApprovedForAll[owner][msg.sender]) {
            revert NotOwnerOrApprovedForAll(msg.sender);
        }
        approvals[_requestId] = _to;
        emit Approval(owner, _to, _requestId);
    }

    function getApproved(uint256 _requestId) external view returns (address) {
        _requireExists(_requestId);
        if (requests[_requestId].claimed) revert InvalidRequestId(_requestId);
        return approvals[_requestId];
    }

    function setApprovalForAll(address _operator, bool _approved) external {
        if (_operator == msg.sender) revert ApproveToCaller();
        isApprovedForAll[msg.sender][_operator] = _approved;
        emit ApprovalForAll(msg.sender, _operator, _approved);
    }

    function transferFrom(address _from, address _to, uint256 _requestId) public {
        if (_to == address(0)) revert TransferToZeroAddress();
        if (_to == _from) revert TransferToThemselves();
        address owner = ownerOf(_requestId);
        if (_from != owner) revert TransferFromIncorrectOwner(_from, owner);
        if (
            msg.sender != owner &&
            !isApprovedForAll[owner][msg.sender] &&
            msg.sender != approvals[_requestId]
        ) revert NotOwnerOrApproved(msg.sender);

        delete approvals[_requestId];
        requests[_requestId].owner = _to;
        owned.remove(_from, _requestId);
        owned.add(_to, _requestId);
        emit Transfer(_from, _to, _requestId);
    }

    function safeTransferFrom(address _from, address _to, uint256 _requestId) external {
        transferFrom(_from, _to, _requestId);
        if (_to.code.length == 0) return;
        try Receiver(_to).onERC721Received(msg.sender, _from, _requestId, "") returns (bytes4 answer) {
            if (answer != Receiver.onERC721Received.selector) {
                revert TransferToNonIERC721Receiver(_to);
            }
        } catch (bytes memory reason) {
            if (reason.length == 0) revert TransferToNonIERC721Receiver(_to);
            assembly {
                revert(add(reason, 32), mload(reason))
            }
        }
    }

    function _requireExists(uint256 id) internal view {
        if (id == 0 || id > getLastRequestId) revert InvalidRequestId(id);
    }
}
