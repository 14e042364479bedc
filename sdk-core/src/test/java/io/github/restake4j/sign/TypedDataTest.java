package io.github.restake4j.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.eth.Keccak;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.web3j.crypto.StructuredDataEncoder;

/** The EIP's own example, and hashes that ethers 6.15.0 computed from the same data. */
class TypedDataTest {
  /** Nested structs, arrays of structs, arrays in arrays, both ends of number types. */
  private static final String ORDER =
      """
      {"types":{"EIP712Domain":[{"name":"name","type":"string"},{"name":"version","type":"string"},\
      {"name":"chainId","type":"uint256"},{"name":"verifyingContract","type":"address"},\
      {"name":"salt","type":"bytes32"}],\
      "Order":[{"name":"id","type":"uint256"},{"name":"items","type":"Item[]"},\
      {"name":"grid","type":"int16[2][]"},{"name":"tags","type":"string[]"},\
      {"name":"note","type":"string"},{"name":"blob","type":"bytes"},\
      {"name":"code","type":"bytes4"},{"name":"open","type":"bool"}],\
      "Item":[{"name":"token","type":"address"},{"name":"owner","type":"Person"},\
      {"name":"amount","type":"uint128"}],\
      "Person":[{"name":"name","type":"string"},{"name":"wallets","type":"address[2]"}]},\
      "primaryType":"Order",\
      "domain":{"name":"Orders","version":"2","chainId":560048,\
      "verifyingContract":"0xcccccccccccccccccccccccccccccccccccccccc",\
      "salt":"0xabababababababababababababababababababababababababababababababab"},\
      "message":{"id":"0xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",\
      "items":[{"token":"0x0000000000000000000000000000000000000001",\
      "owner":{"name":"Bob","wallets":["0xbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",\
      "0xb0bdabea57b0bdabea57b0bdabea57b0bdabea57"]},"amount":1},\
      {"token":"0x0000000000000000000000000000000000000002",\
      "owner":{"name":"Zo\\u00eb","wallets":["0xbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",\
      "0xb0bdabea57b0bdabea57b0bdabea57b0bdabea57"]},\
      "amount":"340282366920938463463374607431768211455"}],\
      "grid":[["-32768","32767"],["0","-1"]],"tags":[],"note":"h\\u00e9\\n",\
      "blob":"0x00ff00","code":"0xdeadbeef","open":true}}""";

  private static TypedData.Builder mail() {
    return TypedData.builder("Mail")
        .domainName("Ether Mail")
        .domainVersion("1")
        .chainId(1)
        .verifyingContract(Address.parse("0xCcCCccccCCCCcCCCCCCcCcCccCcCCCcCcccccccC"))
        .type("Person", "string name", "address wallet")
        .type("Mail", "Person from", "Person to", "string contents");
  }

  private static Map<String, Object> letter() {
    return Map.of(
        "from",
        Map.of(
            "name", "Cow", "wallet", Address.parse("0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826")),
        "to",
        Map.of(
            "name", "Bob", "wallet", Address.parse("0xbBbBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB")),
        "contents",
        "Hello, Bob!");
  }

  @Test
  void S09_hash_mailOfTheEip_isTheOneItStates() {
    TypedData data = mail().message(letter()).build();

    assertThat(data.domainSeparator())
        .isEqualTo(
            Hash32.parse("0xf2cee375fa42b42143804025fc449deafd50cc031ca257e0b194a650a912090f"));
    assertThat(data.hash())
        .isEqualTo(
            Hash32.parse("0xbe609aee343fb3c4b28e1df9e632fca64fcfaede20f02e86244efddf30957bd2"));
    assertThat(data.chainId()).isEqualTo(OptionalLong.of(1));
    assertThat(data.verifyingContract()).isPresent();
  }

  @Test
  void S09_hash_nestedArraysAndStructs_equalsEthers() {
    TypedData data = TypedData.parse(ORDER);

    assertThat(data.domainSeparator())
        .isEqualTo(
            Hash32.parse("0xb9147bfe1dd7b3fdb019fd97942ebeaaf7207f6067e66d9eac5fd6870c6c304b"));
    assertThat(data.hash())
        .isEqualTo(
            Hash32.parse("0xeb829a12638613d8de796553bafe80f6f7d28022839c91926f29963d260b2a8c"));
  }

