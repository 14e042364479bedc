package io.github.restake4j.abi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.restake4j.error.DecodingException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.eth.Keccak;
import io.github.restake4j.eth.Log;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A generated class beside the ABI it came from: everything the ABI names must be in the class, and
 * read and write what the word-by-word encoder does.
 */
final class GeneratedContract {
  private final Class<?> contract;
  private final JsonNode abi;
  private final Random random;
  private final Map<String, Object> constants = new HashMap<>();
  private final Map<Integer, List<Method>> factories = new HashMap<>();
  private int checked;

  GeneratedContract(Class<?> contract, JsonNode abi, Random random)
      throws ReflectiveOperationException {
    this.contract = contract;
    this.abi = abi;
    this.random = random;
    for (Class<?> nested : contract.getDeclaredClasses()) {
      for (Field field : nested.isRecord() ? nested.getDeclaredFields() : new Field[0]) {
        if (field.getType() == AbiEvent.class) {
          AbiEvent<?> event = (AbiEvent<?>) field.get(null);
          constants.put(key("event", event.signature(), event.indexed().size()), event);
        } else if (field.getType() == AbiError.class) {
          AbiError<?> error = (AbiError<?>) field.get(null);
          constants.put(key("error", error.signature(), 0), error);
        }
      }
    }
    for (Method method : contract.getDeclaredMethods()) {
      factories.computeIfAbsent(method.getParameterCount(), count -> new ArrayList<>()).add(method);
    }
  }

  private static String key(String kind, String signature, int indexed) {
    return kind + " " + signature + " " + indexed;
  }

  /** Checks each entry with so many random values; gives how many entries there were. */
  int roundTrip(int times) throws ReflectiveOperationException {
    for (JsonNode entry : abi) {
      for (int i = 0; i < times; i++) {
        switch (entry.path("type").asText("function")) {
          case "event" -> event(entry);
          case "error" -> error(entry);
          case "constructor" -> constructor(entry);
          case "receive", "fallback" -> {
            // nothing to encode
          }
          default -> function(entry);
        }
      }
      checked++;
    }
    return checked;
  }

  private void function(JsonNode entry) throws ReflectiveOperationException {
    Shape inputs = JavaValues.shape(entry.path("inputs"));
    Shape outputs = JavaValues.shape(entry.path("outputs"));
    List<?> values = (List<?>) SmallValues.of(inputs, random);
    AbiCall<?> call = call(entry, inputs, values);
    if (call == null) {
      assertThat(entry.path("inputs").toString() + entry.path("outputs"))
          .as("left out: " + entry)
          .containsPattern("storage\"|\"enum |\"contract |mapping|\"type\":\"[A-Z]");
      return;
    }
    assertThat(call.calldata())
        .as(call.declaration())
        .isEqualTo(Bytes.concat(selector(entry), Bytes.wrap(inputs.encode(values))));
    assertThat(Shape.plain(call.arguments())).isEqualTo(Shape.plain(values));
    assertThat(call.signature()).isEqualTo(signature(entry));
    List<?> results = (List<?>) SmallValues.of(outputs, random);
    Bytes returned = Bytes.wrap(outputs.encode(results));
    Object read = call.decode(returned);
    if (results.isEmpty()) {
      assertThat(read).isSameAs(NoOutput.INSTANCE);
    } else {
      assertThat(JavaValues.from(read))
          .as(call.declaration())
          .isEqualTo(Shape.plain(results.size() == 1 ? results.get(0) : results));
      assertThat(read).isEqualTo(call.decode(returned)).hasSameHashCodeAs(call.decode(returned));
      assertThat(read.toString()).isNotNull();
    }
  }

  /** An answer without bytes is never a default value; gives how many functions were asked. */
  int refuseEmptyAnswers() throws ReflectiveOperationException {
    int asked = 0;
    for (AbiCall<?> call : calls()) {
      if (call.hasOutput()) {
        assertThatThrownBy(() -> call.decode(Bytes.EMPTY))
            .isInstanceOfSatisfying(
                DecodingException.class,
                e -> assertThat(e.code()).isEqualTo(DecodingException.Code.ABI_EMPTY.name()));
        asked++;
      }
    }
    return asked;
  }

