// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

contract Vault {
    struct Deposit {
        address owner;
        uint256 amount;
        uint64 since;
    }

    error TooMuch(uint256 asked, uint256 cap);
    event Deposited(address indexed owner, uint256 amount, Deposit[] all);

    uint256 public immutable cap;
    mapping(address => Deposit[]) private deposits;

    constructor(uint256 cap_) {
        cap = cap_;
    }

    function deposit(uint256 amount) external {
        if (amount > cap) revert TooMuch(amount, cap);
        deposits[msg.sender].push(Deposit(msg.sender, amount, uint64(block.timestamp)));
        emit Deposited(msg.sender, amount, deposits[msg.sender]);
    }

    function depositsOf(address owner) external view returns (Deposit[] memory) {
        return deposits[owner];
    }
}
