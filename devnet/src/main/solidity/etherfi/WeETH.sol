pragma solidity 0.8.30;

import {EtherfiPausable} from "./EtherfiPausable.sol";
import {PartBlacklister, PartEeth, PartPool, PermitInput} from "./EtherfiParts.sol";
import {Signatures} from "../Signatures.sol";

/// Stand-in for weETH: one unit is one share of eETH.
contract WeETH is EtherfiPausable {
    event Transfer(address indexed from, address indexed to, uint256 value);
    event Approval(address indexed owner, address indexed spender, uint256 value);

    error ZeroAmount();

    string public constant name = "Wrapped eETH";
    string public constant symbol = "weETH";
    uint8 public constant decimals = 18;
    uint256 public totalSupply;
    mapping(address => uint256) public balanceOf;
    mapping(address => mapping(address => uint256)) public allowance;
    mapping(address => uint256) public nonces;
    PartPool private immutable pool;
    PartEeth private immutable eeth;
    PartBlacklister private immutable blacklist;

    constructor(
        address lever_,
        PartPool pool_,
        PartEeth eeth_,
        PartBlacklister blacklist_
    ) EtherfiPausable(lever_) {
        pool = pool_;
        eeth = eeth_;
        blacklist = blacklist_;
    }

    function eETH() external view returns (address) {
        return address(eeth);
    }

    function wrap(uint256 _eETHAmount) public returns (uint256) {
        if (_eETHAmount == 0) revert ZeroAmount();
        uint256 minted = pool.sharesForAmount(_eETHAmount);
        eeth.transferFrom(msg.sender, address(this), _eETHAmount);
        _check(address(0), msg.sender);
        totalSupply += minted;
        balanceOf[msg.sender] += minted;
        emit Transfer(address(0), msg.sender, minted);
        return minted;
    }

    /// A permit that fails is passed over: the allowance decides.
    function wrapWithPermit(
        uint256 _eETHAmount,
        PermitInput calldata _permit
    ) external returns (uint256) {
        try
            eeth.permit(
                msg.sender,
                address(this),
                _permit.value,
                _permit.deadline,
                _permit.v,
                _permit.r,
                _permit.s
            )
        {} catch {}
        return wrap(_eETHAmount);
    }

    function unwrap(uint256 _weETHAmount) external returns (uint256) {
        if (_weETHAmount == 0) revert ZeroAmount();
        uint256 paid = pool.amountForShare(_weETHAmount);
        require(msg.sender != address(0), "ERC20: burn from the zero address");
        _check(msg.sender, address(0));
        require(balanceOf[msg.sender] >= _weETHAmount, "ERC20: burn amount exceeds balance");
        balanceOf[msg.sender] -= _weETHAmount;
        totalSupply -= _weETHAmount;
        emit Transfer(msg.sender, address(0), _weETHAmount);
        eeth.transfer(msg.sender, paid);
        return paid;
    }

    function getWeETHByeETH(uint256 _eETHAmount) external view returns (uint256) {
        return pool.sharesForAmount(_eETHAmount);
    }

    function getEETHByWeETH(uint256 _weETHAmount) external view returns (uint256) {
        return pool.amountForShare(_weETHAmount);
    }

    function getRate() external view returns (uint256) {
        return pool.amountForShare(1 ether);
    }

    function transfer(address to, uint256 amount) external returns (bool) {
        _transfer(msg.sender, to, amount);
        return true;
    }

    /// Charges the allowance first, an unlimited one not at all.
    function transferFrom(address from, address to, uint256 amount) external returns (bool) {
        uint256 granted = allowance[from][msg.sender];
        if (granted != type(uint256).max) {
            require(granted >= amount, "ERC20: insufficient allowance");
            _approve(from, msg.sender, granted - amount);
        }
        _transfer(from, to, amount);
        return true;
    }

    function approve(address spender, uint256 amount) external returns (bool) {
        _approve(msg.sender, spender, amount);
        return true;
    }

    function permit(
        address owner,
        address spender,
        uint256 value,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external {
        require(block.timestamp <= deadline, "ERC20Permit: expired deadline");
        bytes32 digest = Signatures.permitDigest(
            DOMAIN_SEPARATOR(),
            owner,
            spender,
            value,
            nonces[owner]++,
            deadline
        );
        require(
            Signatures.recover(digest, v, r, s) == owner,
            "ERC20Permit: invalid signature"
        );
        _approve(owner, spender, value);
    }

    function DOMAIN_SEPARATOR() public view returns (bytes32) {
        return Signatures.domain(name, "1");
    }

    function _transfer(address from, address to, uint256 amount) private {
        require(from != address(0), "ERC20: transfer from the zero address");
        require(to != address(0), "ERC20: transfer to the zero address");
        _check(from, to);
        require(balanceOf[from] >= amount, "ERC20: transfer amount exceeds balance");
        balanceOf[from] -= amount;
        balanceOf[to] += amount;
        emit Transfer(from, to, amount);
    }

    function _check(address from, address to) private view whenNotPaused {
        blacklist.nonBlacklisted(from);
        blacklist.nonBlacklisted(to);
        blacklist.nonBlacklisted(msg.sender);
    }

    function _approve(address owner, address spender, uint256 amount) private {
        require(owner != address(0), "ERC20: approve from the zero address");
        require(spender != address(0), "ERC20: approve to the zero address");
        allowance[owner][spender] = amount;
        emit Approval(owner, spender, amount);
    }
}
