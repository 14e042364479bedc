package io.github.restake4j.android;

import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.codehaus.mojo.animal_sniffer.Clazz;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** What Android 8 (API 26) has of Java, class by class and member by member. */
final class PlatformApi {
  /** Not in Android 8, and replaced by D8 in whatever uses it. */
  private static final Set<String> DESUGARED =
      Set.of(
          "java/lang/Record",
          "java/lang/runtime/ObjectMethods",
          "java/lang/invoke/LambdaMetafactory",
          "java/lang/invoke/StringConcatFactory",
          "java/lang/invoke/TypeDescriptor");

  private final Map<String, Clazz> classes;

  private PlatformApi(Map<String, Clazz> classes) {
    this.classes = classes;
  }

  /** Reads a signature file of animal-sniffer. */
  static PlatformApi read(Path signature) throws IOException, ClassNotFoundException {
    Map<String, Clazz> classes = new HashMap<>();
    try (InputStream file = Files.newInputStream(signature);
        ObjectInputStream in = new ObjectInputStream(new GZIPInputStream(file))) {
      for (Object next = in.readObject(); next != null; next = in.readObject()) {
        Clazz one = (Clazz) next;
        classes.put(one.getName(), one);
      }
    }
    return new PlatformApi(classes);
  }

  /** Whether it is a class of the platform, or one that D8 replaces. */
  boolean has(String name) {
    return classes.containsKey(name) || DESUGARED.contains(name);
  }

  /**
   * Whether a class, or one above it, has a member.
   *
   * @param member {@code name(parameters)result} of a method, {@code name#type} of a field
   */
  boolean has(String name, String member) {
    Clazz one = classes.get(name);
    if (one == null) {
      return DESUGARED.contains(name);
    }
    if (one.getSignatures().contains(member)) {
      return true;
    }
    if (one.getSuperClass() != null && has(one.getSuperClass(), member)) {
      return true;
    }
    for (String each : one.getSuperInterfaces()) {
      if (has(each, member)) {
        return true;
      }
    }
    return !name.equals("java/lang/Object") && has("java/lang/Object", member);
  }

  /**
   * Writes a jar to link with: the classes of this JDK, cut down to what Android 8 has of them.
   * Bodies are left out.
   */
  void writeJar(Path jar) throws IOException {
    FileSystem jdk = FileSystems.getFileSystem(URI.create("jrt:/"));
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar));
        DirectoryStream<Path> modules = Files.newDirectoryStream(jdk.getPath("/modules"))) {
      for (Path module : modules) {
        try (Stream<Path> files = Files.walk(module)) {
          for (Path file : (Iterable<Path>) files::iterator) {
            String name = module.relativize(file).toString();
            String type = name.replaceFirst("\\.class$", "");
            if (!type.equals(name) && has(type)) {
              out.putNextEntry(new ZipEntry(name));
              out.write(cut(Files.readAllBytes(file), classes.get(type)));
              out.closeEntry();
            }
          }
        }
      }
    }
  }

  private static byte[] cut(byte[] whole, @Nullable Clazz known) {
    ClassWriter written = new ClassWriter(0);
    int flags = ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES;
    new ClassReader(whole).accept(new Cut(written, known), flags);
    return written.toByteArray();
  }

  /** Leaves out what is not in the signatures; all stays of a class that D8 replaces. */
  private static final class Cut extends ClassVisitor {
    private final @Nullable Clazz known;

    Cut(ClassVisitor next, @Nullable Clazz known) {
      super(Opcodes.ASM9, next);
      this.known = known;
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        @Nullable String signature,
        @Nullable String above,
        String @Nullable [] interfaces) {
      if (known == null) {
        super.visit(version, access, name, null, above, interfaces);
      } else {
        String superclass = known.getSuperClass() == null ? above : known.getSuperClass();
        super.visit(version, access, name, null, superclass, known.getSuperInterfaces());
      }
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      return known == null || known.getSignatures().contains(name + descriptor)
          ? super.visitMethod(access, name, descriptor, null, null)
          : null;
    }

    @Override
    public @Nullable FieldVisitor visitField(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        @Nullable Object value) {
      return known == null || known.getSignatures().contains(name + "#" + descriptor)
          ? super.visitField(access, name, descriptor, null, value)
          : null;
    }

    @Override
    public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
      return null;
    }

    @Override
    public void visitNestHost(String host) {}

    @Override
    public void visitNestMember(String member) {}

    @Override
    public void visitOuterClass(String owner, @Nullable String name, @Nullable String descriptor) {}

    @Override
    public void visitInnerClass(
        String name, @Nullable String outer, @Nullable String inner, int access) {}

    @Override
    public void visitPermittedSubclass(String subclass) {}
  }
}
