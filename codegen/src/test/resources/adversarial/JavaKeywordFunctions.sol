// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

interface JavaKeywordFunctions {
    function assert(uint256 a) external;
    function boolean(uint256 a) external;
    function char(uint256 a) external;
    function class(uint256 a) external;
    function double(uint256 a) external;
    function extends(uint256 a) external;
    function finally(uint256 a) external;
    function float(uint256 a) external;
    function goto(uint256 a) external;
    function instanceof(uint256 a) external;
    function long(uint256 a) external;
    function native(uint256 a) external;
    function package(uint256 a) external;
    function protected(uint256 a) external;
    function short(uint256 a) external;
    function strictfp(uint256 a) external;
    function synchronized(uint256 a) external;
    function throws(uint256 a) external;
    function void(uint256 a) external;
    function volatile(uint256 a) external;
    function yield(uint256 a) external;
    function record(uint256 a) external;
    function permits(uint256 a) external;
    function non(uint256 a) external;
}
