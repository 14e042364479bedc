pragma solidity 0.8.30;

import {Signatures} from "./Signatures.sol";

interface Steth {
    function submit(address referral) external payable returns (uint256);

    function transfer(address to, uint256 amount) external returns (bool);

    function transferFrom(address from, address to, uint256 amount) external returns (bool);

    function getSharesByPooledEth(uint256 amount) external view returns (uint256);

    function getPooledEthByShares(uint256 amount) external view returns (uint256);
}

/// Stand-in for wstETH: one unit is one share of stETH.
contract WstETH {
    event Transfer(address indexed from, address indexed to, uint256 value);
    event Approval(address indexed owner, address indexed spender, uint256 value);

    string public name = "Wrapped liquid staked Ether 2.0";
    string public symbol = "wstETH";
    uint8 public decimals = 18;
    uint256 public totalSupply;
    mapping(address => uint256) public balanceOf;
    mapping(address => mapping(address => uint256)) public allowance;
    mapping(address => uint256) public nonces;

    Steth private immutable steth;

    constructor(Steth steth_) {
        steth = steth_;
    }

    receive() external payable {
        _mint(msg.sender, steth.submit{value: msg.value}(address(0)));
    }

    function stETH() external view returns (address) {
        return address(steth);
    }

    function wrap(uint256 _stETHAmount) external returns (uint256) {
        require(_stETHAmount > 0, "wstETH: can't wrap zero stETH");
        uint256 minted = steth.getSharesByPooledEth(_stETHAmount);
        _mint(msg.sender, minted);
        steth.transferFrom(msg.sender, address(this), _stETHAmount);
        return minted;
    }

    function unwrap(uint256 _wstETHAmount) external returns (uint256) {
        require(_wstETHAmount > 0, "wstETH: zero amount unwrap not allowed");
        uint256 paid = steth.getPooledEthByShares(_wstETHAmount);
        require(msg.sender != address(0), "ERC20: burn from the zero address");
        require(balanceOf[msg.sender] >= _wstETHAmount, "ERC20: burn amount exceeds balance");
        balanceOf[msg.sender] -= _wstETHAmount;
        totalSupply -= _wstETHAmount;
        emit Transfer(msg.sender, address(0), _wstETHAmount);
        steth.transfer(msg.sender, paid);
        return paid;
    }

    function getWstETHByStETH(uint256 _stETHAmount) external view returns (uint256) {
        return steth.getSharesByPooledEth(_stETHAmount);
    }

    function getStETHByWstETH(uint256 _wstETHAmount) external view returns (uint256) {
        return steth.getPooledEthByShares(_wstETHAmount);
    }

    function stEthPerToken() external view returns (uint256) {
        return steth.getPooledEthByShares(1 ether);
    }

    function tokensPerStEth() external view returns (uint256) {
        return steth.getSharesByPooledEth(1 ether);
    }

    function transfer(address recipient, uint256 amount) external returns (bool) {
        _transfer(msg.sender, recipient, amount);
        return true;
    }

    /// Moves first and charges the allowance after; even an unlimited allowance shrinks.
    function transferFrom(
        address sender,
        address recipient,
        uint256 amount
    ) external returns (bool) {
        _transfer(sender, recipient, amount);
        uint256 granted = allowance[sender][msg.sender];
        require(granted >= amount, "ERC20: transfer amount exceeds allowance");
        _approve(sender, msg.sender, granted - amount);
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
            nonces[owner],
            deadline
        );
        require(
            v == 27 || v == 28 || Signatures.isHigh(s),
            "ECDSA: invalid signature 'v' value"
        );
        require(
            Signatures.recover(digest, v, r, s) == owner,
            "ERC20Permit: invalid signature"
        );
        nonces[owner]++;
        _approve(owner, spender, value);
    }

    function DOMAIN_SEPARATOR() public view returns (bytes32) {
        return Signatures.domain(name, "1");
    }

    function _mint(address to, uint256 amount) private {
        require(to != address(0), "ERC20: mint to the zero address");
        totalSupply += amount;
        balanceOf[to] += amount;
        emit Transfer(address(0), to, amount);
    }

    function _transfer(address from, address to, uint256 amount) private {
        require(from != address(0), "ERC20: transfer from the zero address");
        require(to != address(0), "ERC20: transfer to the zero address");
        require(balanceOf[from] >= amount, "ERC20: transfer amount exceeds balance");
        balanceOf[from] -= amount;
        balanceOf[to] += amount;
        emit Transfer(from, to, amount);
    }

    function _approve(address owner, address spender, uint256 amount) private {
        require(owner != address(0), "ERC20: approve from the zero address");
        require(spender != address(0), "ERC20: approve to the zero address");
        allowance[owner][spender] = amount;
        emit Approval(owner, spender, amount);
    }
}
