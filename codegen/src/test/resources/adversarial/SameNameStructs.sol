// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

library Left {
    struct Key {
        uint256 id;
    }
    struct Same {
        bool a;
    }
}
library Right {
    struct Key {
        address id;
    }
    struct Same {
        bool a;
    }
}
interface Third {
    struct Key {
        uint256 id;
    }
    struct RightKey {
        bytes4 a;
    }
}
contract SameNameStructs {
    struct Key {
        string id;
        Left.Key left;
    }
    function f(Left.Key calldata a, Right.Key calldata b, Key calldata c, Third.Key calldata d) external {}
    function g(Left.Same calldata a, Right.Same calldata b) external {}
    function h(Third.RightKey calldata a) external {}
}
