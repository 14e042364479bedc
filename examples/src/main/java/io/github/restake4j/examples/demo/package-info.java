/** The demo: the main job on a devnet, every printed number checked against the chain. */
@NullMarked
package io.github.restake4j.examples.demo;

import org.jspecify.annotations.NullMarked;
