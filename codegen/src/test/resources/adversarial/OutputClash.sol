// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract OutputClash {
    struct FooOutput {
        uint256 a;
    }
    struct Foo {
        uint256 a;
    }
    error BarOutput(uint256 a);
    function foo(Foo calldata a, FooOutput calldata b) external returns (uint256 x, uint256 y) {}
    function Foo_() external {}
    function bar() external returns (uint256, uint256) {}
    function bar(uint256 a) external returns (bool, bool) {}
    function baz(uint256 a) external returns (bool, bool) {}
    function baz(uint8 a) external returns (uint8, bool) {}
}
