/** Endpoints and limits of the JSON-RPC transport. */
@NullMarked
package io.github.restake4j.rpc;

import org.jspecify.annotations.NullMarked;
