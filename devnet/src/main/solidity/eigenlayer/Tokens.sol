pragma solidity 0.8.30;

interface Erc20 {
    function balanceOf(address account) external view returns (uint256);

    function transfer(address to, uint256 amount) external returns (bool);

    function transferFrom(address from, address to, uint256 amount) external returns (bool);
}

/// Moves tokens, also those that answer nothing.
library Tokens {
    function move(address token, address to, uint256 amount) internal {
        send(token, abi.encodeCall(Erc20.transfer, (to, amount)));
    }

    function take(address token, address from, address to, uint256 amount) internal {
        send(token, abi.encodeCall(Erc20.transferFrom, (from, to, amount)));
    }

    function send(address token, bytes memory data) private {
        (bool ok, bytes memory answer) = token.call(data);
        if (!ok) {
            require(answer.length > 0, "SafeERC20: low-level call failed");
            assembly {
                revert(add(answer, 32), mload(answer))
            }
        }
        require(answer.length > 0 || token.code.length > 0, "Address: call to non-contract");
        require(answer.length == 0 || abi.decode(answer, (bool)));
    }
}
