package io.github.restake4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What we ship, and all it needs at run time, runs on Java 17. */
class ClassFileTest {
  private static final int JAVA_17 = 61;
  private static final int MAGIC = 0xCAFEBABE;

  @Test
  void L05_everyClassOnTheClassPath_isOfJava17OrOlder() throws IOException {
    List<String> newer = new ArrayList<>();
    int classes = 0;
    int jars = 0;
    for (String entry :
        System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator), -1)) {
      Path path = Path.of(entry);
      if (Files.isDirectory(path)) {
        classes += inFolder(path, newer);
      } else if (entry.toLowerCase(Locale.ROOT).endsWith(".jar")) {
        jars++;
        classes += inJar(path, newer);
      }
    }
    assertThat(newer).isEmpty();
    assertThat(jars).as("jars looked at").isGreaterThan(10);
    assertThat(classes).as("classes looked at").isGreaterThan(5_000);
  }

  private static int inFolder(Path folder, List<String> newer) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(file -> file.toString().endsWith(".class")).toList();
    }
    for (Path file : files) {
      try (InputStream in = Files.newInputStream(file)) {
        check(file.toString(), in, newer);
      }
    }
    return files.size();
  }

  /** Variants for newer runtimes lie under META-INF/versions and are not loaded by older ones. */
  private static int inJar(Path jar, List<String> newer) throws IOException {
    int count = 0;
    try (JarFile file = new JarFile(jar.toFile())) {
      for (Enumeration<JarEntry> all = file.entries(); all.hasMoreElements(); ) {
        JarEntry entry = all.nextElement();
        if (entry.getName().endsWith(".class")
            && !entry.getName().startsWith("META-INF/versions/")) {
          count++;
          try (InputStream in = file.getInputStream(entry)) {
            check(jar.getFileName() + "!" + entry.getName(), in, newer);
          }
        }
      }
    }
    return count;
  }

  private static void check(String name, InputStream in, List<String> newer) throws IOException {
    DataInputStream data = new DataInputStream(in);
    assertThat(data.readInt()).as(name).isEqualTo(MAGIC);
    data.readUnsignedShort();
    int version = data.readUnsignedShort();
    if (version > JAVA_17) {
      newer.add(name + " is of version " + version);
    }
  }
}
