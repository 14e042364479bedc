package io.github.restake4j.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateMojoTest {
  @TempDir private Path folder;
  private final MavenProject project = new MavenProject();
  private final GenerateMojo mojo = new GenerateMojo();

  @BeforeEach
  void configure() throws Exception {
    Files.createDirectories(folder.resolve("abi/acme"));
    Files.writeString(folder.resolve("abi/acme/Pool.json"), "[]");
    set("abiDirectory", folder.resolve("abi").toFile());
    set("outputDirectory", folder.resolve("out").toFile());
    set("basePackage", "com");
    set("project", project);
  }

  /** As Maven injects parameters. */
  private void set(String name, Object value) throws Exception {
    Field field = GenerateMojo.class.getDeclaredField(name);
    field.setAccessible(true);
    field.set(mojo, value);
  }

  @Test
  void execute_twice_addsTheSourceRootAndRewritesNothing() throws Exception {
    mojo.execute();
    Path pool = folder.resolve("out/com/acme/contract/PoolContract.java");
    FileTime longAgo = FileTime.fromMillis(1_000_000_000_000L);
    Files.setLastModifiedTime(pool, longAgo);
    mojo.execute();
    assertThat(Files.getLastModifiedTime(pool)).isEqualTo(longAgo);
    assertThat(project.getCompileSourceRoots()).containsExactly(folder.resolve("out").toString());
  }

  @Test
  void execute_badAbi_failsTheBuildByName() throws Exception {
    Files.writeString(folder.resolve("abi/acme/Bad.json"), "[{\"type\":\"riddle\"}]");
    assertThatThrownBy(mojo::execute)
        .isInstanceOf(MojoExecutionException.class)
        .hasMessageContaining("acme/Bad.json: entry without name: unknown type riddle");
  }

  @Test
  void execute_skipped_keepsWhatIsThere() throws Exception {
    mojo.execute();
    set("skip", true);
    Files.delete(folder.resolve("abi/acme/Pool.json"));
    mojo.execute();
    assertThat(folder.resolve("out/com/acme/contract/PoolContract.java")).exists();
  }

  @Test
  void execute_lastAbiGoneWithItsFolder_deletesWhatWasGenerated() throws Exception {
    mojo.execute();
    Path own = Files.writeString(folder.resolve("out/com/Own.java"), "class Own {}\n");
    set("abiDirectory", folder.resolve("none").toFile());
    mojo.execute();
    assertThat(folder.resolve("out/com/acme/contract/PoolContract.java")).doesNotExist();
    assertThat(folder.resolve("out/com/acme/contract/package-info.java")).doesNotExist();
    assertThat(own).exists();
  }

  @Test
  void execute_moduleWithoutAbis_doesNothing() throws Exception {
    set("abiDirectory", folder.resolve("none").toFile());
    mojo.execute();
    assertThat(folder.resolve("out")).doesNotExist();
  }
}
