package io.github.restake4j.abi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

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

  /** Overloads may have been renamed: the factory is the one whose call has the selector. */
  private AbiCall<?> call(JsonNode entry, Shape inputs, List<?> values)
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
          return call;
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
    int indexedCount = 0;
    for (JsonNode input : entry.path("inputs")) {
      indexedCount += input.path("indexed").asBoolean() ? 1 : 0;
    }
    AbiEvent<?> event = (AbiEvent<?>) constants.get(key("event", signature(entry), indexedCount));
    assertThat(event).as(contract + " " + signature(entry)).isNotNull();
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

  private void error(JsonNode entry) throws ReflectiveOperationException {
    AbiError<?> error = (AbiError<?>) constants.get(key("error", signature(entry), 0));
    assertThat(error).as(contract + " " + signature(entry)).isNotNull();
    Shape inputs = JavaValues.shape(entry.path("inputs"));
    Object values = SmallValues.of(inputs, random);
    Bytes data = Bytes.concat(selector(entry), Bytes.wrap(inputs.encode(values)));
    assertThat(error.matches(data)).isTrue();
    assertThat(JavaValues.from(error.decode(data)))
        .as(error.declaration())
        .isEqualTo(Shape.plain(values));
    assertThat(Shape.plain(error.arguments(data))).isEqualTo(Shape.plain(values));
  }

  /** From the words of the ABI alone. */
  private static String signature(JsonNode entry) {
    return entry.path("name").asText() + types(entry.path("inputs"));
  }

  private static String types(JsonNode parameters) {
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
