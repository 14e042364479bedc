package io.github.restake4j.devnet.transcript;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Deposits of validators, signed ones and seeded noise, with every refusal of the contract. */
final class NativeStory extends Story {
  private static final String CONTRACT = "@DepositContract";
  private static final String DEPOSIT = "deposit(bytes,bytes,bytes,bytes32)";
  private static final BigInteger GWEI = BigInteger.TEN.pow(9);
  private static final String NO_ROOT = "0x" + "00".repeat(32);

  NativeStory(Stage stage, long seed) {
    super(stage, seed);
    watch(CONTRACT, "get_deposit_root()");
    watch(CONTRACT, "get_deposit_count()");
  }

  /** Tells the story. */
  void tell(JsonNode vectors) {
    call("@alice", CONTRACT, "get_deposit_root()");
    call("@alice", CONTRACT, "get_deposit_count()");
    refusals();
    for (JsonNode vector : vectors) {
      BigInteger wei = new BigInteger(vector.path("amountGwei").asText()).multiply(GWEI);
      pay(
          wei.toString(),
          "@alice",
          CONTRACT,
          DEPOSIT,
          vector.path("pubkey").asText(),
          vector.path("withdrawalCredentials").asText(),
          vector.path("signature").asText(),
          vector.path("depositDataRoot").asText());
    }
    for (int i = 0; i < 30; i++) {
      noise();
    }
    refusals();
    call("@alice", CONTRACT, "get_deposit_root()");
  }

  private void refusals() {
    String key = hex(48);
    String credentials = hex(32);
    String signature = hex(96);
    String wei = ETHER.toString();
    pay(wei, "@bob", CONTRACT, DEPOSIT, hex(47), credentials, signature, NO_ROOT);
    pay(wei, "@bob", CONTRACT, DEPOSIT, key, hex(33), signature, NO_ROOT);
    pay(wei, "@bob", CONTRACT, DEPOSIT, key, credentials, hex(0), NO_ROOT);
    String low = ETHER.subtract(BigInteger.ONE).toString();
    pay(low, "@bob", CONTRACT, DEPOSIT, key, credentials, signature, NO_ROOT);
    String odd = ETHER.add(BigInteger.ONE).toString();
    pay(odd, "@bob", CONTRACT, DEPOSIT, key, credentials, signature, NO_ROOT);
    String huge = GWEI.shiftLeft(64).toString();
    pay(huge, "@bob", CONTRACT, DEPOSIT, key, credentials, signature, NO_ROOT);
    pay(wei, "@bob", CONTRACT, DEPOSIT, key, credentials, signature, NO_ROOT);
    pay(wei, "@bob", CONTRACT, "");
  }

  private void noise() {
    byte[] key = bytes(48);
    byte[] credentials = bytes(32);
    byte[] signature = bytes(96);
    long gwei = 1_000_000_000L + random.nextInt(2_000_000_000);
    byte[] amount = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(gwei).array();
    byte[] signatureRoot =
        sha256(
            sha256(Arrays.copyOf(signature, 64)),
            sha256(Arrays.copyOfRange(signature, 64, 96), new byte[32]));
    byte[] root =
        sha256(
            sha256(sha256(key, new byte[16]), credentials),
            sha256(amount, new byte[24], signatureRoot));
    pay(
        BigInteger.valueOf(gwei).multiply(GWEI).toString(),
        "@carol",
        CONTRACT,
        DEPOSIT,
        text(key),
        text(credentials),
        text(signature),
        text(root));
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private String hex(int length) {
    return text(bytes(length));
  }

  private static String text(byte[] bytes) {
    return "0x" + HexFormat.of().formatHex(bytes);
  }

  private static byte[] sha256(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
