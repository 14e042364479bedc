/** For programs that are written for web3j: our transport, their credentials, our engine. */
@NullMarked
package io.github.restake4j.web3j;

import org.jspecify.annotations.NullMarked;
