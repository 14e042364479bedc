/**
 * Lido: stake ETH for stETH, wrap it, and get ETH back through the withdrawal queue. {@link
 * io.github.restake4j.lido.Lido} is the door.
 */
@NullMarked
package io.github.restake4j.lido;

import org.jspecify.annotations.NullMarked;
