pragma solidity 0.8.30;

import {EtherfiPausable} from "./EtherfiPausable.sol";
import {PartBlacklister, PartLimiter, PartPool} from "./EtherfiParts.sol";
import {Signatures} from "../Signatures.sol";

/// Stand-in for eETH: a balance is a part of the pool's ether.
contract EETH is EtherfiPausable {
    event Transfer(address indexed from, address indexed to, uint256 value);
    event TransferShares(address indexed from, address indexed to, uint256 sharesValue);
    event Approval(address indexed owner, address indexed spender, uint256 value);

    error AddressZero();
    error TransferAmountExceedsAllowance();
    error TransferAmountExceedsBalance();
    error ExpiredDeadline();
    error InvalidSignature();

    /// Holds what was there before the story of a chain begins.
    address private constant FIRST_HOLDER = address(0xdead);
    bytes32 private constant MINT_LIMIT = keccak256("EETH_MINT_LIMIT_ID");
    bytes32 private constant BURN_LIMIT = keccak256("EETH_BURN_LIMIT_ID");

    uint256 public totalShares;
    mapping(address => uint256) public shares;
    mapping(address => mapping(address => uint256)) public allowance;
    mapping(address => uint256) public nonces;
    PartPool private immutable pool;
    PartBlacklister private immutable blacklist;
    PartLimiter private immutable limiter;

    modifier onlyPool() {
        require(msg.sender == address(pool), "POOL_ONLY");
        _;
    }

    constructor(
        address lever_,
        PartPool pool_,
        PartBlacklister blacklist_,
        PartLimiter limiter_,
        uint256 firstShares
    ) EtherfiPausable(lever_) {
        pool = pool_;
        blacklist = blacklist_;
        limiter = limiter_;
        totalShares = firstShares;
        shares[FIRST_HOLDER] = firstShares;
    }

    function name() external pure returns (string memory) {
        return "ether.fi ETH";
    }

    function symbol() external pure returns (string memory) {
        return "eETH";
    }

    function decimals() external pure returns (uint8) {
        return 18;
    }

    function totalSupply() external view returns (uint256) {
        return pool.getTotalPooledEther();
    }

    function balanceOf(address _user) external view returns (uint256) {
        return pool.getTotalEtherClaimOf(_user);
    }

    function approve(address _spender, uint256 _amount) external returns (bool) {
        _approve(msg.sender, _spender, _amount);
        return true;
    }

    function transfer(address _recipient, uint256 _amount) external returns (bool) {
        _transfer(msg.sender, _recipient, _amount);
        return true;
    }

    /// Charges the allowance first; even an unlimited one shrinks.
    function transferFrom(
        address _sender,
        address _recipient,
        uint256 _amount
    ) external returns (bool) {
        uint256 granted = allowance[_sender][msg.sender];
        if (granted < _amount) revert TransferAmountExceedsAllowance();
        _approve(_sender, msg.sender, granted - _amount);
        _transfer(_sender, _recipient, _amount);
        return true;
    }

    /// The domain's name is not the token's.
    function permit(
        address owner,
        address spender,
        uint256 value,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external {
        if (block.timestamp > deadline) revert ExpiredDeadline();
        bytes32 digest = Signatures.permitDigest(
            DOMAIN_SEPARATOR(),
            owner,
            spender,
            value,
            nonces[owner]++,
            deadline
        );
        if (Signatures.recover(digest, v, r, s) != owner) revert InvalidSignature();
        _approve(owner, spender, value);
    }

    function DOMAIN_SEPARATOR() public view returns (bytes32) {
        return Signatures.domain("EETH", "1");
    }

    function lever_mint(address user, uint256 share) external onlyPool whenNotPaused {
        blacklist.nonBlacklisted(user);
        shares[user] += share;
        totalShares += share;
        _changed(MINT_LIMIT, address(0), user, share);
    }

    function lever_burn(address user, uint256 share) external onlyPool whenNotPaused {
        blacklist.nonBlacklisted(user);
        shares[user] -= share;
        totalShares -= share;
        _changed(BURN_LIMIT, user, address(0), share);
    }

    /// Speaks of the shares at the rate after the change.
    function _changed(bytes32 limit, address from, address to, uint256 share) private {
        uint256 amount = pool.amountForShare(share);
        limiter.lever_consume(limit, (amount + 1 gwei - 1) / 1 gwei);
        emit Transfer(from, to, amount);
        emit TransferShares(from, to, share);
    }

    function _transfer(address from, address to, uint256 amount) private whenNotPaused {
        blacklist.nonBlacklisted(from);
        blacklist.nonBlacklisted(to);
        blacklist.nonBlacklisted(msg.sender);
        if (from == address(0) || to == address(0)) revert AddressZero();
        uint256 share = pool.sharesForAmount(amount);
        if (share > shares[from]) revert TransferAmountExceedsBalance();
        shares[from] -= share;
        shares[to] += share;
        emit TransferShares(from, to, share);
        emit Transfer(from, to, amount);
    }

    function _approve(address owner, address spender, uint256 amount) private {
        if (owner == address(0) || spender == address(0)) revert AddressZero();
        allowance[owner][spender] = amount;
        emit Approval(owner, spender, amount);
    }
}
