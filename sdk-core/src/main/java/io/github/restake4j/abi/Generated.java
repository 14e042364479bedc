package io.github.restake4j.abi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks generated code, for people and for tools that look for an annotation of this name. The
 * JDK's own is missing where Android projects are compiled.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.PACKAGE})
public @interface Generated {
  /** The generator. */
  String value();
}
