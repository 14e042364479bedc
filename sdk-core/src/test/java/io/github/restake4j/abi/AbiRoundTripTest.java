package io.github.restake4j.abi;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.restake4j.error.DecodingException;
import io.github.restake4j.eth.Bytes;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.web3j.abi.DefaultFunctionEncoder;
import org.web3j.abi.TypeReference;
import org.web3j.abi.datatypes.Bool;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.DynamicStruct;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.Utf8String;
import org.web3j.abi.datatypes.generated.Uint256;

class AbiRoundTripTest {
  private static final int TYPES =
      (int) Math.max(200, 4_000 * Double.parseDouble(System.getProperty("scale", "0.05")));

  @Test
  void A11_randomTypes_encodeLikeTheSpecificationAndReadBack() {
    Random random = new Random(11);
    for (int i = 0; i < TYPES; i++) {
      Shape shape = Shape.tuple(random, 4);
      String declaration = "f" + shape.text();
      AbiType.Tuple type = AbiDeclaration.parse(declaration).tuple();
      assertThat(type.canonical()).isEqualTo(shape.text());
      for (int j = 0; j < 5; j++) {
        Object value = shape.value(random);
        Bytes calldata =
            AbiWriter.call(
                declaration, 0x01020304, shape.tupleHead(), out -> shape.writeBody(out, value));
        assertThat(calldata)
            .as(declaration)
            .isEqualTo(
                Bytes.concat(
                    Bytes.parse("0x01020304"),
                    Bytes.wrap(new Shape("tuple", 0, shape.parts()).encode(value))));
        List<AbiArgument> read = read(declaration, type, calldata.toArray());
        assertThat(Shape.plain(read)).as(declaration).isEqualTo(Shape.plain(value));
      }
    }
  }

  @Test
  void A13_damagedEncodings_areReadCanonicallyOrRefusedTyped() {
    Random random = new Random(13);
    int refused = 0;
    for (int i = 0; i < 5 * TYPES; i++) {
      Shape shape = Shape.tuple(random, 3);
      String declaration = "f" + shape.text();
      AbiType.Tuple type = AbiDeclaration.parse(declaration).tuple();
      byte[] data = damaged(random, shape.encode(shape.value(random)));
      byte[] calldata = new byte[4 + data.length];
      System.arraycopy(data, 0, calldata, 4, data.length);
      try {
        Object value = Shape.plain(read(declaration, type, calldata));
        if (!shape.text().contains("string")) { // texts that are not UTF-8 are replaced
          assertThat(shape.encode(value)).as(declaration).isEqualTo(data);
        }
      } catch (DecodingException e) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(TYPES);
  }

  private static byte[] damaged(Random random, byte[] data) {
    byte[] changed = data.clone();
    switch (random.nextInt(4)) {
      case 0 -> {
        return Arrays.copyOf(changed, random.nextInt(changed.length));
      }
      case 1 -> {
        return Arrays.copyOf(changed, changed.length + 1 + random.nextInt(64));
      }
      case 2 -> changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
      default -> changed[random.nextInt(changed.length / 32) * 32 + 31] += (byte) 32;
    }
    return changed;
  }

  private static List<AbiArgument> read(String declaration, AbiType.Tuple type, byte[] calldata) {
    return Words.both(
        calldata, 4, type.bodyHeadBytes(), "calldata of", declaration, type::readBody);
  }

  @Test
  @SuppressWarnings("rawtypes") // web3j asks for a list of raw types
  void A11_numbersTextsAndStructs_encodeLikeWeb3j() {
    Random random = new Random(12);
    for (int i = 0; i < 200; i++) {
      BigInteger number = new BigInteger(random.nextInt(257), random);
      boolean flag = random.nextBoolean();
      String text = "t\u00e9xt".repeat(random.nextInt(20));
      byte[] bytes = new byte[random.nextInt(100)];
      random.nextBytes(bytes);
      List<BigInteger> numbers = new ArrayList<>();
      for (int n = random.nextInt(5); n > 0; n--) {
        numbers.add(new BigInteger(256, random));
      }
      List<Type> inputs =
          List.of(
              new Uint256(number),
              new DynamicArray<>(Uint256.class, numbers.stream().map(Uint256::new).toList()),
              new DynamicStruct(new Bool(flag), new Utf8String(text)),
              new DynamicBytes(bytes));
      String expected =
          new DefaultFunctionEncoder()
              .encodeFunction(new Function("f", inputs, List.<TypeReference<?>>of()));
      Bytes calldata =
          AbiWriter.call(
              "f(uint256,uint256[],(bool,string),bytes)",
              new BigInteger(expected.substring(2, 10), 16).intValue(),
              128,
              out ->
                  out.uint256(number)
                      .array(32, numbers, AbiWriter::uint256)
                      .tuple(64, text, (o, t) -> o.bool(flag).string(t))
                      .bytes(Bytes.of(bytes)));
      assertThat(calldata.toString()).isEqualTo(expected);
    }
  }
}
