/**
 * Contract ABI (JSON) to Java. Three doors: {@link io.github.restake4j.codegen.AbiGenerator} and
 * {@link io.github.restake4j.codegen.AbiFolder} as a library, {@link
 * io.github.restake4j.codegen.CodegenCommand} on a command line, {@link
 * io.github.restake4j.codegen.GenerateMojo} in Maven.
 */
@NullMarked
package io.github.restake4j.codegen;

import org.jspecify.annotations.NullMarked;
