// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

contract ConstructorStruct {
    struct Conf {
        address owner;
        uint256[] caps;
        Sub sub;
    }
    struct Sub {
        string name;
    }
    constructor(Conf memory conf, Sub[2] memory subs) payable {}
}
