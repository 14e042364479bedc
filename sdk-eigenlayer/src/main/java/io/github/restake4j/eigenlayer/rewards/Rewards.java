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
import io.github.restake4j.erc20.Token;
import io.github.restake4j.error.DecodingException;
import io.github.restake4j.error.RefusedException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.read.Read;
import io.github.restake4j.standard.contract.ERC20Contract;
import io.github.restake4j.tx.Explanation;
import io.github.restake4j.tx.TxPlan;
import io.github.restake4j.tx.TxSpec;
import io.github.restake4j.units.Amount;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rewards of stakers, operators and AVSs: posted as Merkle roots of everything ever earned, and
 * claimed by proof. The amounts themselves are not on the chain; they come from a {@link
 * ClaimAmounts} file, which is believed only if its root is.
 */
public final class Rewards {
  private static final String PROTOCOL = "eigenlayer";
  private static final int MOST_DECIMALS = 77;

  private final Restake4j client;
  private final Address coordinator;
  private final Permissions permissions;
  private final DistributionRoots roots;
  private final ClaimChecks checks;

  private Rewards(Restake4j client) {
    this.client = client;
    this.coordinator = client.deployment().address(PROTOCOL, "RewardsCoordinator");
    this.permissions = Permissions.on(client);
    this.roots = new DistributionRoots(client, coordinator);
    this.checks = new ClaimChecks(client, coordinator, roots);
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
   * What an earner can claim by a claims file.
   *
   * @return a read that fails with {@code RefusedException} PRECONDITION if no root that can be
   *     claimed from is the file's: it is not what was posted, or not active yet
   */
  public Read<ClaimableRewards> claimable(Address earner, ClaimAmounts file) {
    List<Read<ClaimableRewards.TokenRewards>> tokens = new ArrayList<>();
    for (Map.Entry<Address, BigInteger> each : file.cumulativeEarnings(earner).entrySet()) {
      tokens.add(
          Read.zip(
              token(each.getKey()),
              cumulativeClaimed(earner, each.getKey()),
              (token, claimed) ->
                  new ClaimableRewards.TokenRewards(
                      Amount.of(each.getValue(), token), Amount.of(claimed, token))));
    }
    return Read.zip(
        claimableRoot(file),
        Read.<ClaimableRewards.TokenRewards>all(tokens),
        (root, rewards) -> new ClaimableRewards(earner, root, rewards));
  }

  /**
   * The claim of everything an earner has not claimed yet: tokens without anything new are left
   * out, as one of them would revert the whole.
   *
   * @return a read that fails with {@code RefusedException} PRECONDITION if there is nothing new,
   *     or as {@link #claimable} does
   */
  public Read<RewardsMerkleClaim> claim(Address earner, ClaimAmounts file) {
    Map<Address, BigInteger> earned = file.cumulativeEarnings(earner);
    List<Read<Boolean>> news = new ArrayList<>();
    earned.forEach(
        (token, amount) ->
            news.add(
                cumulativeClaimed(earner, token).map(claimed -> amount.compareTo(claimed) > 0)));
    return Read.zip(
        claimableRoot(file),
        Read.<Boolean>all(news),
        (root, isNew) -> {
          List<Address> tokens = new ArrayList<>(earned.keySet());
          for (int i = isNew.size() - 1; i >= 0; i--) {
            if (!isNew.get(i)) {
              tokens.remove(i);
            }
          }
          if (tokens.isEmpty()) {
            throw new RefusedException(
                RefusedException.Code.PRECONDITION,
                "Rewards.claim: nothing new to claim for "
                    + earner
                    + ", which earned "
                    + (earned.isEmpty() ? "nothing" : "in " + earned.size() + " tokens")
                    + " by distribution root "
                    + root.index());
          }
          return file.claim(earner, tokens, root.index());
        });
  }

  private Read<DistributionRoot> claimableRoot(ClaimAmounts file) {
    return Read.zip(
        client.block(),
        roots.best(file.root()),
        (block, found) -> {
          if (!found.isPresent()) {
            throw new RefusedException(
                RefusedException.Code.PRECONDITION,
                "the claims file has root "
                    + file.root()
                    + ", which was never posted: it is incomplete, changed, or of another network");
          }
          DistributionRoot root = found.get();
          if (!root.isClaimableAt(block.timestamp())) {
            throw new RefusedException(
                RefusedException.Code.PRECONDITION,
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
    if (recipient.isZero()) {
      throw new IllegalArgumentException(
          "Rewards.processClaim to the zero address would lose the rewards of " + claim.earner());
    }
    AbiCall<NoOutput> call = RewardsCoordinatorContract.processClaim(claim.struct(), recipient);
    List<String> tokens = new ArrayList<>();
    for (RewardsMerkleClaim.TokenProof token : claim.tokens()) {
      tokens.add(token.cumulativeEarnings() + " of " + token.token());
    }
    return client.plan(
        TxSpec.<List<ClaimedReward>>named("Rewards.processClaim")
            .argument("earner", claim.earner())
            .argument("rootIndex", claim.rootIndex())
            .argument("cumulativeEarnings", tokens)
            .argument("recipient", recipient)
            .checks(situation -> checks.of(claim, situation.from()))
            .deltas(situation -> deltas(claim, recipient.equals(situation.from())))
            .call(
                situation -> Read.known(new TxSpec.Call(coordinator, call)),
                receipt -> claimed(receipt, claim)));
  }

  private Read<List<Explanation.Delta>> deltas(RewardsMerkleClaim claim, boolean toSender) {
    List<Read<Explanation.Delta>> deltas = new ArrayList<>();
    if (toSender) {
      for (RewardsMerkleClaim.TokenProof each : claim.tokens()) {
        deltas.add(
            Read.zip(
                token(each.token()),
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

  /** What a token says of itself; under its address, in smallest units, if that is unusable. */
  private Read<Token> token(Address address) {
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

  private List<ClaimedReward> claimed(Receipt receipt, RewardsMerkleClaim claim) {
    List<RewardsCoordinatorContract.RewardsClaimed> events =
        RewardsCoordinatorContract.RewardsClaimed.EVENT.in(receipt.logs(), coordinator);
    List<ClaimedReward> rewards = new ArrayList<>();
    for (RewardsMerkleClaim.TokenProof token : claim.tokens()) {
      for (RewardsCoordinatorContract.RewardsClaimed event : events) {
        if (event.token().equals(token.token()) && event.earner().equals(claim.earner())) {
          rewards.add(
              new ClaimedReward(
                  event.root(),
                  event.earner(),
                  event.claimer(),
                  event.recipient(),
                  event.token(),
                  event.claimedAmount()));
        }
      }
    }
    if (rewards.size() != claim.tokens().size()) {
      throw missing("RewardsClaimed for each token of " + claim.earner(), receipt);
    }
    return List.copyOf(rewards);
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
