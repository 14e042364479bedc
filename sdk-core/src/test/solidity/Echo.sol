// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

/// Returns what it was given. Written by compile-echo.
contract Echo {
  struct S0 {
    bytes[3] f3;
    int216[] f2;
    bytes4 f1;
    bytes f0;
  }

  struct S1 {
    uint256 f3;
    bool f2;
    string f1;
    address f0;
  }

  struct S2 {
    uint144 f3;
    uint256 f2;
    int224 f1;
    bytes15 f0;
  }

  struct S3 {
    S2 f1;
    bytes29 f0;
  }

  struct S4 {
    uint128 f1;
    string[] f0;
  }

  struct S5 {
    address f1;
    bytes f0;
  }

  struct S6 {
    S5 f0;
  }

  struct S7 {
    address f3;
    bytes f2;
    address[] f1;
    bytes25 f0;
  }

  struct S8 {
    S6 f3;
    address f2;
    S7 f1;
    string f0;
  }

  struct S9 {
    S8 f2;
    int40 f1;
    bytes20 f0;
  }

  struct S10 {
    string f1;
    string f0;
  }

  struct S11 {
    int112 f1;
    bytes10 f0;
  }

  struct S12 {
    S11 f1;
    int200 f0;
  }

  struct S13 {
    address f3;
    S12 f2;
    uint192 f1;
    uint256 f0;
  }

  struct S14 {
    int8 f1;
    address f0;
  }

  struct S15 {
    string f2;
    S14 f1;
    uint168 f0;
  }

  struct S16 {
    S15 f3;
    uint88[] f2;
    string f1;
    bool f0;
  }

  struct S17 {
    S10 f2;
    S13 f1;
    S16 f0;
  }

  struct S18 {
    string f3;
    uint152 f2;
    uint256 f1;
    string f0;
  }

  struct S19 {
    address f1;
    string f0;
  }

  struct S20 {
    S19 f3;
    string f2;
    address[3] f1;
    address f0;
  }

  struct S21 {
    bytes1 f1;
    S20 f0;
  }

  struct S22 {
    int72[] f2;
    address f1;
    S21 f0;
  }

  struct S23 {
    uint120 f3;
    string f2;
    address f1;
    string f0;
  }

  struct S24 {
    uint256[1] f1;
    bytes f0;
  }

  struct S25 {
    bytes f3;
    S24[] f2;
    string f1;
    string f0;
  }

  struct S26 {
    address f1;
    bytes25[2][] f0;
  }

  struct S27 {
    address f3;
    S26 f2;
    string f1;
    address[][] f0;
  }

  struct S28 {
    bytes14[] f0;
  }

  struct S29 {
    bytes f1;
    S28 f0;
  }

  struct S30 {
    string f3;
    address f2;
    bool f1;
    bytes f0;
  }

  struct S31 {
    bool[] f2;
    S30 f1;
    bytes2 f0;
  }

  struct S32 {
    bool f1;
    uint256 f0;
  }

  struct S33 {
    S32 f0;
  }

  struct S34 {
    uint224 f2;
    bool[1] f1;
    uint152 f0;
  }

  struct S35 {
    string f3;
    address f2;
    int40 f1;
    bytes[3][3] f0;
  }

  struct S36 {
    address f3;
    S35 f2;
    uint88[] f1;
    bytes f0;
  }

  struct S37 {
    bytes14 f3;
    uint256 f2;
    bytes f1;
    uint256 f0;
  }

  struct S38 {
    uint256[1] f2;
    uint224[] f1;
    int112 f0;
  }

  struct S39 {
    bytes6 f0;
  }

  struct S40 {
    bool f3;
    address f2;
    S39 f1;
    bytes23 f0;
  }

  struct S41 {
    uint256 f0;
  }

  struct S42 {
    uint256 f0;
  }

  struct S43 {
    uint16 f2;
    string f1;
    int80 f0;
  }

  struct S44 {
    address[] f1;
    S43 f0;
  }

  struct S45 {
    int240 f3;
    S44 f2;
    int176 f1;
    string[] f0;
  }

  struct S46 {
    bytes11[] f1;
    bytes f0;
  }

  struct S47 {
    uint256 f2;
    string f1;
    bool f0;
  }

  struct S48 {
    S47 f1;
    bool f0;
  }

  struct S49 {
    address f1;
    bool f0;
  }

  struct S50 {
    S49[2] f3;
    string f2;
    bool f1;
    bytes f0;
  }

  struct S51 {
    S50 f1;
    bytes f0;
  }

  struct S52 {
    address[2] f0;
  }

  struct S53 {
    uint256 f3;
    uint64 f2;
    string f1;
    bool f0;
  }

  struct S54 {
    address f2;
    S53 f1;
    int144 f0;
  }

  struct S55 {
    S52 f2;
    bool f1;
    S54 f0;
  }

  struct S56 {
    bool f0;
  }

  struct S57 {
    string f2;
    uint216 f1;
    string f0;
  }

  struct S58 {
    S57 f2;
    uint256 f1;
    int200[] f0;
  }

  struct S59 {
    S56 f3;
    S58 f2;
    uint256[] f1;
    bool f0;
  }

  struct S60 {
    bytes f1;
    uint24 f0;
  }

  struct S61 {
    S60 f0;
  }

  struct S62 {
    bool f3;
    S59 f2;
    S61 f1;
    bool f0;
  }

  struct S63 {
    uint256 f0;
  }

  struct S64 {
    bytes1 f3;
    uint232 f2;
    uint192 f1;
    S63 f0;
  }

  struct S65 {
    string f3;
    uint256 f2;
    string[][2] f1;
    bytes f0;
  }

  struct S66 {
    uint200[] f1;
    address f0;
  }

  struct S67 {
    address f2;
    address f1;
    string f0;
  }

  struct S68 {
    uint256 f0;
  }

  struct S69 {
    string f3;
    S68 f2;
    uint256[] f1;
    bool f0;
  }

  struct S70 {
    int152 f3;
    bytes f2;
    int88 f1;
    S69 f0;
  }

  struct S71 {
    bytes f3;
    int80 f2;
    string f1;
    S70 f0;
  }

  struct S72 {
    int56 f1;
    string f0;
  }

  struct S73 {
    uint248 f3;
    S72 f2;
    bool[1] f1;
    bytes f0;
  }

  struct S74 {
    int216[3] f1;
    address[2] f0;
  }

  struct S75 {
    string[3] f1;
    int48 f0;
  }

  struct S76 {
    uint256[] f3;
    int24 f2;
    bool[2] f1;
    bytes21 f0;
  }

  struct S77 {
    uint200[2] f2;
    bool f1;
    S76 f0;
  }

  struct S78 {
    string f1;
    bytes f0;
  }

  struct S79 {
    string f3;
    uint256 f2;
    S78 f1;
    uint56 f0;
  }

  struct S80 {
    string f1;
    bytes f0;
  }

  struct S81 {
    address f0;
  }

  struct S82 {
    int128 f2;
    bool f1;
    int16 f0;
  }

  struct S83 {
    S82 f0;
  }

  struct S84 {
    S83[] f0;
  }

  function f0(S0 memory value) external pure returns (S0 memory) {
    return value;
  }

  function f1(S1 memory value) external pure returns (S1 memory) {
    return value;
  }

  function f2(S3 memory value) external pure returns (S3 memory) {
    return value;
  }

  function f3(S4 memory value) external pure returns (S4 memory) {
    return value;
  }

  function f4(S9 memory value) external pure returns (S9 memory) {
    return value;
  }

  function f5(S17 memory value) external pure returns (S17 memory) {
    return value;
  }

  function f6(S18 memory value) external pure returns (S18 memory) {
    return value;
  }

  function f7(S22 memory value) external pure returns (S22 memory) {
    return value;
  }

  function f8(S23 memory value) external pure returns (S23 memory) {
    return value;
  }

  function f9(S25 memory value) external pure returns (S25 memory) {
    return value;
  }

  function f10(S27 memory value) external pure returns (S27 memory) {
    return value;
  }

  function f11(S29 memory value) external pure returns (S29 memory) {
    return value;
  }

  function f12(S31 memory value) external pure returns (S31 memory) {
    return value;
  }

  function f13(S33 memory value) external pure returns (S33 memory) {
    return value;
  }

  function f14(S34 memory value) external pure returns (S34 memory) {
    return value;
  }

  function f15(S36 memory value) external pure returns (S36 memory) {
    return value;
  }

  function f16(S37 memory value) external pure returns (S37 memory) {
    return value;
  }

  function f17(S38 memory value) external pure returns (S38 memory) {
    return value;
  }

  function f18(S40 memory value) external pure returns (S40 memory) {
    return value;
  }

  function f19(S41 memory value) external pure returns (S41 memory) {
    return value;
  }

  function f20(S42 memory value) external pure returns (S42 memory) {
    return value;
  }

  function f21(S45 memory value) external pure returns (S45 memory) {
    return value;
  }

  function f22(S46 memory value) external pure returns (S46 memory) {
    return value;
  }

  function f23(S48 memory value) external pure returns (S48 memory) {
    return value;
  }

  function f24(S51 memory value) external pure returns (S51 memory) {
    return value;
  }

  function f25(S55 memory value) external pure returns (S55 memory) {
    return value;
  }

  function f26(S62 memory value) external pure returns (S62 memory) {
    return value;
  }

  function f27(S64 memory value) external pure returns (S64 memory) {
    return value;
  }

  function f28(S65 memory value) external pure returns (S65 memory) {
    return value;
  }

  function f29(S66 memory value) external pure returns (S66 memory) {
    return value;
  }

  function f30(S67 memory value) external pure returns (S67 memory) {
    return value;
  }

  function f31(S71 memory value) external pure returns (S71 memory) {
    return value;
  }

  function f32(S73 memory value) external pure returns (S73 memory) {
    return value;
  }

  function f33(S74 memory value) external pure returns (S74 memory) {
    return value;
  }

  function f34(S75 memory value) external pure returns (S75 memory) {
    return value;
  }

  function f35(S77 memory value) external pure returns (S77 memory) {
    return value;
  }

  function f36(S79 memory value) external pure returns (S79 memory) {
    return value;
  }

  function f37(S80 memory value) external pure returns (S80 memory) {
    return value;
  }

  function f38(S81 memory value) external pure returns (S81 memory) {
    return value;
  }

  function f39(S84 memory value) external pure returns (S84 memory) {
    return value;
  }
}
