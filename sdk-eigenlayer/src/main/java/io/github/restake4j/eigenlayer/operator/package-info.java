/**
 * EigenLayer for operators: registration, operator sets, allocations of magnitude, and who may act
 * for whom. {@link io.github.restake4j.eigenlayer.operator.Operators} is the door.
 */
@NullMarked
package io.github.restake4j.eigenlayer.operator;

import org.jspecify.annotations.NullMarked;
