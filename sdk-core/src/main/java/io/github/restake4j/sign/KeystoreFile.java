package io.github.restake4j.sign;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.restake4j.error.SigningException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.internal.sign.Kdf;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a keystore of version 3, checked.
 *
 * @param address as the file states it; some do not
 */
record KeystoreFile(
    Optional<Address> address,
    Kdf kdf,
    int derivedSize,
    Bytes salt,
    Bytes iv,
    Bytes cipher,
    Bytes mac) {
  private static final int MAX_LENGTH = 100_000;
  private static final int MAX_NESTING = 10;
  private static final int MAX_SALT = 1024;
  private static final String CIPHER = "aes-128-ctr";
  private static final String PRF = "hmac-sha256";
  private static final ObjectMapper JSON =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_NESTING)
                          .maxDocumentLength(MAX_LENGTH)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS);

  static KeystoreFile parse(String json) {
    if (json.length() > MAX_LENGTH) {
      throw malformed("a keystore has at most " + MAX_LENGTH + " characters");
    }
    JsonNode root;
    try {
      root = JSON.readTree(json);
    } catch (JsonProcessingException e) {
      // neither text nor cause: the file may be something else that is secret
      throw malformed("not a JSON document without doubled names");
    }
    if (root == null || !root.isObject()) {
      throw malformed("not a JSON object");
    }
    JsonNode version = root.path("version");
    if (!version.isIntegralNumber()) {
      throw malformed("version is no whole number");
    }
    if (!version.bigIntegerValue().equals(BigInteger.valueOf(3))) {
      throw unsupported("only keystores of version 3 are known");
    }
    JsonNode crypto = root.path("crypto");
    if (root.has("Crypto")) {
      // the earliest wallets wrote it so
      if (root.has("crypto")) {
        throw malformed("both crypto and Crypto are there");
      }
      crypto = root.path("Crypto");
    }
    if (!text(crypto, "cipher").equals(CIPHER)) {
      throw unsupported("the cipher is not " + CIPHER);
    }
    JsonNode parameters = crypto.path("kdfparams");
    BigInteger derivedSize = number(parameters, "dklen");
    if (derivedSize.compareTo(BigInteger.valueOf(32)) < 0
        || derivedSize.compareTo(BigInteger.valueOf(64)) > 0) {
      throw malformed("dklen is 32 to 64");
    }
    Bytes salt = bytes(parameters, "salt", -1);
    if (salt.size() > MAX_SALT) {
      throw malformed("salt has more than " + MAX_SALT + " bytes");
    }
    return new KeystoreFile(
        address(root.get("address")),
        kdf(text(crypto, "kdf"), parameters),
        derivedSize.intValue(),
        salt,
        bytes(crypto.path("cipherparams"), "iv", 16),
        bytes(crypto, "ciphertext", 32),
        bytes(crypto, "mac", 32));
  }

  String write(String id) {
    ObjectNode root = JSON.createObjectNode();
    address.ifPresent(account -> root.put("address", plain(Bytes.wrap(account.toBytes()))));
    ObjectNode crypto = root.putObject("crypto");
    crypto.put("cipher", CIPHER);
    crypto.putObject("cipherparams").put("iv", plain(iv));
    crypto.put("ciphertext", plain(cipher));
    crypto.put("kdf", kdf.name());
    ObjectNode parameters = crypto.putObject("kdfparams");
    parameters.put("dklen", derivedSize);
    if (kdf instanceof Kdf.Scrypt scrypt) {
      parameters.put("n", scrypt.n()).put("p", scrypt.p()).put("r", scrypt.r());
    } else if (kdf instanceof Kdf.Pbkdf2 pbkdf2) {
      parameters.put("c", pbkdf2.rounds()).put("prf", PRF);
    }
    parameters.put("salt", plain(salt));
    crypto.put("mac", plain(mac));
    root.put("id", id);
    root.put("version", 3);
    return root.toString();
  }

  private static Kdf kdf(String name, JsonNode parameters) {
    return switch (name) {
      case "scrypt" ->
          Kdf.scrypt(number(parameters, "n"), number(parameters, "r"), number(parameters, "p"));
      case "pbkdf2" -> {
        if (!text(parameters, "prf").equals(PRF)) {
          throw unsupported("pbkdf2's prf is not " + PRF);
        }
        yield Kdf.pbkdf2(number(parameters, "c"));
      }
      default -> throw unsupported("the kdf is neither scrypt nor pbkdf2");
    };
  }

  private static Optional<Address> address(@Nullable JsonNode node) {
    if (node == null || node.isNull()) {
      return Optional.empty();
    }
    if (!node.isTextual()) {
      throw malformed("address is no text");
    }
    Bytes bytes = hex(node.textValue(), "address");
    if (bytes.size() != Address.SIZE) {
      throw malformed("address has not 20 bytes");
    }
    return Optional.of(Address.of(bytes.toArray()));
  }

  private static String text(JsonNode parent, String name) {
    JsonNode node = parent.path(name);
    if (!node.isTextual()) {
      throw malformed(name + " is missing or no text");
    }
    return node.textValue();
  }

  private static BigInteger number(JsonNode parent, String name) {
    JsonNode node = parent.path(name);
    if (!node.isIntegralNumber()) {
      throw malformed(name + " is missing or no whole number");
    }
    return node.bigIntegerValue();
  }

  private static Bytes bytes(JsonNode parent, String name, int size) {
    Bytes bytes = hex(text(parent, name), name);
    if (size >= 0 && bytes.size() != size) {
      throw malformed(name + " has " + bytes.size() + " bytes, expected " + size);
    }
    return bytes;
  }

  private static Bytes hex(String text, String name) {
    try {
      return Bytes.parse(text.startsWith("0x") ? text : "0x" + text);
    } catch (IllegalArgumentException e) {
      throw malformed(name + " is no even count of hex digits");
    }
  }

  private static String plain(Bytes bytes) {
    return bytes.toString().substring(2).toLowerCase(Locale.ROOT);
  }

  private static SigningException malformed(String message) {
    return new SigningException(SigningException.Code.KEYSTORE_MALFORMED, "keystore: " + message);
  }

  private static SigningException unsupported(String message) {
    return new SigningException(SigningException.Code.KEYSTORE_UNSUPPORTED, "keystore: " + message);
  }
}
