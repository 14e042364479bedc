package io.github.restake4j.devnet.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.restake4j.devnet.LocalDevnet;
import io.github.restake4j.devnet.World;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Runs small test classes through JUnit and looks at what became of them. */
@Devnet(local = true)
class DevnetExtensionDevnetTest {
  /** Where the small classes leave what they saw; cleared before each test. */
  static final Set<String> SEEN = new ConcurrentSkipListSet<>();

  private final LocalDevnet devnet;
  @TempDir Path folder;

  DevnetExtensionDevnetTest(LocalDevnet devnet) {
    this.devnet = devnet;
  }

  @BeforeEach
  void forget() {
    SEEN.clear();
  }

  @Test
  void devnet_eachTest_findsTheChainAsNew() {
    run(AsNew.class).testEvents().assertStatistics(s -> s.started(3).succeeded(3));
    // one node for the class and its nested one, and the same block at the start of each test
    assertThat(SEEN).hasSize(1);
  }

  @Test
  void devnet_twoClasses_haveANodeEach() {
    run(AsNew.class);
    run(Other.class);
    assertThat(SEEN).hasSize(2);
  }

  @Test
  void off_everyClass_isSkippedByName() {
    EngineExecutionResults results = with("restake4j.devnet", "off", AsNew.class);
    assertThat(results.containerEvents().skipped().count()).isEqualTo(1);
    assertThat(reason(results)).isEqualTo("restake4j.devnet=off");
    assertThat(SEEN).isEmpty();
  }

  @Test
  void deployment_testsRunOnIt() {
    String url = devnet.node().url().toString();
    EngineExecutionResults results = with("restake4j.deployment", file(), Foreign.class);
    results.testEvents().assertStatistics(s -> s.succeeded(2).failed(0).aborted(1));
    assertThat(SEEN).hasSize(1).doesNotContain(url);
    assertThat(results.testEvents().aborted().list().get(0).getTestDescriptor().getDisplayName())
        .startsWith("leverNobodyHas");
  }

  @Test
  void deployment_testOfTheDevnetItself_isSkippedByName() {
    EngineExecutionResults results = with("restake4j.deployment", file(), OnlyLocal.class);
    assertThat(reason(results)).contains("tests the devnet itself");
  }

  @Test
  void deployment_missingProtocol_isSkippedByName() {
    EngineExecutionResults results = with("restake4j.deployment", file(), NeedsKelp.class);
    assertThat(reason(results)).isEqualTo("no kelp in " + folder.resolve("deployment.json"));
  }

  @Test
  void local_missingLever_fails() {
    run(Foreign.class).testEvents().assertStatistics(s -> s.succeeded(2).failed(1).aborted(0));
  }

  private String file() {
    Path file = folder.resolve("deployment.json");
    devnet.writeDeployment(file);
    return file.toString();
  }

  private static String reason(EngineExecutionResults results) {
    return results.containerEvents().skipped().list().get(0).getRequiredPayload(String.class);
  }

  private static EngineExecutionResults with(String property, String value, Class<?> test) {
    String before = System.getProperty(property, "");
    System.setProperty(property, value);
    try {
      return run(test);
    } finally {
      System.setProperty(property, before);
    }
  }

  private static EngineExecutionResults run(Class<?> test) {
    return EngineTestKit.engine("junit-jupiter").selectors(selectClass(test)).execute();
  }

  private static void see(World world) {
    SEEN.add(world.rpcUrl() + " " + world.raw().blockNumber() + " " + world.requests());
    world.mine(2);
  }

  @Devnet
  static class AsNew {
    @Test
    void one(World world) {
      see(world);
    }

    @Test
    void two(World world) {
      see(world);
    }

    @Nested
    class Inner {
      @Test
      void three(World world) {
        see(world);
      }
    }
  }

  @Devnet
  static class Other {
    @Test
    void one(World world) {
      see(world);
    }
  }

  @Devnet(protocols = "lido")
  static class Foreign {
    @Test
    void one(World world) {
      see(world);
    }

    @Test
    void two(World world) {
      see(world);
    }

    @Test
    void leverNobodyHas(World world) {
      world.invoke("lido.fly", "{}");
    }
  }

  @Devnet(local = true)
  static class OnlyLocal {
    @Test
    void one(LocalDevnet world) {
      see(world);
    }
  }

  @Devnet(protocols = "kelp")
  static class NeedsKelp {
    @Test
    void one(World world) {
      see(world);
    }
  }
}
