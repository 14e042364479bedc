package io.github.restake4j.devnet.process;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;

/** Runs another class's main method, and halts when the parent JVM is gone. */
final class ChildMain {
  private static final int KILLED = 137;

  private ChildMain() {}

  /**
   * Runs the class named by the first argument with the others.
   *
   * @throws Throwable what its main method throws
   */
  public static void main(String[] arguments) throws Throwable {
    Thread watch = new Thread(ChildMain::watch, "devnet-child-watch");
    watch.setDaemon(true);
    watch.start();
    Method main = Class.forName(arguments[0]).getDeclaredMethod("main", String[].class);
    main.setAccessible(true);
    try {
      main.invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  /** Only the parent holds the other end of standard input: it ends when the parent does. */
  private static void watch() {
    try {
      while (System.in.read() >= 0) {
        // nobody writes
      }
    } catch (IOException broken) {
      // as good as its end
    }
    Runtime.getRuntime().halt(KILLED);
  }
}
