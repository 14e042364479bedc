package io.github.restake4j.eigenlayer.rewards;

import io.github.restake4j.Restake4j;
import io.github.restake4j.abi.AbiCall;
import io.github.restake4j.abi.NoOutput;
import io.github.restake4j.eigenlayer.contract.AllocationManagerContract;
import io.github.restake4j.eigenlayer.contract.DelegationManagerContract;
import io.github.restake4j.eigenlayer.contract.EigenlayerErrors;
import io.github.restake4j.eigenlayer.contract.EigenlayerMeanings;
import io.github.restake4j.eigenlayer.contract.RewardsCoordinatorContract;
import io.github.restake4j.eigenlayer.operator.Permissions;
import io.github.restake4j.error.DecodingException;
import io.github.restake4j.error.RefusedException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.read.Read;
import io.github.restake4j.task.Progress;
import io.github.restake4j.task.Task;
import io.github.restake4j.tx.Explanation;
import io.github.restake4j.tx.Simulation;
import io.github.restake4j.tx.TxPlan;
import io.github.restake4j.tx.TxSpec;
import io.github.restake4j.units.Amount;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Rewards of stakers, operators and AVSs: posted as Merkle roots of everything ever earned, and
 * claimed by proof. The amounts themselves are not on the chain; they come from a {@link
 * ClaimSource}, a file or a Sidecar, which is believed only as far as the chain's roots prove it.
 */
public final class Rewards {
  private static final String PROTOCOL = "eigenlayer";

  /** What one transaction may use, EIP-7825. */
  private static final long MOST_GAS = 16_777_216;

  private final Restake4j client;
  private final Address coordinator;
  private final Permissions permissions;
  private final DistributionRoots roots;
  private final ClaimChecks checks;
  private final Claimables claimables;

  private Rewards(Restake4j client) {
    this.client = client;
    this.coordinator = client.deployment().address(PROTOCOL, "RewardsCoordinator");
    this.permissions = Permissions.on(client);
    this.roots = new DistributionRoots(client, coordinator);
    this.checks = new ClaimChecks(client, coordinator, roots);
    this.claimables = new Claimables(client, coordinator, roots);
  }

  /**
   * Rewards as the client's deployment knows them. Asks nothing yet.
   *
   * @throws io.github.restake4j.error.ChainException NOT_DEPLOYED if the deployment lacks {@code
   *     eigenlayer/RewardsCoordinator} or {@code PermissionController}
   */
  public static Rewards on(Restake4j client) {
    client.errors().add(EigenlayerErrors.ALL);
    client.errors().explain(EigenlayerMeanings.ALL);
    return new Rewards(client);
  }

  /** The roots posted so far. */
  public DistributionRoots roots() {
    return roots;
  }

  /** Smallest units of a token that were paid to an earner's claims since the beginning. */
  public Read<BigInteger> cumulativeClaimed(Address earner, Address token) {
    return checks.claimed(earner, token);
  }

  /** Who was named to claim for an earner; empty if nobody, so that it claims itself. */
  public Read<Optional<Address>> claimerFor(Address earner) {
    return client
        .call(coordinator, RewardsCoordinatorContract.claimerFor(earner))
        .map(Rewards::unlessZero);
  }

  /**
   * What an earner can claim now: a claim with proofs for all tokens with something new, or several
   * if there are more than fifty such tokens.
   *
   * @return as {@link #claimable(List, ClaimSource)}
   */
  public Task<List<ClaimPlan>> claimable(Address earner, ClaimSource source) {
    return claimable(List.of(earner), source);
  }

  /**
   * What earners can claim now, in their order; nothing for one without anything new. Tokens with
   * nothing new are left out: one of them would revert the whole claim. Reads the source first: a
   * file takes as long as {@link ClaimAmounts#read}, a Sidecar two requests per earner.
   *
   * <p>Nothing the source says is believed. A file counts only if its root is one on the chain; a
   * Sidecar's roots are compared with the chain's, and its proofs are followed to the root here.
   *
   * @return a task that throws {@code RefusedException} PRECONDITION if no root of the source can
   *     be claimed from: never posted, disabled, not active yet; {@code RpcException}
   *     NODE_MISBEHAVIOUR if a Sidecar's roots or proofs are not the chain's, MALFORMED_RESPONSE if
   *     its answers are not what its API promises; {@code TransportException} if it does not
   *     answer; what {@link ClaimAmounts#read} throws
   */
  public Task<List<ClaimPlan>> claimable(List<Address> earners, ClaimSource source) {
    List<Address> all = List.copyOf(new LinkedHashSet<>(earners));
    return Task.of("restake4j-claimable", progress -> claimables.find(all, source, progress));
  }

