package io.github.restake4j.codegen;

import java.io.File;
import java.io.IOException;
import java.util.Collections;
import java.util.SortedMap;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * Generates Java from the contract ABIs of a module and adds it to what is compiled. Files are
 * written only if they changed; generated files no ABI stands for any more are deleted.
 */
@Mojo(name = "generate", defaultPhase = LifecyclePhase.GENERATE_SOURCES, threadSafe = true)
public final class GenerateMojo extends AbstractMojo {
  /** Holds {@code <protocol>/<Contract>.json}; a module need not have it. */
  @Parameter(defaultValue = "${project.basedir}/src/main/abi")
  private @Nullable File abiDirectory;

  /** Source root for the generated files; it is added to the module's sources. */
  @Parameter(defaultValue = "${project.build.directory}/generated-sources/restake4j")
  private @Nullable File outputDirectory;

  /** What generated packages start with; {@code .<protocol>.contract} follows. */
  @Parameter(property = "restake4j.basePackage", defaultValue = "${project.groupId}")
  private @Nullable String basePackage;

  /** Generates nothing, but keeps what is there on the list of sources. */
  @Parameter(property = "restake4j.codegen.skip", defaultValue = "false")
  private boolean skip;

  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  private @Nullable MavenProject project;

  /** Made by Maven. */
  public GenerateMojo() {}

  @Override
  public void execute() throws MojoExecutionException {
    if (abiDirectory == null || outputDirectory == null || basePackage == null || project == null) {
      throw new MojoExecutionException("abiDirectory, outputDirectory and basePackage must be set");
    }
    project.addCompileSourceRoot(outputDirectory.getPath());
    if (skip) {
      getLog().info("skipped");
      return;
    }
    try {
      SortedMap<String, String> sources =
          abiDirectory.isDirectory()
              ? AbiFolder.generate(abiDirectory.toPath(), basePackage)
              : Collections.emptySortedMap();
      AbiFolder.Changes changes = AbiFolder.write(sources, outputDirectory.toPath());
      getLog().info(sources.isEmpty() ? "no ABIs in " + abiDirectory : changes.summary());
    } catch (AbiRefusedException e) {
      throw new MojoExecutionException(abiDirectory + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new MojoExecutionException("cannot generate from " + abiDirectory + ": " + e, e);
    }
  }
}
