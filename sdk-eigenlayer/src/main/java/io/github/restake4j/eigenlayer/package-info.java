/**
 * EigenLayer for stakers: strategies, deposits, delegation, withdrawals, and what slashing does to
 * them.
 */
@NullMarked
package io.github.restake4j.eigenlayer;

import org.jspecify.annotations.NullMarked;