  /**
   * Plans a claim: everything earned and not claimed yet of the tokens in it goes to {@code
   * recipient}. Only the earner's claimer can send it, or the earner where none is named.
   *
   * <p>All proofs are followed here against the root on the chain before anything is signed.
   * Refused, with the numbers: claims paused, root not posted, disabled or not active, a proof that
   * leads elsewhere, another sender than the claimer, a token with nothing new (one would revert
   * the whole claim), a RewardsCoordinator that cannot pay.
   *
   * @param recipient who gets the tokens; any account, so look twice
   * @return a plan whose result lists what was paid, in the order of the claim's tokens
   * @throws IllegalArgumentException if the recipient is the zero address
   * @see <a
   *     href="https://github.com/Layr-Labs/eigenlayer-contracts/blob/f84a5151080cdf0b77b9b6e46506cde723d06c28/src/contracts/core/RewardsCoordinator.sol#L300">
   *     RewardsCoordinator.processClaim</a>
   */
  public TxPlan<List<ClaimedReward>> processClaim(RewardsMerkleClaim claim, Address recipient) {
    return plan(
        "Rewards.processClaim",
        List.of(claim),
        recipient,
        RewardsCoordinatorContract.processClaim(claim.struct(), recipient));
  }

  /**
   * Plans several claims in one transaction, of one earner or of several who named the same
   * claimer; otherwise as {@link #processClaim}. One that fails reverts them all. {@link #batches}
   * tells how many fit.
   *
   * @param claims at least one; no token twice for an earner
   * @return a plan whose result lists what was paid, in the order of the claims and their tokens
   * @throws IllegalArgumentException if the recipient is the zero address, there is no claim, or
   *     two claim the same token for an earner
   * @see <a
   *     href="https://github.com/Layr-Labs/eigenlayer-contracts/blob/f84a5151080cdf0b77b9b6e46506cde723d06c28/src/contracts/core/RewardsCoordinator.sol#L309">
   *     RewardsCoordinator.processClaims</a>
   */
  public TxPlan<List<ClaimedReward>> processClaims(
      List<RewardsMerkleClaim> claims, Address recipient) {
    List<RewardsCoordinatorContract.RewardsMerkleClaim> structs = new ArrayList<>();
    Set<List<Address>> seen = new HashSet<>();
    for (RewardsMerkleClaim claim : claims) {
      structs.add(claim.struct());
      for (RewardsMerkleClaim.TokenProof token : claim.tokens()) {
        if (!seen.add(List.of(claim.earner(), token.token()))) {
          throw new IllegalArgumentException(
              "Rewards.processClaims: two claims of "
                  + claim.earner()
                  + " name token "
                  + token.token());
        }
      }
    }
    if (structs.isEmpty()) {
      throw new IllegalArgumentException("Rewards.processClaims without a claim");
    }
    return plan(
        "Rewards.processClaims",
        List.copyOf(claims),
        recipient,
        RewardsCoordinatorContract.processClaims(structs, recipient));
  }

  /**
   * Puts claims together into transactions that fit, by simulating them: first all, then halves of
   * what was too much.
   *
   * @param claims as for {@link #processClaims}
   * @param sender who would send them: the claimer of all
   * @param mostGas units per transaction; one may use 16,777,216 at most (EIP-7825)
   * @return a task that throws {@code RefusedException} GAS_OUT_OF_BOUNDS if a single claim needs
   *     more, PRECONDITION if one would be rolled back
   * @throws IllegalArgumentException as {@link #processClaims}, or if the gas is not 21,000 to
   *     16,777,216
   */
  public Task<List<ClaimBatch>> batches(
      List<RewardsMerkleClaim> claims, Address recipient, Address sender, long mostGas) {
    processClaims(claims, recipient);
    if (mostGas < 21_000 || mostGas > MOST_GAS) {
      throw new IllegalArgumentException(
          "the gas of a transaction is 21000 to " + MOST_GAS + ", not " + mostGas);
    }
    List<RewardsMerkleClaim> all = List.copyOf(claims);
    return Task.of(
        "restake4j-claim-batches",
        progress -> {
          List<ClaimBatch> batches = new ArrayList<>();
          fit(all, recipient, sender, mostGas, progress, batches);
          return List.copyOf(batches);
        });
  }

