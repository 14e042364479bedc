/** A local Ethereum with staking protocols on it, whose governance is in the test's hands. */
@NullMarked
package io.github.restake4j.devnet;

import org.jspecify.annotations.NullMarked;
