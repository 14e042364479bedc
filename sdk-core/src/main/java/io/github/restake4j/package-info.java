/** The door: {@link io.github.restake4j.Restake4j} connects, derives and closes clients. */
@NullMarked
package io.github.restake4j;

import org.jspecify.annotations.NullMarked;
