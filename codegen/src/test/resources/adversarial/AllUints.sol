// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract AllUints {
    struct S {
        uint8 v0;
        uint16 v1;
        uint24 v2;
        uint32 v3;
        uint40 v4;
        uint48 v5;
        uint56 v6;
        uint64 v7;
        uint72 v8;
        uint80 v9;
        uint88 v10;
        uint96 v11;
        uint104 v12;
        uint112 v13;
        uint120 v14;
        uint128 v15;
        uint136 v16;
        uint144 v17;
        uint152 v18;
        uint160 v19;
        uint168 v20;
        uint176 v21;
        uint184 v22;
        uint192 v23;
        uint200 v24;
        uint208 v25;
        uint216 v26;
        uint224 v27;
        uint232 v28;
        uint240 v29;
        uint248 v30;
        uint256 v31;
    }
    function f(S calldata s) external pure returns (S memory) {
        return s;
    }
    function g(uint8 v) external {}
    function g(uint8[] calldata v) external {}
    event E(uint8 indexed i, uint8 v);
    error X0(uint8 v);
    function g(uint16 v) external {}
    function g(uint16[] calldata v) external {}
    event E(uint16 indexed i, uint16 v);
    error X1(uint16 v);
    function g(uint24 v) external {}
    function g(uint24[] calldata v) external {}
    event E(uint24 indexed i, uint24 v);
    error X2(uint24 v);
    function g(uint32 v) external {}
    function g(uint32[] calldata v) external {}
    event E(uint32 indexed i, uint32 v);
    error X3(uint32 v);
    function g(uint40 v) external {}
    function g(uint40[] calldata v) external {}
    event E(uint40 indexed i, uint40 v);
    error X4(uint40 v);
    function g(uint48 v) external {}
    function g(uint48[] calldata v) external {}
    event E(uint48 indexed i, uint48 v);
    error X5(uint48 v);
    function g(uint56 v) external {}
    function g(uint56[] calldata v) external {}
    event E(uint56 indexed i, uint56 v);
    error X6(uint56 v);
    function g(uint64 v) external {}
    function g(uint64[] calldata v) external {}
    event E(uint64 indexed i, uint64 v);
    error X7(uint64 v);
    function g(uint72 v) external {}
    function g(uint72[] calldata v) external {}
    event E(uint72 indexed i, uint72 v);
    error X8(uint72 v);
    function g(uint80 v) external {}
    function g(uint80[] calldata v) external {}
    event E(uint80 indexed i, uint80 v);
    error X9(uint80 v);
    function g(uint88 v) external {}
    function g(uint88[] calldata v) external {}
    event E(uint88 indexed i, uint88 v);
    error X10(uint88 v);
    function g(uint96 v) external {}
    function g(uint96[] calldata v) external {}
    event E(uint96 indexed i, uint96 v);
    error X11(uint96 v);
    function g(uint104 v) external {}
    function g(uint104[] calldata v) external {}
    event E(uint104 indexed i, uint104 v);
    error X12(uint104 v);
    function g(uint112 v) external {}
    function g(uint112[] calldata v) external {}
    event E(uint112 indexed i, uint112 v);
    error X13(uint112 v);
    function g(uint120 v) external {}
    function g(uint120[] calldata v) external {}
    event E(uint120 indexed i, uint120 v);
    error X14(uint120 v);
    function g(uint128 v) external {}
    function g(uint128[] calldata v) external {}
    event E(uint128 indexed i, uint128 v);
    error X15(uint128 v);
    function g(uint136 v) external {}
    function g(uint136[] calldata v) external {}
    event E(uint136 indexed i, uint136 v);
    error X16(uint136 v);
    function g(uint144 v) external {}
    function g(uint144[] calldata v) external {}
    event E(uint144 indexed i, uint144 v);
    error X17(uint144 v);
    function g(uint152 v) external {}
    function g(uint152[] calldata v) external {}
    event E(uint152 indexed i, uint152 v);
    error X18(uint152 v);
    function g(uint160 v) external {}
    function g(uint160[] calldata v) external {}
    event E(uint160 indexed i, uint160 v);
    error X19(uint160 v);
    function g(uint168 v) external {}
    function g(uint168[] calldata v) external {}
    event E(uint168 indexed i, uint168 v);
    error X20(uint168 v);
    function g(uint176 v) external {}
    function g(uint176[] calldata v) external {}
    event E(uint176 indexed i, uint176 v);
    error X21(uint176 v);
    function g(uint184 v) external {}
    function g(uint184[] calldata v) external {}
    event E(uint184 indexed i, uint184 v);
    error X22(uint184 v);
    function g(uint192 v) external {}
    function g(uint192[] calldata v) external {}
    event E(uint192 indexed i, uint192 v);
    error X23(uint192 v);
    function g(uint200 v) external {}
    function g(uint200[] calldata v) external {}
    event E(uint200 indexed i, uint200 v);
    error X24(uint200 v);
    function g(uint208 v) external {}
    function g(uint208[] calldata v) external {}
    event E(uint208 indexed i, uint208 v);
    error X25(uint208 v);
    function g(uint216 v) external {}
    function g(uint216[] calldata v) external {}
    event E(uint216 indexed i, uint216 v);
    error X26(uint216 v);
    function g(uint224 v) external {}
    function g(uint224[] calldata v) external {}
    event E(uint224 indexed i, uint224 v);
    error X27(uint224 v);
    function g(uint232 v) external {}
    function g(uint232[] calldata v) external {}
    event E(uint232 indexed i, uint232 v);
    error X28(uint232 v);
    function g(uint240 v) external {}
    function g(uint240[] calldata v) external {}
    event E(uint240 indexed i, uint240 v);
    error X29(uint240 v);
    function g(uint248 v) external {}
    function g(uint248[] calldata v) external {}
    event E(uint248 indexed i, uint248 v);
    error X30(uint248 v);
    function g(uint256 v) external {}
    function g(uint256[] calldata v) external {}
    event E(uint256 indexed i, uint256 v);
    error X31(uint256 v);
}
