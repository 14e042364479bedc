pragma solidity 0.8.30;

import {PartToken} from "./EtherfiParts.sol";

/// Holds the protocol's stETH for the redemption manager, as the real one does beside its work.
contract EtherFiRestaker {
    address private immutable lever;
    PartToken private immutable lido;
    address private redemption;

    constructor(address lever_, PartToken lido_) {
        lever = lever_;
        lido = lido_;
    }

    /// Names the redemption manager, which was deployed after this contract. Once only.
    function lever_connect(address redemption_) external {
        require(msg.sender == lever, "LEVER_ONLY");
        require(redemption == address(0), "ALREADY_CONNECTED");
        redemption = redemption_;
    }

    function lever_transfer(address to, uint256 amount) external {
        require(msg.sender == redemption, "REDEMPTION_ONLY");
        lido.transfer(to, amount);
    }
}
