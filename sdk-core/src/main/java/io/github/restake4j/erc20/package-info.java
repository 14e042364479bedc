/** ERC-20 tokens, exact allowances and permits. */
@NullMarked
package io.github.restake4j.erc20;

import org.jspecify.annotations.NullMarked;
