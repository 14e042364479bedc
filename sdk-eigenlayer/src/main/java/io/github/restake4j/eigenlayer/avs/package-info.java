/**
 * EigenLayer for AVSs, the services that operators serve: operator sets, slashing and what becomes
 * of it, and rewards. {@link io.github.restake4j.eigenlayer.avs.Avs} is the door.
 */
@NullMarked
package io.github.restake4j.eigenlayer.avs;

import org.jspecify.annotations.NullMarked;
