/** Records what real contracts do, and holds the stand-ins to it. */
@NullMarked
package io.github.restake4j.devnet.transcript;

import org.jspecify.annotations.NullMarked;
