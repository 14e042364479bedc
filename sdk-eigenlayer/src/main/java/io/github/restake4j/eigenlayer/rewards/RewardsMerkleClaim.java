package io.github.restake4j.eigenlayer.rewards;

import io.github.restake4j.eigenlayer.contract.RewardsCoordinatorContract;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What RewardsCoordinator needs to believe that an earner earned tokens: two levels of Merkle
 * proofs below one distribution root. Plain data: it may come from {@link ClaimAmounts#claim} or
 * from any other source, and is verified here before it is sent.
 *
 * @param rootIndex which distribution root it was made for
 * @param earner who earned
 * @param earnerIndex the earner's place among all earners of the root
 * @param earnerTreeProof siblings from the earner's leaf to the root; 32 bytes each
 * @param earnerTokenRoot root of the earner's own tokens
 * @param tokens at least one, each once
 */
public record RewardsMerkleClaim(
    long rootIndex,
    Address earner,
    long earnerIndex,
    Bytes earnerTreeProof,
    Hash32 earnerTokenRoot,
    List<TokenProof> tokens) {
  private static final long MAX_UINT32 = 0xffff_ffffL;

  /** As many levels as a uint32 index can tell apart. */
  private static final int MAX_PROOF = 32 * Hash32.SIZE;

  /**
   * Copies the list and checks the shape, not the proofs: {@link #mismatch} does that.
   *
   * @throws IllegalArgumentException if an index is no uint32, a proof is no whole number of hashes
   *     or longer than 32, there is no token, or one occurs twice
   */
  public RewardsMerkleClaim {
    requireIndex("root", rootIndex);
    requireIndex("earner", earnerIndex);
    requireProof("earner", earnerTreeProof);
    tokens = List.copyOf(tokens);
    if (tokens.isEmpty()) {
      throw new IllegalArgumentException("a claim of " + earner + " names no token");
    }
    Set<Address> seen = new HashSet<>();
    for (TokenProof token : tokens) {
      if (!seen.add(token.token())) {
        throw new IllegalArgumentException(
            "a claim of " + earner + " names token " + token.token() + " twice");
      }
    }
  }

  /**
   * One token of a claim.
   *
   * @param token ERC-20 contract
   * @param cumulativeEarnings smallest units earned since the beginning, claimed ones included
   * @param index the token's place among the earner's tokens
   * @param proof siblings from the token's leaf to the earner's token root
   */
  public record TokenProof(Address token, BigInteger cumulativeEarnings, long index, Bytes proof) {
    /**
     * Checks the shape.
     *
     * @throws IllegalArgumentException if the earnings are no uint256, the index no uint32, or the
     *     proof no whole number of hashes
     */
    public TokenProof {
      requireIndex("token", index);
      requireProof("token", proof);
      if (cumulativeEarnings.signum() < 0 || cumulativeEarnings.bitLength() > 256) {
        throw new IllegalArgumentException(
            "cumulative earnings of " + token + " are no uint256: " + cumulativeEarnings);
      }
    }
  }

  /** The same claim with some of its tokens. */
  RewardsMerkleClaim with(List<TokenProof> some) {
    return new RewardsMerkleClaim(
        rootIndex, earner, earnerIndex, earnerTreeProof, earnerTokenRoot, some);
  }

  private static void requireIndex(String what, long index) {
    if (index < 0 || index > MAX_UINT32) {
      throw new IllegalArgumentException("no " + what + " index, a uint32: " + index);
    }
  }

  private static void requireProof(String what, Bytes proof) {
    if (proof.size() % Hash32.SIZE != 0 || proof.size() > MAX_PROOF) {
      throw new IllegalArgumentException(
          "a " + what + " proof has up to 32 hashes of 32 bytes, not " + proof.size() + " bytes");
    }
  }

  /**
   * Why the contract would not believe this claim under a root; empty if it would. Follows every
   * proof as {@code RewardsCoordinator.checkClaim} does, with no look at the chain.
   *
   * @see <a
   *     href="https://github.com/Layr-Labs/eigenlayer-contracts/blob/f84a5151080cdf0b77b9b6e46506cde723d06c28/src/contracts/core/RewardsCoordinator.sol#L684">
   *     RewardsCoordinator._checkClaim</a>
   */
  public Optional<String> mismatch(Hash32 root) {
    Hash32 leaf = MerkleTree.earnerLeaf(earner, earnerTokenRoot);
    Optional<String> wrong =
        wrong("earner " + earner, leaf, earnerIndex, earnerTreeProof, "distribution root", root);
    for (TokenProof token : tokens) {
      if (wrong.isPresent()) {
        return wrong;
      }
      wrong =
          wrong(
              "token " + token.token(),
              MerkleTree.tokenLeaf(token.token(), token.cumulativeEarnings()),
              token.index(),
              token.proof(),
              "earner's token root",
              earnerTokenRoot);
    }
    return wrong;
  }

  private static Optional<String> wrong(
      String what, Hash32 leaf, long index, Bytes proof, String target, Hash32 root) {
    int levels = proof.size() / Hash32.SIZE;
    if (index >= 1L << levels) {
      return Optional.of(
          "index "
              + index
              + " of "
              + what
              + " lies outside a tree with a proof of "
              + levels
              + " hashes");
    }
    Hash32 reached = MerkleTree.follow(leaf, index, proof);
    return reached.equals(root)
        ? Optional.empty()
        : Optional.of(
            "the proof of "
                + what
                + " leads to "
                + reached
                + ", not to the "
                + target
                + " "
                + root);
  }

  RewardsCoordinatorContract.RewardsMerkleClaim struct() {
    List<Long> indices = new ArrayList<>();
    List<Bytes> proofs = new ArrayList<>();
    List<RewardsCoordinatorContract.TokenTreeMerkleLeaf> leaves = new ArrayList<>();
    for (TokenProof token : tokens) {
      indices.add(token.index());
      proofs.add(token.proof());
      leaves.add(
          new RewardsCoordinatorContract.TokenTreeMerkleLeaf(
              token.token(), token.cumulativeEarnings()));
    }
    return new RewardsCoordinatorContract.RewardsMerkleClaim(
        rootIndex,
        earnerIndex,
        earnerTreeProof,
        new RewardsCoordinatorContract.EarnerTreeMerkleLeaf(earner, earnerTokenRoot),
        indices,
        proofs,
        leaves);
  }
}
