pragma solidity ^0.4.26;
contract OldContract {
    event E(address indexed a, uint b);
    function() public payable {}
    constructor(address a) public {}
    function f(uint a, bytes b, string c) public constant returns (bool) {}
    mapping(address=>uint) public balances;
}
