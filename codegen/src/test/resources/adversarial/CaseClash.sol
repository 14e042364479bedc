// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract CaseClash {
    struct Foo {
        uint256 a;
    }
    struct foo {
        uint256 a;
        uint256 b;
    }
    struct FOO {
        bool a;
    }
    event Bar(Foo a);
    event bar(foo a);
    event BAR(FOO a);
    error Baz();
    error baz();
    error bAZ(uint256 a);
    function qux(Foo calldata a) external {}
    function Qux(foo calldata a) external {}
    function QUX(FOO calldata a) external returns (uint256, uint256) {}
    function quX() external returns (uint256, uint256) {}
}
