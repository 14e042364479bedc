pragma solidity 0.8.30;

import {Signatures} from "../Signatures.sol";

/// A token with permits that its lever can make more of.
contract TestToken {
    event Transfer(address indexed from, address indexed to, uint256 value);
    event Approval(address indexed owner, address indexed spender, uint256 value);

    string public name = "Test Token";
    string public symbol = "TST";
    uint8 public constant decimals = 18;
    uint256 public totalSupply;
    mapping(address => uint256) public balanceOf;
    mapping(address => mapping(address => uint256)) public allowance;
    mapping(address => uint256) public nonces;

    address private immutable lever;

    constructor(address lever_) {
        lever = lever_;
    }

    function lever_mint(address to, uint256 amount) external {
        require(msg.sender == lever, "LEVER_ONLY");
        require(to != address(0), "NOBODY_TO_MINT_FOR");
        totalSupply += amount;
        balanceOf[to] += amount;
        emit Transfer(address(0), to, amount);
    }

    function transfer(address to, uint256 amount) external returns (bool) {
        move(msg.sender, to, amount);
        return true;
    }

    function transferFrom(address from, address to, uint256 amount) external returns (bool) {
        uint256 allowed = allowance[from][msg.sender];
        if (allowed != type(uint256).max) {
            require(allowed >= amount, "ERC20: insufficient allowance");
            permitTo(from, msg.sender, allowed - amount);
        }
        move(from, to, amount);
        return true;
    }

    function approve(address spender, uint256 amount) external returns (bool) {
        permitTo(msg.sender, spender, amount);
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
        permitTo(owner, spender, value);
    }

    function DOMAIN_SEPARATOR() public view returns (bytes32) {
        return Signatures.domain(name, "1");
    }

    function permitTo(address owner, address spender, uint256 amount) private {
        require(owner != address(0), "ERC20: approve from the zero address");
        require(spender != address(0), "ERC20: approve to the zero address");
        allowance[owner][spender] = amount;
        emit Approval(owner, spender, amount);
    }

    function move(address from, address to, uint256 amount) private {
        require(from != address(0), "ERC20: transfer from the zero address");
        require(to != address(0), "ERC20: transfer to the zero address");
        require(balanceOf[from] >= amount, "ERC20: transfer amount exceeds balance");
        balanceOf[from] -= amount;
        balanceOf[to] += amount;
        emit Transfer(from, to, amount);
    }
}
