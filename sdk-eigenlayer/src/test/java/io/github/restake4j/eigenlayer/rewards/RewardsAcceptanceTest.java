package io.github.restake4j.eigenlayer.rewards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.restake4j.abi.Revert;
import io.github.restake4j.devnet.World;
import io.github.restake4j.devnet.junit.Devnet;
import io.github.restake4j.eigenlayer.contract.RewardsCoordinatorContract;
import io.github.restake4j.eigenlayer.operator.EigenWorld;
import io.github.restake4j.eigenlayer.operator.Operators;
import io.github.restake4j.error.RefusedException;
import io.github.restake4j.error.RevertException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.read.Attempt;
import io.github.restake4j.read.Read;
import io.github.restake4j.sign.LocalKey;
import io.github.restake4j.task.Progress;
import io.github.restake4j.tx.Explanation;
import io.github.restake4j.tx.TxPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Earning and claiming, on any deployment of EigenLayer. */
@Devnet(protocols = "eigenlayer")
class RewardsAcceptanceTest {
  private static final BigInteger HUNDRED = new BigInteger("100000000000000000000");
  private static final Address RECIPIENT =
      Address.parse("0x00000000000000000000000000000000000bee01");

  private final World world;
  private EigenWorld on;
  private Rewards rewards;
  private LocalKey earner;
  private LocalKey other;
  private Address token;
  private Address strangeToken;

  RewardsAcceptanceTest(World world) {
    this.world = world;
  }

  @BeforeEach
  void connect() {
    on = new EigenWorld(world);
    rewards = Rewards.on(on.client());
    earner = on.key(6);
    other = on.key(7);
    token = on.token("TST");
    // a contract that is no token: it tells no symbol, decimals or balance
    strangeToken = on.contract("RewardsCoordinator");
  }

  @AfterEach
  void disconnect() {
    on.close();
  }

  /** The earner with {@code amount} of the token, among four others. */
  private ClaimAmounts amounts(BigInteger amount) {
    Map<Address, Map<Address, BigInteger>> earnings =
        new LinkedHashMap<>(RewardsTreeTest.randomEarnings(new Random(4), 4));
    earnings.put(earner.address(), Map.of(token, amount));
    return ClaimAmounts.of(earnings);
  }

  /** Posts a root and waits until it is active. */
  private long post(Hash32 root) {
    JsonNode posted = postOnly(root);
    long wait = posted.get("activatedAt").asLong() - world.raw().timestamp();
    if (wait > 0) {
      world.warp(wait);
    }
    return posted.get("rootIndex").asLong();
  }

  private JsonNode postOnly(Hash32 root) {
    return on.lever(
        "postRewardsRoot", Map.of("root", root.toString(), "rewardsCalculationEndTimestamp", "0"));
  }

  private void fund(BigInteger amount) {
    on.lever("fundRewards", Map.of("token", token.toString(), "amount", amount.toString()));
  }

  private RewardsMerkleClaim posted(BigInteger amount) {
    ClaimAmounts amounts = amounts(amount);
    post(amounts.root());
    return only(amounts).claim();
  }

  /** What the earner can claim, all in one claim. */
  private ClaimPlan only(ClaimAmounts amounts) {
    List<ClaimPlan> plans = rewards.claimable(earner.address(), amounts).run();
    assertThat(plans).hasSize(1);
    return plans.get(0);
  }

  private List<ClaimedReward> claim(RewardsMerkleClaim claim) {
    return rewards.processClaim(claim, RECIPIENT).send(earner).await().orThrow();
  }

  private static void refused(ThrowingCallable call, String... words) {
    refused(RefusedException.Code.PRECONDITION, call, words);
  }

