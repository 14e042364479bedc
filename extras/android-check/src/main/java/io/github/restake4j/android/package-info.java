/** A wallet as an Android app would have it, to be shrunk and run. */
@NullMarked
package io.github.restake4j.android;

import org.jspecify.annotations.NullMarked;
