package io.github.restake4j.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AbiFolderTest {
  private static final String POOL = "com/acme/pool/contract/";

  @TempDir private Path folder;
  private Path abi;
  private Path out;

  @BeforeEach
  void writeAbis() throws IOException {
    abi = folder.resolve("abi");
    out = folder.resolve("out");
    write("pool/Pool.json", "[" + error("Paused", "") + "," + error("TooLarge", "uint256") + "]");
    write("pool/Queue.json", "[" + error("Paused", "") + "]");
    write("pool/legacy202603/Pool.json", "[" + error("Old", "") + "," + error("Paused", "") + "]");
    write("native/Deposit.json", "[]");
  }

  private static String error(String name, String type) {
    String inputs = type.isEmpty() ? "" : "{\"name\":\"a\",\"type\":\"" + type + "\"}";
    return "{\"type\":\"error\",\"name\":\"" + name + "\",\"inputs\":[" + inputs + "]}";
  }

  private void write(String name, String json) throws IOException {
    Path file = abi.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, json);
  }

  @Test
  void generate_folder_givesOneClassPerFileAndOneErrorListPerProtocol() throws IOException {
    SortedMap<String, String> sources = AbiFolder.generate(abi, "com.acme");
    assertThat(sources.keySet())
        .containsExactly(
            "com/acme/native_/contract/DepositContract.java",
            "com/acme/native_/contract/NativeErrors.java",
            "com/acme/native_/contract/package-info.java",
            POOL + "PoolContract.java",
            POOL + "PoolErrors.java",
            POOL + "QueueContract.java",
            POOL + "legacy202603/PoolContract.java",
            POOL + "legacy202603/package-info.java",
            POOL + "package-info.java");
    assertThat(sources.get(POOL + "package-info.java"))
        .contains("@NullMarked\npackage com.acme.pool.contract;\n");
  }

  @Test
  void generate_errorsOfAProtocol_areListedOnceEachOldOnesLast() throws IOException {
    assertThat(AbiFolder.generate(abi, "com.acme").get(POOL + "PoolErrors.java"))
        .contains(
            """
                  List.of(
                      PoolContract.Paused.ERROR,
                      PoolContract.TooLarge.ERROR,
                      com.acme.pool.contract.legacy202603.PoolContract.Old.ERROR);
            """);
  }

  @Test
  void generate_badFile_isNamed() throws IOException {
    write("pool/Bad.json", "[{\"type\":\"riddle\"}]");
    assertThatThrownBy(() -> AbiFolder.generate(abi, "com.acme"))
        .isInstanceOf(AbiRefusedException.class)
        .hasMessageStartingWith("pool/Bad.json: ");
    Files.delete(abi.resolve("pool/Bad.json"));
    write("Lost.json", "[]");
    assertThatThrownBy(() -> AbiFolder.generate(abi, "com.acme"))
        .isInstanceOf(AbiRefusedException.class)
        .hasMessageContaining("Lost.json: expected <protocol>/<Name>.json");
  }

  @Test
  void generate_filesThatDifferInCaseOnly_areRefusedByName() throws IOException {
    write("pool/POOL.json", "[]");
    assertThatThrownBy(() -> AbiFolder.generate(abi, "com.acme"))
        .isInstanceOf(AbiRefusedException.class)
        .hasMessage("pool/Pool.json: becomes the same file as pool/POOL.json");
  }

  @Test
  void generate_foldersThatDifferInCaseOnly_areRefusedByName() throws IOException {
    write("Pool/Other.json", "[]");
    assertThatThrownBy(() -> AbiFolder.generate(abi, "com.acme"))
        .isInstanceOf(AbiRefusedException.class)
        .hasMessageContaining("in case only");
  }

  @Test
  void generate_moreErrorsThanOneListHolds_isRefused() throws IOException {
    List<String> errors = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      errors.add(error("E" + i, ""));
    }
    write("pool/Many.json", errors.toString());
    assertThatThrownBy(() -> AbiFolder.generate(abi, "com.acme"))
        .isInstanceOf(AbiRefusedException.class)
        .hasMessage("pool: 5003 errors, one list holds at most 5000");
  }

  @Test
  void write_secondTime_touchesNothing() throws IOException {
    AbiFolder.Changes first = AbiFolder.write(AbiFolder.generate(abi, "com.acme"), out);
    Path pool = out.resolve(POOL + "PoolContract.java");
    FileTime longAgo = FileTime.fromMillis(1_000_000_000_000L);
    Files.setLastModifiedTime(pool, longAgo);
    AbiFolder.Changes second = AbiFolder.write(AbiFolder.generate(abi, "com.acme"), out);
    assertThat(first).isEqualTo(new AbiFolder.Changes(9, 0, 0));
    assertThat(second).isEqualTo(new AbiFolder.Changes(0, 9, 0));
    assertThat(Files.getLastModifiedTime(pool)).isEqualTo(longAgo);
  }

  @Test
  void write_oneAbiChangedAndOneGone_writesAndDeletesOnlyThose() throws IOException {
    AbiFolder.write(AbiFolder.generate(abi, "com.acme"), out);
    Path byHand = out.resolve(POOL + "ByHand.java");
    Files.writeString(byHand, "class ByHand {}\n");
    Files.delete(abi.resolve("pool/Queue.json"));
    write("native/Deposit.json", "[" + error("Fresh", "") + "]");
    AbiFolder.Changes changes = AbiFolder.write(AbiFolder.generate(abi, "com.acme"), out);
    assertThat(changes).isEqualTo(new AbiFolder.Changes(2, 6, 1));
    assertThat(out.resolve(POOL + "QueueContract.java")).doesNotExist();
    assertThat(byHand).exists();
  }
}
