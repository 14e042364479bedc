package io.github.restake4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every Java and Kotlin block in README and docs is a marked part of a compiled source of this
 * module.
 */
class DocumentedCodeTest {
  private static final Pattern BLOCK =
      Pattern.compile("```(?:java|kotlin)\n(.*?)```", Pattern.DOTALL);
  private static final Pattern REGION =
      Pattern.compile("// \\[(?!end)[^\\]]+\\]\n(.*?)\n[ ]*// \\[end\\]", Pattern.DOTALL);

  @Test
  void everyBlock_isPartOfACompiledSource() {
    List<String> regions = new ArrayList<>();
    List<Path> sources = new ArrayList<>(files(Path.of("src"), "java", "kt"));
    sources.addAll(files(Path.of("own-contract"), "java"));
    for (Path source : sources) {
      Matcher matcher = REGION.matcher(text(source));
      while (matcher.find()) {
        regions.add(words(matcher.group(1)));
      }
    }
    List<Path> documents = new ArrayList<>(files(Path.of("..", "docs"), "md"));
    documents.add(Path.of("..", "README.md"));
    int blocks = 0;
    for (Path document : documents) {
      Matcher matcher = BLOCK.matcher(text(document));
      while (matcher.find()) {
        blocks++;
        assertThat(regions)
            .as(document + ": " + matcher.group(1))
            .contains(words(matcher.group(1)));
      }
    }
    assertThat(blocks).as("blocks found").isGreaterThanOrEqualTo(3);
  }

  private static String words(String code) {
    return code.replaceAll("\\s+", " ").strip();
  }

  private static List<Path> files(Path folder, String... endings) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(
              file -> Stream.of(endings).anyMatch(ending -> file.toString().endsWith("." + ending)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
