package io.github.restake4j.android;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How large a dex file is, by its own header.
 *
 * @param bytes of the file
 * @param methods it refers to, its own and others: what may be at most 65,536 in one file
 * @param classes it defines
 */
record DexSize(long bytes, long methods, long classes) {
  static final DexSize NOTHING = new DexSize(0, 0, 0);

  private static final int HEADER = 0x70;
  private static final int FILE_SIZE = 0x20;
  private static final int METHOD_IDS = 0x58;
  private static final int CLASS_DEFS = 0x60;

  static DexSize of(Path file) throws IOException {
    return of(Files.readAllBytes(file));
  }

  static DexSize of(byte[] file) {
    if (file.length < HEADER
        || !new String(file, 0, 4, StandardCharsets.US_ASCII).equals("dex\n")) {
      throw new IllegalArgumentException("no dex file");
    }
    ByteBuffer header = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    if (header.getInt(FILE_SIZE) != file.length) {
      throw new IllegalArgumentException(
          "a dex file of " + header.getInt(FILE_SIZE) + " bytes, cut to " + file.length);
    }
    return new DexSize(file.length, header.getInt(METHOD_IDS), header.getInt(CLASS_DEFS));
  }
}
