/** Which contract lives where, with the source of each address. */
@NullMarked
package io.github.restake4j.deployments;

import org.jspecify.annotations.NullMarked;
