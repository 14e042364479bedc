package io.github.restake4j.examples.recipes;

import io.github.restake4j.Restake4j;
import io.github.restake4j.deployments.Deployment;
import io.github.restake4j.eigenlayer.rewards.ClaimAmounts;
import io.github.restake4j.eigenlayer.rewards.ClaimableRewards;
import io.github.restake4j.eigenlayer.rewards.ClaimedReward;
import io.github.restake4j.eigenlayer.rewards.Rewards;
import io.github.restake4j.eigenlayer.rewards.RewardsMerkleClaim;
import io.github.restake4j.eth.Address;
import io.github.restake4j.sign.Signer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** From the pipeline's claims file to tokens in an account. */
public final class ClaimRewards {
  private static final String TEN = "10000000000000000000";

  private ClaimRewards() {}

  /** Claims all that is new. */
  static List<ClaimedReward> claim(
      Restake4j ethereum, Path claimAmountsJson, Signer earner, Address recipient)
      throws IOException {
    // [claim rewards]
    Rewards rewards = Rewards.on(ethereum);
    ClaimAmounts file = ClaimAmounts.read(claimAmountsJson);
    ClaimableRewards claimable = rewards.claimable(earner.address(), file).now();
    claimable.tokens().forEach(token -> System.out.println(token.claimable()));

    // proofs for all tokens with something new, against the root on the chain
    RewardsMerkleClaim claim = rewards.claim(earner.address(), file).now();
    List<ClaimedReward> paid =
        rewards.processClaim(claim, recipient).send(earner).await().orThrow();
    // [end]
    return paid;
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
            ClaimAmounts.read(file).root()));
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
