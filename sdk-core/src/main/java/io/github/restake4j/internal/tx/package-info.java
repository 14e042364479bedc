/** The transaction engine. No part of the public API. */
@NullMarked
package io.github.restake4j.internal.tx;

import org.jspecify.annotations.NullMarked;
