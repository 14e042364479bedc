package io.github.restake4j.eigenlayer.rewards;

import io.github.restake4j.eth.Address;
import java.math.BigInteger;

/**
 * What a Sidecar says of an earner's rewards in one token, in smallest units; nobody has checked
 * it.
 *
 * @param token ERC-20 contract
 * @param earned since the beginning, also by roots that do not count yet
 * @param active since the beginning, by the newest root that can be claimed from
 * @param claimed so far
 * @param claimable now
 */
public record SummarizedReward(
    Address token,
    BigInteger earned,
    BigInteger active,
    BigInteger claimed,
    BigInteger claimable) {}
