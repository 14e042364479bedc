package io.github.restake4j.examples.recipes;

import io.github.restake4j.Restake4j;
import io.github.restake4j.deployments.Deployment;
import io.github.restake4j.eigenlayer.rewards.ClaimAmounts;
import io.github.restake4j.eigenlayer.rewards.ClaimBatch;
import io.github.restake4j.eigenlayer.rewards.ClaimPlan;
import io.github.restake4j.eigenlayer.rewards.ClaimSource;
import io.github.restake4j.eigenlayer.rewards.ClaimedReward;
import io.github.restake4j.eigenlayer.rewards.Rewards;
import io.github.restake4j.eigenlayer.rewards.RewardsMerkleClaim;
import io.github.restake4j.eth.Address;
import io.github.restake4j.rpc.Endpoint;
import io.github.restake4j.sign.Signer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** From the pipeline's claims file to tokens in an account. */
public final class ClaimRewards {
  private static final String TEN = "10000000000000000000";

  private ClaimRewards() {}

  /** Claims all that is new. */
  static List<ClaimedReward> claim(
      Restake4j ethereum, Path claimAmountsJson, Signer earner, Address recipient) {
    // [claim rewards]
    Rewards rewards = Rewards.on(ethereum);
    ClaimSource source = ClaimSource.file(claimAmountsJson);
    List<ClaimedReward> paid = new ArrayList<>();
    // proofs for all tokens with something new, against the root on the chain
    for (ClaimPlan plan : rewards.claimable(earner.address(), source).run()) {
      plan.tokens().forEach(token -> System.out.println(token.claimable()));
      paid.addAll(rewards.processClaim(plan.claim(), recipient).send(earner).await().orThrow());
    }
    // [end]
    return paid;
  }

  /** Claims for many earners who named the signer as their claimer, as few transactions as fit. */
  static void claimForMany(
      Restake4j ethereum, String sidecarUrl, List<Address> earners, Signer claimer) {
    // [claim for many]
    Rewards rewards = Rewards.on(ethereum);
    ClaimSource sidecar = ClaimSource.sidecar(ethereum.rest(Endpoint.of(sidecarUrl)));
    List<RewardsMerkleClaim> claims = new ArrayList<>();
    rewards.claimable(earners, sidecar).run().forEach(plan -> claims.add(plan.claim()));
    Address treasury = claimer.address();
    for (ClaimBatch batch :
        rewards.batches(claims, treasury, claimer.address(), 15_000_000).run()) {
      rewards.processClaims(batch.claims(), treasury).send(claimer).await().orThrow();
    }
    // [end]
  }

  /** A claims file for the wallet of a devnet, whose root the devnet posts and funds. */
  static Path postedFile(OnDevnet on) throws IOException {
    Address token =
        on.ethereum.deployment().strategies().stream()
            .filter(strategy -> strategy.symbol().equals("TST"))
            .findFirst()
            .flatMap(Deployment.Strategy::token)
            .orElseThrow();
    Path file = Files.createTempFile("claim-amounts", ".json");
    String line =
        String.format(
            "{\"earner\":\"%s\",\"token\":\"%s\",\"cumulative_amount\":\"%s\"}%n",
            on.wallet.address(), token, TEN);
    Files.write(file, line.getBytes(StandardCharsets.UTF_8));
    on.devnet.invoke(
        "eigenlayer.fundRewards",
        String.format("{\"token\":\"%s\",\"amount\":\"%s\"}", token, TEN));
    on.devnet.invoke(
        "eigenlayer.postRewardsRoot",
        String.format(
            "{\"root\":\"%s\",\"rewardsCalculationEndTimestamp\":\"0\"}",
            ClaimAmounts.read(file).run().root()));
    on.devnet.warp(Rewards.on(on.ethereum).roots().activationDelay().now() + 1);
    return file;
  }

  /** Runs it on a devnet. */
  public static void main(String[] arguments) throws IOException {
    try (OnDevnet on = new OnDevnet()) {
      Path file = postedFile(on);
      System.out.println(claim(on.ethereum, file, on.wallet, on.wallet.address()));
      Files.delete(file);
    }
  }
}
