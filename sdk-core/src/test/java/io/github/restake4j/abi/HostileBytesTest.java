package io.github.restake4j.abi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.ThreadMXBean;
import io.github.restake4j.error.DecodingException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Bytes nobody meant: whatever they are, a decoder reads them or throws its own exception, in time
 * and memory that their length bounds.
 */
class HostileBytesTest {
  private static final double SCALE = Double.parseDouble(System.getProperty("scale", "0.05"));
  private static final int STRINGS = SCALE >= 1 ? 1_000_000 : (int) (4_000 * SCALE);

  /** Of one decode: an exception with its stack, and objects that headers make bigger than data. */
  private static final long BYTES_AT_MOST = 40_000;

  private static final long BYTES_PER_BYTE = 60;

  private static final Pattern ENCODED =
      Pattern.compile("(u?int\\d+|bool|address|bytes\\d*|string|function|tuple)(\\[\\d*])*");

  private static final List<Path> ABIS =
      List.of(
          Path.of("src", "main", "abi"),
          Path.of("..", "sdk-eigenlayer", "src", "main", "abi"),
          Path.of("..", "sdk-lst", "src", "main", "abi"),
          Path.of("..", "sdk-lrt", "src", "main", "abi"),
          Path.of("..", "devnet", "src", "main", "abi"),
          Path.of("..", "codegen", "src", "test", "resources", "corpus"));

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void A13_randomBytes_ofEveryShapeOfTheCorpus_areReadOrRefusedWithinTheirSize()
      throws IOException {
    List<Shape> shapes = List.copyOf(shapes().values());
    assertThat(shapes).hasSizeGreaterThan(100);
    IntStream.range(0, shapes.size()).parallel().forEach(i -> feed(shapes.get(i), 13L + i));
  }

  private static void feed(Shape shape, long seed) {
    String text = shape.text();
    AbiType.Tuple type = AbiDeclaration.parse("f" + text).tuple();
    int head = type.bodyHeadBytes();
    // each level of the type is an object of its own around the same bytes
    int deep = 1 + depth(text) / 8;
    Random random = new Random(seed);
    HostileBytes hostile = new HostileBytes(seed);
    byte[][] valid = new byte[Math.min(STRINGS, 300)][];
    for (int i = 0; i < valid.length; i++) {
      valid[i] = shape.encode(shape.value(random));
    }
    int read = 0;
    for (int i = 0; i < STRINGS; i++) {
      byte[] data = hostile.next(valid[i % valid.length], i);
      Encoded input = (i & 1) == 0 ? HostileBytes.text(data) : new EncodedBytes(data);
      long most = (BYTES_AT_MOST + BYTES_PER_BYTE * data.length) * deep;
      long before = THREADS.getCurrentThreadAllocatedBytes();
      read += reads(type, input, text, head) ? 1 : 0;
      long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
      if (allocated > most) {
        // what is loaded or linked at the first use of a path is not taken again
        before = THREADS.getCurrentThreadAllocatedBytes();
        reads(type, input, text, head);
        allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertThat(allocated).as("%s: %s", text, data.length).isLessThanOrEqualTo(most);
      }
    }
    assertThat(read).as(text).isBetween(1, STRINGS - 1);
  }

  /** False if the bytes are refused; anything else they cause goes through. */
  private static boolean reads(AbiType.Tuple type, Encoded input, String shape, int head) {
    try {
      AbiReader.readAll(input, 0, head, "data of", shape, type::readBody);
      return true;
    } catch (DecodingException refused) {
      if (!refused.code().startsWith("ABI_")) {
        throw refused;
      }
      return false;
    }
  }

