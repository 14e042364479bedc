/**
 * One runnable class per recipe. Each starts a devnet of its own, so it runs without an account or
 * an endpoint.
 */
@NullMarked
package io.github.restake4j.examples.recipes;

import org.jspecify.annotations.NullMarked;
