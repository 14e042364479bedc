package io.github.restake4j.eigenlayer.rewards;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.github.restake4j.Restake4j;
import io.github.restake4j.deployments.Deployments;
import io.github.restake4j.devnet.World;
import io.github.restake4j.devnet.junit.Devnet;
import io.github.restake4j.eigenlayer.operator.EigenWorld;
import io.github.restake4j.error.Restake4jException;
import io.github.restake4j.error.TransportException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.rest.RestApi;
import io.github.restake4j.rpc.Endpoint;
import io.github.restake4j.rpc.RpcOptions;
import io.github.restake4j.sign.LocalKey;
import io.github.restake4j.task.Progress;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A Sidecar that is honest, slow, broken or lying, beside a real chain. */
@Devnet(protocols = "eigenlayer")
class SidecarFaultTest {
  private static final BigInteger HUNDRED = new BigInteger("100000000000000000000");
  private static final String ROOTS = "/base/rewards/v1/distribution-roots";
  private static final String PROOF = "/base/rewards/v1/claim-proof";
  private static final String SUMMARY =
      "/base/rewards/v1/earners/0x[0-9a-f]{40}/summarized-rewards";

  private final World world;
  private final WireMockServer sidecar = new WireMockServer(options().dynamicPort());
  private EigenWorld on;
  private Restake4j client;
  private Rewards rewards;
  private LocalKey earner;
  private Address token;
  private ClaimAmounts amounts;
  private long index;

  SidecarFaultTest(World world) {
    this.world = world;
  }

  @BeforeEach
  void connect() {
    on = new EigenWorld(world);
    earner = on.key(6);
    token = on.token("TST");
    client =
        Restake4j.builder()
            .rpc(world.rpcUrl())
            .deployments(Deployments.parse(world.deploymentJson()))
            .options(RpcOptions.builder().maxResponseBytes(1 << 20).build())
            .pollInterval(Duration.ofMillis(50))
            .build();
    rewards = Rewards.on(client);
    Map<Address, Map<Address, BigInteger>> earnings =
        new LinkedHashMap<>(RewardsTreeTest.randomEarnings(new Random(4), 4));
    earnings.put(earner.address(), Map.of(token, HUNDRED, on.token("wstETH"), BigInteger.TEN));
    amounts = ClaimAmounts.of(earnings);
    JsonNode posted =
        on.lever(
            "postRewardsRoot",
            Map.of("root", amounts.root().toString(), "rewardsCalculationEndTimestamp", "0"));
    world.warp(Math.max(1, posted.get("activatedAt").asLong() - world.raw().timestamp()));
    index = posted.get("rootIndex").asLong();
    sidecar.start();
    answer(roots(amounts.root()), summary(HUNDRED.toString()), proof(text -> text));
  }

  @AfterEach
  void disconnect() {
    sidecar.stop();
    client.close();
    on.close();
  }

  private static ResponseDefinitionBuilder json(String body) {
    return aResponse().withHeader("Content-Type", "application/json").withBody(body);
  }

  private void answer(String roots, String summary, String proof) {
    answer(json(roots), json(summary), json(proof));
  }

  private void answer(
      ResponseDefinitionBuilder roots,
      ResponseDefinitionBuilder summary,
      ResponseDefinitionBuilder proof) {
    sidecar.resetAll();
    sidecar.stubFor(get(urlEqualTo(ROOTS)).willReturn(roots));
    sidecar.stubFor(get(urlPathMatching(SUMMARY)).willReturn(summary));
    sidecar.stubFor(post(urlEqualTo(PROOF)).willReturn(proof));
  }

  /** As the gateway writes them: a number of 64 bits as text; one root that is not there yet. */
  private String roots(Hash32 root) {
    return "{\"distributionRoots\":[{\"root\":\""
        + root
        + "\",\"rootIndex\":\""
        + index
        + "\",\"disabled\":false},{\"root\":\""
        + Hash32.ZERO
        + "\",\"rootIndex\":\"4000000\"}]}";
  }

