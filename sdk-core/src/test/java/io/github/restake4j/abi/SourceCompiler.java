package io.github.restake4j.abi;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** Compiles source text in memory and loads the classes. */
final class SourceCompiler {
  private final Map<String, ByteArrayOutputStream> classes = new HashMap<>();

  /**
   * Compiles and loads.
   *
   * @param sources text by path: {@code a/b/C.java}
   * @param options of the compiler
   * @throws AssertionError with the compiler's words, if it warns
   */
  static ClassLoader compile(Map<String, String> sources, List<String> options) throws IOException {
    SourceCompiler compiler = new SourceCompiler();
    compiler.run(sources, options);
    return new ClassLoader(SourceCompiler.class.getClassLoader()) {
      @Override
      protected Class<?> findClass(String name) throws ClassNotFoundException {
        ByteArrayOutputStream bytes = compiler.classes.get(name);
        if (bytes == null) {
          throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes.toByteArray(), 0, bytes.size());
      }
    };
  }

  private void run(Map<String, String> sources, List<String> options) throws IOException {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> findings = new DiagnosticCollector<>();
    List<JavaFileObject> units = new ArrayList<>();
    sources.forEach((path, text) -> units.add(new Source(path, text)));
    List<String> all =
        new ArrayList<>(
            List.of("-proc:none", "-classpath", System.getProperty("java.class.path", "")));
    all.addAll(options);
    try (StandardJavaFileManager files =
        javac.getStandardFileManager(findings, Locale.ROOT, null)) {
      StringWriter words = new StringWriter();
      boolean done = javac.getTask(words, new Memory(files), findings, all, null, units).call();
      boolean clean =
          findings.getDiagnostics().stream()
              .allMatch(finding -> finding.getKind() == Diagnostic.Kind.NOTE);
      if (!done || !clean) {
        throw new AssertionError(words + " " + findings.getDiagnostics());
      }
    }
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String path, String text) {
      super(URI.create("memory:///" + path), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  private final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
    Memory(JavaFileManager files) {
      super(files);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
      if (location != StandardLocation.CLASS_OUTPUT) {
        throw new AssertionError("unexpected output " + location);
      }
      return new SimpleJavaFileObject(URI.create("memory:///" + name), kind) {
        @Override
        public OutputStream openOutputStream() {
          ByteArrayOutputStream bytes = new ByteArrayOutputStream();
          classes.put(name, bytes);
          return bytes;
        }
      };
    }
  }
}
