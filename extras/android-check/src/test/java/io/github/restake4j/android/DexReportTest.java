package io.github.restake4j.android;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DexReportTest {
  @Test
  void of_header_isRead() {
    assertThat(DexSize.of(dex(200, 7, 3))).isEqualTo(new DexSize(200, 7, 3));
  }

  @Test
  void of_cutOrOtherFile_isRefused() {
    byte[] cut = Arrays.copyOf(dex(200, 7, 3), 199);

    assertThatThrownBy(() -> DexSize.of(cut))
        .hasMessageContaining("200")
        .hasMessageContaining("199");
    assertThatThrownBy(() -> DexSize.of(new byte[200])).hasMessage("no dex file");
  }

  @Test
  void check_atTheCeiling_fails() {
    DexReport report = new DexReport();
    report.add("core", new DexSize(5_000_000, 9, 9), new DexSize(2_000_000, 1, 1));

    assertThatCode(() -> report.check("core", 2_000_001)).doesNotThrowAnyException();
    assertThatThrownBy(() -> report.check("core", 2_000_000))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("core has 2000000 bytes of dex, the ceiling is 2000000")
        .hasMessageContaining("5,000 kB");
  }

  @Test
  void check_unknownLine_isNoSuccess() {
    assertThatThrownBy(() -> new DexReport().check("core", 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void table_sizes_areRoundedUp() {
    DexReport report = new DexReport();
    report.add("lst", new DexSize(1_234_001, 12_345, 1), new DexSize(1, 2, 3));

    report.add("both", DexSize.NOTHING, new DexSize(2_000, 1_000, 3));

    assertThat(report.table().lines())
        .containsExactly(
            "|                        | jar as dex | methods | in the app | methods |",
            "|---|---:|---:|---:|---:|",
            "| lst                    |   1,235 kB |  12,345 |       1 kB |       2 |",
            "| both                   |            |         |       2 kB |   1,000 |");
  }

  private static byte[] dex(int bytes, int methods, int classes) {
    ByteBuffer file = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    file.put("dex\n035\0".getBytes(StandardCharsets.US_ASCII));
    file.putInt(32, bytes).putInt(88, methods).putInt(96, classes);
    return file.array();
  }
}
