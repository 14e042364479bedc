// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

interface JavaKeywordParameters {
    function f0(uint256 assert, uint256 boolean, uint256 char, uint256 class, uint256 double) external returns (bool assert_, bool boolean_, bool char_, bool class_, bool double_);
    function f1(uint256 extends, uint256 finally, uint256 float, uint256 goto, uint256 instanceof) external returns (bool extends_, bool finally_, bool float_, bool goto_, bool instanceof_);
    function f2(uint256 long, uint256 native, uint256 package, uint256 protected, uint256 short) external returns (bool long_, bool native_, bool package_, bool protected_, bool short_);
    function f3(uint256 strictfp, uint256 synchronized, uint256 throws, uint256 void, uint256 volatile) external returns (bool strictfp_, bool synchronized_, bool throws_, bool void_, bool volatile_);
    function f4(uint256 yield, uint256 record, uint256 permits, uint256 non) external returns (bool yield_, bool record_, bool permits_, bool non_);
}
