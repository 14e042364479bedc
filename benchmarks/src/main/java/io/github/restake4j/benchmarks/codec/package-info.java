/** The ABI codec beside web3j's and headlong's; input and output are the hex text of JSON-RPC. */
@NullMarked
package io.github.restake4j.benchmarks.codec;

import org.jspecify.annotations.NullMarked;
