pragma solidity 0.8.30;

/// Stand-in for the beacon chain's deposit contract. It keeps no constants in storage, so that its
/// runtime code may be placed at the address it has on mainnet.
contract DepositContract {
    uint256 private constant DEPTH = 32;

    event DepositEvent(
        bytes pubkey,
        bytes withdrawal_credentials,
        bytes amount,
        bytes signature,
        bytes index
    );

    /// Left siblings still waiting for their right one, by height.
    mapping(uint256 => bytes32) private pending;
    uint256 private count;

    function deposit(
        bytes calldata pubkey,
        bytes calldata withdrawal_credentials,
        bytes calldata signature,
        bytes32 deposit_data_root
    ) external payable {
        require(pubkey.length == 48, "DepositContract: invalid pubkey length");
        require(
            withdrawal_credentials.length == 32,
            "DepositContract: invalid withdrawal_credentials length"
        );
        require(signature.length == 96, "DepositContract: invalid signature length");
        require(msg.value >= 1 ether, "DepositContract: deposit value too low");
        require(msg.value % 1 gwei == 0, "DepositContract: deposit value not multiple of gwei");
        uint256 amountGwei = msg.value / 1 gwei;
        require(amountGwei <= type(uint64).max, "DepositContract: deposit value too high");

        bytes memory amount = littleEndian(uint64(amountGwei));
        emit DepositEvent(
            pubkey,
            withdrawal_credentials,
            amount,
            signature,
            littleEndian(uint64(count))
        );

        bytes32 node = dataRoot(pubkey, withdrawal_credentials, amount, signature);
        require(
            node == deposit_data_root,
            "DepositContract: reconstructed DepositData does not match supplied deposit_data_root"
        );
        require(count < 2 ** DEPTH - 1, "DepositContract: merkle tree full");

        // Climb while this node is a right child; where it is a left child it waits.
        uint256 height = 0;
        for (uint256 position = count; position % 2 == 1; position /= 2) {
            node = join(pending[height], node);
            height++;
        }
        pending[height] = node;
        count++;
    }

    function get_deposit_root() external view returns (bytes32) {
        bytes32 node;
        bytes32 empty;
        for (uint256 height = 0; height < DEPTH; height++) {
            bool filled = (count >> height) % 2 == 1;
            node = filled ? join(pending[height], node) : join(node, empty);
            empty = join(empty, empty);
        }
        return sha256(abi.encodePacked(node, littleEndian(uint64(count)), bytes24(0)));
    }

    function get_deposit_count() external view returns (bytes memory) {
        return littleEndian(uint64(count));
    }

    function dataRoot(
        bytes calldata pubkey,
        bytes calldata credentials,
        bytes memory amount,
        bytes calldata signature
    ) private pure returns (bytes32) {
        bytes32 pubkeyRoot = sha256(abi.encodePacked(pubkey, bytes16(0)));
        bytes32 signatureRoot = join(
            sha256(signature[:64]),
            sha256(abi.encodePacked(signature[64:], bytes32(0)))
        );
        return
            join(
                join(pubkeyRoot, bytes32(credentials)),
                sha256(abi.encodePacked(amount, bytes24(0), signatureRoot))
            );
    }

    function join(bytes32 left, bytes32 right) private pure returns (bytes32) {
        return sha256(abi.encodePacked(left, right));
    }

    function littleEndian(uint64 value) private pure returns (bytes memory out) {
        out = new bytes(8);
        for (uint256 i = 0; i < 8; i++) {
            out[i] = bytes1(uint8(value >> (8 * i)));
        }
    }
}
