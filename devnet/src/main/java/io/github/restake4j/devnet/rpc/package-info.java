/**
 * JSON-RPC over plain sockets: the devnet's own connection to its node, and the proxy tests talk
 * to.
 */
@NullMarked
package io.github.restake4j.devnet.rpc;

import org.jspecify.annotations.NullMarked;
