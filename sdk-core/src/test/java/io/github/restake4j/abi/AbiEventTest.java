package io.github.restake4j.abi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.error.DecodingException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.eth.Log;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AbiEventTest {
  private static final String TOPIC0 =
      "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef";
  private static final Address TOKEN = Address.parse("0xae7ab96520de3a18e5e111b5eaab095312d7fe84");

  private record Transfer(Address from, Address to, BigInteger value) {}

  private static final AbiEvent<Transfer> ERC20 =
      AbiEvent.of(
          "Transfer(address indexed from, address indexed to, uint256 value)",
          TOPIC0,
          2,
          32,
          (topics, data) -> new Transfer(topics.address(), topics.address(), data.uint256()));

  private static final AbiEvent<Transfer> ERC721 =
      AbiEvent.of(
          "Transfer(address indexed from, address indexed to, uint256 indexed tokenId)",
          TOPIC0,
          3,
          0,
          (topics, data) -> new Transfer(topics.address(), topics.address(), topics.uint256()));

  @Test
  void decode_indexedAndPlainParameters_areInOrder() {
    Log log = log(TOKEN, Words.of("64"), TOPIC0, "01", "02");
    assertThat(ERC20.decode(log)).isEqualTo(transfer(1, 2, 100));
    assertThat(ERC20.topic0()).isEqualTo(Hash32.parse(TOPIC0));
    assertThat(ERC20.signature()).isEqualTo("Transfer(address,address,uint256)");
  }

  @Test
  void matches_sameTopic0OtherTopicCount_isFalse() {
    Log erc20 = log(TOKEN, Words.of("64"), TOPIC0, "01", "02");
    Log erc721 = log(TOKEN, Bytes.EMPTY, TOPIC0, "01", "02", "03");
    assertThat(ERC20.matches(erc20)).isTrue();
    assertThat(ERC20.matches(erc721)).isFalse();
    assertThat(ERC721.matches(erc20)).isFalse();
    assertThat(ERC721.decode(erc721)).isEqualTo(transfer(1, 2, 3));
    assertThatThrownBy(() -> ERC20.decode(erc721)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void in_logsOfManyContracts_keepsOneEmittersInOrder() {
    List<Log> logs =
        List.of(
            log(TOKEN, Words.of("1"), TOPIC0, "01", "02"),
            log(Address.ZERO, Words.of("2"), TOPIC0, "01", "02"),
            log(TOKEN, Bytes.EMPTY, TOPIC0, "01", "02", "03"),
            log(TOKEN, Bytes.EMPTY),
            log(TOKEN, Words.of("3"), TOPIC0, "02", "01"));
    assertThat(ERC20.in(logs, TOKEN)).containsExactly(transfer(1, 2, 1), transfer(2, 1, 3));
  }

  @Test
  void A06_decode_dirtyTopicOrTrailingData_isRefused() {
    String dirty = "01" + "0".repeat(40);
    assertCode("ABI_DIRTY_BITS", log(TOKEN, Words.of("64"), TOPIC0, dirty, "02"));
    assertCode("ABI_TRAILING_BYTES", log(TOKEN, Words.of("64", "0"), TOPIC0, "01", "02"));
    assertCode("ABI_EMPTY", log(TOKEN, Bytes.EMPTY, TOPIC0, "01", "02"));
  }

  @Test
  void decodeHex_textsOfALog_isWhatDecodeReads() {
    Log log = log(TOKEN, Words.of("64"), TOPIC0, "01", "02");
    List<String> topics = log.topics().stream().map(Hash32::toString).toList();
    String data = log.data().toString();
    assertThat(ERC20.decodeHex(topics, data)).isEqualTo(transfer(1, 2, 100));
    assertThatThrownBy(() -> ERC721.decodeHex(topics, data))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ERC20.decodeHex(List.of(data, data, data), data))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void A05_decodeHex_textOfAnotherForm_isMalformed() {
    String word = Words.of("1").toString();
    String dirty = Words.of("01" + "0".repeat(40)).toString();
    assertCodeHex("ABI_MALFORMED", word + "00", word);
    assertCodeHex("ABI_MALFORMED", word.substring(0, 65) + "g", word);
    assertCodeHex("ABI_MALFORMED", word.substring(0, 65) + "\u0131", word);
    assertCodeHex("ABI_MALFORMED", "1x" + word.substring(2), word);
    assertCodeHex("ABI_MALFORMED", "", word);
    assertCodeHex("ABI_MALFORMED", word, "");
    assertCodeHex("ABI_MALFORMED", word, word.substring(2));
    assertCodeHex("ABI_MALFORMED", word, word + "0");
    assertCodeHex("ABI_MALFORMED", word, word.substring(0, 64));
    assertCodeHex("ABI_DIRTY_BITS", dirty, word);
    assertCodeHex("ABI_TRAILING_BYTES", word, word + "00");
    assertCodeHex("ABI_EMPTY", word, "0x");
  }

  private static void assertCodeHex(String code, String topic, String data) {
    List<String> topics = List.of(TOPIC0, Words.of("2").toString(), topic);
    assertThatThrownBy(() -> ERC20.decodeHex(topics, data))
        .isInstanceOfSatisfying(DecodingException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void anonymousEvent_hasNoTopic0AndMatchesByCount() {
    AbiEvent<Hash32> note =
        AbiEvent.anonymous("Note(string indexed text)", 1, 0, (topics, data) -> topics.bytes32());
    assertThat(note.isAnonymous()).isTrue();
    assertThatThrownBy(note::topic0).isInstanceOf(IllegalStateException.class);
    Log log = log(TOKEN, Bytes.EMPTY, "07");
    assertThat(note.matches(log)).isTrue();
    assertThat(note.decode(log)).isEqualTo(Hash32.parse(Words.of("07").toString()));
  }

  private static void assertCode(String code, Log log) {
    assertThatThrownBy(() -> ERC20.decode(log))
        .isInstanceOfSatisfying(DecodingException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private static Transfer transfer(int from, int to, int value) {
    return new Transfer(account(from), account(to), BigInteger.valueOf(value));
  }

  private static Address account(int number) {
    byte[] bytes = new byte[20];
    bytes[19] = (byte) number;
    return Address.of(bytes);
  }

  private static Log log(Address emitter, Bytes data, String... topics) {
    List<Hash32> words =
        Arrays.stream(topics)
            .map(t -> t.startsWith("0x") ? t : Words.of(t).toString())
            .map(Hash32::parse)
            .toList();
    return new Log(emitter, words, data, 1, Hash32.ZERO, Hash32.ZERO, 0);
  }
}
