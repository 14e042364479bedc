package io.github.restake4j.eigenlayer.rewards;

import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Hash32;
import java.math.BigInteger;

/**
 * What a claim paid of one token, as its {@code RewardsClaimed} event recorded it.
 *
 * @param root it was claimed from
 * @param earner who earned it
 * @param claimer who sent the claim
 * @param recipient who got the tokens
 * @param token ERC-20 contract
 * @param claimed smallest units of the token; one that takes a fee on transfer delivers less
 */
public record ClaimedReward(
    Hash32 root,
    Address earner,
    Address claimer,
    Address recipient,
    Address token,
    BigInteger claimed) {}
