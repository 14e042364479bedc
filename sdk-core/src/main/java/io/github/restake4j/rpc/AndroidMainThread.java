package io.github.restake4j.rpc;

/** Recognises Android's main thread without a dependency on Android. */
final class AndroidMainThread {
  private static final String VENDOR = System.getProperty("java.vendor", "");

  private AndroidMainThread() {}

  static boolean is(Thread thread) {
    return is(thread, VENDOR);
  }

  /** On Android the thread that draws is called "main", and so is its group; others may not be. */
  static boolean is(Thread thread, String vendor) {
    if (!vendor.contains("Android") || !thread.getName().equals("main")) {
      return false;
    }
    ThreadGroup group = thread.getThreadGroup();
    return group != null && group.getName().equals("main");
  }
}
