package io.github.restake4j.devnet.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a test class a {@link io.github.restake4j.devnet.World} of its own, as a parameter of its
 * constructor or methods. The chain is as new for every test: it is remembered before and restored
 * after each, and so are the proxy's counters and limits.
 *
 * <p>{@code -Drestake4j.deployment=FILE} injects that deployment instead. There a test is skipped
 * by name if it needs a protocol or lever the deployment does not have. {@code
 * -Drestake4j.devnet=off} skips all tests that need a node.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(DevnetExtension.class)
public @interface Devnet {
  /**
   * True for a test of the devnet itself: it takes a {@link io.github.restake4j.devnet.LocalDevnet}
   * and is skipped when a deployment is given.
   */
  boolean local() default false;

  /** Protocols the test needs, as folder names of a deployment such as {@code lido}. */
  String[] protocols() default {};
}
