pragma solidity 0.8.30;

import {Registrar} from "./EigenTypes.sol";

/// The registrar of the levers' service: takes every operator.
contract AvsRegistrar is Registrar {
    function supportsAVS(address) external pure returns (bool) {
        return true;
    }

    function registerOperator(address, address, uint32[] calldata, bytes calldata) external {}

    function deregisterOperator(address, address, uint32[] calldata) external {}
}
