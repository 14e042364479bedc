package io.github.restake4j.eigenlayer.rewards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.restake4j.devnet.World;
import io.github.restake4j.devnet.junit.Devnet;
import io.github.restake4j.devnet.process.ChildJvm;
import io.github.restake4j.eigenlayer.operator.EigenWorld;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.sign.LocalKey;
import io.github.restake4j.task.Progress;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A claims file of a million earners with three tokens each at {@code -Dscale=1}: read as a stream
 * in a process of its own with 1 GB of heap, one claim of it believed by the chain.
 */
@Devnet(protocols = "eigenlayer")
class LargeTreeAcceptanceTest {
  private static final double SCALE = Double.parseDouble(System.getProperty("scale", "0.05"));
  private static final int EARNERS = (int) (1_000_000 * SCALE);
  private static final BigInteger EARNED = new BigInteger("123456789012345678901");

  private final World world;

  LargeTreeAcceptanceTest(World world) {
    this.world = world;
  }

  @Test
  void claim_fromALargeFile_isBuiltInAGigabyteAndPaid(@TempDir Path folder) throws IOException {
    try (EigenWorld on = new EigenWorld(world)) {
      LocalKey earner = on.key(6);
      Address token = on.token("TST");
      Path file = folder.resolve("claim-amounts.json");
      write(file, earner.address(), token);

      Map<String, String> child = measured(file);
      Hash32 root = Hash32.parse(String.valueOf(child.get("root")));
      assertThat(child.get("earners")).isEqualTo(String.valueOf(EARNERS));
      assertThat(child.get("lines")).isEqualTo(String.valueOf(3 * EARNERS));

      on.lever("fundRewards", Map.of("token", token.toString(), "amount", EARNED.toString()));
      JsonNode posted =
          on.lever(
              "postRewardsRoot",
              Map.of("root", root.toString(), "rewardsCalculationEndTimestamp", "0"));
      world.warp(Math.max(1, posted.get("activatedAt").asLong() - world.raw().timestamp()));
      Rewards rewards = Rewards.on(on.client());
      List<Long> told = new ArrayList<>();

      List<ClaimPlan> plans =
          rewards
              .claimable(earner.address(), ClaimSource.file(file))
              .run(Progress.to(step -> told.add(step.done())));

      assertThat(told).contains((long) EARNERS, 3L * EARNERS);
      assertThat(plans).hasSize(1);
      RewardsMerkleClaim all = plans.get(0).claim();
      // the other two tokens do not exist, so the chain could not pay them
      RewardsMerkleClaim claim =
          all.with(all.tokens().stream().filter(t -> t.token().equals(token)).toList());
      BigInteger before = on.balance(token, earner.address());
      rewards.processClaim(claim, earner.address()).send(earner).await().orThrow();
      assertThat(on.balance(token, earner.address()).subtract(before)).isEqualTo(EARNED);
    }
  }

  private static Map<String, String> measured(Path file) {
    try (ChildJvm child =
        ChildJvm.of(LargeTreeChild.class).arguments(file.toString()).heapMegabytes(1024).start()) {
      assertThat(child.awaitExit(Duration.ofMinutes(5))).as("%s", child.errors()).isZero();
      Map<String, String> words = new TreeMap<>();
      for (String line : child.lines()) {
        String[] parts = line.split(" ", 2);
        words.put(parts[0], parts[1]);
      }
      System.out.println("claims file of " + EARNERS + " earners: " + words);
      return words;
    }
  }

  /** Lines in the pipeline's order: by the text of earner, then token. */
  private static void write(Path file, Address earner, Address token) throws IOException {
    StringBuilder text = new StringBuilder();
    try (OutputStream out = Files.newOutputStream(file)) {
      long step = Integer.MAX_VALUE / (long) EARNERS;
      boolean written = false;
      String own = earner.toString().toLowerCase(Locale.ROOT);
      for (int i = 0; i < EARNERS - 1; i++) {
        String each = String.format("0x%08x%032x", 2 * step * i, i);
        if (!written && own.compareTo(each) < 0) {
          lines(text, own, token, EARNED);
          written = true;
        }
        lines(text, each, token, BigInteger.valueOf(i).add(EARNED));
        if (text.length() > 1 << 20) {
          out.write(text.toString().getBytes(StandardCharsets.US_ASCII));
          text.setLength(0);
        }
      }
      if (!written) {
        lines(text, own, token, EARNED);
      }
      out.write(text.toString().getBytes(StandardCharsets.US_ASCII));
    }
  }

  private static void lines(StringBuilder to, String earner, Address token, BigInteger amount) {
    String own = token.toString().toLowerCase(Locale.ROOT);
    for (String each :
        List.of(
            "0x0000000000000000000000000000000000000001",
            own,
            "0xffffffffffffffffffffffffffffffffffffffff")) {
      to.append("{\"earner\":\"")
          .append(earner)
          .append("\",\"token\":\"")
          .append(each)
          .append("\",\"snapshot\":1714780800000,\"cumulative_amount\":\"")
          .append(amount)
          .append("\"}\n");
    }
  }
}