  private void fit(
      List<RewardsMerkleClaim> claims,
      Address recipient,
      Address sender,
      long mostGas,
      Progress progress,
      List<ClaimBatch> into) {
    progress.check("putting claims together");
    Simulation<List<ClaimedReward>> simulated =
        processClaims(claims, recipient).simulate(sender).now();
    if (simulated instanceof Simulation.Succeeds<List<ClaimedReward>> fine
        && fine.gas() <= mostGas) {
      into.add(new ClaimBatch(claims, fine.gas()));
      return;
    }
    if (claims.size() == 1) {
      Address earner = claims.get(0).earner();
      throw simulated instanceof Simulation.Succeeds<List<ClaimedReward>> tooMuch
          ? new RefusedException(
              RefusedException.Code.GAS_OUT_OF_BOUNDS,
              "Rewards.batches: a claim of "
                  + earner
                  + " needs "
                  + tooMuch.gas()
                  + " gas, more than "
                  + mostGas)
          : new RefusedException(
              RefusedException.Code.PRECONDITION,
              "Rewards.batches: a claim of " + earner + " would not go through: " + simulated);
    }
    int half = claims.size() / 2;
    fit(claims.subList(0, half), recipient, sender, mostGas, progress, into);
    fit(claims.subList(half, claims.size()), recipient, sender, mostGas, progress, into);
  }

  private TxPlan<List<ClaimedReward>> plan(
      String name, List<RewardsMerkleClaim> claims, Address recipient, AbiCall<NoOutput> call) {
    if (recipient.isZero()) {
      throw new IllegalArgumentException(
          name
              + " to the zero address would lose the rewards of "
              + claims.get(0).earner()
              + (claims.size() > 1 ? " and others" : ""));
    }
    TxSpec.Builder<List<ClaimedReward>> spec = TxSpec.named(name);
    for (RewardsMerkleClaim claim : claims) {
      List<String> tokens = new ArrayList<>();
      for (RewardsMerkleClaim.TokenProof token : claim.tokens()) {
        tokens.add(token.cumulativeEarnings() + " of " + token.token());
      }
      spec.argument("earner", claim.earner())
          .argument("rootIndex", claim.rootIndex())
          .argument("cumulativeEarnings", tokens);
    }
    return client.plan(
        spec.argument("recipient", recipient)
            .checks(situation -> checks.of(claims, situation.from()))
            .deltas(situation -> deltas(claims, recipient.equals(situation.from())))
            .call(
                situation -> Read.known(new TxSpec.Call(coordinator, call)),
                receipt -> claimed(receipt, claims)));
  }

  private Read<List<Explanation.Delta>> deltas(List<RewardsMerkleClaim> claims, boolean toSender) {
    List<Read<Explanation.Delta>> deltas = new ArrayList<>();
    if (toSender) {
      for (RewardsMerkleClaim claim : claims) {
        for (RewardsMerkleClaim.TokenProof each : claim.tokens()) {
          deltas.add(
              Read.zip(
                  claimables.token(each.token()),
                  cumulativeClaimed(claim.earner(), each.token()),
                  (token, claimed) ->
                      new Explanation.Delta(
                          Amount.of(
                              each.cumulativeEarnings().subtract(claimed).max(BigInteger.ZERO),
                              token),
                          true,
                          "")));
        }
      }
    }
    return Read.all(deltas);
  }

  /**
   * Plans to name who may claim the sender's rewards. From then on only that account can, and it
   * chooses who gets them; the earner itself no longer can until the zero address is named.
   *
   * @param claimer the zero address gives the right back to the earner
   * @see <a
   *     href="https://github.com/Layr-Labs/eigenlayer-contracts/blob/f84a5151080cdf0b77b9b6e46506cde723d06c28/src/contracts/core/RewardsCoordinator.sol#L353">
   *     RewardsCoordinator.setClaimerFor</a>
   */
  public TxPlan<ClaimerSet> setClaimerFor(Address claimer) {
    AbiCall<NoOutput> call = RewardsCoordinatorContract.setClaimerFor(claimer);
    return client.plan(
        warned(TxSpec.<ClaimerSet>named("Rewards.setClaimerFor"), claimer)
            .argument("claimer", claimer)
            .call(
                situation -> Read.known(new TxSpec.Call(coordinator, call)),
                receipt -> claimerSet(receipt, claimer)));
  }

