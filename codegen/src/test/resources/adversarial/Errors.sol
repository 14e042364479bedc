// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

library EA {
    error A(uint256 a);
}
library EB {
    error A(string s);
}
contract Errors {
    struct S {
        uint256 a;
        bytes b;
    }
    error A();
    function g() external pure {
        revert EA.A(1);
    }
    function h() external pure {
        revert EB.A("");
    }
    error B(S s, S[] t);
    error C(address who, uint8[] why);
    error c(bool a);
    error Panic2(uint256 code);
    function f() external pure {
        revert A();
    }
}