  /**
   * Random bytes, damaged and cut answers, logs and reverts, so many for each decoder, give an
   * exception of ours or a value.
   */
  int feedDamagedBytes(int times) throws ReflectiveOperationException {
    int refused = 0;
    for (JsonNode entry : abi) {
      switch (entry.path("type").asText("function")) {
        case "function" -> refused += feedAnswers(entry, times);
        case "event" -> refused += feedLogs(entry, times);
        case "error" -> refused += feedReverts(entry, times);
        default -> {
          // nothing to decode
        }
      }
    }
    return refused;
  }

  private int feedAnswers(JsonNode entry, int times) throws ReflectiveOperationException {
    Shape outputs = JavaValues.shape(entry.path("outputs"));
    AbiCall<?> call = anyCall(entry);
    int refused = 0;
    for (int i = 0; call != null && i < times; i++) {
      Bytes bytes = Bytes.wrap(damaged(outputs, i));
      refused +=
          refused((i & 1) == 0 ? () -> call.decode(bytes) : () -> call.decodeHex(bytes.toString()));
    }
    return refused;
  }

  private int feedLogs(JsonNode entry, int times) {
    AbiEvent<?> event = event(entry, indexedCount(entry));
    List<Shape> topicTypes = new ArrayList<>();
    List<Shape> dataTypes = new ArrayList<>();
    Shape all = JavaValues.shape(entry.path("inputs"));
    for (int at = 0; at < all.parts().size(); at++) {
      Shape part = all.parts().get(at);
      if (entry.path("inputs").path(at).path("indexed").asBoolean()) {
        topicTypes.add(JavaValues.topic(part));
      } else {
        dataTypes.add(part);
      }
    }
    Shape data = new Shape("tuple", 0, dataTypes);
    int refused = 0;
    for (int i = 0; i < times; i++) {
      List<Hash32> topics = new ArrayList<>();
      if (!event.isAnonymous()) {
        topics.add(hash(entry));
      }
      for (Shape each : topicTypes) {
        byte[] topic = each.encode(SmallValues.of(each, random));
        if (i % 4 == 3) {
          topic[random.nextInt(topic.length)] ^= (byte) (1 << random.nextInt(8));
        }
        topics.add(Hash32.of(topic));
      }
      Bytes bytes = Bytes.wrap(damaged(data, i));
      Log log = new Log(Address.ZERO, topics, bytes, 1, Hash32.ZERO, Hash32.ZERO, 0);
      List<String> texts = topics.stream().map(Hash32::toString).toList();
      refused +=
          refused(
              (i & 1) == 0
                  ? () -> event.decode(log)
                  : () -> event.decodeHex(texts, bytes.toString()));
    }
    return refused;
  }

  private int feedReverts(JsonNode entry, int times) {
    AbiError<?> error = (AbiError<?>) constant(key("error", signature(entry), 0));
    Shape inputs = JavaValues.shape(entry.path("inputs"));
    int refused = 0;
    for (int i = 0; i < times; i++) {
      Bytes data = Bytes.concat(selector(entry), Bytes.wrap(damaged(inputs, i)));
      refused += refused(() -> error.decode(data));
    }
    return refused;
  }

  private static int refused(Runnable decode) {
    try {
      decode.run();
      return 0;
    } catch (DecodingException e) {
      assertThat(e.code()).startsWith("ABI_");
      return 1;
    }
  }

