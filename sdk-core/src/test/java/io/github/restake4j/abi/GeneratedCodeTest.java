package io.github.restake4j.abi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.restake4j.codegen.AbiGenerator;
import io.github.restake4j.error.DecodingException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.eth.Keccak;
import io.github.restake4j.eth.Log;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Compiles generated code as strictly as javac can and runs it: what goes in and out is held
 * against the word-by-word encoder, signatures against their hashes.
 */
class GeneratedCodeTest {
  private static final Path GOLDEN = Path.of("..", "codegen", "src", "test", "resources", "golden");
  private static final Path OURS = Path.of("src", "main", "abi");
  private static final Map<String, JsonNode> ABIS = new TreeMap<>();
  private static ClassLoader classes = GeneratedCodeTest.class.getClassLoader();

  /** Damaged results of each function. */
  private static final int TIMES =
      (int) Math.max(300, 1_000 * Double.parseDouble(System.getProperty("scale", "0.05")));

  private final Random random = new Random(5);

  @BeforeAll
  static void generateAndCompile() throws IOException {
    Map<String, String> sources = new HashMap<>();
    for (Path folder : List.of(GOLDEN, OURS)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(each -> each.toString().endsWith(".json")).toList()) {
          String name = file.getFileName().toString().replace(".json", "") + "Contract";
          String json = Files.readString(file);
          ABIS.put("generated." + name, new ObjectMapper().readTree(json).path("abi"));
          sources.put(
              "generated/" + name + ".java", AbiGenerator.contract(json, "generated", name));
        }
      }
    }
    List<String> strict =
        List.of(
            "--release",
            "17",
            "-Werror",
            "-Xlint:all,-path",
            "-Xdoclint:all,-missing",
            "-parameters");
    classes = SourceCompiler.compile(sources, strict);
  }

  @Test
  void functions_randomArguments_encodeLikeTheSpecification() throws Exception {
    int seen = 0;
    for (JsonNode[] each : entries("function")) {
      Class<?> contract = classes.loadClass(each[0].asText());
      Shape inputs = JavaValues.shape(each[1].path("inputs"));
      for (int i = 0; i < 20; i++) {
        List<?> values = (List<?>) inputs.value(random);
        AbiCall<?> call = call(contract, each[1], inputs, values);
        assertThat(call.calldata())
            .as(call.declaration())
            .isEqualTo(Bytes.concat(selector(each[1]), Bytes.wrap(inputs.encode(values))));
        assertThat(Shape.plain(call.arguments())).isEqualTo(Shape.plain(values));
        assertThat(call.signature()).isEqualTo(signature(each[1]));
      }
      seen++;
    }
    assertThat(seen).isGreaterThan(40);
  }

  @Test
  void functions_randomResults_readBack() throws Exception {
    for (JsonNode[] each : entries("function")) {
      Shape outputs = JavaValues.shape(each[1].path("outputs"));
      AbiCall<?> call = call(each);
      assertThat(call.hasOutput()).isEqualTo(!outputs.parts().isEmpty());
      for (int i = 0; i < 20; i++) {
        List<?> values = (List<?>) outputs.value(random);
        Object read = call.decode(Bytes.wrap(outputs.encode(values)));
        if (values.isEmpty()) {
          assertThat(read).isSameAs(NoOutput.INSTANCE);
        } else {
          assertThat(JavaValues.from(read))
              .as(call.declaration())
              .isEqualTo(Shape.plain(values.size() == 1 ? values.get(0) : values));
        }
      }
    }
  }

  @Test
  void A13_functions_damagedResults_areRefusedTypedOrReadCanonically() throws Exception {
    int refused = 0;
    for (JsonNode[] each : entries("function")) {
      Shape outputs = JavaValues.shape(each[1].path("outputs"));
      AbiCall<?> call = call(each);
      for (int i = 0; i < TIMES; i++) {
        byte[] bytes = outputs.encode(outputs.value(random));
        if (bytes.length == 0 || i % 3 == 0) {
          bytes = new byte[random.nextInt(300)];
          random.nextBytes(bytes);
        } else if (i % 3 == 1) {
          bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        } else {
          bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 33));
        }
        try {
          call.decode(Bytes.wrap(bytes));
        } catch (DecodingException e) {
          refused++;
        }
      }
    }
    assertThat(refused).isGreaterThan(1_000);
  }

  @Test
  void events_randomLogs_readBack() throws Exception {
    int seen = 0;
    for (JsonNode[] each : entries("event")) {
      AbiEvent<?> event = constant(each, "EVENT", AbiEvent.class);
      Shape all = JavaValues.shape(each[1].path("inputs"));
      for (int i = 0; i < 20; i++) {
        List<Object> values = new ArrayList<>();
        List<Hash32> topics = new ArrayList<>();
        List<Shape> plain = new ArrayList<>();
        List<Object> plainValues = new ArrayList<>();
        if (!event.isAnonymous()) {
          topics.add(hash(each[1]));
          assertThat(event.topic0()).isEqualTo(hash(each[1]));
        }
        for (int at = 0; at < all.parts().size(); at++) {
          boolean indexed = each[1].path("inputs").path(at).path("indexed").asBoolean();
          Shape shape = indexed ? JavaValues.topic(all.parts().get(at)) : all.parts().get(at);
          Object value = shape.value(random);
          values.add(value);
          if (indexed) {
            topics.add(Hash32.of(shape.encode(value)));
          } else {
            plain.add(shape);
            plainValues.add(value);
          }
        }
        byte[] data = new Shape("tuple", 0, plain).encode(plainValues);
        Log log = new Log(Address.ZERO, topics, Bytes.wrap(data), 1, Hash32.ZERO, Hash32.ZERO, 0);
        assertThat(event.matches(log)).isTrue();
        assertThat(JavaValues.from(event.decode(log))).isEqualTo(Shape.plain(values));
      }
      seen++;
    }
    assertThat(seen).isGreaterThan(8);
  }

  @Test
  void errors_randomData_readBack() throws Exception {
    int seen = 0;
    for (JsonNode[] each : entries("error")) {
      AbiError<?> error = constant(each, "ERROR", AbiError.class);
      Shape inputs = JavaValues.shape(each[1].path("inputs"));
      for (int i = 0; i < 20; i++) {
        Object values = inputs.value(random);
        Bytes data = Bytes.concat(selector(each[1]), Bytes.wrap(inputs.encode(values)));
        assertThat(error.matches(data)).isTrue();
        assertThat(JavaValues.from(error.decode(data))).isEqualTo(Shape.plain(values));
        assertThat(Shape.plain(error.arguments(data))).isEqualTo(Shape.plain(values));
      }
      seen++;
    }
    assertThat(seen).isGreaterThan(5);
  }

  /** Class name and entry, for all entries of a kind. */
  private static List<JsonNode[]> entries(String kind) {
    List<JsonNode[]> entries = new ArrayList<>();
    ABIS.forEach(
        (name, abi) -> {
          for (JsonNode entry : abi) {
            if (entry.path("type").asText().equals(kind)) {
              entries.add(new JsonNode[] {new ObjectMapper().valueToTree(name), entry});
            }
          }
        });
    return entries;
  }

  private AbiCall<?> call(JsonNode[] each) throws Exception {
    Shape inputs = JavaValues.shape(each[1].path("inputs"));
    return call(
        classes.loadClass(each[0].asText()), each[1], inputs, (List<?>) inputs.value(random));
  }

  /** Overloads may have been renamed: the factory is the one whose call has the selector. */
  private static AbiCall<?> call(Class<?> contract, JsonNode entry, Shape inputs, List<?> values)
      throws ReflectiveOperationException {
    int wanted = AbiError.selectorOf(selector(entry));
    for (Method method : contract.getDeclaredMethods()) {
      if (method.getParameterCount() != inputs.parts().size()
          || method.getReturnType() != AbiCall.class) {
        continue;
      }
      try {
        Object[] arguments = new Object[values.size()];
        for (int i = 0; i < arguments.length; i++) {
          arguments[i] = JavaValues.to(method.getGenericParameterTypes()[i], values.get(i));
        }
        AbiCall<?> call = (AbiCall<?>) method.invoke(null, arguments);
        if (call.selector() == wanted) {
          return call;
        }
      } catch (IllegalArgumentException | ClassCastException otherTypes) {
        assertThat(otherTypes).isNotNull();
      } catch (InvocationTargetException otherTypes) {
        assertThat(otherTypes.getCause())
            .isInstanceOfAny(IllegalArgumentException.class, ClassCastException.class);
      }
    }
    throw new AssertionError("no factory for " + signature(entry) + " in " + contract);
  }

  private static <T> T constant(JsonNode[] each, String name, Class<T> type) throws Exception {
    for (Class<?> nested : classes.loadClass(each[0].asText()).getDeclaredClasses()) {
      if (nested.isRecord()) {
        for (Field field : nested.getDeclaredFields()) {
          if (field.getName().equals(name) && field.getType() == type) {
            Object constant = field.get(null);
            String signature =
                constant instanceof AbiEvent<?> event
                    ? event.signature()
                    : ((AbiError<?>) constant).signature();
            if (signature.equals(signature(each[1]))) {
              return type.cast(constant);
            }
          }
        }
      }
    }
    throw new AssertionError("no constant for " + signature(each[1]));
  }

  private static String signature(JsonNode entry) {
    String types = JavaValues.shape(entry.path("inputs")).text();
    boolean callback = entry.path("inputs").toString().contains("\"function\"");
    return entry.path("name").asText() + (callback ? types.replace("bytes24", "function") : types);
  }

  private static Hash32 hash(JsonNode entry) {
    return Keccak.hash(signature(entry).getBytes(StandardCharsets.UTF_8));
  }

  private static Bytes selector(JsonNode entry) {
    return Bytes.of(Arrays.copyOf(hash(entry).toBytes(), 4));
  }
}
