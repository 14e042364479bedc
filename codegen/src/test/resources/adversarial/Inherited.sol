// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

interface I1 {
    struct P {
        uint256 a;
    }
    error E1(P p);
    event V1(P p);
    function f(P calldata p) external;
}
interface I2 {
    struct Q {
        address a;
    }
    error E1b(Q p);
    function f(Q calldata p) external;
}
abstract contract Inherited is I1, I2 {
    struct Own {
        I1.P p1;
        I2.Q p2;
    }
    function g(Own calldata o) external virtual;
}
