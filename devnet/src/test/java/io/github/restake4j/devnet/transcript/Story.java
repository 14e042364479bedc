package io.github.restake4j.devnet.transcript;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Writes a transcript while it plays: each step is decided, played and noted. */
abstract class Story {
  static final String ZERO = "0x0000000000000000000000000000000000000000";
  static final BigInteger ETHER = BigInteger.TEN.pow(18);
  static final BigInteger MAX = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  final Stage stage;
  final Random random;
  private final List<ObjectNode> steps = new ArrayList<>();
  private final List<ObjectNode> reads = new ArrayList<>();
  private long extra;
  private long clock;
  private long extraBlocks;

  Story(Stage stage, long seed) {
    this.stage = stage;
    this.random = new Random(seed);
  }

  List<ObjectNode> steps() {
    return steps;
  }

  /** A view whose answer is noted after every step from now on. */
  final void watch(String contract, String signature, Object... arguments) {
    ObjectNode read = JsonNodeFactory.instance.objectNode().put("at", contract);
    read.put("call", signature).set("args", MAPPER.valueToTree(arguments));
    reads.add(read);
  }

  /** Lets time pass before the next step. */
  final void later(long seconds) {
    extra += seconds;
  }

  /** Lets blocks pass before the next step. */
  final void laterBlocks(long blocks) {
    extraBlocks += blocks;
  }

  final JsonNode call(String from, String to, String signature, Object... arguments) {
    return pay("0", from, to, signature, arguments);
  }

  final JsonNode pay(String value, String from, String to, String signature, Object... arguments) {
    ObjectNode step = begin();
    step.put("from", from).put("to", to).put("call", signature);
    step.set("args", MAPPER.valueToTree(arguments));
    if (!value.equals("0")) {
      step.put("value", value);
    }
    return end(step);
  }

  /** A call whose arguments hold {@code $v}, {@code $r} and {@code $s} of a permit. */
  final JsonNode signed(
      ObjectNode sign, String from, String to, String signature, Object... arguments) {
    ObjectNode step = begin();
    step.put("from", from).put("to", to).put("call", signature);
    step.set("args", MAPPER.valueToTree(arguments));
    step.set("sign", sign);
    return end(step);
  }

  final JsonNode lever(String name, ObjectNode arguments) {
    ObjectNode step = begin().put("lever", name);
    step.set("args", arguments);
    return end(step);
  }

  final ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** One unsigned number from a view. */
  final BigInteger uint(String contract, String signature, Object... arguments) {
    JsonNode answer = stage.read(contract, signature, MAPPER.valueToTree(arguments));
    return new BigInteger(answer.get(0).asText());
  }

  final JsonNode read(String contract, String signature, Object... arguments) {
    return stage.read(contract, signature, MAPPER.valueToTree(arguments));
  }

  /** The time at which the next step may begin, counted from the start. */
  final long now() {
    return steps.isEmpty() ? stage.time() : clock;
  }

  /** When a lever that was pulled at a time is done; by default, when the chain says so. */
  long afterLever(long time) {
    return stage.time();
  }

  private ObjectNode begin() {
    long time = now() + 12 + extra;
    long block = stage.block() + 1 + extraBlocks;
    extra = 0;
    extraBlocks = 0;
    return JsonNodeFactory.instance.objectNode().put("block", block).put("time", time);
  }

  private JsonNode end(ObjectNode step) {
    ObjectNode outcome = stage.play(step);
    step.setAll(outcome);
    if (outcome.has("events")) {
      ArrayNode after = step.putArray("reads");
      reads.forEach(read -> after.add(Transcript.readOf(stage, read)));
    }
    // as it will be read back from a file
    ObjectNode noted = (ObjectNode) Stage.parse(step.toString());
    steps.add(noted);
    clock = step.has("lever") ? afterLever(step.path("time").asLong()) : stage.time();
    return noted;
  }
}
