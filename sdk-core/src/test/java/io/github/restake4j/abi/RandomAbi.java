package io.github.restake4j.abi;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/** ABIs of contracts nobody wrote: few names that clash often, types of all kinds. */
final class RandomAbi {
  private static final String[] NAMES = {
    "a",
    "A",
    "_a",
    "__a",
    "a_",
    "b",
    "B",
    "foo",
    "Foo",
    "FOO",
    "fOO",
    "bar",
    "Bar",
    "value",
    "out",
    "in",
    "each",
    "item",
    "topics",
    "data",
    "read",
    "write",
    "EVENT",
    "ERROR",
    "part1",
    "arg0",
    "value0",
    "field0",
    "class",
    "int",
    "long",
    "fun",
    "val",
    "object",
    "toString",
    "hashCode",
    "wait",
    "clone",
    "notify",
    "String",
    "List",
    "Bytes",
    "Address",
    "Object",
    "Record",
    "AbiCall",
    "Hash32",
    "BigInteger",
    "Integer",
    "Override",
    "record",
    "var",
    "yield",
    "$",
    "$a",
    "a$",
    "_",
    "_1",
    "creationCode",
    "deployData",
    "FooOutput",
    "fooOutput",
    "FooError",
    "FooEvent",
    "amount",
    "recipientOfTheWithdrawnShares",
    "aVeryLongNameThatTakesMostOfALineOfCodeWhenItIsWrittenOut",
    "RewardsCoordinatorParametersOfTheNextGenerationForOperatorSets",
    "i",
    "x",
    "y",
    "Calls1",
    "equals",
    "finalize",
    "getClass",
    "notifyAll",
    "Exception",
    "Class",
    "Enum",
    "Iterable",
    "Deprecated",
    "Contract",
    "FooPart1",
    "FooInput",
    "DeployInputPart1",
    "AbiReader",
    "AbiWriter",
    "AbiEvent",
    "Long",
    "Boolean",
    "NoOutput",
    "Generated",
    "permits",
    "sealed",
    "when",
    "io",
    "java",
    "com",
    "part2",
    "each2",
    "$$"
  };

  private final ObjectMapper json = new ObjectMapper();
  private final Random random;
  private final List<ObjectNode> structs = new ArrayList<>();
  private final Set<String> signatures = new HashSet<>();

  RandomAbi(Random random) {
    this.random = random;
  }

  /** A contract as JSON. */
  ArrayNode next() {
    ArrayNode abi = json.createArrayNode();
    for (int i = random.nextInt(6); i > 0; i--) {
      structs.add(struct());
    }
    if (random.nextBoolean()) {
      ObjectNode constructor = abi.addObject().put("type", "constructor");
      constructor.put("stateMutability", random.nextBoolean() ? "payable" : "nonpayable");
      constructor.set("inputs", parameters(4, false));
    }
    if (random.nextInt(4) == 0) {
      abi.addObject().put("type", "receive").put("stateMutability", "payable");
    }
    int functions = random.nextInt(14);
    for (int i = 0; i < functions; i++) {
      function(abi);
    }
    int others = random.nextInt(10);
    for (int i = 0; i < others; i++) {
      boolean event = random.nextBoolean();
      ObjectNode entry = json.createObjectNode().put("type", event ? "event" : "error");
      entry.put("name", name());
      if (event) {
        entry.put("anonymous", random.nextInt(5) == 0);
      }
      entry.set("inputs", parameters(wide(5), event));
      if (signatures.add(entry.get("type") + entry.get("name").asText() + types(entry))) {
        abi.add(entry);
      }
    }
    return abi;
  }

