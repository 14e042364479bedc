/** Finds, installs and runs anvil, the Ethereum node under the devnet. */
@NullMarked
package io.github.restake4j.devnet.anvil;

import org.jspecify.annotations.NullMarked;
