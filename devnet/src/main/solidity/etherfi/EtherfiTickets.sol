pragma solidity 0.8.30;

interface TicketReceiver {
    function onERC721Received(
        address operator,
        address from,
        uint256 id,
        bytes calldata data
    ) external returns (bytes4);
}

/// Withdrawal requests as ERC-721 tokens. A claimed request is a token no more.
abstract contract EtherfiTickets {
    event Transfer(address indexed from, address indexed to, uint256 indexed tokenId);
    event Approval(address indexed owner, address indexed approved, uint256 indexed tokenId);
    event ApprovalForAll(address indexed owner, address indexed operator, bool approved);

    string public constant name = "Withdraw Request NFT";
    string public constant symbol = "WithdrawRequestNFT";
    mapping(address => mapping(address => bool)) public isApprovedForAll;
    mapping(uint256 => address) internal owners;
    mapping(address => uint256) private counts;
    mapping(uint256 => address) private approvals;

    function balanceOf(address owner) external view returns (uint256) {
        require(owner != address(0), "ERC721: address zero is not a valid owner");
        return counts[owner];
    }

    function ownerOf(uint256 tokenId) public view returns (address) {
        address owner = owners[tokenId];
        require(owner != address(0), "ERC721: invalid token ID");
        return owner;
    }

    function getApproved(uint256 tokenId) external view returns (address) {
        ownerOf(tokenId);
        return approvals[tokenId];
    }

    function approve(address to, uint256 tokenId) external {
        address owner = ownerOf(tokenId);
        require(to != owner, "ERC721: approval to current owner");
        require(
            msg.sender == owner || isApprovedForAll[owner][msg.sender],
            "ERC721: approve caller is not token owner or approved for all"
        );
        approvals[tokenId] = to;
        emit Approval(owner, to, tokenId);
    }

    function setApprovalForAll(address operator, bool approved) external {
        require(operator != msg.sender, "ERC721: approve to caller");
        isApprovedForAll[msg.sender][operator] = approved;
        emit ApprovalForAll(msg.sender, operator, approved);
    }

    function transferFrom(address from, address to, uint256 tokenId) public {
        address owner = ownerOf(tokenId);
        require(
            msg.sender == owner ||
                isApprovedForAll[owner][msg.sender] ||
                msg.sender == approvals[tokenId],
            "ERC721: caller is not token owner or approved"
        );
        require(owner == from, "ERC721: transfer from incorrect owner");
        require(to != address(0), "ERC721: transfer to the zero address");
        _move(from, to, tokenId);
    }

    function safeTransferFrom(address from, address to, uint256 tokenId) external {
        transferFrom(from, to, tokenId);
        _offer(from, to, tokenId);
    }

    /// Says whether a ticket may change hands; 0 is nobody.
    function _check(address from, address to, uint256 id) internal view virtual;

    function _issue(address to, uint256 id) internal {
        require(to != address(0), "ERC721: mint to the zero address");
        _move(address(0), to, id);
        _offer(address(0), to, id);
    }

    function _move(address from, address to, uint256 id) internal {
        _check(from, to, id);
        delete approvals[id];
        if (from != address(0)) counts[from]--;
        if (to != address(0)) counts[to]++;
        owners[id] = to;
        emit Transfer(from, to, id);
    }

    function _offer(address from, address to, uint256 id) private {
        if (to.code.length == 0) return;
        try TicketReceiver(to).onERC721Received(msg.sender, from, id, "") returns (bytes4 answer) {
            require(
                answer == TicketReceiver.onERC721Received.selector,
                "ERC721: transfer to non ERC721Receiver implementer"
            );
        } catch (bytes memory reason) {
            require(reason.length > 0, "ERC721: transfer to non ERC721Receiver implementer");
            assembly {
                revert(add(reason, 32), mload(reason))
            }
        }
    }
}
