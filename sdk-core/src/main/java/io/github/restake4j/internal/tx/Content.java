package io.github.restake4j.internal.tx;

import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.eth.Keccak;
import io.github.restake4j.tx.Intent;
import io.github.restake4j.tx.TxSpec;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What makes two plans the same. */
final class Content {
  /** {@code approve(address,uint256)}. */
  private static final Bytes APPROVE = Bytes.parse("0x095ea7b3");

  private Content() {}

  /** Digest of name and arguments; every text goes in with its length, so that none can shift. */
  static Hash32 of(TxSpec<?> spec) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    put(out, spec.name());
    for (TxSpec.Argument argument : spec.arguments()) {
      put(out, argument.name());
      put(out, argument.text());
    }
    return Keccak.hash(out.toByteArray());
  }

  private static void put(ByteArrayOutputStream out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    byte[] length = ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array();
    out.write(length, 0, length.length);
    out.write(bytes, 0, bytes.length);
  }

  /** An approval before a call that needs one; everything else is the call. */
  static Intent.Purpose purposeOf(TxSpec<?> spec, Address to, Bytes data) {
    return spec.allowance().isPresent() && data.size() >= 4 && data.slice(0, 4).equals(APPROVE)
        ? Intent.Purpose.PREPARATION
        : Intent.Purpose.CALL;
  }
}
