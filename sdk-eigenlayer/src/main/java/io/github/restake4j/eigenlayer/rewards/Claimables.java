package io.github.restake4j.eigenlayer.rewards;

import io.github.restake4j.Restake4j;
import io.github.restake4j.eigenlayer.contract.RewardsCoordinatorContract;
import io.github.restake4j.erc20.Token;
import io.github.restake4j.error.RefusedException;
import io.github.restake4j.error.RpcException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.BlockRef;
import io.github.restake4j.read.Read;
import io.github.restake4j.standard.contract.ERC20Contract;
import io.github.restake4j.task.Progress;
import io.github.restake4j.units.Amount;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Finds what can be claimed: from a source, proved against the chain. */
final class Claimables {
  /** Tokens of one claim: some five million gas, a third of what a transaction may use. */
  private static final int MOST_TOKENS = 50;

  /** Roots of a Sidecar compared with the chain, the newest ones. */
  private static final int ROOTS = 32;

  private static final int MOST_DECIMALS = 77;

  private final Restake4j client;
  private final Address coordinator;
  private final DistributionRoots roots;

  Claimables(Restake4j client, Address coordinator, DistributionRoots roots) {
    this.client = client;
    this.coordinator = coordinator;
    this.roots = roots;
  }

  List<ClaimPlan> find(List<Address> earners, ClaimSource source, Progress progress) {
    if (source instanceof Sidecar sidecar) {
      return bySidecar(earners, sidecar, progress);
    }
    ClaimAmounts amounts =
        source instanceof ClaimsPath path
            ? ClaimAmounts.read(path.file(), path.limits()).run(progress)
            : (ClaimAmounts) source;
    progress.check("finding claimable rewards");
    return byFile(earners, amounts).now();
  }

  // ------------------------------------------------------------------ a file

  private Read<List<ClaimPlan>> byFile(List<Address> earners, ClaimAmounts file) {
    List<Read<Earner>> states = new ArrayList<>();
    for (Address earner : earners) {
      states.add(earner(earner, file.cumulativeEarnings(earner)));
    }
    return Read.zip(
        claimableRoot(file),
        Read.<Earner>all(states),
        (root, all) -> {
          List<ClaimPlan> plans = new ArrayList<>();
          for (Earner earner : all) {
            List<Address> tokens = new ArrayList<>(earner.news().keySet());
            if (!tokens.isEmpty()) {
              plans.addAll(plans(root, earner, file.claim(earner.address(), tokens, root.index())));
            }
          }
          return List.copyOf(plans);
        });
  }

  private Read<DistributionRoot> claimableRoot(ClaimAmounts file) {
    return Read.zip(
        client.block(),
        roots.best(file.root()),
        (block, found) -> {
          if (!found.isPresent()) {
            throw refused(
                "the claims file has root "
                    + file.root()
                    + ", which was never posted: it is incomplete, changed, or of another network");
          }
          DistributionRoot root = found.get();
          if (!root.isClaimableAt(block.timestamp())) {
            throw refused(
                "the claims file is of distribution root "
                    + root.index()
                    + ", which "
                    + (root.isDisabled()
                        ? "was disabled"
                        : "is active from "
                            + root.activatedAt()
                            + " on; the newest block is of "
                            + block.timestamp()));
          }
          return root;
        });
  }

  // ------------------------------------------------------------------ a Sidecar

  private List<ClaimPlan> bySidecar(List<Address> earners, Sidecar sidecar, Progress progress) {
    DistributionRoot root = newestKnown(sidecar.distributionRoots(progress)).now();
    List<ClaimPlan> plans = new ArrayList<>();
    for (int i = 0; i < earners.size(); i++) {
      plans.addAll(bySidecar(earners.get(i), root, sidecar, progress));
      progress.report(
          new Progress.Step(
              "asking a Sidecar", i + 1, OptionalLong.of(earners.size()), Optional.empty()));
    }
    return List.copyOf(plans);
  }

  /** The newest root that can be claimed from and that the Sidecar knows as the chain does. */
  private Read<DistributionRoot> newestKnown(List<Sidecar.Listed> listed) {
    return Read.zip(
            client.block(), roots.length(), (block, length) -> newest(listed, block, length))
        .then(root -> root);
  }

  private Read<DistributionRoot> newest(
      List<Sidecar.Listed> listed, BlockRef.Exact block, long length) {
    List<Sidecar.Listed> compared = new ArrayList<>();
    List<Read<DistributionRoot>> reads = new ArrayList<>();
    for (Sidecar.Listed each : listed) {
      if (each.index() < length && compared.size() < ROOTS) {
        compared.add(each);
        reads.add(roots.at(each.index()));
      }
    }
    return Read.<DistributionRoot>all(reads)
        .map(
            posted -> {
              for (int i = 0; i < posted.size(); i++) {
                DistributionRoot root = posted.get(i);
                if (!root.root().equals(compared.get(i).root())) {
                  throw new RpcException(
                      RpcException.Code.NODE_MISBEHAVIOUR,
                      "the Sidecar says distribution root "
                          + root.index()
                          + " is "
                          + compared.get(i).root()
                          + ", the chain says "
                          + root.root()
                          + ": it lies, or is of another network");
                }
                if (root.isClaimableAt(block.timestamp())) {
                  return root;
                }
              }
              throw refused(
                  "the Sidecar knows no distribution root that can be claimed from; it lists "
                      + listed.size()
                      + ", the chain has "
                      + length);
            });
  }

