// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

library Lib {
    struct S {
        uint256 a;
    }
    enum E {
        X, Y
    }
    type Id is uint64;
    error LibError(E e, S s, Id i);
    event LibEvent(E indexed e, S s, Id i);
}
contract UsesLibraryTypes {
    function f(Lib.S[] calldata s, Lib.E e, Lib.Id i, Lib.E[] calldata es) external pure returns (Lib.S memory, Lib.E, Lib.Id[] memory) {}
    function g() external {
        emit Lib.LibEvent(Lib.E.X, Lib.S(1), Lib.Id.wrap(2));
        revert Lib.LibError(Lib.E.X, Lib.S(1), Lib.Id.wrap(2));
    }
}
