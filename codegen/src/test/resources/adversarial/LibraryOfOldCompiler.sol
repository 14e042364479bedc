pragma solidity ^0.4.26;
library LibraryOfOldCompiler {
    struct S {
        uint a;
    }
    enum E {
        A,B
    }
    function f(S storage s) public view returns(uint){
        return s.a;
    }
    function g(E e) public pure returns(E){
        return e;
    }
    function p(uint a) public pure returns(uint){
        return a;
    }
}
