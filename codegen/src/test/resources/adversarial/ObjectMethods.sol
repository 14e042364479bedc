// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

interface ObjectMethods {
    function clone() external;
    function clone(uint32 a) external;
    function clone(uint32 a, int32 b) external;
    function finalize() external;
    function finalize(uint32 a) external;
    function finalize(uint32 a, int32 b) external;
    function getClass() external;
    function getClass(uint32 a) external;
    function getClass(uint32 a, int32 b) external;
    function hashCode() external;
    function hashCode(uint32 a) external;
    function hashCode(uint32 a, int32 b) external;
    function notify() external;
    function notify(uint32 a) external;
    function notify(uint32 a, int32 b) external;
    function notifyAll() external;
    function notifyAll(uint32 a) external;
    function notifyAll(uint32 a, int32 b) external;
    function toString() external;
    function toString(uint32 a) external;
    function toString(uint32 a, int32 b) external;
    function wait() external;
    function wait(uint32 a) external;
    function wait(uint32 a, int32 b) external;
    function equals() external;
    function equals(uint32 a) external;
    function equals(uint32 a, int32 b) external;
}