  @Test
  void S09_hash_permitOfSteth_equalsEthers() {
    TypedData data =
        TypedData.builder("Permit")
            .domainName("Liquid staked Ether 2.0")
            .domainVersion("2")
            .chainId(1)
            .verifyingContract(Address.parse("0xae7ab96520DE3A18E5e111B5EaAb095312D7fE84"))
            .type(
                "Permit",
                "address owner",
                "address spender",
                "uint256 value",
                "uint256 nonce",
                "uint256 deadline")
            .message(
                Map.of(
                    "owner",
                    Address.parse("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"),
                    "spender",
                    Address.parse("0x889edC2eDab5f40e902b864aD4d7AdE8E412F9B1"),
                    "value",
                    new BigInteger("2500000000000000000"),
                    "nonce",
                    3,
                    "deadline",
                    1_900_000_000L))
            .build();

    assertThat(data.hash())
        .isEqualTo(
            Hash32.parse("0x0255b31a422606a0e18dc3bd59a96dfe68a0e897eb0cec34476ae0f1f5ef0bbc"));
  }

  @Test
  void S09_hash_domainWithNameOnly_equalsEthers() {
    TypedData data =
        TypedData.builder("A")
            .domainName("X")
            .type("A", "bytes32 b")
            .message(Map.of("b", Hash32.parse("0x" + "11".repeat(32))))
            .build();

    assertThat(data.hash())
        .isEqualTo(
            Hash32.parse("0x5aedd53798cffb8ddfe0f91be2ec343a7df45b8001edd3a45870fe5449c9f51d"));
    assertThat(data.chainId()).isEqualTo(OptionalLong.empty());
    assertThat(data.verifyingContract()).isEqualTo(Optional.empty());
  }

  @Test
  void S09_toJson_readByASecondImplementation_hashesTheSame() throws Exception {
    TypedData data = mail().message(letter()).build();

    assertThat(Bytes.of(new StructuredDataEncoder(data.toJson()).hashStructuredData()))
        .isEqualTo(Bytes.of(data.hash().toBytes()));
  }

  @Test
  void parse_ownJson_givesEqualData() {
    TypedData data = TypedData.parse(ORDER);

    assertThat(TypedData.parse(data.toJson())).isEqualTo(data);
    assertThat(data.toJson()).contains("\"chainId\":560048").contains("\"amount\":\"1\"");
  }

  @Test
  void S09_hash_recursiveTypeThroughAnArray_isFinite() {
    TypedData data =
        TypedData.builder("Node")
            .domainName("Tree")
            .type("Node", "uint8 value", "Node[] children")
            .message(
                Map.of("value", 1, "children", List.of(Map.of("value", 2, "children", List.of()))))
            .build();

    byte[] type = Keccak.hash(ascii("Node(uint8 value,Node[] children)")).toBytes();
    Hash32 leaf = Keccak.hash(type, word(2), Keccak.hash(new byte[0]).toBytes());
    Hash32 root = Keccak.hash(type, word(1), Keccak.hash(leaf.toBytes()).toBytes());
    Hash32 domain =
        Keccak.hash(
            Keccak.hash(ascii("EIP712Domain(string name)")).toBytes(),
            Keccak.hash(ascii("Tree")).toBytes());
    assertThat(data.hash())
        .isEqualTo(Keccak.hash(new byte[] {0x19, 0x01}, domain.toBytes(), root.toBytes()));
  }

  @Test
  void S09_hash_recursiveTypeInSeveralLevels_equalsViem() {
    TypedData data =
        TypedData.builder("Node")
            .domainName("Tree")
            .type("Node", "uint8 value", "Node[] children")
            .message(
                Map.of(
                    "value",
                    1,
                    "children",
                    List.of(
                        Map.of("value", 2, "children", List.of()),
                        Map.of(
                            "value",
                            3,
                            "children",
                            List.of(Map.of("value", 255, "children", List.of()))))))
            .build();

    // viem 2.21.0; ethers refuses recursive types
    assertThat(data.hash())
        .isEqualTo(
            Hash32.parse("0xe7edaac77d4cf1809a51bd0242a935c671dcbfba8bc98b48bf06c11bfd990b88"));
    assertThat(TypedData.parse(data.toJson())).isEqualTo(data);
  }

