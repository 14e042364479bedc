/** Events of the chain, scanned in order and kept right through reorgs. */
@NullMarked
package io.github.restake4j.logs;

import org.jspecify.annotations.NullMarked;