  private byte[] damaged(Shape shape, int round) {
    byte[] bytes = shape.encode(SmallValues.of(shape, random));
    if (bytes.length == 0 || round % 3 == 0) {
      bytes = new byte[random.nextInt(300)];
      random.nextBytes(bytes);
    } else if (round % 3 == 1) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    } else {
      bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 33));
    }
    return bytes;
  }

  /** Each argument in turn does not fit its type; gives how many were refused. */
  int refuseMisfits() throws ReflectiveOperationException {
    int refused = 0;
    for (JsonNode entry : functions()) {
      Shape inputs = JavaValues.shape(entry.path("inputs"));
      List<?> values = (List<?>) SmallValues.of(inputs, random);
      Method factory = factory(entry, inputs, values);
      if (factory == null || factory.getParameterCount() != values.size()) {
        continue;
      }
      Object[] fitting = JavaValues.to(factory.getGenericParameterTypes(), values);
      for (int i = 0; i < fitting.length; i++) {
        for (Object misfit : misfits(fitting[i], inputs.parts().get(i))) {
          Object[] arguments = fitting.clone();
          arguments[i] = misfit;
          assertThatThrownBy(() -> factory.invoke(null, arguments))
              .as(entry + " " + misfit)
              .cause()
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageStartingWith(entry.path("name").asText() + "(");
          refused++;
        }
      }
    }
    return refused;
  }

  private static List<Object> misfits(Object fitting, Shape shape) {
    List<Object> misfits = new ArrayList<>();
    boolean signed = shape.kind().equals("int");
    int bits = signed ? shape.size() - 1 : shape.size();
    if (fitting instanceof Integer && bits < 31) {
      misfits.addAll(List.of(1 << bits, signed ? -(1 << bits) - 1 : -1));
    } else if (fitting instanceof Long && bits < 63) {
      misfits.addAll(List.of(1L << bits, signed ? -(1L << bits) - 1 : -1L));
    } else if (fitting instanceof BigInteger) {
      BigInteger bound = BigInteger.ONE.shiftLeft(bits);
      misfits.addAll(List.of(bound, signed ? bound.not() : BigInteger.ONE.negate()));
    } else if (fitting instanceof List<?> list && shape.size() > 0 && !list.isEmpty()) {
      misfits.add(list.subList(1, list.size()));
    } else if (fitting instanceof Bytes bytes && shape.kind().equals("bytesN")) {
      misfits.add(Bytes.concat(bytes, Bytes.of(new byte[1])));
    }
    if (!(fitting instanceof Integer || fitting instanceof Long || fitting instanceof Boolean)) {
      misfits.add(null);
    }
    return misfits;
  }

  private List<JsonNode> functions() {
    List<JsonNode> functions = new ArrayList<>();
    abi.forEach(
        entry -> {
          if (entry.path("type").asText("function").equals("function")) {
            functions.add(entry);
          }
        });
    return functions;
  }

  private List<AbiCall<?>> calls() throws ReflectiveOperationException {
    List<AbiCall<?>> calls = new ArrayList<>();
    for (JsonNode entry : functions()) {
      AbiCall<?> call = anyCall(entry);
      if (call != null) {
        calls.add(call);
      }
    }
    return calls;
  }

  private @Nullable AbiCall<?> anyCall(JsonNode entry) throws ReflectiveOperationException {
    Shape inputs = JavaValues.shape(entry.path("inputs"));
    return call(entry, inputs, (List<?>) SmallValues.of(inputs, random));
  }

  private @Nullable AbiCall<?> call(JsonNode entry, Shape inputs, List<?> values)
      throws ReflectiveOperationException {
    Method factory = factory(entry, inputs, values);
    return factory == null
        ? null
        : (AbiCall<?>)
            factory.invoke(null, JavaValues.to(factory.getGenericParameterTypes(), values));
  }

  /** Overloads may have been renamed: the factory is the one whose call has the selector. */
  private @Nullable Method factory(JsonNode entry, Shape inputs, List<?> values)
      throws ReflectiveOperationException {
    int wanted = AbiError.selectorOf(selector(entry));
    for (Method method : candidates(inputs)) {
      if (method.getReturnType() != AbiCall.class
          || !JavaValues.fits(method.getGenericParameterTypes(), inputs.parts())) {
        continue;
      }
      try {
        Object[] arguments = JavaValues.to(method.getGenericParameterTypes(), values);
        AbiCall<?> call = (AbiCall<?>) method.invoke(null, arguments);
        if (call.selector() == wanted) {
          return method;
        }
      } catch (InvocationTargetException otherSizes) {
        assertThat(otherSizes.getCause()).isInstanceOf(IllegalArgumentException.class);
      }
    }
    return null;
  }

  private List<Method> candidates(Shape inputs) {
    List<Method> candidates = new ArrayList<>();
    int fields = inputs.parts().size();
    candidates.addAll(factories.getOrDefault(fields, List.of()));
    if (fields > 100) {
      factories.forEach((count, methods) -> candidates.addAll(methods));
    }
    return candidates;
  }

  private void constructor(JsonNode entry) throws ReflectiveOperationException {
    Shape inputs = JavaValues.shape(entry.path("inputs"));
    List<?> values = (List<?>) SmallValues.of(inputs, random);
    for (Method method : contract.getDeclaredMethods()) {
      Type[] types = method.getGenericParameterTypes();
      if (Modifier.isPublic(method.getModifiers()) && method.getReturnType() == Bytes.class) {
        Bytes code = Bytes.of(new byte[] {1, 2, 3});
        List<Object> arguments = new ArrayList<>(List.of(code));
        Type[] rest = Arrays.copyOfRange(types, 1, types.length);
        arguments.addAll(Arrays.asList(JavaValues.to(rest, values)));
        assertThat(method.invoke(null, arguments.toArray()))
            .as("constructor of " + contract)
            .isEqualTo(Bytes.concat(code, Bytes.wrap(inputs.encode(values))));
        return;
      }
    }
    throw new AssertionError("no constructor in " + contract);
  }

  private void event(JsonNode entry) throws ReflectiveOperationException {
    AbiEvent<?> event = event(entry, indexedCount(entry));
    assertThat(event.isAnonymous()).isEqualTo(entry.path("anonymous").asBoolean());
    Shape all = JavaValues.shape(entry.path("inputs"));
    List<Object> values = new ArrayList<>();
    List<Hash32> topics = new ArrayList<>();
    List<Shape> plain = new ArrayList<>();
    List<Object> plainValues = new ArrayList<>();
    if (!event.isAnonymous()) {
      topics.add(hash(entry));
      assertThat(event.topic0()).isEqualTo(hash(entry));
    }
    for (int at = 0; at < all.parts().size(); at++) {
      boolean indexed = entry.path("inputs").path(at).path("indexed").asBoolean();
      Shape shape = indexed ? JavaValues.topic(all.parts().get(at)) : all.parts().get(at);
      Object value = SmallValues.of(shape, random);
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
    assertThat(JavaValues.from(event.decode(log)))
        .as(event.declaration())
        .isEqualTo(Shape.plain(values));
  }

  private AbiEvent<?> event(JsonNode entry, int indexedCount) {
    return (AbiEvent<?>) constant(key("event", signature(entry), indexedCount));
  }

  private static int indexedCount(JsonNode entry) {
    int indexed = 0;
    for (JsonNode input : entry.path("inputs")) {
      indexed += input.path("indexed").asBoolean() ? 1 : 0;
    }
    return indexed;
  }

  private void error(JsonNode entry) throws ReflectiveOperationException {
    AbiError<?> error = (AbiError<?>) constant(key("error", signature(entry), 0));
    Shape inputs = JavaValues.shape(entry.path("inputs"));
    Object values = SmallValues.of(inputs, random);
    Bytes data = Bytes.concat(selector(entry), Bytes.wrap(inputs.encode(values)));
    assertThat(error.matches(data)).isTrue();
    assertThat(JavaValues.from(error.decode(data)))
        .as(error.declaration())
        .isEqualTo(Shape.plain(values));
    assertThat(Shape.plain(error.arguments(data))).isEqualTo(Shape.plain(values));
  }

  private Object constant(String key) {
    return Objects.requireNonNull(constants.get(key), () -> "no " + key + " in " + contract);
  }

  /** From the words of the ABI alone. */
  private static String signature(JsonNode entry) {
    return entry.path("name").asText() + types(entry.path("inputs"));
  }

  static String types(JsonNode parameters) {
    List<String> types = new ArrayList<>();
    for (JsonNode parameter : parameters) {
      String type = parameter.path("type").asText();
      types.add(
          type.startsWith("tuple")
              ? types(parameter.path("components")) + type.substring("tuple".length())
              : type.replaceFirst("^(u?int)(?=\\[|$)", "$1256")
                  .replaceFirst("^(u?fixed)(?=\\[|$)", "$1128x18"));
    }
    return "(" + String.join(",", types) + ")";
  }

  private static Hash32 hash(JsonNode entry) {
    return Keccak.hash(signature(entry).getBytes(StandardCharsets.UTF_8));
  }

  private static Bytes selector(JsonNode entry) {
    return Bytes.of(Arrays.copyOf(hash(entry).toBytes(), 4));
  }
}
