package io.github.restake4j.eigenlayer.avs;

import io.github.restake4j.eth.Hash32;
import java.math.BigInteger;

/**
 * A submission that RewardsCoordinator took.
 *
 * @param hash of submitter, nonce and submission; what its {@code is…Hash} views know it by
 * @param nonce how many submissions there were before, of the AVS, or of the sender where no AVS is
 *     named
 * @param amount smallest units that are shared out; less than was paid if the sender has opted in
 *     for the protocol fee
 */
public record SubmittedRewards(Hash32 hash, BigInteger nonce, BigInteger amount) {}
