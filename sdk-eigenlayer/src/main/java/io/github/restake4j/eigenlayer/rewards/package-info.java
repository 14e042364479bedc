/**
 * EigenLayer's rewards: who earned what, the proof of it, and the claim. {@link
 * io.github.restake4j.eigenlayer.rewards.Rewards} is the door.
 */
@NullMarked
package io.github.restake4j.eigenlayer.rewards;

import org.jspecify.annotations.NullMarked;
