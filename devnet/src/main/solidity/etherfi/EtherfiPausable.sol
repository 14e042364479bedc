pragma solidity 0.8.30;

/// Both pauses of ether.fi's contracts: until lifted, and until a time.
abstract contract EtherfiPausable {
    event Paused(address account);
    event Unpaused(address account);
    event PausedUntil(uint256 pausedUntil);
    event UnpausedUntil();

    error ContractPaused();
    error ContractPausedUntil(uint256 pausedUntil);

    bool public paused;
    uint256 public pausedUntil;
    address internal immutable lever;

    modifier onlyLever() {
        require(msg.sender == lever, "LEVER_ONLY");
        _;
    }

    modifier whenNotPaused() {
        if (paused) revert ContractPaused();
        if (pausedUntil >= block.timestamp) revert ContractPausedUntil(pausedUntil);
        _;
    }

    constructor(address lever_) {
        lever = lever_;
    }

    function lever_pause() external onlyLever {
        require(!paused, "ALREADY_PAUSED");
        paused = true;
        emit Paused(msg.sender);
    }

    function lever_pauseUntil(uint256 until) external onlyLever {
        require(pausedUntil < block.timestamp, "ALREADY_PAUSED");
        require(until > block.timestamp, "UNTIL_IS_PAST");
        pausedUntil = until;
        emit PausedUntil(until);
    }

    /// Lifts both.
    function lever_unpause() external onlyLever {
        require(paused || pausedUntil >= block.timestamp, "NOT_PAUSED");
        if (paused) {
            paused = false;
            emit Unpaused(msg.sender);
        }
        if (pausedUntil >= block.timestamp) {
            pausedUntil = 0;
            emit UnpausedUntil();
        }
    }
}