  /**
   * Plans to name who may claim the rewards of an operator or an AVS; otherwise as {@link
   * #setClaimerFor(Address)}.
   *
   * @param earner an operator, or an AVS with an operator set, that the sender may act for; refused
   *     for anyone else
   * @param claimer the zero address gives the right back to the earner
   */
  public TxPlan<ClaimerSet> setClaimerFor(Address earner, Address claimer) {
    AbiCall<NoOutput> call = RewardsCoordinatorContract.setClaimerFor(earner, claimer);
    return client.plan(
        warned(TxSpec.<ClaimerSet>named("Rewards.setClaimerFor"), claimer)
            .argument("earner", earner)
            .argument("claimer", claimer)
            .checks(
                situation ->
                    Read.all(
                        List.of(
                            permissions.required(earner, situation.from(), coordinator, call),
                            operatorOrAvs(earner))))
            .call(
                situation -> Read.known(new TxSpec.Call(coordinator, call)),
                receipt -> claimerSet(receipt, claimer)));
  }

  private static TxSpec.Builder<ClaimerSet> warned(
      TxSpec.Builder<ClaimerSet> plan, Address claimer) {
    return claimer.isZero()
        ? plan
        : plan.warning(
            "only "
                + claimer
                + " can claim then, the earner no longer, and it chooses who gets the tokens");
  }

  private Read<TxSpec.Check> operatorOrAvs(Address earner) {
    return Read.zip(
        client.call(
            client.deployment().address(PROTOCOL, "DelegationManager"),
            DelegationManagerContract.isOperator(earner)),
        client.call(
            client.deployment().address(PROTOCOL, "AllocationManager"),
            AllocationManagerContract.getOperatorSetCount(earner)),
        (operator, sets) ->
            ClaimChecks.check(
                earner + " is an operator, or an AVS with an operator set",
                operator || sets.signum() > 0));
  }

  private List<ClaimedReward> claimed(Receipt receipt, List<RewardsMerkleClaim> claims) {
    List<RewardsCoordinatorContract.RewardsClaimed> events =
        RewardsCoordinatorContract.RewardsClaimed.EVENT.in(receipt.logs(), coordinator);
    List<ClaimedReward> rewards = new ArrayList<>();
    for (RewardsMerkleClaim claim : claims) {
      for (RewardsMerkleClaim.TokenProof token : claim.tokens()) {
        rewards.add(claimed(receipt, events, claim.earner(), token.token()));
      }
    }
    return List.copyOf(rewards);
  }

  private static ClaimedReward claimed(
      Receipt receipt,
      List<RewardsCoordinatorContract.RewardsClaimed> events,
      Address earner,
      Address token) {
    for (RewardsCoordinatorContract.RewardsClaimed event : events) {
      if (event.token().equals(token) && event.earner().equals(earner)) {
        return new ClaimedReward(
            event.root(),
            event.earner(),
            event.claimer(),
            event.recipient(),
            event.token(),
            event.claimedAmount());
      }
    }
    throw missing("RewardsClaimed for token " + token + " of " + earner, receipt);
  }

  private ClaimerSet claimerSet(Receipt receipt, Address claimer) {
    for (RewardsCoordinatorContract.ClaimerForSet event :
        RewardsCoordinatorContract.ClaimerForSet.EVENT.in(receipt.logs(), coordinator)) {
      if (event.claimer().equals(claimer)) {
        return new ClaimerSet(
            event.earner(), unlessZero(event.oldClaimer()), unlessZero(event.claimer()));
      }
    }
    throw missing("ClaimerForSet to " + claimer, receipt);
  }

  private static DecodingException missing(String what, Receipt receipt) {
    return new DecodingException(
        DecodingException.Code.ABI_EMPTY,
        "transaction " + receipt.transactionHash() + " was mined, but has no event " + what);
  }

  private static Optional<Address> unlessZero(Address address) {
    return address.isZero() ? Optional.empty() : Optional.of(address);
  }
}