  private static void refused(RefusedException.Code code, ThrowingCallable call, String... words) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RefusedException.class, refused -> assertThat(refused.kind()).isEqualTo(code))
        .message()
        .contains(words);
  }

  /** {@code cumulativeClaimed(address,address)}. */
  private BigInteger rawClaimed() {
    return on.raw(on.contract("RewardsCoordinator"), "0x865c6953", earner.address(), token);
  }

  @Test
  void processClaim_ofAnActiveRoot_paysTheRecipientAllThatWasEarned() {
    fund(HUNDRED);
    ClaimAmounts amounts = amounts(HUNDRED);
    long index = post(amounts.root());
    BigInteger before = on.balance(token, RECIPIENT);
    ClaimPlan claimable = only(amounts);
    assertThat(claimable.root().index()).isEqualTo(index);
    assertThat(claimable.root().root()).isEqualTo(amounts.root());
    assertThat(claimable.earner()).isEqualTo(earner.address());
    assertThat(claimable.claimer()).isEqualTo(earner.address());
    assertThat(claimable.tokens()).hasSize(1);
    assertThat(claimable.tokens().get(0).token().address()).isEqualTo(token);
    assertThat(claimable.tokens().get(0).claimable()).hasToString("100.000000000000000000 TST");

    List<ClaimedReward> paid = claim(claimable.claim());

    assertThat(paid)
        .containsExactly(
            new ClaimedReward(
                amounts.root(), earner.address(), earner.address(), RECIPIENT, token, HUNDRED));
    assertThat(on.balance(token, RECIPIENT).subtract(before)).isEqualTo(HUNDRED);
    assertThat(rawClaimed()).isEqualTo(HUNDRED);
    assertThat(rewards.cumulativeClaimed(earner.address(), token).now()).isEqualTo(HUNDRED);
    assertThat(rewards.claimable(earner.address(), amounts).run()).isEmpty();
  }

  @Test
  void F12_explain_toTheSenderItself_showsWhatComesIn() {
    fund(HUNDRED);
    RewardsMerkleClaim claim = posted(HUNDRED);

    Explanation own = rewards.processClaim(claim, earner.address()).explain(earner.address()).now();
    Explanation away = rewards.processClaim(claim, RECIPIENT).explain(earner.address()).now();

    assertThat(own.isReady()).isTrue();
    assertThat(own.deltas()).singleElement().asString().contains("100.000000000000000000 TST");
    assertThat(away.deltas()).isEmpty();
    assertThat(away.toString()).contains("recipient = " + RECIPIENT);
  }

  @Test
  void F08_processClaim_secondTimeForTheSameRoot_isRefusedWithBothNumbers() {
    fund(HUNDRED);
    RewardsMerkleClaim claim = posted(HUNDRED);
    claim(claim);

    refused(() -> claim(claim), "something new to claim", HUNDRED + " claimed");
    assertThat(rewards.claimable(earner.address(), amounts(HUNDRED)).run()).isEmpty();
  }

  @Test
  void processClaim_ofASecondRoot_paysOnlyTheGrowth_andTheFirstIsStale() {
    BigInteger more = HUNDRED.add(BigInteger.valueOf(12_345));
    fund(more);
    RewardsMerkleClaim first = posted(HUNDRED);
    claim(first);
    RewardsMerkleClaim second = posted(more);
    assertThat(second.rootIndex()).isGreaterThan(first.rootIndex());

    assertThat(claim(second).get(0).claimed()).isEqualTo(BigInteger.valueOf(12_345));
    assertThat(rawClaimed()).isEqualTo(more);
    refused(() -> claim(first), "something new to claim");
    assertThat(rewards.claimable(earner.address(), amounts(HUNDRED)).run()).isEmpty();
  }

  @Test
  void processClaim_skippingTheFirstRoot_paysEverythingAtOnce() {
    BigInteger more = HUNDRED.add(BigInteger.TEN);
    fund(more);
    posted(HUNDRED);

    assertThat(claim(posted(more)).get(0).claimed()).isEqualTo(more);
  }

  @Test
  void claim_leavesOutTokensWithNothingNew() {
    fund(HUNDRED);
    claim(posted(HUNDRED));
    Address wsteth = on.token("wstETH");
    ClaimAmounts grown =
        ClaimAmounts.of(Map.of(earner.address(), Map.of(token, HUNDRED, wsteth, BigInteger.TEN)));
    post(grown.root());

    RewardsMerkleClaim claim = only(grown).claim();

    assertThat(claim.tokens())
        .singleElement()
        .satisfies(only -> assertThat(only.token()).isEqualTo(wsteth));
    refused(
        () -> claim(grown.claim(earner.address(), List.of(token, wsteth), claim.rootIndex())),
        "something new to claim of token " + token);
  }

  @Test
  void F14_processClaim_tampered_isRefusedHereAndByTheContract() {
    fund(HUNDRED);
    RewardsMerkleClaim good = posted(HUNDRED);
    RewardsMerkleClaim.TokenProof token = good.tokens().get(0);
    Bytes flipped = RewardsTreeTest.flipped(good.earnerTreeProof());
    List<RewardsMerkleClaim> bad =
        List.of(
            with(good, good.earnerIndex(), flipped, token),
            with(good, good.earnerIndex() ^ 1, good.earnerTreeProof(), token),
            with(
                good,
                good.earnerIndex(),
                good.earnerTreeProof(),
                new RewardsMerkleClaim.TokenProof(
                    token.token(), HUNDRED.add(BigInteger.ONE), token.index(), token.proof())));
    BigInteger before = on.balance(token.token(), RECIPIENT);

    for (RewardsMerkleClaim claim : bad) {
      refused(() -> claim(claim), "the proofs lead to distribution root " + good.rootIndex());
      assertThat(revertOf(claim)).isEqualTo("InvalidClaimProof");
    }
    assertThat(check(good).now()).isTrue();
    assertThat(on.balance(token.token(), RECIPIENT)).isEqualTo(before);
  }

  @Test
  void F14_processClaim_indexOutsideTheTree_isRefusedHereAndByTheContract() {
    RewardsMerkleClaim good = posted(HUNDRED);

    RewardsMerkleClaim shifted =
        with(good, good.earnerIndex() + 8, good.earnerTreeProof(), good.tokens().get(0));

    refused(() -> claim(shifted), "lies outside a tree with a proof of 3 hashes");
    assertThat(revertOf(shifted)).isEqualTo("InvalidEarnerLeafIndex");
  }

  private static RewardsMerkleClaim with(
      RewardsMerkleClaim claim, long index, Bytes proof, RewardsMerkleClaim.TokenProof token) {
    return new RewardsMerkleClaim(
        claim.rootIndex(), claim.earner(), index, proof, claim.earnerTokenRoot(), List.of(token));
  }

  private Read<Boolean> check(RewardsMerkleClaim claim) {
    return on.client()
        .call(
            on.contract("RewardsCoordinator"),
            RewardsCoordinatorContract.checkClaim(claim.struct()));
  }

  private String revertOf(RewardsMerkleClaim claim) {
    Attempt<Boolean> answer = check(claim).attempt().now();
    return answer.fold(
        fine -> "accepted",
        failed ->
            failed instanceof RevertException reverted
                    && reverted.revert() instanceof Revert.Custom custom
                ? custom.error()
                : failed.toString());
  }

  @Test
  void F14_processClaim_unknownOrOtherRoot_isRefused() {
    RewardsMerkleClaim good = posted(HUNDRED);
    RewardsMerkleClaim other = posted(HUNDRED.add(BigInteger.ONE));

    refused(() -> claim(at(good, 4_000_000)), "distribution root 4000000 was posted");
    refused(() -> claim(at(good, other.rootIndex())), "the proofs lead to");
  }

  private static RewardsMerkleClaim at(RewardsMerkleClaim claim, long root) {
    return new RewardsMerkleClaim(
        root,
        claim.earner(),
        claim.earnerIndex(),
        claim.earnerTreeProof(),
        claim.earnerTokenRoot(),
        claim.tokens());
  }

  @Test
  void claim_beforeTheRootIsActive_isRefusedWithTheTime() {
    fund(HUNDRED);
    ClaimAmounts amounts = amounts(HUNDRED);
    JsonNode posted = postOnly(amounts.root());
    String from = Instant.ofEpochSecond(posted.get("activatedAt").asLong()).toString();
    long index = posted.get("rootIndex").asLong();

    refused(() -> rewards.claimable(earner.address(), amounts).run(), "active from " + from);
    refused(
        () -> claim(amounts.claim(earner.address(), List.of(token), index)),
        "is active: it is from " + from);
    assertThat(rewards.roots().find(amounts.root()).now()).isPresent();
  }

  @Test
  void claimable_byAFileThatWasNeverPosted_isRefused() {
    post(amounts(HUNDRED).root());

    refused(
        () -> rewards.claimable(earner.address(), amounts(BigInteger.ONE)).run(), "never posted");
    assertThat(rewards.roots().find(Hash32.ZERO).now()).isEmpty();
  }

  @Test
  void claimable_ofAStranger_isEmpty() {
    ClaimAmounts amounts = amounts(HUNDRED);
    post(amounts.root());

    assertThat(rewards.claimable(RECIPIENT, amounts).run()).isEmpty();
  }

  @Test
  void claimable_ofAContractThatIsNoToken_isCountedUnderItsAddress() {
    ClaimAmounts amounts =
        ClaimAmounts.of(Map.of(earner.address(), Map.of(strangeToken, BigInteger.TEN)));
    post(amounts.root());

    assertThat(only(amounts).tokens().get(0).claimable()).hasToString("10 " + strangeToken);
  }

  @Test
  void roots_samePostedTwice_theActiveOneIsUsed() {
    fund(HUNDRED);
    ClaimAmounts amounts = amounts(HUNDRED);
    long first = post(amounts.root());
    long length = rewards.roots().length().now();
    long second = postOnly(amounts.root()).get("rootIndex").asLong();

    assertThat(length).isEqualTo(first + 1);
    assertThat(rewards.roots().find(amounts.root()).now().orElseThrow().index()).isEqualTo(second);
    assertThat(rewards.roots().newestClaimable().now().orElseThrow().index()).isEqualTo(first);
    RewardsMerkleClaim claim = only(amounts).claim();
    assertThat(claim.rootIndex()).isEqualTo(first);
    assertThat(claim(claim).get(0).claimed()).isEqualTo(HUNDRED);
  }

  @Test
  void roots_newestClaimable_isFoundBehindAPageOfInactiveOnes() {
    long active = post(amounts(HUNDRED).root());
    for (int i = 0; i < 33; i++) {
      postOnly(amounts(BigInteger.valueOf(i + 1)).root());
    }

    assertThat(rewards.roots().newestClaimable().now().orElseThrow().index()).isEqualTo(active);
  }

  @Test
  void processClaim_byAnotherSender_isRefusedNamingTheClaimer() {
    fund(HUNDRED);
    TxPlan<List<ClaimedReward>> plan = rewards.processClaim(posted(HUNDRED), RECIPIENT);

    refused(() -> plan.send(other), other.address().toString(), "the earner itself");
  }

  @Test
  void setClaimerFor_another_movesTheRightAndBack() {
    fund(HUNDRED);
    TxPlan<List<ClaimedReward>> plan = rewards.processClaim(posted(HUNDRED), RECIPIENT);
    assertThat(rewards.claimerFor(earner.address()).now()).isEmpty();

    ClaimerSet set = rewards.setClaimerFor(other.address()).send(earner).await().orThrow();

    assertThat(set.earner()).isEqualTo(earner.address());
    assertThat(set.before()).isEmpty();
    assertThat(set.claimer()).contains(other.address());
    assertThat(rewards.claimerFor(earner.address()).now()).contains(other.address());
    refused(() -> plan.send(earner), "its claimer " + other.address());
    assertThat(plan.send(other).await().orThrow().get(0).claimer()).isEqualTo(other.address());
    assertThat(rewards.setClaimerFor(Address.ZERO).send(earner).await().orThrow().before())
        .contains(other.address());
    assertThat(rewards.claimerFor(earner.address()).now()).isEmpty();
  }

  @Test
  void setClaimerFor_anEarner_isForOperatorsAndWhoMayActForThem() {
    TxPlan<ClaimerSet> plan = rewards.setClaimerFor(earner.address(), RECIPIENT);
    refused(() -> plan.send(earner), "is an operator, or an AVS");

    Operators.on(on.client())
        .registerAsOperator(Address.ZERO, 0, "")
        .send(earner)
        .await()
        .orThrow();

    refused(() -> plan.send(other), other.address() + " may call setClaimerFor");
    on.appoint(earner.address(), other.address(), on.contract("RewardsCoordinator"), "0xf22cef85");
    ClaimerSet set = plan.send(other).await().orThrow();
    assertThat(set.earner()).isEqualTo(earner.address());
    assertThat(set.claimer()).contains(RECIPIENT);
    assertThat(rewards.claimerFor(earner.address()).now()).contains(RECIPIENT);
  }

  @Test
  void F06_processClaim_whilePaused_isRefused() {
    fund(HUNDRED);
    RewardsMerkleClaim claim = posted(HUNDRED);
    on.pause("RewardsCoordinator", 4);

    refused(() -> claim(claim), "claims are not paused");
  }

  @Test
  void processClaim_moreThanTheCoordinatorHolds_isRefusedWithBothNumbers() {
    BigInteger held = on.balance(token, on.contract("RewardsCoordinator"));
    BigInteger tooMuch = held.add(BigInteger.ONE);

    refused(() -> claim(posted(tooMuch)), "has " + held, "claim of " + tooMuch);
  }

  @Test
  void claimable_fromAFile_isReadWithProgress() throws IOException {
    ClaimAmounts amounts = amounts(HUNDRED);
    post(amounts.root());
    Path file = Files.createTempFile("claims", ".json");
    StringBuilder text = new StringBuilder();
    Map<Address, Map<Address, BigInteger>> earnings =
        new LinkedHashMap<>(RewardsTreeTest.randomEarnings(new Random(4), 4));
    earnings.put(earner.address(), Map.of(token, HUNDRED));
    earnings.forEach(
        (who, tokens) ->
            tokens.forEach(
                (what, amount) ->
                    text.append(
                        String.format(
                            "{\"earner\":\"%s\",\"token\":\"%s\",\"cumulative_amount\":\"%s\"}%n",
                            who, what, amount))));
    Files.writeString(file, text);
    List<String> told = new ArrayList<>();

    List<ClaimPlan> plans =
        rewards
            .claimable(earner.address(), ClaimSource.file(file))
            .run(Progress.to(step -> told.add(step.doing())));

    assertThat(plans).isEqualTo(rewards.claimable(earner.address(), amounts).run());
    assertThat(told).contains("reading claim amounts", "hashing earners");
    Files.delete(file);
    assertThatThrownBy(() -> rewards.claimable(earner.address(), ClaimSource.file(file)).run())
        .isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void claimable_moreThanFiftyTokens_comesInSeveralClaims() {
    Map<Address, BigInteger> tokens = new LinkedHashMap<>();
    Random random = new Random(9);
    while (tokens.size() < 101) {
      tokens.put(RewardsTreeTest.randomAddress(random), BigInteger.ONE);
    }
    ClaimAmounts amounts = ClaimAmounts.of(Map.of(earner.address(), tokens));
    post(amounts.root());

    List<ClaimPlan> plans = rewards.claimable(earner.address(), amounts).run();

    assertThat(plans).extracting(plan -> plan.claim().tokens().size()).containsExactly(50, 50, 1);
    assertThat(Read.<Boolean>all(plans.stream().map(p -> check(p.claim())).toList()).now())
        .containsOnly(true);
  }

  @Test
  void processClaims_ofTwoEarnersByOneClaimer_paysBothInOneTransaction() {
    fund(HUNDRED.multiply(BigInteger.TWO));
    rewards.setClaimerFor(other.address()).send(earner).await().orThrow();
    Map<Address, Map<Address, BigInteger>> earnings =
        new LinkedHashMap<>(RewardsTreeTest.randomEarnings(new Random(4), 4));
    earnings.put(earner.address(), Map.of(token, HUNDRED));
    earnings.put(other.address(), Map.of(token, BigInteger.TEN));
    ClaimAmounts amounts = ClaimAmounts.of(earnings);
    post(amounts.root());
    BigInteger before = on.balance(token, RECIPIENT);
    List<ClaimPlan> plans =
        rewards.claimable(List.of(earner.address(), other.address()), amounts).run();
    List<RewardsMerkleClaim> claims = plans.stream().map(ClaimPlan::claim).toList();
    assertThat(plans).extracting(ClaimPlan::claimer).containsOnly(other.address());

    List<ClaimBatch> all = rewards.batches(claims, RECIPIENT, other.address(), 16_000_000).run();
    assertThat(all).singleElement().satisfies(b -> assertThat(b.claims()).isEqualTo(claims));
    List<ClaimBatch> each =
        rewards.batches(claims, RECIPIENT, other.address(), all.get(0).gas() - 1).run();
    assertThat(each).hasSize(2);
    refused(
        RefusedException.Code.GAS_OUT_OF_BOUNDS,
        () -> rewards.batches(claims, RECIPIENT, other.address(), 30_000).run(),
        "needs");
    refused(
        () -> rewards.batches(claims, RECIPIENT, RECIPIENT, 16_000_000).run(),
        "would not go through",
        "UnauthorizedCaller");
    List<ClaimedReward> paid =
        rewards.processClaims(claims, RECIPIENT).send(other).await().orThrow();

    assertThat(paid).extracting(ClaimedReward::claimed).containsExactly(HUNDRED, BigInteger.TEN);
    assertThat(paid)
        .extracting(ClaimedReward::earner)
        .containsExactly(earner.address(), other.address());
    assertThat(on.balance(token, RECIPIENT).subtract(before))
        .isEqualTo(HUNDRED.add(BigInteger.TEN));
  }

  @Test
  void processClaims_together_moreThanTheCoordinatorHolds_isRefused() {
    rewards.setClaimerFor(other.address()).send(earner).await().orThrow();
    BigInteger held = on.balance(token, on.contract("RewardsCoordinator"));
    fund(BigInteger.ONE);
    BigInteger each = held.add(BigInteger.ONE);
    ClaimAmounts amounts =
        ClaimAmounts.of(
            Map.of(earner.address(), Map.of(token, each), other.address(), Map.of(token, each)));
    post(amounts.root());
    List<RewardsMerkleClaim> claims =
        rewards.claimable(List.of(earner.address(), other.address()), amounts).run().stream()
            .map(ClaimPlan::claim)
            .toList();

    refused(
        () -> rewards.processClaims(claims, RECIPIENT).send(other),
        "has " + each,
        "claim of " + each.add(each));
  }

  @Test
  void processClaims_sameTokenTwiceOrNone_isACallersMistake() {
    RewardsMerkleClaim claim = amounts(HUNDRED).claim(earner.address(), List.of(token), 0);

    assertThatThrownBy(() -> rewards.processClaims(List.of(claim, claim), RECIPIENT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("name token " + token);
    assertThatThrownBy(() -> rewards.processClaims(List.of(), RECIPIENT))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> rewards.batches(List.of(claim), RECIPIENT, RECIPIENT, 16_777_217))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("16777216");
  }

  @Test
  void processClaim_toTheZeroAddress_isACallersMistake() {
    RewardsMerkleClaim claim = amounts(HUNDRED).claim(earner.address(), List.of(token), 0);

    assertThatThrownBy(() -> rewards.processClaim(claim, Address.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("zero address");
    assertThat(world.requests()).isZero();
  }

  @Test
  void checkClaim_ofTheVectorsAndRandomTrees_isAcceptedByTheContract() {
    List<Map<Address, Map<Address, BigInteger>>> trees = new ArrayList<>();
    trees.add(RewardsTreeTest.triangular());
    Random random = new Random(33);
    for (int earners : new int[] {1, 2, 3, 6, 33}) {
      trees.add(RewardsTreeTest.randomEarnings(random, earners));
    }
    for (Map<Address, Map<Address, BigInteger>> tree : trees) {
      ClaimAmounts amounts = ClaimAmounts.of(tree);
      long index = post(amounts.root());
      List<Read<Boolean>> answers = new ArrayList<>();
      tree.forEach((who, tokens) -> answers.add(check(amounts.claim(who, tokens.keySet(), index))));

      assertThat(Read.<Boolean>all(answers).now()).hasSize(tree.size()).containsOnly(true);
    }
  }
}
