package io.github.restake4j.examples;

import io.github.restake4j.abi.Generated;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.ServiceLoader;

/**
 * One use each of what no SDK module may use, so that the rule against it is seen to fail. Nothing
 * calls these.
 */
final class Planted {
  private Planted() {}

  static final class Reflects {
    Object reflects(Method method, Object on) throws ReflectiveOperationException {
      return method.invoke(on);
    }
  }

  static final class ReflectsOnArrays {
    Object reflects(Class<?> type) {
      return Array.newInstance(type, 1);
    }
  }

  static final class AsksForConstructors {
    int asks(Class<?> type) {
      return type.getDeclaredConstructors().length;
    }
  }

  static final class AsksForComponents {
    int asks(Class<?> type) {
      return type.getRecordComponents().length;
    }
  }

  static final class NamesAClass {
    Class<?> names(String name) throws ClassNotFoundException {
      return Class.forName(name);
    }
  }

  static final class NamesAClassForALoader {
    Class<?> names(String name, ClassLoader loader) throws ClassNotFoundException {
      return Class.forName(name, false, loader);
    }
  }

  static final class NamesAClassOfAModule {
    Class<?> names(String name) {
      return Class.forName(Planted.class.getModule(), name);
    }
  }

  static final class LoadsAClass {
    Class<?> loads(ClassLoader loader, String name) throws ClassNotFoundException {
      return loader.loadClass(name);
    }
  }

  static final class LooksUp {
    Object looksUp() {
      return MethodHandles.lookup();
    }
  }

  static final class HoldsAHandle {
    boolean holds(MethodHandle handle) {
      return handle.isVarargsCollector();
    }
  }

  static final class HoldsAVariable {
    boolean holds(VarHandle handle) {
      return handle.hasInvokeExactBehavior();
    }
  }

  static final class FindsServices {
    Iterable<Runnable> finds() {
      return ServiceLoader.load(Runnable.class);
    }
  }

  static final class StandsIn {
    Object standsIn(InvocationHandler handler) {
      return Proxy.newProxyInstance(
          Planted.class.getClassLoader(), new Class<?>[] {Runnable.class}, handler);
    }
  }

  static final class Deserializes {
    Object deserializes(InputStream in) throws IOException, ClassNotFoundException {
      return new ObjectInputStream(in).readObject();
    }
  }

  @Generated("a generator that forgot the rule")
  static final class IsGenerated {
    Class<?> names(String name) throws ClassNotFoundException {
      return Class.forName(name);
    }
  }

  record Clean(List<String> names, int count) {
    String type() {
      return getClass().getSimpleName() + names.stream().map(String::trim).toList();
    }
  }
}
