pragma solidity 0.8.30;

/// One bit per function that governance can turn off.
abstract contract Switches {
    error CurrentlyPaused();

    event Paused(address indexed account, uint256 newPausedStatus);
    event Unpaused(address indexed account, uint256 newPausedStatus);

    address internal immutable lever;
    uint256 public paused;

    modifier onlyLever() {
        require(msg.sender == lever, "LEVER_ONLY");
        _;
    }

    modifier whenOn(uint8 bit) {
        require(!isOff(bit), CurrentlyPaused());
        _;
    }

    constructor(address lever_) {
        lever = lever_;
    }

    function isOff(uint8 bit) internal view returns (bool) {
        return paused & (1 << bit) != 0;
    }

    /// Turns off what is in `bits` and nothing else.
    function lever_pause(uint256 bits) external onlyLever {
        if (paused & ~bits != 0) {
            emit Unpaused(msg.sender, paused & bits);
        }
        paused = bits;
        emit Paused(msg.sender, bits);
    }

    function lever_unpause() external onlyLever {
        paused = 0;
        emit Unpaused(msg.sender, 0);
    }
}
