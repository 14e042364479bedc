package io.github.restake4j.android;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.restake4j.devnet.LocalDevnet;
import io.github.restake4j.devnet.junit.Devnet;
import java.io.File;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The wallet, shrunk by R8 in full mode with no rule of ours but the warnings it may skip, linked
 * with what Android 8 has and nothing else, lives on a devnet.
 */
@Devnet(local = true)
class ShrunkWalletAcceptanceTest {
  private static final String MAIN = Wallet.class.getName();
  private static final Path TARGET = Path.of("target");
  private static final int KILLED = 9;
  private static final int LIVES = 5;

  /** Core and one protocol, with all they reach of other libraries. */
  private static final long CEILING = 2_000_000;

  private static final List<String> MODULES = List.of("core", "lst", "eigenlayer", "lrt");
  private static final String LARGEST = "eigenlayer";
  private static final String OTHERS = "other libraries";
  private static final String BOTH = "core and one protocol";

  private static List<Path> plain = List.of();
  private static PlatformApi android;
  private static Shrinker shrinker;
  private static Shrinker.Shrunk shrunk;

  @TempDir private Path folder;

  private final LocalDevnet devnet;

  ShrunkWalletAcceptanceTest(LocalDevnet devnet) {
    this.devnet = devnet;
  }

  @BeforeAll
  static void shrink() throws Exception {
    List<Path> program = new ArrayList<>();
    program.add(Jars.of(TARGET.resolve("classes"), TARGET.resolve("wallet.jar")));
    String libraries = Files.readString(TARGET.resolve("libraries")).strip();
    for (String each : libraries.split(Pattern.quote(File.pathSeparator), -1)) {
      program.add(Path.of(each));
    }
    plain = List.copyOf(program);
    android = PlatformApi.read(TARGET.resolve("android/api-26.signature"));
    Path java = TARGET.resolve("android/java-26.jar");
    android.writeJar(java);
    shrinker = new Shrinker(List.of(java, TARGET.resolve("android/android-all.jar")));
    shrunk = shrinker.shrink(MAIN, plain, TARGET.resolve("wallet"));
  }

  /**
   * @param builds which build each life runs: shrunk, or plain
   */
  @ParameterizedTest
  @ValueSource(strings = {"SSSSS", "PSPSP", "SPSPS"})
  void wallet_killedAndUpdated_endsAsTheChainSays(String builds) throws Exception {
    String key = devnet.accounts().get(0).privateKey();
    Files.writeString(folder.resolve("import.txt"), key);
    Files.writeString(folder.resolve("words.txt"), "test ".repeat(11) + "junk"); // the devnet's
    devnet.writeDeployment(folder.resolve("network.json"));
    WalletOnChain chain = new WalletOnChain(devnet, devnet.accounts().get(0).address());

    Program.Said first = live(1, builds, KILLED);
    chain.afterFirst(first);
    Program.Said second = live(2, builds, KILLED);
    chain.afterSecond(second);
    Program.Said third = live(3, builds, KILLED);
    chain.afterThird(third, second.of("exit.tx"));
    Program.Said fourth = live(4, builds, 0);
    chain.afterFourth(fourth, third.of("sent"));

    BigInteger before = chain.nonce();
    Program.Said fifth = live(LIVES, builds, 0);
    assertThat(fifth.values())
        .containsEntry("staked.tx", first.of("staked.tx"))
        .containsEntry("exit.mined", second.of("exit.tx"))
        .containsEntry("queue.tx", fourth.of("queue.tx"));
    assertThat(chain.nonce()).isEqualTo(before);
    assertThat(Files.readString(folder.resolve("keystore.json"))).doesNotContain(key.substring(2));
  }

  private Program.Said live(int life, String builds, int status) throws Exception {
    List<Path> build = builds.charAt(life - 1) == 'S' ? List.of(shrunk.jar()) : plain;
    Program.Run run =
        new Program(build, MAIN)
            .run(folder, Integer.toString(life), devnet.rpcUrl(), folder.toString());
    assertThat(run.status())
        .as("life %d: %s %s", life, run.output(), shrunk.retrace(run.errors()))
        .isEqualTo(status);
    return run.said();
  }