  /** A claim of any size about 64 bytes costs an exception, whatever the elements would be. */
  @Test
  void A01_lengthsBeyondTheData_allocateNothingOfTheirSize() {
    List<BigInteger> lengths =
        Stream.of("7fffffff", "10000000", "100000001", "f".repeat(64), "2000001", "3")
            .map(hex -> new BigInteger(hex, 16))
            .toList();
    List<String> types =
        List.of(
            "uint256[]",
            "bool[]",
            "bytes",
            "string",
            "bytes[]",
            "(address,uint256[])[]",
            "(bool,bool,bool)[]",
            "uint8[4][]",
            "uint256[][]",
            "string[3][]");
    for (String type : types) {
      AbiType.Tuple tuple = AbiDeclaration.parse("f(" + type + ")").tuple();
      for (int round = 0; round < 4; round++) {
        for (BigInteger length : lengths) {
          if (length.intValue() == 3 && !type.endsWith("]")) {
            continue; // three bytes are there
          }
          byte[] data = new byte[128];
          data[31] = 32;
          byte[] number = length.toByteArray();
          int size = Math.min(number.length, 32);
          System.arraycopy(number, number.length - size, data, 64 - size, size);
          for (Encoded input : List.of(new EncodedBytes(data), HostileBytes.text(data))) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            try {
              AbiReader.readAll(input, 0, 32, "data of", type, tuple::readBody);
              throw new AssertionError(type + " of " + length);
            } catch (DecodingException refused) {
              long taken = THREADS.getCurrentThreadAllocatedBytes() - before;
              assertThat(refused.code()).isEqualTo("ABI_MALFORMED");
              if (round > 0) { // the first time links what it uses
                assertThat(taken).as("%s of %s", type, length).isLessThan(BYTES_AT_MOST);
              }
            }
          }
        }
      }
    }
  }

  /** Sixteen times the elements take about sixteen times as long; 256 times would be quadratic. */
  @Test
  void A13_time_growsWithTheLengthAlone() {
    for (String type :
        List.of("uint256[]", "(address,int64)[]", "bytes[]", "string[][]", "(bool[],bytes3)[]")) {
      Shape shape = JavaValues.shape("(" + type + ")");
      AbiType.Tuple tuple = AbiDeclaration.parse("f(" + type + ")").tuple();
      Shape element = shape.parts().get(0).parts().get(0);
      Object value = element.value(new Random(1));
      byte[] small = shape.encode(List.of(Collections.nCopies(1_500, value)));
      byte[] large = shape.encode(List.of(Collections.nCopies(24_000, value)));
      for (boolean hex : new boolean[] {false, true}) {
        // the least of many: what other work takes away is in none or few of them
        fastest(tuple, hex ? HostileBytes.text(small) : new EncodedBytes(small), 60);
        double one = fastest(tuple, hex ? HostileBytes.text(small) : new EncodedBytes(small), 40);
        double many = fastest(tuple, hex ? HostileBytes.text(large) : new EncodedBytes(large), 12);
        assertThat(many / one).as("%s %s %s", type, one, many).isLessThan(80);
      }
      // what is wrong at the very end is found in one pass too
      large[large.length - 1] ^= 1;
      byte[] cut = Arrays.copyOf(large, large.length - 1);
      assertThatThrownBy(() -> AbiReader.readAll(cut, 0, 32, "", type, tuple::readBody))
          .isInstanceOf(DecodingException.class);
    }
  }

  private static double fastest(AbiType.Tuple type, Encoded input, int times) {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < times; i++) {
      long before = THREADS.getCurrentThreadCpuTime();
      AbiReader.readAll(input, 0, 32, "data of", "time", type::readBody);
      least = Math.min(least, THREADS.getCurrentThreadCpuTime() - before);
    }
    return Math.max(1, least);
  }

  /** What lives after a great many refusals and reads is what lived before. */
  @Test
  void A13_heap_staysFlat() {
    AbiType.Tuple type = AbiDeclaration.parse("f((bytes,uint256[])[],string)").tuple();
    Shape shape = JavaValues.shape("((bytes,uint256[])[],string)");
    Random random = new Random(14);
    byte[][] valid = new byte[50][];
    for (int i = 0; i < valid.length; i++) {
      valid[i] = shape.encode(shape.value(random));
    }
    HostileBytes hostile = new HostileBytes(14);
    feed(type, valid, hostile, 2_000);
    long before = live();
    long allocated = THREADS.getCurrentThreadAllocatedBytes();
    feed(type, valid, hostile, SCALE >= 1 ? 2_000_000 : 40_000);
    allocated = THREADS.getCurrentThreadAllocatedBytes() - allocated;
    assertThat(live() - before).isLessThan(4_000_000);
    // else there would have been nothing to keep
    assertThat(allocated).isGreaterThan(40_000_000);
  }

  private static void feed(AbiType.Tuple type, byte[][] valid, HostileBytes hostile, int times) {
    for (int i = 0; i < times; i++) {
      byte[] data = hostile.next(valid[i % valid.length], i);
      reads(type, (i & 1) == 0 ? HostileBytes.text(data) : new EncodedBytes(data), "flat", 64);
    }
  }

  /** Bytes in use after collections, the least of several looks. */
  private static long live() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      System.gc();
      long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
      least = Math.min(least, used);
    }
    return least;
  }

  /**
   * Every level has two elements that both point at the next: read naively, sixty words make 2^30
   * values.
   */
  @Test
  void A13_exponentialAliasing_isRefusedAtOnce() {
    int levels = 30;
    ByteBuffer bomb = ByteBuffer.allocate(32 + levels * 96 + 32);
    word(bomb, 32);
    for (int i = 0; i < levels; i++) {
      word(bomb, 2);
      word(bomb, 64);
      word(bomb, 64);
    }
    word(bomb, 0);
    for (String element : List.of("uint256", "bytes", "(uint256[],string)")) {
      String declaration = "f(" + element + "[]".repeat(levels + 1) + ")";
      if (declaration.length() < 200) {
        AbiType.Tuple type = AbiDeclaration.parse(declaration).tuple();
        long before = THREADS.getCurrentThreadAllocatedBytes();
        assertThatThrownBy(
                () -> AbiReader.readAll(bomb.array(), 0, 32, "", declaration, type::readBody))
            .isInstanceOf(DecodingException.class)
            .hasMessageContaining("offset of array");
        assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(500_000);
      }
    }
  }

  /** Rows that all point at one long row: read naively, 64 kB make a million values. */
  @Test
  void A13_quadraticAliasing_isRefusedAtTheSecondRow() {
    int rows = 1_000;
    ByteBuffer bomb = ByteBuffer.allocate(32 * (2 + rows + 1 + rows));
    word(bomb, 32);
    word(bomb, rows);
    for (int i = 0; i < rows; i++) {
      word(bomb, 32L * rows);
    }
    word(bomb, rows);
    assertThatThrownBy(
            () ->
                AbiReader.readAll(
                    bomb.array(),
                    0,
                    32,
                    "data of",
                    "rows",
                    in -> in.array(32, each -> each.array(32, AbiReader::uint256))))
        .isInstanceOf(DecodingException.class)
        .hasMessageContaining("offset of array at byte 96");
  }

  private static void word(ByteBuffer to, long value) {
    to.putLong(0).putLong(0).putLong(0).putLong(value);
  }

  /** What functions take and return and what events and errors carry, each shape once. */
  private static Map<String, Shape> shapes() throws IOException {
    Map<String, Shape> shapes = new TreeMap<>();
    ObjectMapper json = new ObjectMapper();
    for (Path folder : ABIS) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(each -> each.toString().endsWith(".json")).toList()) {
          JsonNode root = json.readTree(Files.readString(file));
          for (JsonNode entry : root.isArray() ? root : root.path("abi")) {
            for (String side : List.of("inputs", "outputs")) {
              add(shapes, entry.path(side));
            }
          }
        }
      }
    }
    return shapes;
  }

  private static void add(Map<String, Shape> shapes, JsonNode parameters) {
    if (parameters.size() == 0 || !isEncoded(parameters)) {
      return;
    }
    Shape shape = JavaValues.shape(parameters);
    if (shape.text().length() < 2_000) {
      shapes.put(shape.text(), shape);
    }
  }

  private static int depth(String shape) {
    int deepest = 0;
    int depth = 0;
    for (int i = 0; i < shape.length(); i++) {
      char each = shape.charAt(i);
      depth += each == '(' ? 1 : each == ')' ? -1 : 0;
      deepest = Math.max(deepest, depth);
    }
    return deepest;
  }

  /** False for what only libraries pass around, and for decimals, which no compiler makes. */
  private static boolean isEncoded(JsonNode parameters) {
    for (JsonNode each : parameters) {
      if (!ENCODED.matcher(each.path("type").asText()).matches()
          || !isEncoded(each.path("components"))) {
        return false;
      }
    }
    return true;
  }
}
