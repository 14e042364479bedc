/** How scans run. No part of the public API. */
@NullMarked
package io.github.restake4j.internal.logs;

import org.jspecify.annotations.NullMarked;
