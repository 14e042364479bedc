package io.github.restake4j.sign;

import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.eth.Keccak;
import io.github.restake4j.internal.sign.Secp256k1;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The struct types of typed data: checks values against them and hashes them. */
final class Eip712Types {
  static final String DOMAIN = "EIP712Domain";
  static final String CHAIN_ID = "chainId";
  static final String VERIFYING_CONTRACT = "verifyingContract";

  /** Far above what any contract declares; bounds recursion. */
  private static final int MAX_DEPTH = 64;

  private static final int WORD_BITS = 256;
  private static final BigInteger WORD = BigInteger.ONE.shiftLeft(WORD_BITS);
  private static final Pattern NAME = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$]*");
  private static final Pattern ATOM =
      Pattern.compile("address|bool|string|bytes([0-9]*)|(u?int)([0-9]*)");

  /** Fields a domain may have, in the order EIP-712 demands. */
  private static final Map<String, String> DOMAIN_FIELDS = domainFields();

  record Field(String type, String name) {}

  private final Map<String, List<Field>> structs;

  private Eip712Types(Map<String, List<Field>> structs) {
    this.structs = structs;
  }

  static Eip712Types of(Set<String> domainFields, Map<String, String[]> declared) {
    Map<String, List<Field>> structs = new LinkedHashMap<>();
    structs.put(DOMAIN, domain(domainFields));
    declared.forEach(
        (name, fields) -> {
          if (!NAME.matcher(name).matches() || isAtom(name) || name.equals(DOMAIN)) {
            throw new IllegalArgumentException("not a name for a struct: " + name);
          }
          structs.put(name, fields(name, fields));
        });
    Eip712Types types = new Eip712Types(structs);
    structs.forEach(
        (name, fields) -> {
          for (Field field : fields) {
            types.requireKnown(name, field);
          }
        });
    return types;
  }

  Map<String, List<Field>> structs() {
    return structs;
  }

  /** The values in the order of the fields, each checked and in its one Java form. */
  Map<String, Object> struct(String type, Map<?, ?> values, String path, int depth) {
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException(path + " is nested deeper than " + MAX_DEPTH);
    }
    List<Field> fields = fieldsOf(type);
    Map<String, Object> checked = new LinkedHashMap<>();
    for (Field field : fields) {
      Object value = values.get(field.name());
      if (value == null) {
        throw new IllegalArgumentException(path + "." + field.name() + " is missing");
      }
      checked.put(field.name(), value(field.type(), value, path + "." + field.name(), depth + 1));
    }
    for (Object name : values.keySet()) {
      if (!checked.containsKey(String.valueOf(name))) {
        throw new IllegalArgumentException(path + " has no field " + name);
      }
    }
    return Collections.unmodifiableMap(checked);
  }

  private Object value(String type, Object value, String path, int depth) {
    int bracket = type.lastIndexOf('[');
    if (bracket >= 0) {
      return array(type, bracket, value, path, depth);
    }
    if (structs.containsKey(type)) {
      if (value instanceof Map<?, ?> values) {
        return struct(type, values, path, depth);
      }
    } else if ((type.equals("address") && value instanceof Address)
        || (type.equals("bool") && value instanceof Boolean)
        || (type.equals("string") && value instanceof String)) {
      return value;
    } else if (type.startsWith("bytes")) {
      Bytes bytes =
          value instanceof Bytes some
              ? some
              : value instanceof Hash32 word ? Bytes.wrap(word.toBytes()) : null;
      if (bytes != null
          && (type.equals("bytes") || Integer.parseInt(type.substring(5)) == bytes.size())) {
        return bytes;
      }
    } else if (type.contains("int")) {
      BigInteger number = number(value);
      if (number != null && fits(type, number)) {
        return number;
      }
    }
    throw new IllegalArgumentException(
        path + " is no " + type + ": " + value + " (" + value.getClass().getSimpleName() + ")");
  }

  private List<Object> array(String type, int bracket, Object value, String path, int depth) {
    if (!(value instanceof Collection<?> values)) {
      throw new IllegalArgumentException(path + " is no " + type + ": " + value);
    }
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException(path + " is nested deeper than " + MAX_DEPTH);
    }
    String size = type.substring(bracket + 1, type.length() - 1);
    if (!size.isEmpty() && Integer.parseInt(size) != values.size()) {
      throw new IllegalArgumentException(
          path + " has " + values.size() + " elements, its type is " + type);
    }
    String element = type.substring(0, bracket);
    List<Object> checked = new ArrayList<>();
    for (Object each : values) {
      String place = path + "[" + checked.size() + "]";
      if (each == null) {
        throw new IllegalArgumentException(place + " is missing");
      }
      checked.add(value(element, each, place, depth + 1));
    }
    return Collections.unmodifiableList(checked);
  }

  Hash32 hashStruct(String type, Map<String, ?> values) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    write(data, Keccak.hash(encodeType(type).getBytes(StandardCharsets.UTF_8)));
    for (Field field : fieldsOf(type)) {
      write(data, word(field.type(), Objects.requireNonNull(values.get(field.name()))));
    }
    return Keccak.hash(data.toByteArray());
  }

  /** {@code Mail(Person from,Person to)Person(string name)}. */
  String encodeType(String type) {
    Set<String> others = new TreeSet<>();
    collect(type, others);
    others.remove(type);
    StringBuilder text = new StringBuilder(signature(type));
    others.forEach(each -> text.append(signature(each)));
    return text.toString();
  }

  private void collect(String type, Set<String> into) {
    if (!into.add(type)) {
      return;
    }
    for (Field field : fieldsOf(type)) {
      String base = base(field.type());
      if (structs.containsKey(base)) {
        collect(base, into);
      }
    }
  }

  private String signature(String type) {
    StringBuilder text = new StringBuilder(type).append('(');
    String comma = "";
    for (Field field : fieldsOf(type)) {
      text.append(comma).append(field.type()).append(' ').append(field.name());
      comma = ",";
    }
    return text.append(')').toString();
  }

  private List<Field> fieldsOf(String type) {
    return Objects.requireNonNull(structs.get(type), type);
  }

  private Hash32 word(String type, Object value) {
    int bracket = type.lastIndexOf('[');
    if (bracket >= 0) {
      String element = type.substring(0, bracket);
      ByteArrayOutputStream data = new ByteArrayOutputStream();
      for (Object each : (List<?>) value) {
        write(data, word(element, Objects.requireNonNull(each)));
      }
      return Keccak.hash(data.toByteArray());
    }
    if (value instanceof Map<?, ?> values) {
      @SuppressWarnings("unchecked") // made by struct(), whose maps have names as keys
      Map<String, Object> fields = (Map<String, Object>) values;
      return hashStruct(type, fields);
    }
    if (value instanceof String text) {
      return Keccak.hash(text.getBytes(StandardCharsets.UTF_8));
    }
    if (value instanceof BigInteger number) {
      return Secp256k1.word(number.mod(WORD));
    }
    byte[] word = new byte[Hash32.SIZE];
    if (value instanceof Bytes bytes) {
      if (type.equals("bytes")) {
        return Keccak.hash(bytes);
      }
      System.arraycopy(bytes.toArray(), 0, word, 0, bytes.size());
    } else if (value instanceof Address address) {
      System.arraycopy(address.toBytes(), 0, word, 12, Address.SIZE);
    } else {
      word[31] = (byte) (value.equals(true) ? 1 : 0);
    }
    return Hash32.of(word);
  }

  private static void write(ByteArrayOutputStream out, Hash32 word) {
    out.write(word.toBytes(), 0, Hash32.SIZE);
  }

  private void requireKnown(String struct, Field field) {
    String base = base(field.type());
    String dimensions = field.type().substring(base.length());
    if (!((structs.containsKey(base) && !base.equals(DOMAIN)) || isAtom(base))
        || !dimensions.matches("(\\[([1-9][0-9]{0,8})?\\])*")) {
      throw new IllegalArgumentException(
          "unknown type " + field.type() + " of field " + struct + "." + field.name());
    }
  }

  private static String base(String type) {
    int bracket = type.indexOf('[');
    return bracket < 0 ? type : type.substring(0, bracket);
  }

  private static boolean isAtom(String type) {
    var matcher = ATOM.matcher(type);
    if (!matcher.matches()) {
      return false;
    }
    String size = matcher.group(1);
    if (size != null && !size.isEmpty()) {
      return isBetween(size, 1, 32);
    }
    String bits = matcher.group(3);
    return bits == null || (isBetween(bits, 8, WORD_BITS) && Integer.parseInt(bits) % 8 == 0);
  }

  private static boolean isBetween(String digits, int least, int most) {
    return digits.matches("[1-9][0-9]{0,2}")
        && Integer.parseInt(digits) >= least
        && Integer.parseInt(digits) <= most;
  }

  private static @Nullable BigInteger number(Object value) {
    if (value instanceof BigInteger number) {
      return number;
    }
    return value instanceof Long || value instanceof Integer
        ? BigInteger.valueOf(((Number) value).longValue())
        : null;
  }

  private static boolean fits(String type, BigInteger number) {
    int bits = Integer.parseInt(type.substring(type.indexOf("int") + 3));
    return type.startsWith("u")
        ? number.signum() >= 0 && number.bitLength() <= bits
        : number.bitLength() < bits;
  }

  private static List<Field> domain(Set<String> present) {
    List<Field> fields = new ArrayList<>();
    DOMAIN_FIELDS.forEach(
        (name, type) -> {
          if (present.contains(name)) {
            fields.add(new Field(type, name));
          }
        });
    return Collections.unmodifiableList(fields);
  }

  private static List<Field> fields(String struct, String[] declared) {
    List<Field> fields = new ArrayList<>();
    Set<String> seen = new TreeSet<>();
    for (String each : declared) {
      int space = each.indexOf(' ');
      String name = each.substring(space + 1);
      if (space < 1 || !NAME.matcher(name).matches() || !seen.add(name)) {
        throw new IllegalArgumentException(
            "a field is type and name, each name once, not \"" + each + "\" in " + struct);
      }
      fields.add(new Field(each.substring(0, space), name));
    }
    return Collections.unmodifiableList(fields);
  }

  private static Map<String, String> domainFields() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("name", "string");
    fields.put("version", "string");
    fields.put(CHAIN_ID, "uint256");
    fields.put(VERIFYING_CONTRACT, "address");
    fields.put("salt", "bytes32");
    return Collections.unmodifiableMap(fields);
  }
}
