/** Values of the chain itself: addresses, hashes, bytes, blocks, receipts, logs. */
@NullMarked
package io.github.restake4j.eth;

import org.jspecify.annotations.NullMarked;
