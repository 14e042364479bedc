package io.github.restake4j.android;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** What the classes of a jar ask of the platform. */
final class PlatformCalls {
  private final PlatformApi api;
  private final Map<String, Type> types = new HashMap<>();
  private final SortedSet<String> missing = new TreeSet<>();

  private PlatformCalls(PlatformApi api) {
    this.api = api;
  }

  /** Members that classes of the jar use, neither in the jar nor in the platform. */
  static SortedSet<String> missing(Path jar, PlatformApi api) throws IOException {
    PlatformCalls calls = new PlatformCalls(api);
    List<byte[]> all = new ArrayList<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (Enumeration<? extends ZipEntry> each = zip.entries(); each.hasMoreElements(); ) {
        ZipEntry entry = each.nextElement();
        if (entry.getName().endsWith(".class") && !entry.getName().startsWith("META-INF/")) {
          try (InputStream in = zip.getInputStream(entry)) {
            all.add(in.readAllBytes());
          }
        }
      }
    }
    all.forEach(bytes -> new ClassReader(bytes).accept(calls.new Declared(), 0));
    all.forEach(bytes -> new ClassReader(bytes).accept(calls.new Used(), 0));
    return calls.missing;
  }

  private void use(String owner, String member) {
    if (!owner.startsWith("[") && !has(owner, member)) {
      missing.add(owner.replace('/', '.') + " " + member);
    }
  }

  private boolean has(String owner, String member) {
    Type type = types.get(owner);
    if (type == null) {
      return api.has(owner, member);
    }
    return type.members.contains(member) || type.above.stream().anyMatch(each -> has(each, member));
  }

  private static final class Type {
    private final List<String> above = new ArrayList<>();
    private final Set<String> members = new HashSet<>();
  }

  private final class Declared extends ClassVisitor {
    private final Type type = new Type();

    Declared() {
      super(Opcodes.ASM9);
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        @Nullable String signature,
        String superclass,
        String[] interfaces) {
      types.put(name, type);
      type.above.add(superclass);
      type.above.addAll(List.of(interfaces));
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      type.members.add(name + descriptor);
      return null;
    }

    @Override
    public @Nullable FieldVisitor visitField(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        @Nullable Object value) {
      type.members.add(name + "#" + descriptor);
      return null;
    }
  }

  private final class Used extends ClassVisitor {
    Used() {
      super(Opcodes.ASM9);
    }

    @Override
    public MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      return new MethodVisitor(Opcodes.ASM9) {
        @Override
        public void visitMethodInsn(
            int opcode, String owner, String name, String descriptor, boolean isInterface) {
          // their parameters are whatever the caller says
          if (!owner.equals("java/lang/invoke/MethodHandle")) {
            use(owner, name + descriptor);
          }
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
          use(owner, name + "#" + descriptor);
        }

        @Override
        public void visitInvokeDynamicInsn(
            String name, String descriptor, Handle bootstrap, Object... arguments) {
          for (Object argument : arguments) {
            if (argument instanceof Handle handle) {
              boolean field = handle.getTag() <= Opcodes.H_PUTSTATIC;
              use(handle.getOwner(), handle.getName() + (field ? "#" : "") + handle.getDesc());
            }
          }
        }
      };
    }
  }
}
