/** Shared by the packages of this module only; no part of the public API. */
@NullMarked
package io.github.restake4j.internal;

import org.jspecify.annotations.NullMarked;
