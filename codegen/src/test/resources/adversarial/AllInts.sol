// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract AllInts {
    struct S {
        int8 v0;
        int16 v1;
        int24 v2;
        int32 v3;
        int40 v4;
        int48 v5;
        int56 v6;
        int64 v7;
        int72 v8;
        int80 v9;
        int88 v10;
        int96 v11;
        int104 v12;
        int112 v13;
        int120 v14;
        int128 v15;
        int136 v16;
        int144 v17;
        int152 v18;
        int160 v19;
        int168 v20;
        int176 v21;
        int184 v22;
        int192 v23;
        int200 v24;
        int208 v25;
        int216 v26;
        int224 v27;
        int232 v28;
        int240 v29;
        int248 v30;
        int256 v31;
    }
    function f(S calldata s) external pure returns (S memory) {
        return s;
    }
    function g(int8 v) external {}
    function g(int8[] calldata v) external {}
    event E(int8 indexed i, int8 v);
    error X0(int8 v);
    function g(int16 v) external {}
    function g(int16[] calldata v) external {}
    event E(int16 indexed i, int16 v);
    error X1(int16 v);
    function g(int24 v) external {}
    function g(int24[] calldata v) external {}
    event E(int24 indexed i, int24 v);
    error X2(int24 v);
    function g(int32 v) external {}
    function g(int32[] calldata v) external {}
    event E(int32 indexed i, int32 v);
    error X3(int32 v);
    function g(int40 v) external {}
    function g(int40[] calldata v) external {}
    event E(int40 indexed i, int40 v);
    error X4(int40 v);
    function g(int48 v) external {}
    function g(int48[] calldata v) external {}
    event E(int48 indexed i, int48 v);
    error X5(int48 v);
    function g(int56 v) external {}
    function g(int56[] calldata v) external {}
    event E(int56 indexed i, int56 v);
    error X6(int56 v);
    function g(int64 v) external {}
    function g(int64[] calldata v) external {}
    event E(int64 indexed i, int64 v);
    error X7(int64 v);
    function g(int72 v) external {}
    function g(int72[] calldata v) external {}
    event E(int72 indexed i, int72 v);
    error X8(int72 v);
    function g(int80 v) external {}
    function g(int80[] calldata v) external {}
    event E(int80 indexed i, int80 v);
    error X9(int80 v);
    function g(int88 v) external {}
    function g(int88[] calldata v) external {}
    event E(int88 indexed i, int88 v);
    error X10(int88 v);
    function g(int96 v) external {}
    function g(int96[] calldata v) external {}
    event E(int96 indexed i, int96 v);
    error X11(int96 v);
    function g(int104 v) external {}
    function g(int104[] calldata v) external {}
    event E(int104 indexed i, int104 v);
    error X12(int104 v);
    function g(int112 v) external {}
    function g(int112[] calldata v) external {}
    event E(int112 indexed i, int112 v);
    error X13(int112 v);
    function g(int120 v) external {}
    function g(int120[] calldata v) external {}
    event E(int120 indexed i, int120 v);
    error X14(int120 v);
    function g(int128 v) external {}
    function g(int128[] calldata v) external {}
    event E(int128 indexed i, int128 v);
    error X15(int128 v);
    function g(int136 v) external {}
    function g(int136[] calldata v) external {}
    event E(int136 indexed i, int136 v);
    error X16(int136 v);
    function g(int144 v) external {}
    function g(int144[] calldata v) external {}
    event E(int144 indexed i, int144 v);
    error X17(int144 v);
    function g(int152 v) external {}
    function g(int152[] calldata v) external {}
    event E(int152 indexed i, int152 v);
    error X18(int152 v);
    function g(int160 v) external {}
    function g(int160[] calldata v) external {}
    event E(int160 indexed i, int160 v);
    error X19(int160 v);
    function g(int168 v) external {}
    function g(int168[] calldata v) external {}
    event E(int168 indexed i, int168 v);
    error X20(int168 v);
    function g(int176 v) external {}
    function g(int176[] calldata v) external {}
    event E(int176 indexed i, int176 v);
    error X21(int176 v);
    function g(int184 v) external {}
    function g(int184[] calldata v) external {}
    event E(int184 indexed i, int184 v);
    error X22(int184 v);
    function g(int192 v) external {}
    function g(int192[] calldata v) external {}
    event E(int192 indexed i, int192 v);
    error X23(int192 v);
    function g(int200 v) external {}
    function g(int200[] calldata v) external {}
    event E(int200 indexed i, int200 v);
    error X24(int200 v);
    function g(int208 v) external {}
    function g(int208[] calldata v) external {}
    event E(int208 indexed i, int208 v);
    error X25(int208 v);
    function g(int216 v) external {}
    function g(int216[] calldata v) external {}
    event E(int216 indexed i, int216 v);
    error X26(int216 v);
    function g(int224 v) external {}
    function g(int224[] calldata v) external {}
    event E(int224 indexed i, int224 v);
    error X27(int224 v);
    function g(int232 v) external {}
    function g(int232[] calldata v) external {}
    event E(int232 indexed i, int232 v);
    error X28(int232 v);
    function g(int240 v) external {}
    function g(int240[] calldata v) external {}
    event E(int240 indexed i, int240 v);
    error X29(int240 v);
    function g(int248 v) external {}
    function g(int248[] calldata v) external {}
    event E(int248 indexed i, int248 v);
    error X30(int248 v);
    function g(int256 v) external {}
    function g(int256[] calldata v) external {}
    event E(int256 indexed i, int256 v);
    error X31(int256 v);
}
