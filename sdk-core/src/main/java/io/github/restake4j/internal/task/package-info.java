/** How tasks run. No part of the public API. */
@NullMarked
package io.github.restake4j.internal.task;

import org.jspecify.annotations.NullMarked;
