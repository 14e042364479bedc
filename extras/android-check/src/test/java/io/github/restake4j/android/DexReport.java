package io.github.restake4j.android;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What each module weighs in an app, and the most it may. */
final class DexReport {
  private static final int KILO = 1_000;

  private final Map<String, Row> rows = new LinkedHashMap<>();

  private record Row(DexSize whole, DexSize reached) {}

  /**
   * Adds a line.
   *
   * @param whole all that the module's jar holds; {@link DexSize#NOTHING} if nobody needs to know
   * @param reached what of it is in the shrunk app
   */
  void add(String module, DexSize whole, DexSize reached) {
    rows.put(module, new Row(whole, reached));
  }

  /** A table for people and for Markdown. */
  String table() {
    StringBuilder text = new StringBuilder();
    line(text, "", "jar as dex", "methods", "in the app", "methods");
    text.append("|---|---:|---:|---:|---:|\n");
    rows.forEach(
        (module, row) ->
            line(
                text,
                module,
                kilobytes(row.whole),
                methods(row.whole),
                kilobytes(row.reached),
                methods(row.reached)));
    return text.toString();
  }

  private static void line(
      StringBuilder text, String name, String all, String allMethods, String part, String methods) {
    text.append(
        String.format(
            Locale.ROOT,
            "| %-22s | %10s | %7s | %10s | %7s |\n",
            name,
            all,
            allMethods,
            part,
            methods));
  }

  private static String methods(DexSize size) {
    return size.equals(DexSize.NOTHING) ? "" : String.format(Locale.ROOT, "%,d", size.methods());
  }

  private static String kilobytes(DexSize size) {
    return size.equals(DexSize.NOTHING)
        ? ""
        : String.format(Locale.ROOT, "%,d kB", (size.bytes() + KILO - 1) / KILO);
  }

  /**
   * Holds a line against a ceiling.
   *
   * @param below the app's part of the module has fewer bytes than this
   * @throws AssertionError if not, with the table
   */
  void check(String module, long below) {
    Row row = rows.get(module);
    if (row == null) {
      throw new IllegalArgumentException("no such line: " + module);
    }
    if (row.reached.bytes() >= below) {
      throw new AssertionError(
          module
              + " has "
              + row.reached.bytes()
              + " bytes of dex, the ceiling is "
              + below
              + "\n"
              + table());
    }
  }
}
