package io.github.restake4j.eigenlayer.rewards;

import io.github.restake4j.Restake4j;
import io.github.restake4j.abi.AbiCall;
import io.github.restake4j.abi.Revert;
import io.github.restake4j.eigenlayer.contract.RewardsCoordinatorContract;
import io.github.restake4j.error.Restake4jException;
import io.github.restake4j.error.RevertException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.read.Read;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The roots that the rewards updater has posted, and which of them can be claimed from. */
public final class DistributionRoots {
  /** Roots looked at in one round; one is posted about daily to weekly and waits about a week. */
  private static final long PAGE = 32;

  private final Restake4j client;
  private final Address coordinator;

  DistributionRoots(Restake4j client, Address coordinator) {
    this.client = client;
    this.coordinator = coordinator;
  }

  private <R> Read<R> ask(AbiCall<R> call) {
    return client.call(coordinator, call);
  }

  /** How many roots were posted. */
  public Read<Long> length() {
    // a root takes a transaction: far fewer than 2^63
    return ask(RewardsCoordinatorContract.getDistributionRootsLength()).map(BigInteger::longValue);
  }

  /**
   * One root.
   *
   * @param index 0 to {@link #length} - 1; beyond, the read fails with the contract's {@code
   *     Panic(0x32)}
   * @throws IllegalArgumentException if the index is negative
   */
  public Read<DistributionRoot> at(long index) {
    if (index < 0) {
      throw new IllegalArgumentException("no index of a distribution root: " + index);
    }
    return ask(RewardsCoordinatorContract.getDistributionRootAtIndex(BigInteger.valueOf(index)))
        .map(root -> DistributionRoot.of(index, root));
  }

  /** One root; empty if so many were not posted. */
  Read<Optional<DistributionRoot>> find(long index) {
    return length()
        .then(
            length -> index < length ? at(index).map(Optional::of) : Read.known(Optional.empty()));
  }

  /** Seconds from the post of a root to its activation, for roots posted from now on. */
  public Read<Long> activationDelay() {
    return ask(RewardsCoordinatorContract.activationDelay());
  }

  /** The newest root that can be claimed from; empty if there is none. */
  public Read<Optional<DistributionRoot>> newestClaimable() {
    return Read.zip(client.block(), length(), (block, length) -> search(length, block.timestamp()))
        .then(search -> search);
  }

  private Read<Optional<DistributionRoot>> search(long before, Instant blockTime) {
    if (before <= 0) {
      return Read.known(Optional.empty());
    }
    return page(before)
        .then(
            page -> {
              Optional<DistributionRoot> found = first(page, root -> root.isClaimableAt(blockTime));
              return found.isPresent() ? Read.known(found) : search(before - PAGE, blockTime);
            });
  }

  /**
   * The newest posting of a root, claimable or not; empty if it was never posted. The contract
   * searches all roots for it, from the newest on.
   */
  public Read<Optional<DistributionRoot>> find(Hash32 root) {
    return ask(RewardsCoordinatorContract.getRootIndexFromHash(root))
        .attempt()
        .then(
            found ->
                found.fold(
                    index -> at(index).map(Optional::of),
                    failed -> {
                      if (isUnknownRoot(failed)) {
                        return Read.<Optional<DistributionRoot>>known(Optional.empty());
                      }
                      throw failed;
                    }));
  }

  private static boolean isUnknownRoot(Restake4jException failed) {
    return failed instanceof RevertException reverted
        && reverted.revert() instanceof Revert.Custom custom
        && custom.error().equals("InvalidRoot");
  }

  /**
   * As {@link #find(Hash32)}, but an older posting of the same root, among the {@value #PAGE}
   * before it, where only that one can be claimed from: a period without rewards posts the same
   * root again.
   */
  Read<Optional<DistributionRoot>> best(Hash32 root) {
    return Read.zip(client.block(), find(root), (block, newest) -> best(newest, block.timestamp()))
        .then(best -> best);
  }

  private Read<Optional<DistributionRoot>> best(
      Optional<DistributionRoot> newest, Instant blockTime) {
    if (!newest.isPresent() || newest.get().isClaimableAt(blockTime)) {
      return Read.known(newest);
    }
    Hash32 root = newest.get().root();
    return page(newest.get().index())
        .map(
            page -> {
              Optional<DistributionRoot> older =
                  first(page, each -> each.root().equals(root) && each.isClaimableAt(blockTime));
              return older.isPresent() ? older : newest;
            });
  }

  /** Up to a page of roots before an index, newest first. */
  private Read<List<DistributionRoot>> page(long before) {
    List<Read<DistributionRoot>> reads = new ArrayList<>();
    for (long index = before - 1; index >= Math.max(0, before - PAGE); index--) {
      reads.add(at(index));
    }
    return Read.all(reads);
  }

  private static Optional<DistributionRoot> first(
      List<DistributionRoot> roots, Predicate<DistributionRoot> wanted) {
    for (DistributionRoot root : roots) {
      if (wanted.test(root)) {
        return Optional.of(root);
      }
    }
    return Optional.empty();
  }
}
