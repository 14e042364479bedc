/** The one place where OkHttp is part of the public API: bring your own client. */
@NullMarked
package io.github.restake4j.rpc.okhttp;

import org.jspecify.annotations.NullMarked;
