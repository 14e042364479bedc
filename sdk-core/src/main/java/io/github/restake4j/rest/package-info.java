/** HTTP APIs beside the node, over the client's own transport and within its limits. */
@NullMarked
package io.github.restake4j.rest;

import org.jspecify.annotations.NullMarked;
