/** What journals hold and how the file journal keeps it. */
@NullMarked
package io.github.restake4j.internal.journal;

import org.jspecify.annotations.NullMarked;
