package golden;

import io.github.restake4j.abi.AbiCall;
import io.github.restake4j.abi.AbiReader;
import io.github.restake4j.abi.AbiWriter;
import io.github.restake4j.abi.Generated;
import io.github.restake4j.abi.NoOutput;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import java.math.BigInteger;
import java.util.List;

/**
 * The contract's calls, events and errors as values. Generated: do not edit.
 *
 * <p>Source: example/contracts&#64;0123abc src/Structs.sol
 */
@Generated("io.github.restake4j.codegen.AbiGenerator")
public final class StructsContract {
  private StructsContract() {}

  /** Calls {@code hash((uint256,int64))}, selector {@code 0x8d00a041}, nonpayable. */
  public static AbiCall<NoOutput> hash(StringStruct it) {
    return AbiCall.of(
        "hash((uint256 hashCode, int64 class) it)",
        0x8d00a041,
        64,
        out -> out.inlineTuple(it, StringStruct::write));
  }

  /** Calls {@code left((uint256))}, selector {@code 0x4ce52063}, nonpayable. */
  public static AbiCall<NoOutput> left(LeftKey key) {
    return AbiCall.of(
        "left((uint256 id) key)", 0x4ce52063, 32, out -> out.inlineTuple(key, LeftKey::write));
  }

  /** Calls {@code read()}, selector {@code 0x57de26a4}, view. */
  public static AbiCall<List<Outer>> read() {
    return AbiCall.of(
        "read()",
        0x57de26a4,
        0,
        out -> {},
        32,
        in -> in.array(32, each -> each.tuple(192, Outer::read)));
  }

  /** Calls {@code right((address))}, selector {@code 0x499f3a32}, nonpayable. */
  public static AbiCall<NoOutput> right(RightKey key) {
    return AbiCall.of(
        "right((address id) key)", 0x499f3a32, 32, out -> out.inlineTuple(key, RightKey::write));
  }

  /** Calls {@code shadow((uint256,uint256),uint8[],bool)}, selector {@code 0xf99e850d}, pure. */
  public static AbiCall<NoOutput> shadow(Point Point_, List<Integer> List_, boolean AbiCall_) {
    return AbiCall.of(
        "shadow((uint256 x, uint256 y) Point, uint8[] List, bool AbiCall)",
        0xf99e850d,
        128,
        out ->
            out.inlineTuple(Point_, Point::write)
                .array(32, List_, (each, item) -> each.uintAsInt(8, item))
                .bool(AbiCall_));
  }

  /**
   * Calls {@code submit((address,(uint32,bytes)[][],(uint256,uint256)[2]),(address,address)[][3])},
   * selector {@code 0x8dc92b71}, nonpayable.
   */
  public static AbiCall<NoOutput> submit(Outer outer, List<List<Pair>> pairs) {
    return AbiCall.of(
        "submit((address owner, (uint32 id, bytes note)[][] grid, (uint256 x, "
            + "uint256 y)[2] corners) outer, (address left, address right)[][3] pairs)",
        0x8dc92b71,
        64,
        out ->
            out.tuple(192, outer, Outer::write)
                .fixedArray(3, pairs, (each, item) -> each.array(64, item, Pair::write)));
  }

  /**
   * Calls {@code unnamed((uint256,(bool)))}, selector {@code 0xc434a133}, nonpayable. Returns
   * {@code order}.
   */
  public static AbiCall<UnnamedOrder> unnamed(UnnamedArg0 arg0) {
    return AbiCall.of(
        "unnamed((uint256 a, (bool c) b))",
        0xc434a133,
        64,
        out -> out.inlineTuple(arg0, UnnamedArg0::write),
        32,
        UnnamedOrder::read);
  }

  /** Struct {@code Book.Inner}. */
  public record Inner(long id, Bytes note) {
    private static Inner read(AbiReader in) {
      return new Inner(in.uintAsLong(32), in.bytes());
    }

    private static void write(AbiWriter out, Inner value) {
      out.uintAsLong(32, value.id).bytes(value.note);
    }
  }

  /** Struct {@code Right.Key}. */
  public record RightKey(Address id) {
    private static void write(AbiWriter out, RightKey value) {
      out.address(value.id);
    }
  }

  /** Struct {@code Left.Key}. */
  public record LeftKey(BigInteger id) {
    private static void write(AbiWriter out, LeftKey value) {
      out.uint256(value.id);
    }
  }

  /** Struct {@code Book.Outer}. */
  public record Outer(Address owner, List<List<Inner>> grid, List<Point> corners) {
    private static Outer read(AbiReader in) {
      return new Outer(
          in.address(),
          in.array(32, each -> each.array(32, each2 -> each2.tuple(64, Inner::read))),
          in.inlineArray(2, Point::read));
    }

    private static void write(AbiWriter out, Outer value) {
      out.address(value.owner)
          .array(
              32,
              value.grid,
              (each, item) ->
                  each.array(32, item, (each2, item2) -> each2.tuple(64, item2, Inner::write)))
          .inlineArray(2, value.corners, Point::write);
    }
  }

  /** Struct {@code Lib.Pair}. */
  public record Pair(Address left, Address right) {
    private static void write(AbiWriter out, Pair value) {
      out.address(value.left).address(value.right);
    }
  }

  /** Struct {@code Lib.Point}. */
  public record Point(BigInteger x, BigInteger y) {
    private static Point read(AbiReader in) {
      return new Point(in.uint256(), in.uint256());
    }

    private static void write(AbiWriter out, Point value) {
      out.uint256(value.x).uint256(value.y);
    }
  }

  /** Struct {@code String}. */
  public record StringStruct(BigInteger hashCode_, long class_) {
    private static void write(AbiWriter out, StringStruct value) {
      out.uint256(value.hashCode_).sintAsLong(64, value.class_);
    }
  }

  /** Struct {@code UnnamedArg0}. */
  public record UnnamedArg0(BigInteger a, UnnamedArg0B b) {
    private static void write(AbiWriter out, UnnamedArg0 value) {
      out.uint256(value.a).inlineTuple(value.b, UnnamedArg0B::write);
    }
  }

  /** Struct {@code UnnamedArg0B}. */
  public record UnnamedArg0B(boolean c) {
    private static void write(AbiWriter out, UnnamedArg0B value) {
      out.bool(value.c);
    }
  }

  /** Struct {@code UnnamedOrder}. */
  public record UnnamedOrder(BigInteger a) {
    private static UnnamedOrder read(AbiReader in) {
      return new UnnamedOrder(in.uint256());
    }
  }
}
