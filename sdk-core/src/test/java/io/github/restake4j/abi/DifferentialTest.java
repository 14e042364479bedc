package io.github.restake4j.abi;

import static org.assertj.core.api.Assertions.assertThat;

import com.esaulpaugh.headlong.abi.Tuple;
import com.esaulpaugh.headlong.abi.TupleType;
import io.github.restake4j.codegen.AbiGenerator;
import io.github.restake4j.eth.Bytes;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random types, generated and compiled, against headlong and web3j. Where one of them differs, the
 * word-by-word encoder decides, and docs/testing.md says who is right and why.
 */
class DifferentialTest {
  private static final double SCALE = Double.parseDouble(System.getProperty("scale", "0.05"));
  private static final int TYPES = SCALE >= 1 ? 4_000 : (int) (2_000 * SCALE);
  private static final int VALUES = SCALE >= 1 ? 2_500 : (int) (1_000 * SCALE);
  private static final int BATCH = Math.min(100, TYPES / 2);
  private static final long SEED = Long.getLong("seed", 4_000);

  /** Of each type so many differences to web3j are traced to their cause. */
  private static final int TRACED = 20;

  private final Random random = new Random(SEED);

  /** How often each known fault was met, and each other difference. */
  private final Map<String, Long> divergences = new ConcurrentSkipListMap<>();

  private final AtomicLong sameAsWeb3j = new AtomicLong();

  @Test
  void A11_randomTypes_generatedCode_writesAndReadsLikeHeadlongAndWeb3j() {
    IntStream.range(0, TYPES / BATCH).parallel().forEach(this::batch);
    assertThat(divergences.keySet()).isSubsetOf(Web3jFaults.KNOWN).hasSizeGreaterThan(1);
    if (SCALE >= 1) {
      assertThat(divergences.keySet()).isEqualTo(Web3jFaults.KNOWN);
    }
    long compared = (long) TYPES / BATCH * BATCH * VALUES;
    long different = divergences.values().stream().mapToLong(Long::longValue).sum();
    assertThat(sameAsWeb3j.get() + different).isEqualTo(compared);
    assertThat(sameAsWeb3j.get()).isGreaterThan(compared / 2);
  }

  private void batch(int number) {
    Random values = new Random(SEED + number);
    List<Shape> shapes = new ArrayList<>();
    for (int i = 0; i < BATCH; i++) {
      shapes.add(Shape.tuple(values, 4));
    }
    try {
      Map<String, Method> methods = new HashMap<>();
      for (Method method : compiled(shapes).getDeclaredMethods()) {
        methods.put(method.getName(), method);
      }
      for (int i = 0; i < BATCH; i++) {
        compare(shapes.get(i), Objects.requireNonNull(methods.get("f" + i)), values);
      }
    } catch (IOException | ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private void compare(Shape shape, Method method, Random random)
      throws ReflectiveOperationException {
    TupleType<Tuple> headlong = TupleType.parse(shape.text());
    Type[] types = method.getGenericParameterTypes();
    List<Method> accessors = accessors(method);
    List<String> faults = new ArrayList<>();
    for (int i = 0; i < VALUES; i++) {
      List<?> values = (List<?>) shape.value(random);
      Object[] arguments = JavaValues.to(types, values);
      AbiCall<?> call = (AbiCall<?>) Objects.requireNonNull(method.invoke(null, arguments));
      Bytes body = call.calldata().slice(4, call.calldata().size());
      byte[] ours = body.toArray();
      byte[] theirs = Oracles.headlong(headlong, values);
      String text = body.toString();
      Object read = call.decode(Bytes.wrap(theirs));
      if (!Arrays.equals(ours, theirs)
          || !Arrays.equals(arguments, outputs(read, accessors))
          || !read.equals(call.decodeHex(text))
          || !Oracles.headlong(shape, headlong, ours).equals(values)) {
        throw new AssertionError(
            shape.text() + " of " + values + ": " + text + ", headlong " + Bytes.wrap(theirs));
      }
      if (text.equals(web3j(shape, values))) {
        sameAsWeb3j.incrementAndGet();
      } else {
        assertThat(ours).isEqualTo(shape.encode(values));
        if (faults.size() < TRACED) {
          faults.add(Web3jFaults.of(shape, values));
        }
        divergences.merge(faults.get(faults.size() - 1), 1L, Long::sum);
      }
    }
  }

  private static String web3j(Shape shape, List<?> values) throws ReflectiveOperationException {
    try {
      return Oracles.web3j(shape, values);
    } catch (RuntimeException refused) {
      return "refused: " + refused;
    }
  }

  /** Near the known faults, but right: the table of faults is no wider than it has to be. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "string,uint8[2][2]",
        "((bool,bool),bool),bytes",
        "(bool,uint8[2]),string",
        "(bool)[2]",
        "((bool)[2],bytes)[]",
        "(uint8[2][2],string)",
        "string[],bytes[][]",
        "(string,(bytes,bool)[])[]"
      })
  void A11_nextToTheFaultsOfWeb3j_itIsRight(String types) {
    Shape shape = JavaValues.shape("(" + types + ")");
    for (int i = 0; i < 20; i++) {
      assertThat(Web3jFaults.agrees(shape, (List<?>) shape.value(random))).isTrue();
    }
  }

  /** What a function returned, as it was passed to it. */
  private static Object[] outputs(Object read, List<Method> accessors)
      throws ReflectiveOperationException {
    if (accessors.isEmpty()) {
      return new Object[] {read};
    }
    Object[] outputs = new Object[accessors.size()];
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] = accessors.get(i).invoke(read);
    }
    return outputs;
  }

