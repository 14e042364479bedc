/** JSON-RPC over a transport: ids, batches, limits, errors, retries. No part of the public API. */
@NullMarked
package io.github.restake4j.internal.rpc;

import org.jspecify.annotations.NullMarked;