  private void function(ArrayNode abi) {
    ObjectNode entry = json.createObjectNode().put("type", "function").put("name", name());
    entry.set("inputs", parameters(wide(4), false));
    entry.set("outputs", parameters(wide(4), false));
    String[] mutability = {"view", "pure", "payable", "nonpayable"};
    if (random.nextInt(10) > 0) {
      entry.put("stateMutability", mutability[random.nextInt(4)]);
    } else {
      entry.put("constant", random.nextBoolean()); // as compilers wrote before 2018
    }
    if (entry.get("outputs").isEmpty() && random.nextBoolean()) {
      entry.remove("outputs");
    }
    if (signatures.add("f" + entry.get("name").asText() + types(entry))) {
      abi.add(entry);
      if (random.nextInt(12) == 0) {
        abi.add(entry.deepCopy().put("stateMutability", mutability[random.nextInt(4)]));
      }
    }
  }

  private static String types(ObjectNode entry) {
    return GeneratedContract.types(entry.get("inputs"));
  }

  private int wide(int usual) {
    return random.nextInt(60) == 0 ? 190 + random.nextInt(150) : usual;
  }

  private ArrayNode parameters(int most, boolean event) {
    ArrayNode parameters = json.createArrayNode();
    int count = most > 100 ? most : random.nextInt(most + 1);
    int indexed = 0;
    for (int i = 0; i < count; i++) {
      ObjectNode parameter = parameter(random.nextInt(count > 100 ? 1 : 4));
      if (event) {
        boolean topic = indexed < 3 && random.nextInt(3) == 0;
        indexed += topic ? 1 : 0;
        parameter.put("indexed", topic);
      }
      parameters.add(parameter);
    }
    return parameters;
  }

  private ObjectNode parameter(int depth) {
    ObjectNode parameter = json.createObjectNode();
    parameter.put("name", random.nextInt(6) == 0 ? "" : name());
    StringBuilder suffix = new StringBuilder();
    for (int i = random.nextInt(depth + 1); i > 0; i--) {
      int size = random.nextInt(5);
      suffix.append(size < 3 ? "[]" : "[" + (1 + random.nextInt(size == 4 ? 3 : 40) % 7) + "]");
    }
    if (depth > 0 && random.nextInt(3) == 0 && !structs.isEmpty()) {
      ObjectNode struct = structs.get(random.nextInt(structs.size()));
      parameter.put("type", "tuple" + suffix);
      parameter.set("components", struct.get("components"));
      if (random.nextInt(3) > 0) {
        parameter.put("internalType", struct.get("internalType").asText() + suffix);
      }
    } else {
      parameter.put("type", elementary() + suffix);
    }
    return parameter;
  }

  private ObjectNode struct() {
    ObjectNode struct = json.createObjectNode();
    ArrayNode components = json.createArrayNode();
    int fields = random.nextInt(40) == 0 ? 205 : 1 + random.nextInt(5);
    for (int i = 0; i < fields; i++) {
      components.add(parameter(fields > 100 ? 0 : random.nextInt(3)));
    }
    struct.set("components", components);
    String[] qualifiers = {"", "C.", "L.", "Foo.", "IVault."};
    struct.put("internalType", "struct " + qualifiers[random.nextInt(5)] + name());
    return struct;
  }

  private String elementary() {
    return switch (random.nextInt(12)) {
      case 0 -> "uint" + (8 + 8 * random.nextInt(32));
      case 1 -> "int" + (8 + 8 * random.nextInt(32));
      case 2 -> "bytes" + (1 + random.nextInt(32));
      case 3 -> "bool";
      case 4 -> "bytes";
      case 5 -> "string";
      case 6 -> random.nextInt(8) == 0 ? "function" : "bytes32";
      case 7, 8 -> "address";
      case 9 ->
          random.nextInt(8) == 0
              ? String.format(
                  Locale.ROOT,
                  "%sfixed%dx%d",
                  random.nextBoolean() ? "u" : "",
                  8 + 8 * random.nextInt(32),
                  random.nextInt(81))
              : "uint8";
      default -> "uint256";
    };
  }

  private String name() {
    return NAMES[random.nextInt(NAMES.length)];
  }
}
