// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract JavaTypeNames {
    struct String {
        uint256 a;
    }
    struct List {
        String[] a;
    }
    struct BigInteger {
        uint256 a;
    }
    struct Address {
        address a;
    }
    struct Bytes {
        bytes a;
    }
    struct Hash32 {
        bytes32 a;
    }
    struct Object {
        bool a;
    }
    struct Record {
        bool a;
    }
    struct AbiCall {
        uint256 a;
    }
    struct Integer {
        uint8 a;
    }
    struct Long {
        uint64 a;
    }
    struct Override {
        bool a;
    }
    struct Generated {
        bool a;
    }
    struct NoOutput {
        bool a;
    }
    struct Boolean {
        bool[] a;
    }
    function f(String calldata a, List calldata b, BigInteger calldata c, Address calldata d, Bytes calldata e) external {}
    function g(Hash32 calldata a, Object calldata b, Record calldata c, AbiCall calldata d, Integer calldata e, Long calldata h) external {}
    function k(Override calldata a, Generated calldata b, NoOutput calldata c, Boolean calldata d) external {}
    event AbiEvent(uint256 AbiReader);
    error AbiError(uint256 AbiWriter);
    event Void();
    event Exception();
    event System();
    event Math();
}