  private String summary(String active) {
    return "{\"rewards\":[{\"token\":\""
        + token
        + "\",\"earned\":\"100000000000000000005\",\"active\":\""
        + active
        + "\",\"claimed\":\"0\",\"claimable\":\"1\"},{\"token\":\""
        + on.token("wstETH")
        + "\",\"earned\":\"12\",\"active\":\"10\"}]}";
  }

  private String proof(UnaryOperator<String> changed) {
    List<Address> tokens = List.of(token, on.token("wstETH"));
    RewardsMerkleClaim claim = amounts.claim(earner.address(), tokens, index);
    List<String> indices = new ArrayList<>();
    List<String> proofs = new ArrayList<>();
    List<String> leaves = new ArrayList<>();
    for (RewardsMerkleClaim.TokenProof each : claim.tokens()) {
      indices.add(String.valueOf(each.index()));
      proofs.add("\"" + base64(each.proof().toArray()) + "\"");
      leaves.add(
          "{\"token\":\""
              + each.token().toString().toLowerCase(Locale.ROOT)
              + "\",\"cumulativeEarnings\":\""
              + each.cumulativeEarnings()
              + "\"}");
    }
    return changed.apply(
        "{\"proof\":{\"root\":\""
            + base64(amounts.root().toBytes())
            + "\",\"rootIndex\":"
            + index
            + ",\"earnerIndex\":"
            + claim.earnerIndex()
            + ",\"earnerTreeProof\":\""
            + base64(claim.earnerTreeProof().toArray())
            + "\",\"earnerLeaf\":{\"earner\":\""
            + claim.earner().toString().toLowerCase(Locale.ROOT)
            + "\",\"earnerTokenRoot\":\""
            + base64(claim.earnerTokenRoot().toBytes())
            + "\"},\"tokenIndices\":["
            + String.join(",", indices)
            + "],\"tokenTreeProofs\":["
            + String.join(",", proofs)
            + "],\"tokenLeaves\":["
            + String.join(",", leaves)
            + "]}}");
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private RestApi api() {
    return client.rest(Endpoint.of("http://127.0.0.1:" + sidecar.port() + "/base/"));
  }

  private List<ClaimPlan> claimable() {
    return rewards.claimable(earner.address(), ClaimSource.sidecar(api())).run();
  }

  private void fails(String code, String... words) {
    assertThatThrownBy(this::claimable)
        .isInstanceOfSatisfying(
            Restake4jException.class,
            e -> {
              assertThat(e.code()).as("%s", e).isEqualTo(code);
              for (String word : words) {
                assertThat(e.getMessage()).contains(word);
              }
            });
  }

  @Test
  void claimable_byAnHonestSidecar_isWhatTheFileGivesAndIsPaid() {
    on.lever("fundRewards", Map.of("token", token.toString(), "amount", HUNDRED.toString()));

    List<ClaimPlan> plans = claimable();

    assertThat(plans).hasSize(1);
    RewardsMerkleClaim claim = plans.get(0).claim();
    assertThat(claim.tokens())
        .containsExactlyInAnyOrderElementsOf(
            rewards.claimable(earner.address(), amounts).run().get(0).claim().tokens());
    assertThat(plans.get(0).root().index()).isEqualTo(index);
    List<RewardsMerkleClaim.TokenProof> tst =
        claim.tokens().stream().filter(each -> each.token().equals(token)).toList();
    assertThat(
            rewards
                .processClaim(claim.with(tst), earner.address())
                .send(earner)
                .await()
                .orThrow()
                .get(0)
                .claimed())
        .isEqualTo(HUNDRED);
    // what was paid is left out of the next one, although the Sidecar still tells of it
    assertThat(claimable().get(0).tokens())
        .singleElement()
        .satisfies(rest -> assertThat(rest.token().address()).isEqualTo(on.token("wstETH")));
    sidecar.verify(2, getRequestedFor(urlEqualTo(ROOTS)).withoutHeader("Authorization"));
  }

  @Test
  void claimable_whereNothingIsActive_asksForNoProof() {
    answer(roots(amounts.root()), "{\"rewards\":[]}", "{}");

    assertThat(claimable()).isEmpty();
    sidecar.verify(0, postRequestedFor(urlEqualTo(PROOF)));
  }

  @Test
  void summarizedRewards_areWhatItSaysUnchecked() {
    assertThat(ClaimSource.sidecar(api()).summarizedRewards(earner.address()).run())
        .contains(
            new SummarizedReward(
                token,
                HUNDRED.add(BigInteger.valueOf(5)),
                HUNDRED,
                BigInteger.ZERO,
                BigInteger.ONE));
  }

  @Test
  void claimable_rootThatIsNotTheChains_isCalledALie() {
    answer(roots(Hash32.ZERO), summary("1"), proof(text -> text));

    fails("NODE_MISBEHAVIOUR", "distribution root " + index, amounts.root().toString());
  }

  @Test
  void claimable_noRootThatCounts_isRefused() {
    answer("{\"distributionRoots\":[]}", summary("1"), proof(text -> text));

    fails("PRECONDITION", "knows no distribution root that can be claimed from");
  }

  @Test
  void F14_claimable_tamperedProof_isCalledALieWhateverPartItIs() {
    String good = proof(text -> text);
    List<String> bad =
        List.of(
            good.replace("\"" + HUNDRED + "\"", "\"" + HUNDRED.add(BigInteger.ONE) + "\""),
            good.replaceFirst("\"earnerTreeProof\":\"[^\"]*\"", "\"earnerTreeProof\":\"\""),
            good.replaceFirst("\"earnerTokenRoot\":\"..", "\"earnerTokenRoot\":\"AB"),
            good.replaceFirst("\"rootIndex\":[0-9]+", "\"rootIndex\":7777"),
            good.replaceFirst(
                "\"earner\":\"0x[0-9a-f]{40}", "\"earner\":\"" + Bytes.wrap(token.toBytes())));
    for (String each : bad) {
      assertThat(each).isNotEqualTo(good);
      answer(roots(amounts.root()), summary(HUNDRED.toString()), each);
      fails("NODE_MISBEHAVIOUR");
    }
  }

  @Test
  void claimable_proofWithoutATokenItTellsOf_isCalledALie() {
    answer(
        roots(amounts.root()),
        summary(HUNDRED.toString()).replace(on.token("wstETH").toString(), token(9).toString()),
        proof(text -> text));

    fails("NODE_MISBEHAVIOUR", "leaves out");
  }

  private static Address token(int last) {
    return Address.parse(String.format("0x%040x", last));
  }

  @Test
  void claimable_moreInTheSummaryThanInTheTree_claimsWhatTheTreeHas() {
    answer(roots(amounts.root()), summary(HUNDRED.add(HUNDRED) + ""), proof(text -> text));

    assertThat(claimable().get(0).tokens())
        .anySatisfy(each -> assertThat(each.cumulativeEarnings().smallest()).isEqualTo(HUNDRED));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1.5", "1e18", "1E+20", "100000000000000000000.0", "-1", "0x10", "", " 1", "NaN"})
  void claimable_amountThatIsNoPlainNumber_isRefusedNotRounded(String amount) {
    answer(roots(amounts.root()), summary(amount), proof(text -> text));
    fails("MALFORMED_RESPONSE", "active is no whole number of smallest units");

    answer(
        roots(amounts.root()),
        summary(HUNDRED.toString()),
        proof(text -> text.replace("\"" + HUNDRED + "\"", "\"" + amount + "\"")));
    fails("MALFORMED_RESPONSE", "cumulativeEarnings is no whole number");
  }

  @Test
  void claimable_amountAsJsonNumber_isRefused() {
    answer(
        roots(amounts.root()),
        summary(HUNDRED.toString()),
        proof(text -> text.replace("\"" + HUNDRED + "\"", "1e20")));

    fails("MALFORMED_RESPONSE", "cumulativeEarnings is no text");
  }

  @Test
  void claimable_brokenAnswers_areNamed() {
    String good = proof(text -> text);
    List<String> bad =
        List.of(
            "",
            "nonsense",
            "[]",
            "{}",
            "{\"proof\":null}",
            good.substring(0, good.length() / 2),
            good + "{}",
            good.replace("\"tokenIndices\":[", "\"tokenIndices\":[9,"),
            good.replace("\"earnerTreeProof\":\"", "\"earnerTreeProof\":\"*"),
            good.replace("\"earnerTreeProof\":\"", "\"earnerTreeProof\":\"AAAA"),
            good.replace("\"earnerIndex\":", "\"earnerIndex\":1.5,\"x\":"),
            good.replace("{\"proof\":", "{\"proof\":{},\"proof\":"),
            "{\"a\":".repeat(50_000));
    for (String each : bad) {
      answer(roots(amounts.root()), summary(HUNDRED.toString()), each);
      fails("MALFORMED_RESPONSE", "claim-proof of " + earner.address());
    }
  }

  @Test
  void claimable_statusOtherThan200_keepsTheStatusAndSaysWhetherToRetry() {
    for (int status : new int[] {302, 404, 429, 500, 503}) {
      answer(
          json(roots(amounts.root())),
          json(summary(HUNDRED.toString())),
          aResponse().withStatus(status).withHeader("Location", "/").withBody("so\u0007rry"));
      assertThatThrownBy(this::claimable)
          .isInstanceOfSatisfying(
              TransportException.class,
              e -> {
                if (status == 429) {
                  assertThat(e.kind()).isEqualTo(TransportException.Code.RATE_LIMITED);
                } else {
                  assertThat(e.httpStatus()).hasValue(status);
                }
                assertThat(e.retryable()).isEqualTo(status >= 429);
              })
          .hasMessageContaining("claim-proof")
          .hasMessageContaining("so rry");
      sidecar.verify(1, postRequestedFor(urlEqualTo(PROOF)));
    }
  }

  @Test
  void claimable_hugeAnswer_isCutOff() {
    answer(
        json(roots(amounts.root())),
        json("{\"rewards\":[" + " ".repeat(1 << 20) + "]}"),
        json("{}"));

    fails("RESPONSE_TOO_LARGE");
  }

  @Test
  void claimable_slowAnswer_endsAtTheTimeGiven() {
    answer(
        json(roots(amounts.root())).withFixedDelay(20_000),
        json(summary("1")),
        json(proof(text -> text)));

    assertThatThrownBy(
            () ->
                rewards
                    .claimable(
                        earner.address(),
                        ClaimSource.sidecar(api().timeout(Duration.ofMillis(300))))
                    .run())
        .isInstanceOfSatisfying(
            TransportException.class,
            e -> assertThat(e.kind()).isEqualTo(TransportException.Code.TIMEOUT));
  }

  @Test
  void claimable_cancelledWhileItWaits_endsAtOnce() {
    answer(
        json(roots(amounts.root())).withFixedDelay(20_000),
        json(summary("1")),
        json(proof(text -> text)));
    Progress progress = Progress.silent();
    CompletableFuture<List<ClaimPlan>> future =
        rewards.claimable(earner.address(), ClaimSource.sidecar(api())).async(progress);
    progress.cancel();

    assertThatThrownBy(future::join)
        .cause()
        .isInstanceOfSatisfying(
            TransportException.class,
            e -> assertThat(e.kind()).isEqualTo(TransportException.Code.CANCELLED));
  }

  @Test
  void claimable_nobodyThere_saysSo() {
    ClaimSource gone = ClaimSource.sidecar(api());
    sidecar.stop();

    assertThatThrownBy(() -> rewards.claimable(earner.address(), gone).run())
        .isInstanceOfSatisfying(TransportException.class, e -> assertThat(e.retryable()).isTrue());
  }
}
