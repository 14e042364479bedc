// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract AllBytes {
    struct S {
        bytes1 v0;
        bytes2 v1;
        bytes3 v2;
        bytes4 v3;
        bytes5 v4;
        bytes6 v5;
        bytes7 v6;
        bytes8 v7;
        bytes9 v8;
        bytes10 v9;
        bytes11 v10;
        bytes12 v11;
        bytes13 v12;
        bytes14 v13;
        bytes15 v14;
        bytes16 v15;
        bytes17 v16;
        bytes18 v17;
        bytes19 v18;
        bytes20 v19;
        bytes21 v20;
        bytes22 v21;
        bytes23 v22;
        bytes24 v23;
        bytes25 v24;
        bytes26 v25;
        bytes27 v26;
        bytes28 v27;
        bytes29 v28;
        bytes30 v29;
        bytes31 v30;
        bytes32 v31;
    }
    function f(S calldata s) external pure returns (S memory) {
        return s;
    }
    function g(bytes1 v) external {}
    function g(bytes1[] calldata v) external {}
    event E(bytes1 indexed i, bytes1 v);
    error X0(bytes1 v);
    function g(bytes2 v) external {}
    function g(bytes2[] calldata v) external {}
    event E(bytes2 indexed i, bytes2 v);
    error X1(bytes2 v);
    function g(bytes3 v) external {}
    function g(bytes3[] calldata v) external {}
    event E(bytes3 indexed i, bytes3 v);
    error X2(bytes3 v);
    function g(bytes4 v) external {}
    function g(bytes4[] calldata v) external {}
    event E(bytes4 indexed i, bytes4 v);
    error X3(bytes4 v);
    function g(bytes5 v) external {}
    function g(bytes5[] calldata v) external {}
    event E(bytes5 indexed i, bytes5 v);
    error X4(bytes5 v);
    function g(bytes6 v) external {}
    function g(bytes6[] calldata v) external {}
    event E(bytes6 indexed i, bytes6 v);
    error X5(bytes6 v);
    function g(bytes7 v) external {}
    function g(bytes7[] calldata v) external {}
    event E(bytes7 indexed i, bytes7 v);
    error X6(bytes7 v);
    function g(bytes8 v) external {}
    function g(bytes8[] calldata v) external {}
    event E(bytes8 indexed i, bytes8 v);
    error X7(bytes8 v);
    function g(bytes9 v) external {}
    function g(bytes9[] calldata v) external {}
    event E(bytes9 indexed i, bytes9 v);
    error X8(bytes9 v);
    function g(bytes10 v) external {}
    function g(bytes10[] calldata v) external {}
    event E(bytes10 indexed i, bytes10 v);
    error X9(bytes10 v);
    function g(bytes11 v) external {}
    function g(bytes11[] calldata v) external {}
    event E(bytes11 indexed i, bytes11 v);
    error X10(bytes11 v);
    function g(bytes12 v) external {}
    function g(bytes12[] calldata v) external {}
    event E(bytes12 indexed i, bytes12 v);
    error X11(bytes12 v);
    function g(bytes13 v) external {}
    function g(bytes13[] calldata v) external {}
    event E(bytes13 indexed i, bytes13 v);
    error X12(bytes13 v);
    function g(bytes14 v) external {}
    function g(bytes14[] calldata v) external {}
    event E(bytes14 indexed i, bytes14 v);
    error X13(bytes14 v);
    function g(bytes15 v) external {}
    function g(bytes15[] calldata v) external {}
    event E(bytes15 indexed i, bytes15 v);
    error X14(bytes15 v);
    function g(bytes16 v) external {}
    function g(bytes16[] calldata v) external {}
    event E(bytes16 indexed i, bytes16 v);
    error X15(bytes16 v);
    function g(bytes17 v) external {}
    function g(bytes17[] calldata v) external {}
    event E(bytes17 indexed i, bytes17 v);
    error X16(bytes17 v);
    function g(bytes18 v) external {}
    function g(bytes18[] calldata v) external {}
    event E(bytes18 indexed i, bytes18 v);
    error X17(bytes18 v);
    function g(bytes19 v) external {}
    function g(bytes19[] calldata v) external {}
    event E(bytes19 indexed i, bytes19 v);
    error X18(bytes19 v);
    function g(bytes20 v) external {}
    function g(bytes20[] calldata v) external {}
    event E(bytes20 indexed i, bytes20 v);
    error X19(bytes20 v);
    function g(bytes21 v) external {}
    function g(bytes21[] calldata v) external {}
    event E(bytes21 indexed i, bytes21 v);
    error X20(bytes21 v);
    function g(bytes22 v) external {}
    function g(bytes22[] calldata v) external {}
    event E(bytes22 indexed i, bytes22 v);
    error X21(bytes22 v);
    function g(bytes23 v) external {}
    function g(bytes23[] calldata v) external {}
    event E(bytes23 indexed i, bytes23 v);
    error X22(bytes23 v);
    function g(bytes24 v) external {}
    function g(bytes24[] calldata v) external {}
    event E(bytes24 indexed i, bytes24 v);
    error X23(bytes24 v);
    function g(bytes25 v) external {}
    function g(bytes25[] calldata v) external {}
    event E(bytes25 indexed i, bytes25 v);
    error X24(bytes25 v);
    function g(bytes26 v) external {}
    function g(bytes26[] calldata v) external {}
    event E(bytes26 indexed i, bytes26 v);
    error X25(bytes26 v);
    function g(bytes27 v) external {}
    function g(bytes27[] calldata v) external {}
    event E(bytes27 indexed i, bytes27 v);
    error X26(bytes27 v);
    function g(bytes28 v) external {}
    function g(bytes28[] calldata v) external {}
    event E(bytes28 indexed i, bytes28 v);
    error X27(bytes28 v);
    function g(bytes29 v) external {}
    function g(bytes29[] calldata v) external {}
    event E(bytes29 indexed i, bytes29 v);
    error X28(bytes29 v);
    function g(bytes30 v) external {}
    function g(bytes30[] calldata v) external {}
    event E(bytes30 indexed i, bytes30 v);
    error X29(bytes30 v);
    function g(bytes31 v) external {}
    function g(bytes31[] calldata v) external {}
    event E(bytes31 indexed i, bytes31 v);
    error X30(bytes31 v);
    function g(bytes32 v) external {}
    function g(bytes32[] calldata v) external {}
    event E(bytes32 indexed i, bytes32 v);
    error X31(bytes32 v);
}