  /** All that was reached counts, other libraries included: the compiler checks only our own. */
  @Test
  void shrunk_asksOfThePlatform_whatAndroid8Has() throws IOException {
    SortedSet<String> missing = PlatformCalls.missing(shrunk.jar(), android);

    // TLS providers that OkHttp uses where an app brings them
    missing.removeIf(each -> each.matches("org\\.(conscrypt|openjsse|bouncycastle\\.jsse)\\..*"));
    assertThat(missing)
        .containsExactly(
            // OkHttp asks for these from Android 10 on
            "android.net.ssl.SSLSockets isSupportedSocket(Ljavax/net/ssl/SSLSocket;)Z",
            "android.net.ssl.SSLSockets setUseSessionTickets(Ljavax/net/ssl/SSLSocket;Z)V",
            // resilience4j's; D8 puts it in
            "java.util.Optional or(Ljava/util/function/Supplier;)Ljava/util/Optional;",
            // OkHttp asks for these from Android 10 on
            "javax.net.ssl.SSLParameters setApplicationProtocols([Ljava/lang/String;)V",
            "javax.net.ssl.SSLSocket getApplicationProtocol()Ljava/lang/String;");
  }

  @Test
  void shrunk_asDex_isBelowTheCeiling() throws Exception {
    DexReport report = report();
    Files.writeString(TARGET.resolve("dex-sizes.md"), report.table());
    System.out.print(report.table());

    report.check(BOTH, CEILING);
  }

  private static DexReport report() throws Exception {
    Origins origins = new Origins();
    origins.add("the wallet itself", plain.get(0));
    Map<String, Path> jars = new LinkedHashMap<>();
    for (String module : MODULES) {
      for (Path jar : plain) {
        if (name(jar).startsWith("restake4j-" + module + "-")) {
          jars.put(module, jar);
          origins.add(module, jar);
        }
      }
    }
    assertThat(jars.keySet()).containsExactlyElementsOf(MODULES);
    Map<String, Path> parts = origins.split(shrunk, OTHERS, TARGET.resolve("dex"));
    DexReport report = new DexReport();
    for (Map.Entry<String, Path> jar : jars.entrySet()) {
      DexSize all = weigh(jar.getKey() + "-jar", plain, jar.getValue());
      report.add(jar.getKey(), all, reached(jar.getKey(), parts, jar.getKey()));
    }
    report.add(OTHERS, DexSize.NOTHING, reached("others", parts, OTHERS));
    // the libraries as all three protocols reach them, so no app of one protocol has more
    report.add(BOTH, DexSize.NOTHING, reached("both", parts, "core", LARGEST, OTHERS));
    report.add("the wallet, all of it", DexSize.NOTHING, weigh("all", List.of(), shrunk.jar()));
    return report;
  }

  private static DexSize reached(String what, Map<String, Path> parts, String... modules)
      throws Exception {
    List<Path> some = new ArrayList<>();
    for (String module : modules) {
      some.add(Objects.requireNonNull(parts.get(module), module));
    }
    return weigh(what, List.of(shrunk.jar()), some.toArray(Path[]::new));
  }

  private static DexSize weigh(String what, List<Path> beside, Path... program) throws Exception {
    Path folder = TARGET.resolve("dex").resolve(what);
    return DexSize.of(shrinker.dex(List.of(program), beside, folder));
  }

  private static String name(Path jar) {
    return String.valueOf(jar.getFileName());
  }

  @Test
  void web3jWrapper_shrunkTheSameWay_failsByItsReflection() throws Exception {
    Path work = TARGET.resolve("web3j");
    List<Path> program = Web3jProgram.build(work);
    // no class that is missing may be the reason
    Shrinker.Shrunk small =
        shrinker.shrink(Web3jProgram.MAIN, program, work.resolve("r8"), "-dontwarn **");
    String[] arguments = {
      devnet.rpcUrl(),
      devnet.accounts().get(1).privateKey(),
      devnet.address("lido", "Lido"),
      devnet.address("lido", "WithdrawalQueueERC721")
    };

    Program.Run asItIs = new Program(program, Web3jProgram.MAIN).run(folder, arguments);
    Program.Run shrunken =
        new Program(List.of(small.jar()), Web3jProgram.MAIN).run(folder, arguments);

    assertThat(asItIs.status()).as(asItIs.errors()).isZero();
    assertThat(asItIs.said().of("amount")).isEqualTo("1000000000000000000");
    assertThat(shrunken.status()).isEqualTo(1);
    // the types its decoder reads are generic parameters, looked up by reflection; R8 took them out
    assertThat(small.retrace(shrunken.errors()).lines())
        .containsSubsequence(
            "Caused by: java.lang.RuntimeException: Missing type parameter.",
            "\tat org.web3j.abi.TypeReference.<init>(TypeReference.java:57)");
  }
}