  /** Of the record of several outputs; of one output there is none. */
  private static List<Method> accessors(Method function) {
    Type result = ((ParameterizedType) function.getGenericReturnType()).getActualTypeArguments()[0];
    return function.getParameterCount() == 1
        ? List.of()
        : Arrays.stream(((Class<?>) result).getRecordComponents())
            .map(RecordComponent::getAccessor)
            .toList();
  }

  /** The smallest of each known fault: web3j differs, headlong and the specification agree. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "string[1] | T[n] of dynamic elements",
        "bytes[2] | T[n] of dynamic elements",
        "uint8[][1] | T[n] of dynamic elements",
        "bool,string[2],(bytes) | T[n] of dynamic elements",
        "(bool)[2],string | offset beside a static array of structs",
        "bytes,((address))[2] | offset beside a static array of structs",
        "((address)[3],bytes30),string | offset beside a static array of structs",
        "uint8[],(uint8[2],bool)[2][2] | offset beside a static array of structs",
        "(bytes)[1][2] | array of T[n] of dynamic structs",
        "(bytes12,bytes)[3][1] | array of T[n] of dynamic structs",
      })
  void A11_knownFaultsOfWeb3j_areStillThere(String types, String fault) {
    Shape shape = JavaValues.shape("(" + types + ")");
    List<?> values = (List<?>) shape.value(random);
    byte[] expected = shape.encode(values);
    TupleType<Tuple> headlong = TupleType.parse("(" + types + ")");
    assertThat(Oracles.headlong(headlong, values)).isEqualTo(expected);
    assertThat(Web3jFaults.agrees(shape, values)).isFalse();
    assertThat(Web3jFaults.of(shape, values)).isEqualTo(fault);
  }

  private static Class<?> compiled(List<Shape> shapes) throws IOException, ClassNotFoundException {
    AtomicLong structs = new AtomicLong();
    StringBuilder abi = new StringBuilder("{\"abi\":[");
    for (int i = 0; i < shapes.size(); i++) {
      String parameters = parameters(shapes.get(i), structs);
      abi.append(i > 0 ? "," : "")
          .append("{\"type\":\"function\",\"stateMutability\":\"view\",\"name\":\"f" + i + "\",")
          .append("\"inputs\":" + parameters + ",\"outputs\":" + parameters + "}");
    }
    String source = AbiGenerator.contract(abi.append("]}").toString(), "generated", "Random");
    return SourceCompiler.compile(Map.of("generated/Random.java", source), List.of("-Xlint:none"))
        .loadClass("generated.Random");
  }

  private static String parameters(Shape tuple, AtomicLong structs) {
    StringBuilder json = new StringBuilder("[");
    for (int i = 0; i < tuple.parts().size(); i++) {
      Shape part = tuple.parts().get(i);
      String brackets = "";
      while (part.kind().equals("array")) {
        brackets = (part.size() < 0 ? "[]" : "[" + part.size() + "]") + brackets;
        part = part.parts().get(0);
      }
      boolean struct = part.kind().equals("tuple");
      json.append(i > 0 ? "," : "").append("{\"name\":\"p" + i + "\",\"type\":\"");
      json.append(struct ? "tuple" : part.text()).append(brackets + "\"");
      if (struct) {
        json.append(
            ",\"internalType\":\"struct S"
                + structs.incrementAndGet()
                + brackets
                + "\",\"components\":");
        json.append(parameters(part, structs));
      }
      json.append("}");
    }
    return json.append("]").toString();
  }
}
