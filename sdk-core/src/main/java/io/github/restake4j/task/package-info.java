/** Long work: run it, watch it, cancel it. */
@NullMarked
package io.github.restake4j.task;

import org.jspecify.annotations.NullMarked;
