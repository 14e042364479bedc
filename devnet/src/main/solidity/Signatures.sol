pragma solidity 0.8.30;

/// EIP-712 digests and who signed them.
library Signatures {
    bytes32 internal constant PERMIT =
        keccak256(
            "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"
        );

    /// Half of the secp256k1 order: a signature with a larger s has a twin and is refused.
    uint256 private constant HALF_ORDER =
        0x7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF5D576E7357A4501DDFE92F46681B20A0;

    bytes4 private constant IS_VALID_SIGNATURE = 0x1626ba7e;

    function domain(string memory name, string memory version) internal view returns (bytes32) {
        return
            keccak256(
                abi.encode(
                    keccak256(
                        "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
                    ),
                    keccak256(bytes(name)),
                    keccak256(bytes(version)),
                    block.chainid,
                    address(this)
                )
            );
    }

    function permitDigest(
        bytes32 separator,
        address owner,
        address spender,
        uint256 value,
        uint256 nonce,
        uint256 deadline
    ) internal pure returns (bytes32) {
        bytes32 content = keccak256(abi.encode(PERMIT, owner, spender, value, nonce, deadline));
        return keccak256(abi.encodePacked(hex"1901", separator, content));
    }

    function recover(bytes32 digest, uint8 v, bytes32 r, bytes32 s) internal pure returns (address) {
        require(!isHigh(s), "ECDSA: invalid signature 's' value");
        address signer = ecrecover(digest, v, r, s);
        require(signer != address(0), "ECDSA: invalid signature");
        return signer;
    }

    function isHigh(bytes32 s) internal pure returns (bool) {
        return uint256(s) > HALF_ORDER;
    }

    /// A contract answers for itself (EIP-1271, signature packed as r, s, v); a key is recovered.
    function isBy(
        address signer,
        bytes32 digest,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) internal view returns (bool) {
        if (signer.code.length == 0) return recover(digest, v, r, s) == signer;
        (bool ok, bytes memory answer) = signer.staticcall(
            abi.encodeWithSelector(IS_VALID_SIGNATURE, digest, abi.encodePacked(r, s, v))
        );
        return ok && answer.length == 32 && bytes32(answer) == bytes32(IS_VALID_SIGNATURE);
    }
}
