/**
 * EigenLayer's shares as units, and what slashing does to them, as pure functions that round
 * exactly where the contracts round. Nothing here asks the chain.
 */
@NullMarked
package io.github.restake4j.eigenlayer.shares;

import org.jspecify.annotations.NullMarked;
