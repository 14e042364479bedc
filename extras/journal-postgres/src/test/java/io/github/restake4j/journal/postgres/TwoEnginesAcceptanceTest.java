package io.github.restake4j.journal.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.restake4j.devnet.Account;
import io.github.restake4j.devnet.ChainTruth;
import io.github.restake4j.devnet.LocalDevnet;
import io.github.restake4j.devnet.junit.Devnet;
import io.github.restake4j.devnet.process.ChildJvm;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances that send from one key, and the death of one of them. */
@Devnet(local = true)
class TwoEnginesAcceptanceTest {
  private static final double SCALE = Double.parseDouble(System.getProperty("scale", "0.05"));
  private static final Duration LONG = Duration.ofMinutes(4);
  private static final int FINAL = 64 + 2;

  private final LocalDevnet devnet;
  private final Map<String, String> done = new HashMap<>();
  @TempDir Path folder;

  TwoEnginesAcceptanceTest(LocalDevnet devnet) {
    this.devnet = devnet;
  }

  @BeforeAll
  static void startOrSkip() {
    PostgresServer.shared();
  }

  @Test
  void P18_twoJvmsOneKeyOneKilled_eachIntentExactlyOnce() throws Exception {
    int orders = Math.max(100, (int) Math.round(1_000 * SCALE));
    Account account = devnet.accounts().get(5);
    String schema = PostgresServer.unusedSchema();
    Path deployment = Files.writeString(folder.resolve("deployment.json"), devnet.deploymentJson());
    devnet.node().call("evm_setAutomine", false);
    devnet.node().call("evm_setIntervalMining", 1);
    long start = System.nanoTime();
    try (ChildJvm first = child(schema, deployment, account, orders, 0);
        ChildJvm second = child(schema, deployment, account, orders, 1)) {
      first.awaitLine("open", LONG);
      second.awaitLine("open", LONG);
      first.awaitLine(line -> note(line) && done.size() >= orders / 4, LONG);
      first.kill();
      int before = done.size();
      second.awaitLine(line -> note(line) && done.size() == orders, LONG);
      System.out.printf(
          "P18: %d orders, killed when the first JVM had settled %d, all settled after %.1f s%n",
          orders, before, (System.nanoTime() - start) / 1e9);
      second.awaitLine("all", LONG);
      devnet.node().call("evm_setIntervalMining", 0);
      devnet.node().call("anvil_mine", FINAL);
      second.awaitLine("end", LONG);
    } finally {
      devnet.node().call("evm_setIntervalMining", 0);
      devnet.node().call("evm_setAutomine", true);
    }
    Map<String, String> otherwise = new HashMap<>(done);
    otherwise.values().removeIf("Included"::equals);
    assertThat(otherwise).isEmpty();
    audit(schema, account, orders);
  }

  private ChildJvm child(String schema, Path deployment, Account account, int orders, int half) {
    return ChildJvm.of(EngineChild.class)
        .options("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
        .heapMegabytes(256)
        .environment("PGPASSWORD", PostgresServer.shared().password())
        .arguments(
            Integer.toString(PostgresServer.shared().port()),
            schema,
            devnet.rpcUrl(),
            deployment.toString(),
            account.privateKey(),
            Integer.toString(orders),
            Integer.toString(half))
        .start();
  }

  private boolean note(String line) {
    String[] words = line.split(" ", 3);
    if (words[0].equals("done")) {
      done.put(words[1], words[2]);
    }
    return true;
  }

  private void audit(String schema, Account account, int orders) throws SQLException {
    List<BigInteger> values = new ArrayList<>();
    for (int order = 0; order < orders; order++) {
      values.add(BigInteger.valueOf(EngineChild.value(order)));
    }
    try (HikariDataSource pool = PostgresServer.shared().pool();
        Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      ChainTruth.read(devnet.node())
          .audit(account.address(), 0)
          .exactlyOnce(ChainTruth.Mined::value, values)
          .onlyThese(
              column(statement, "SELECT '0x' || encode(hash, 'hex') FROM " + schema + ".attempts"))
          .orThrow();
      assertThat(
              column(
                  statement,
                  "SELECT key || ' ' || coalesce(ended, 'open') FROM "
                      + schema
                      + ".intents WHERE ended IS NULL"
                      + " OR (ended <> 'SUCCEEDED' AND key NOT LIKE 'fill-%')"))
          .isEmpty();
    }
  }

  private static List<String> column(Statement statement, String sql) throws SQLException {
    List<String> values = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }
}
