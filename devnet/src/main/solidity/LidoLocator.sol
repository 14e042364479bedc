pragma solidity 0.8.30;

/// Stand-in for Lido's address book.
contract LidoLocator {
    address public immutable lido;
    address public immutable wstETH;
    address public immutable withdrawalQueue;

    constructor(address lido_, address wstETH_, address withdrawalQueue_) {
        lido = lido_;
        wstETH = wstETH_;
        withdrawalQueue = withdrawalQueue_;
    }
}
