package io.github.restake4j.eigenlayer.rewards;

import io.github.restake4j.Restake4j;
import io.github.restake4j.abi.AbiCall;
import io.github.restake4j.eigenlayer.contract.RewardsCoordinatorContract;
import io.github.restake4j.error.RefusedException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.BlockRef;
import io.github.restake4j.read.Read;
import io.github.restake4j.standard.contract.ERC20Contract;
import io.github.restake4j.tx.TxSpec;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What RewardsCoordinator demands of a claim, looked up before it is sent. */
final class ClaimChecks {
  private static final int PAUSED_PROCESS_CLAIM = 2;

  private final Restake4j client;
  private final Address coordinator;
  private final DistributionRoots roots;

  ClaimChecks(Restake4j client, Address coordinator, DistributionRoots roots) {
    this.client = client;
    this.coordinator = coordinator;
    this.roots = roots;
  }

  Read<List<TxSpec.Check>> of(List<RewardsMerkleClaim> claims, Address sender) {
    List<Read<List<TxSpec.Check>>> all = new ArrayList<>();
    all.add(
        ask(RewardsCoordinatorContract.paused())
            .map(
                bits ->
                    List.of(check("claims are not paused", !bits.testBit(PAUSED_PROCESS_CLAIM)))));
    Map<Address, List<Read<BigInteger>>> paid = new LinkedHashMap<>();
    for (RewardsMerkleClaim claim : claims) {
      all.add(
          Read.zip(
              client.block(),
              roots.find(claim.rootIndex()),
              (block, root) -> ofRoot(claim, block, root)));
      all.add(
          ask(RewardsCoordinatorContract.claimerFor(claim.earner()))
              .map(named -> List.of(ofSender(claim.earner(), named, sender))));
      for (RewardsMerkleClaim.TokenProof token : claim.tokens()) {
        Read<BigInteger> claimed = claimed(claim.earner(), token.token());
        all.add(claimed.map(before -> List.of(ofToken(token, before))));
        paid.computeIfAbsent(token.token(), each -> new ArrayList<>())
            .add(claimed.map(before -> token.cumulativeEarnings().subtract(before)));
      }
    }
    paid.forEach((token, parts) -> all.add(ofBalance(token, parts)));
    return Read.<List<TxSpec.Check>>all(all)
        .map(
            lists -> {
              List<TxSpec.Check> checks = new ArrayList<>();
              lists.forEach(checks::addAll);
              return checks;
            });
  }

  /** All claims of a transaction are paid from one balance; a token that tells none is let be. */
  private Read<List<TxSpec.Check>> ofBalance(Address token, List<Read<BigInteger>> parts) {
    return Read.zip(
        client.call(token, ERC20Contract.balanceOf(coordinator)).attempt(),
        Read.<BigInteger>all(parts),
        (balance, amounts) -> {
          BigInteger paid = BigInteger.ZERO;
          for (BigInteger amount : amounts) {
            paid = paid.add(amount.max(BigInteger.ZERO));
          }
          Optional<BigInteger> held = balance.optional();
          if (!held.isPresent() || paid.signum() == 0) {
            return List.of();
          }
          return List.of(
              check(
                  "RewardsCoordinator has "
                      + held.get()
                      + " of token "
                      + token
                      + " for the claim of "
                      + paid
                      + " (smallest units)",
                  held.get().compareTo(paid) >= 0));
        });
  }

  Read<BigInteger> claimed(Address earner, Address token) {
    return ask(RewardsCoordinatorContract.cumulativeClaimed(earner, token));
  }

  private <R> Read<R> ask(AbiCall<R> call) {
    return client.call(coordinator, call);
  }

  static List<TxSpec.Check> ofRoot(
      RewardsMerkleClaim claim, BlockRef.Exact block, Optional<DistributionRoot> found) {
    String name = "distribution root " + claim.rootIndex();
    if (!found.isPresent()) {
      return List.of(check(name + " was posted", false));
    }
    DistributionRoot root = found.get();
    Optional<String> mismatch = claim.mismatch(root.root());
    return List.of(
        check(name + " is not disabled", !root.isDisabled()),
        check(
            name
                + " is active: it is from "
                + root.activatedAt()
                + " on, and block "
                + block.number()
                + " is of "
                + block.timestamp(),
            !block.timestamp().isBefore(root.activatedAt())),
        check(
            "the proofs lead to "
                + name
                + ", "
                + root.root()
                + mismatch.map(why -> ": " + why).orElse(""),
            !mismatch.isPresent()));
  }

  private static TxSpec.Check ofSender(Address earner, Address named, Address sender) {
    Address claimer = named.isZero() ? earner : named;
    return check(
        "the sender "
            + sender
            + " is who may claim for "
            + earner
            + ": "
            + (named.isZero() ? "the earner itself" : "its claimer " + claimer),
        sender.equals(claimer));
  }

  private static TxSpec.Check ofToken(RewardsMerkleClaim.TokenProof token, BigInteger claimed) {
    return check(
        "there is something new to claim of token "
            + token.token()
            + ": "
            + token.cumulativeEarnings()
            + " earned since the beginning are more than the "
            + claimed
            + " claimed (smallest units)",
        token.cumulativeEarnings().compareTo(claimed) > 0);
  }

  static TxSpec.Check check(String text, boolean met) {
    return new TxSpec.Check(RefusedException.Code.PRECONDITION, text, met);
  }
}
