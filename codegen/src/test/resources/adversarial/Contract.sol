// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;
interface IOther { struct Point { uint256 x; } }
library LibA { struct Point { uint256 x; uint256 y; } error Bad(LibE e, IOther o, Point p); enum LibE {A,B} event Seen(LibE indexed e, IOther o, Point p);
  function free(Point memory p, LibE e, IOther o) external {} function inside(Point storage p) external {} }
library LibB { struct Point { int128 x; int128 y; } }
type Price is uint128; type Id is bytes32; type Flag is bool; type Who is address;
struct Free { Price p; Id id; Flag f; Who w; function(uint256) external returns (bool) cb; address payable pay; IOther other; LibA.LibE e; }
contract Contract {
  struct Exception { uint256 a; } struct Class { bytes b; } struct Deprecated { bool b; } struct Thread { bool b; } struct Enum { bool b; }
  struct Throwable { string s; } struct Iterable { uint8[] a; } struct Comparable { uint8 a; } struct Error_ { bool a; } struct Wei { uint256 w; } struct Read { uint256 r; }
  struct AbiEvent { bool a; } struct abiEvent { bool b; } struct ABIEVENT { bool c; } struct io { bool a; } struct java { bool a; } struct com { bool a; }
  struct Contract_ { bool a; } struct ContractContract { bool a; } struct contractContract { bool a; } struct Part1 { bool a; } struct Calls1 { bool a; } struct Calls { bool b; }
  struct HasAll { uint256 hashCode; string toString; bool equals; address getClass; uint8 notify; uint8 notifyAll; uint8 wait; uint8 clone; uint8 finalize; uint8 read; uint8 write; uint8 in_; uint8 EVENT; uint8 ERROR; uint8 record; uint8 yield; uint8 sealed_; uint8 permits; uint8 when; uint8 exports; uint8 module; uint8 with; uint8 to; uint8 provides; uint8 open; uint8 val; uint8 fun; uint8 object; uint8 __; uint8 $; uint8 $$; uint8 $1; uint8 out; uint8 each; uint8 item; uint8 each2; uint8 item2; uint8 topics; uint8 data; uint8 value; }
  struct foo { uint256 a; } struct Foo { uint256 b; } struct _foo { uint256 c; } struct FOO { uint256 d; } struct foo_ { uint256 e; } struct Foo_ { uint256 f; }
  event Foo__(foo a, Foo b); error fOO(foo a); event fOo(_foo c);
  struct Transfer { uint256 a; } event transfer(Transfer t); error TransferError(); error tRANSFER(Transfer t);
  struct FooOutput { uint256 a; } struct fooOutput { uint256 c; } struct FooInput { bool a; } struct FooInputPart1 { bool z; }
  function fooF(Exception calldata a, Class calldata b, Deprecated calldata c, Thread calldata d, Enum calldata e, Throwable calldata f, Iterable calldata g) external {}
  function fooG(Comparable calldata a, Error_ calldata b, Wei calldata c, Read calldata d, AbiEvent calldata e, abiEvent calldata f, ABIEVENT calldata g) external {}
  function fooH(io calldata a, java calldata b, com calldata c, Contract_ calldata d, ContractContract calldata e, contractContract calldata f, Part1 calldata g) external {}
  function fooI(Calls1 calldata a, Calls calldata b, HasAll calldata c) external returns (HasAll memory) {}
  function foo0() external returns (uint256, uint256) {}
  function foO_(FooOutput calldata a, fooOutput calldata b, FooInput calldata c, FooInputPart1 calldata d) external returns (uint256 hashCode, uint256 toString) {}
  function _foO_(FooOutput calldata a, fooOutput calldata b, FooInput calldata c, FooInputPart1 calldata d) external returns (uint256 hashCode, uint256 toString) {}
  function FOo(uint256 BigInteger, uint256 AbiCall, uint256 List, foo_ calldata x, Foo_ calldata y) external returns (uint256[] memory List_, string[2] memory String) {}
  function equals(address a) external {} function equals() external {} function wait(uint40 a) external {} function wait(uint40 a, int32 b) external {} function notify(uint8) external {} function hashCode(uint256) external {} function getClass() external {} function valueOf(string calldata a) external {} function values() external {} function clone(uint256) external {} function finalize() external {}
  function $() external {} function $$() external {} function _() external {} function __() external {} function ___(uint256) external {} function _1() external {} function __1() external {} function $_() external {}
  function deployData(bytes calldata a) external {} function creationCode() external {} function deployData_(bytes calldata a) external {}
  function p(LibA.Point calldata a, LibB.Point calldata b, IOther.Point calldata c, Free calldata f) external returns (LibA.Point memory, LibB.Point[] memory) {}
  constructor(bytes memory creationCode, address creationCode_) payable {}
  event Ind(function(uint256) external returns (bool) indexed f, Price indexed p, IOther indexed o, LibA.LibE e);
  event Anon(Free indexed a, string indexed b, uint256[] indexed c, bytes32 indexed d, Free e) anonymous;
  error lib(LibA.LibE e, IOther o, Price p, function() external f);
  fallback() external payable {}
  function g(function(uint256) external returns (bool)[2][] calldata f, address payable a) external returns (function() external) {}
  function main(string[] calldata args) external {}
  function yield() external {} function record(uint256 record_) external {} function var_() external {} function when(uint256 var2) external {} function CContract() external {} function Contract__() external {} function ContractContract_() external {}
}