  private List<ClaimPlan> bySidecar(
      Address earner, DistributionRoot root, Sidecar sidecar, Progress progress) {
    Map<Address, BigInteger> told = new LinkedHashMap<>();
    for (SummarizedReward reward : sidecar.summarized(earner, progress)) {
      told.merge(reward.token(), reward.active(), BigInteger::max);
    }
    progress.check("finding claimable rewards");
    List<Address> tokens = new ArrayList<>(earner(earner, told).now().news().keySet());
    if (tokens.isEmpty()) {
      return List.of();
    }
    RewardsMerkleClaim claim = sidecar.claimProof(earner, tokens, root.index(), progress);
    Optional<String> mismatch = claim.mismatch(root.root());
    if (mismatch.isPresent()) {
      throw new RpcException(
          RpcException.Code.NODE_MISBEHAVIOUR,
          "the Sidecar's proof for "
              + earner
              + " does not lead to distribution root "
              + root.index()
              + ": "
              + mismatch.get());
    }
    Map<Address, BigInteger> proved = new LinkedHashMap<>();
    claim.tokens().forEach(token -> proved.put(token.token(), token.cumulativeEarnings()));
    progress.check("finding claimable rewards");
    return plans(root, earner(earner, proved).now(), claim);
  }

  // ------------------------------------------------------------------ both

  /** An earner, by the chain. */
  private record Earner(
      Address address, Address claimer, Map<Address, ClaimPlan.TokenRewards> tokens) {
    /** Tokens with something new; one without would revert a whole claim. */
    Map<Address, ClaimPlan.TokenRewards> news() {
      Map<Address, ClaimPlan.TokenRewards> news = new LinkedHashMap<>();
      tokens.forEach(
          (token, rewards) -> {
            if (rewards.cumulativeEarnings().compareTo(rewards.cumulativeClaimed()) > 0) {
              news.put(token, rewards);
            }
          });
      return news;
    }
  }

  private Read<Earner> earner(Address earner, Map<Address, BigInteger> earned) {
    List<Address> order = new ArrayList<>(earned.keySet());
    List<Read<ClaimPlan.TokenRewards>> reads = new ArrayList<>();
    earned.forEach(
        (token, amount) ->
            reads.add(
                Read.zip(
                    token(token),
                    client.call(
                        coordinator, RewardsCoordinatorContract.cumulativeClaimed(earner, token)),
                    (unit, claimed) ->
                        new ClaimPlan.TokenRewards(
                            Amount.of(amount, unit), Amount.of(claimed, unit)))));
    return Read.zip(
        client.call(coordinator, RewardsCoordinatorContract.claimerFor(earner)),
        Read.<ClaimPlan.TokenRewards>all(reads),
        (claimer, rewards) -> {
          Map<Address, ClaimPlan.TokenRewards> tokens = new LinkedHashMap<>();
          for (int i = 0; i < order.size(); i++) {
            tokens.put(order.get(i), rewards.get(i));
          }
          return new Earner(earner, claimer.isZero() ? earner : claimer, tokens);
        });
  }

  private static List<ClaimPlan> plans(
      DistributionRoot root, Earner earner, RewardsMerkleClaim all) {
    Map<Address, ClaimPlan.TokenRewards> news = earner.news();
    List<ClaimPlan> plans = new ArrayList<>();
    List<RewardsMerkleClaim.TokenProof> part = new ArrayList<>();
    List<ClaimPlan.TokenRewards> pays = new ArrayList<>();
    for (RewardsMerkleClaim.TokenProof token : all.tokens()) {
      ClaimPlan.TokenRewards rewards = news.get(token.token());
      if (rewards != null) {
        part.add(token);
        pays.add(rewards);
      }
      if (part.size() == MOST_TOKENS) {
        plans.add(new ClaimPlan(root, all.with(part), earner.claimer(), pays));
        part.clear();
        pays.clear();
      }
    }
    if (!part.isEmpty()) {
      plans.add(new ClaimPlan(root, all.with(part), earner.claimer(), pays));
    }
    return plans;
  }

  /** What a token says of itself; under its address, in smallest units, if that is unusable. */
  Read<Token> token(Address address) {
    return Read.zip(
        client.call(address, ERC20Contract.symbol()).attempt(),
        client.call(address, ERC20Contract.decimals()).attempt(),
        (symbol, decimals) -> {
          Optional<Integer> digits = decimals.optional().filter(count -> count <= MOST_DECIMALS);
          return symbol.optional().isPresent() && digits.isPresent()
              ? new Token(address, symbol.orThrow(), digits.get())
              : new Token(address, address.toString(), 0);
        });
  }

  private static RefusedException refused(String why) {
    return new RefusedException(RefusedException.Code.PRECONDITION, why);
  }
}
