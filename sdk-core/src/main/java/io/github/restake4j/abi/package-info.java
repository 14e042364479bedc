/** What generated contract code speaks: calls, events, errors, and the strict codec under them. */
@NullMarked
package io.github.restake4j.abi;

import org.jspecify.annotations.NullMarked;
