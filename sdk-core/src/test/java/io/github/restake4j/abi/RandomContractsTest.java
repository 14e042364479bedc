package io.github.restake4j.abi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.restake4j.codegen.AbiGenerator;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Contracts nobody wrote, in batches: {@code -Dscale=1} makes 2,000 of them, {@code -Dseed} others.
 */
class RandomContractsTest {
  private static final int BATCH = 50;
  private static final int ALL = 2_000;

  @Test
  void randomContracts_compileAndRoundTrip() throws Exception {
    int contracts =
        (int) Math.max(BATCH, ALL * Double.parseDouble(System.getProperty("scale", "0.05")));
    long seed = Long.getLong("seed", 20_261_120L);
    int entries = 0;
    for (int from = 0; from < contracts; from += BATCH) {
      entries += batch(seed + from);
    }
    assertThat(entries).isGreaterThan(5 * contracts);
  }

  private static int batch(long seed) throws Exception {
    Map<String, String> sources = new TreeMap<>();
    Map<String, JsonNode> abis = new TreeMap<>();
    for (long each = seed; each < seed + BATCH; each++) {
      JsonNode abi = new RandomAbi(new Random(each)).next();
      String name = "Random" + each;
      sources.put(
          "random/" + name + ".java", AbiGenerator.contract(abi.toString(), "random", name));
      abis.put(name, abi);
    }
    ClassLoader classes = SourceCompiler.compile(sources, CorpusTest.STRICT);
    int entries = 0;
    for (Map.Entry<String, JsonNode> each : abis.entrySet()) {
      Class<?> contract = classes.loadClass("random." + each.getKey());
      entries += new GeneratedContract(contract, each.getValue(), new Random(3)).roundTrip(2);
    }
    return entries;
  }
}
