pragma solidity 0.8.30;

import {Signatures} from "../Signatures.sol";

/// EIP-712 words of this protocol and who signed them.
abstract contract SignedWords {
    error SignatureExpired();
    error InvalidSignature();

    bytes4 private constant IS_VALID_SIGNATURE = 0x1626ba7e;

    function domainSeparator() public view returns (bytes32) {
        return Signatures.domain("EigenLayer", "1");
    }

    function digestOf(bytes32 content) internal view returns (bytes32) {
        return keccak256(abi.encodePacked(hex"1901", domainSeparator(), content));
    }

    function checkSigned(
        address signer,
        bytes32 digest,
        bytes memory signature,
        uint256 expiry
    ) internal view {
        require(expiry >= block.timestamp, SignatureExpired());
        require(
            byKey(signer, digest, signature) || byContract(signer, digest, signature),
            InvalidSignature()
        );
    }

    function byKey(
        address signer,
        bytes32 digest,
        bytes memory signature
    ) private pure returns (bool) {
        if (signature.length != 65) return false;
        (bytes32 r, bytes32 s, uint8 v) = (bytes32(0), bytes32(0), uint8(signature[64]));
        assembly {
            r := mload(add(signature, 32))
            s := mload(add(signature, 64))
        }
        if (Signatures.isHigh(s)) return false;
        address found = ecrecover(digest, v, r, s);
        return found != address(0) && found == signer;
    }

    function byContract(
        address signer,
        bytes32 digest,
        bytes memory signature
    ) private view returns (bool) {
        (bool ok, bytes memory answer) = signer.staticcall(
            abi.encodeWithSelector(IS_VALID_SIGNATURE, digest, signature)
        );
        return ok && answer.length >= 32 && bytes32(answer) == bytes32(IS_VALID_SIGNATURE);
    }
}
