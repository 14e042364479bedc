package golden;

import io.github.restake4j.abi.AbiEvent;
import io.github.restake4j.abi.AbiReader;
import io.github.restake4j.abi.Generated;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Hash32;
import java.math.BigInteger;
import java.util.List;

/**
 * The contract's calls, events and errors as values. Generated: do not edit.
 *
 * <p>Source: example/contracts&#64;0123abc src/Events.sol
 */
@Generated("io.github.restake4j.codegen.AbiGenerator")
public final class EventsContract {
  private EventsContract() {}

  /** Struct {@code Lib.Point}. */
  public record Point(BigInteger x, BigInteger y) {
    private static Point read(AbiReader in) {
      return new Point(in.uint256(), in.uint256());
    }
  }

  /**
   * Event {@code Address(address)}, topic {@code
   * 0xebfb412ded3f9cdb15b75308503b279416e74d382f6ce86eedee0ef3130fa9e3}.
   */
  public record AddressEvent(Address it) {
    /** Recognizes and decodes its logs. */
    public static final AbiEvent<AddressEvent> EVENT =
        AbiEvent.of(
            "Address(address indexed it)",
            "0xebfb412ded3f9cdb15b75308503b279416e74d382f6ce86eedee0ef3130fa9e3",
            1,
            0,
            (topics, data) -> new AddressEvent(topics.address()));
  }

  /**
   * Event {@code Batch((uint256,uint256)[],uint8,bool)}, topic {@code
   * 0x5fe7549c6e7386b81deb98e40e2d8b8abd94c192051b5d02da853fd6a612b9fc}.
   */
  public record Batch(List<Point> points, int value1, boolean EVENT_) {
    /** Recognizes and decodes its logs. */
    public static final AbiEvent<Batch> EVENT =
        AbiEvent.of(
            "Batch((uint256 x, uint256 y)[] points, uint8, bool EVENT)",
            "0x5fe7549c6e7386b81deb98e40e2d8b8abd94c192051b5d02da853fd6a612b9fc",
            0,
            96,
            (topics, data) ->
                new Batch(data.array(64, Point::read), data.uintAsInt(8), data.bool()));
  }

  /**
   * Event {@code Moved(address,address,uint256)}, topic {@code
   * 0x000e6e1d52477156459d942cdb0bc0970a404c1ea857ab5b75b5ad32f334dfc1}.
   */
  public record MovedAddressAddressUint256(Address from, Address to, BigInteger amount) {
    /** Recognizes and decodes its logs. */
    public static final AbiEvent<MovedAddressAddressUint256> EVENT =
        AbiEvent.of(
            "Moved(address indexed from, address indexed to, uint256 amount)",
            "0x000e6e1d52477156459d942cdb0bc0970a404c1ea857ab5b75b5ad32f334dfc1",
            2,
            32,
            (topics, data) ->
                new MovedAddressAddressUint256(topics.address(), topics.address(), data.uint256()));
  }

  /**
   * Event {@code Moved(address,uint256)}, topic {@code
   * 0x5f8c326f855a74f7f47586fc81870663692268d15d98e8f20c0ab3847641a6e7}.
   */
  public record MovedAddressUint256(Address from, BigInteger amount) {
    /** Recognizes and decodes its logs. */
    public static final AbiEvent<MovedAddressUint256> EVENT =
        AbiEvent.of(
            "Moved(address indexed from, uint256 amount)",
            "0x5f8c326f855a74f7f47586fc81870663692268d15d98e8f20c0ab3847641a6e7",
            1,
            32,
            (topics, data) -> new MovedAddressUint256(topics.address(), data.uint256()));
  }

  /**
   * Event {@code Named(string,uint256[],(uint256,uint256),string)}, topic {@code
   * 0x90c5ab47e2f62020f4ae25ec3273dd0f609eeae19f9cffcfb24a1ddcdb0bb83e}.
   */
  public record Named(Hash32 name, Hash32 ids, Hash32 point, String text) {
    /** Recognizes and decodes its logs. */
    public static final AbiEvent<Named> EVENT =
        AbiEvent.of(
            "Named(string indexed name, uint256[] indexed ids, (uint256 x, "
                + "uint256 y) indexed point, string text)",
            "0x90c5ab47e2f62020f4ae25ec3273dd0f609eeae19f9cffcfb24a1ddcdb0bb83e",
            3,
            32,
            (topics, data) ->
                new Named(topics.bytes32(), topics.bytes32(), topics.bytes32(), data.string()));
  }

  /** Event {@code Note(bytes32,int24)}, anonymous. */
  public record Note(Hash32 topic, int tick) {
    /** Recognizes and decodes its logs. */
    public static final AbiEvent<Note> EVENT =
        AbiEvent.anonymous(
            "Note(bytes32 indexed topic, int24 tick)",
            1,
            32,
            (topics, data) -> new Note(topics.bytes32(), data.sintAsInt(24)));
  }

  /**
   * Event {@code paused()}, topic {@code
   * 0x5c975abbf8c4d6efa68fc896e233763eb503f2318260b7bf59b19412913788b2}.
   */
  public record Paused() {
    /** Recognizes and decodes its logs. */
    public static final AbiEvent<Paused> EVENT =
        AbiEvent.of(
            "paused()",
            "0x5c975abbf8c4d6efa68fc896e233763eb503f2318260b7bf59b19412913788b2",
            0,
            0,
            (topics, data) -> new Paused());
  }
}
