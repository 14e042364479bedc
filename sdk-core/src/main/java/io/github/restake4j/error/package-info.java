/** Every exception of the SDK. */
@NullMarked
package io.github.restake4j.error;

import org.jspecify.annotations.NullMarked;
