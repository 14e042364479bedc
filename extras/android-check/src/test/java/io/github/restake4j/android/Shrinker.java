package io.github.restake4j.android;

import com.android.tools.r8.CompilationFailedException;
import com.android.tools.r8.CompilationMode;
import com.android.tools.r8.D8;
import com.android.tools.r8.D8Command;
import com.android.tools.r8.Diagnostic;
import com.android.tools.r8.DiagnosticsHandler;
import com.android.tools.r8.OutputMode;
import com.android.tools.r8.R8;
import com.android.tools.r8.R8Command;
import com.android.tools.r8.origin.Origin;
import com.android.tools.r8.retrace.ProguardMapProducer;
import com.android.tools.r8.retrace.ProguardMappingSupplier;
import com.android.tools.r8.retrace.Retrace;
import com.android.tools.r8.retrace.RetraceCommand;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** R8 and D8, as the Android build runs them. */
final class Shrinker {
  private static final int ANDROID_8 = 26;

  /** The only rule of Android's proguard-android-optimize.txt that anything here needs. */
  private static final String STOCK_ENUM_RULE =
      "-keepclassmembers enum * {"
          + " public static **[] values(); public static ** valueOf(java.lang.String); }";

  private final List<Path> platform;

  /**
   * @param platform what the phone has
   */
  Shrinker(List<Path> platform) {
    this.platform = List.copyOf(platform);
  }

  /**
   * R8 in full mode, to class files, keeping a main method and what the stock rule for enums and
   * the rules inside the jars say; nothing else.
   *
   * @param more further rules
   */
  Shrunk shrink(String main, List<Path> program, Path folder, String... more)
      throws CompilationFailedException, IOException {
    List<String> rules = new ArrayList<>();
    rules.add(STOCK_ENUM_RULE);
    rules.add("-keep class " + main + " { public static void main(java.lang.String[]); }");
    rules.addAll(List.of(more));
    Files.createDirectories(folder);
    Path whole = folder.resolve("r8.jar");
    Shrunk shrunk = new Shrunk(folder.resolve("shrunk.jar"), folder.resolve("mapping.txt"));
    Complaints complaints = new Complaints();
    try {
      R8.run(
          R8Command.builder(complaints)
              .setMode(CompilationMode.RELEASE)
              .addProgramFiles(program)
              .addLibraryFiles(platform)
              .addProguardConfiguration(rules, Origin.unknown())
              .setProguardMapOutputPath(shrunk.mapping())
              .setOutput(whole, OutputMode.ClassFile)
              .build());
    } catch (CompilationFailedException e) {
      throw new AssertionError("R8: " + complaints.texts, e);
    }
    withoutSignatures(whole, shrunk.jar());
    return shrunk;
  }

  /** D8 to one dex file for Android 8. */
  Path dex(List<Path> program, List<Path> beside, Path folder)
      throws CompilationFailedException, IOException {
    Files.createDirectories(folder);
    Complaints complaints = new Complaints();
    try {
      D8.run(
          D8Command.builder(complaints)
              .setMode(CompilationMode.RELEASE)
              .setMinApiLevel(ANDROID_8)
              .addProgramFiles(program)
              .addClasspathFiles(beside)
              .addLibraryFiles(platform)
              .setOutput(folder, OutputMode.DexIndexed)
              .build());
    } catch (CompilationFailedException e) {
      throw new AssertionError("D8: " + complaints.texts, e);
    }
    return folder.resolve("classes.dex");
  }

  /** BouncyCastle's jar is signed; what is left of it is not what was signed. */
  private static void withoutSignatures(Path from, Path to) throws IOException {
    try (ZipFile in = new ZipFile(from.toFile());
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(to))) {
      for (Enumeration<? extends ZipEntry> each = in.entries(); each.hasMoreElements(); ) {
        ZipEntry entry = each.nextElement();
        if (!entry.getName().matches("META-INF/[^/]*\\.(SF|RSA|DSA|MF)")) {
          out.putNextEntry(new ZipEntry(entry.getName()));
          try (InputStream bytes = in.getInputStream(entry)) {
            bytes.transferTo(out);
          }
          out.closeEntry();
        }
      }
    }
  }

  /**
   * What R8 made.
   *
   * @param jar runs on a JVM
   * @param mapping new names to old ones
   */
  record Shrunk(Path jar, Path mapping) {
    /** A stack trace in the names of the source. */
    String retrace(String trace) {
      List<String> lines = new ArrayList<>();
      Retrace.run(
          RetraceCommand.builder()
              .setMappingSupplier(
                  ProguardMappingSupplier.builder()
                      .setProguardMapProducer(ProguardMapProducer.fromPath(mapping))
                      .build())
              .setStackTrace(trace.lines().toList())
              .setRetracedStackTraceConsumer(lines::addAll)
              .build());
      return String.join("\n", lines);
    }
  }

  private static final class Complaints implements DiagnosticsHandler {
    private final List<String> texts = new ArrayList<>();

    @Override
    public void error(Diagnostic diagnostic) {
      texts.add(diagnostic.getOrigin() + ": " + diagnostic.getDiagnosticMessage());
    }

    @Override
    public void warning(Diagnostic diagnostic) {
      // several jars bring a manifest, a licence, a module-info
    }

    @Override
    public void info(Diagnostic diagnostic) {}
  }
}
