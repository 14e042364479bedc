// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

interface FixedPoint {
    struct S {
        fixed a;
        ufixed8x1 b;
    }
    function f(fixed a, ufixed128x18 b, ufixed8x1 c, fixed32x80 d, ufixed256x2 e, S calldata s) external returns (fixed[] memory, ufixed64x0);
    event E(fixed indexed a, ufixed b);
    error Er(fixed24x3 a);
}
