package io.github.restake4j.testlog;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** Everything that tests log, at TRACE while it is recorded and not at all otherwise. */
public final class TestLog {
  private static final StringBuilder RECORDED = new StringBuilder();
  private static volatile boolean recording;

  private TestLog() {}

  /** Begins anew. */
  public static void record() {
    synchronized (RECORDED) {
      RECORDED.setLength(0);
    }
    recording = true;
  }

  /** What was logged since {@link #record}, with stack traces. */
  public static String end() {
    recording = false;
    synchronized (RECORDED) {
      return RECORDED.toString();
    }
  }

  @SuppressWarnings("serial")
  static final class RecordingLogger extends LegacyAbstractLogger {
    RecordingLogger(String name) {
      this.name = name;
    }

    @Override
    public boolean isTraceEnabled() {
      return recording;
    }

    @Override
    public boolean isDebugEnabled() {
      return recording;
    }

    @Override
    public boolean isInfoEnabled() {
      return recording;
    }

    @Override
    public boolean isWarnEnabled() {
      return recording;
    }

    @Override
    public boolean isErrorEnabled() {
      return recording;
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
      return null;
    }

    @Override
    protected void handleNormalizedLoggingCall(
        Level level,
        @Nullable Marker marker,
        String message,
        Object @Nullable [] arguments,
        @Nullable Throwable thrown) {
      StringWriter text = new StringWriter();
      PrintWriter to = new PrintWriter(text);
      to.println(
          level
              + " "
              + name
              + " "
              + MessageFormatter.basicArrayFormat(
                  message, arguments == null ? new Object[0] : arguments));
      if (thrown != null) {
        thrown.printStackTrace(to);
      }
      synchronized (RECORDED) {
        RECORDED.append(text);
      }
    }
  }
}
