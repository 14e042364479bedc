package io.github.restake4j.android;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Which jar each class of a shrunk app comes from. */
final class Origins {
  private static final Pattern CLASS = Pattern.compile("^(\\S+) -> (\\S+):$");
  private static final String SUFFIX = ".class";

  private final Map<String, String> moduleOfClass = new HashMap<>();

  /** Notes the classes of a jar. */
  void add(String module, Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      zip.stream()
          .map(ZipEntry::getName)
          .filter(name -> name.endsWith(SUFFIX))
          .forEach(name -> moduleOfClass.put(className(name), module));
    }
  }

  /**
   * Takes a shrunk jar apart.
   *
   * @param rest the module of all other classes
   * @return a jar per module; classes that R8 merged are where the one is that took them in, and
   *     those it made are where they were needed
   */
  Map<String, Path> split(Shrinker.Shrunk shrunk, String rest, Path folder) throws IOException {
    Map<String, String> before = new HashMap<>();
    for (String line : Files.readAllLines(shrunk.mapping())) {
      Matcher matcher = CLASS.matcher(line);
      if (matcher.matches()) {
        before.put(matcher.group(2), matcher.group(1));
      }
    }
    Files.createDirectories(folder);
    Map<String, Path> parts = new LinkedHashMap<>();
    Map<String, ZipOutputStream> open = new HashMap<>();
    try (ZipFile zip = new ZipFile(shrunk.jar().toFile())) {
      for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        String name = entry.getName();
        if (name.endsWith(SUFFIX) && !name.startsWith("META-INF/")) {
          String now = className(name);
          String module = moduleOf(before.getOrDefault(now, now), rest);
          ZipOutputStream out = open.get(module);
          if (out == null) {
            Path part = folder.resolve(module.replace(' ', '-') + ".jar");
            parts.put(module, part);
            out = new ZipOutputStream(Files.newOutputStream(part));
            open.put(module, out);
          }
          out.putNextEntry(new ZipEntry(name));
          try (InputStream in = zip.getInputStream(entry)) {
            in.transferTo(out);
          }
          out.closeEntry();
        }
      }
    } finally {
      for (ZipOutputStream each : open.values()) {
        each.close();
      }
    }
    return parts;
  }

  private String moduleOf(String name, String rest) {
    int made = name.indexOf("$$");
    String host = made < 0 ? name : name.substring(0, made);
    return moduleOfClass.getOrDefault(name, moduleOfClass.getOrDefault(host, rest));
  }

  private static String className(String entry) {
    return entry.substring(0, entry.length() - SUFFIX.length()).replace('/', '.');
  }
}