  @Test
  void S09_hash_arraysOfStructsInStructs_equalsViemAndEthers() {
    Address maker = Address.parse("0xae7ab96520DE3A18E5e111B5EaAb095312D7fE84");
    BigInteger two = BigInteger.valueOf(2);
    TypedData data =
        TypedData.builder("Batch")
            .domainName("B")
            .domainVersion("1")
            .chainId(1)
            .verifyingContract(maker)
            .type(
                "Batch",
                "Order[2] orders",
                "Point[2][] grid",
                "bytes32 salt",
                "bytes sig",
                "string text")
            .type("Order", "address maker", "Line[] lines")
            .type("Line", "int256 amount", "bytes1 memo")
            .type("Point", "int8 x", "uint256 y")
            .message(
                Map.of(
                    "orders",
                    List.of(
                        Map.of(
                            "maker",
                            maker,
                            "lines",
                            List.of(
                                Map.of("amount", -1, "memo", Bytes.parse("0xff")),
                                Map.of(
                                    "amount",
                                    two.pow(255).subtract(BigInteger.ONE),
                                    "memo",
                                    Bytes.parse("0x00")))),
                        Map.of("maker", maker, "lines", List.of())),
                    "grid",
                    List.of(
                        List.of(
                            Map.of("x", -128, "y", 0),
                            Map.of("x", 127, "y", two.pow(256).subtract(BigInteger.ONE)))),
                    "salt",
                    Hash32.parse("0x" + "ab".repeat(32)),
                    "sig",
                    Bytes.EMPTY,
                    "text",
                    ""))
            .build();

    assertThat(data.hash())
        .isEqualTo(
            Hash32.parse("0xe1375cd7ac16d425e46055705006da7181f72032fbb0160eab7ddd1d5fa6871a"));
    assertThat(TypedData.parse(data.toJson()).hash()).isEqualTo(data.hash());
  }

  @ParameterizedTest
  @CsvSource({
    "bytes, 0x6162, 0xaf0442f7ea7550a89ac72d1f89f76ff10acf7cc0c42abe2f981ebbcb4b6d0236",
    "string, ab, 0xcf9a41e341dd26e98bb67abef6cf059283ed5ac37b320171a09d31c317204072",
    "string, 0x6162, 0x6a64f9a1521046d27605ec86b7a080dde51b6ed4ff458ddd142bd841b78dc385",
  })
  void S09_parse_bytesAndStringOfTheSameContent_equalViemAndEthers(
      String type, String value, String hash) {
    String json =
        "{\"types\":{\"EIP712Domain\":[{\"name\":\"name\",\"type\":\"string\"}],\"A\":"
            + "[{\"name\":\"a\",\"type\":\""
            + type
            + "\"}]},\"primaryType\":\"A\",\"domain\":{\"name\":\"S\"},\"message\":{\"a\":\""
            + value
            + "\"}}";
    assertThat(TypedData.parse(json).hash()).isEqualTo(Hash32.parse(hash));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] word(int value) {
    byte[] word = new byte[32];
    word[31] = (byte) value;
    return word;
  }

  @Test
  void S09_build_recursiveTypeWithoutArray_cannotBeComplete() {
    assertThatThrownBy(
            () ->
                TypedData.builder("Person")
                    .type("Person", "string name", "Person mother")
                    .message(Map.of("name", "Eve", "mother", Map.of("name", "Nobody")))
                    .build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Person.mother.mother is missing");
  }

  @Test
  void S09_build_missingField_isRefusedByName() {
    assertThatThrownBy(() -> mail().message(Map.of("contents", "x")).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Mail.from is missing");
  }

  @Test
  void S09_parse_extraFieldOrMember_isRefused() {
    String json = mail().message(letter()).build().toJson();
    assertThatThrownBy(
            () -> TypedData.parse(json.replace("\"contents\":\"H", "\"x\":\"1\",\"contents\":\"H")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("message.x");
    assertThatThrownBy(() -> TypedData.parse(json.replace("{\"types\"", "{\"y\":1,\"types\"")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TypedData.parse(json.replace("\"version\":\"1\",", "")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("EIP-712");
    assertThatThrownBy(() -> TypedData.parse(json.replace("\"version\"", "\"vision\"")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TypedData.parse(json + " 1"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "uint8, 256",
    "uint8, -1",
    "int8, 128",
    "int8, -129",
    "uint256, 115792089237316195423570985008687907853269984665640564039457584007913129639936",
  })
  void S09_build_numberOutOfItsType_isRefused(String type, BigInteger value) {
    assertThatThrownBy(
            () -> TypedData.builder("A").type("A", type + " a").message(Map.of("a", value)).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("A.a is no " + type);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "uint",
        "int",
        "uint7",
        "uint0",
        "uint264",
        "bytes0",
        "bytes33",
        "bytes032",
        "Unknown",
        "address[0]",
        "address[-1]",
        "address[",
        "string[]x",
        "EIP712Domain",
        "uint8 [2]",
        ""
      })
  void S09_build_unknownType_isRefused(String type) {
    assertThatThrownBy(
            () -> TypedData.builder("A").type("A", type + " a").message(Map.of("a", 1)).build())
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void S09_build_bytesAndStringAreNotTheSame() {
    assertThatThrownBy(
            () -> TypedData.builder("A").type("A", "bytes a").message(Map.of("a", "0x00")).build())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                TypedData.builder("A")
                    .type("A", "bytes4 a")
                    .message(Map.of("a", Bytes.parse("0x000000")))
                    .build())
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void parse_deeplyNestedJson_isRefused() {
    assertThatThrownBy(() -> TypedData.parse("[".repeat(100_000)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
