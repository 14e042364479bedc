package io.github.restake4j.devnet.junit;

import io.github.restake4j.devnet.ForeignWorld;
import io.github.restake4j.devnet.LocalDevnet;
import io.github.restake4j.devnet.MissingLeverException;
import io.github.restake4j.devnet.World;
import io.github.restake4j.devnet.rpc.ProxyLimits;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.TestAbortedException;

/** What {@link Devnet} does. */
public final class DevnetExtension
    implements ExecutionCondition,
        BeforeAllCallback,
        AfterAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        ParameterResolver,
        TestExecutionExceptionHandler {
  private static final System.Logger LOG = System.getLogger(DevnetExtension.class.getName());
  private static final ExtensionContext.Namespace SPACE =
      ExtensionContext.Namespace.create(DevnetExtension.class);

  /** Classes share the one deployment that was given: they take turns at it. */
  private static final Semaphore FOREIGN_TURN = new Semaphore(1);

  /** Called by JUnit. */
  public DevnetExtension() {}

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (context.getTestMethod().isPresent()) {
      return ConditionEvaluationResult.enabled("decided for the whole class");
    }
    String reason = reasonToSkip(context);
    if (reason.isEmpty()) {
      return ConditionEvaluationResult.enabled("a node is wanted");
    }
    LOG.log(System.Logger.Level.WARNING, "skipped {0}: {1}", context.getDisplayName(), reason);
    return ConditionEvaluationResult.disabled(reason);
  }

  private static String reasonToSkip(ExtensionContext context) {
    if (System.getProperty("restake4j.devnet", "on").equals("off")) {
      return "restake4j.devnet=off";
    }
    Optional<Path> file = deployment();
    if (file.isEmpty()) {
      return "";
    }
    Optional<Devnet> wanted = annotation(context);
    if (wanted.map(Devnet::local).orElse(false)) {
      return "tests the devnet itself, but -Drestake4j.deployment is given";
    }
    try (ForeignWorld world = ForeignWorld.open(file.get())) {
      for (String protocol : wanted.map(Devnet::protocols).orElse(new String[0])) {
        if (!world.has(protocol)) {
          return "no " + protocol + " in " + file.get();
        }
      }
    }
    return "";
  }

  @Override
  public void beforeAll(ExtensionContext context) throws InterruptedException {
    if (injected(context) != null) {
      return; // a nested class shares the world of its outer class
    }
    ExtensionContext.Store store = context.getStore(SPACE);
    Optional<Path> file = deployment();
    if (file.isEmpty()) {
      store.put(Injected.class, new Injected(context.getUniqueId(), LocalDevnet.start(), false));
      return;
    }
    FOREIGN_TURN.acquire();
    try {
      store.put(
          Injected.class, new Injected(context.getUniqueId(), ForeignWorld.open(file.get()), true));
    } catch (RuntimeException e) {
      FOREIGN_TURN.release();
      throw e;
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    Injected injected = injected(context);
    if (injected != null && injected.owner().equals(context.getUniqueId())) {
      injected.world().close();
      if (injected.foreign()) {
        FOREIGN_TURN.release();
      }
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    World world = world(context);
    context.getStore(SPACE).put("snapshot", world.snapshot());
    world.resetRequests();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    World world = world(context);
    String snapshot = context.getStore(SPACE).get("snapshot", String.class);
    if (snapshot != null) {
      world.revert(snapshot);
    }
    world.socket().mineEvery(0);
    world.socket().limits(ProxyLimits.PUBLIC_NODE);
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    if (failure instanceof MissingLeverException && deployment().isPresent()) {
      LOG.log(
          System.Logger.Level.WARNING,
          "skipped {0}: {1}",
          context.getDisplayName(),
          failure.getMessage());
      throw new TestAbortedException(failure.getMessage(), failure);
    }
    throw failure;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    boolean local = annotation(context).map(Devnet::local).orElse(false);
    return type == World.class || (local && type == LocalDevnet.class);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return world(context);
  }

  private static Optional<Path> deployment() {
    String file = System.getProperty("restake4j.deployment", "");
    return file.isBlank() ? Optional.empty() : Optional.of(Path.of(file));
  }

  private static Optional<Devnet> annotation(ExtensionContext context) {
    for (Class<?> type = context.getRequiredTestClass(); type != null; type = outer(type)) {
      Optional<Devnet> found = AnnotationSupport.findAnnotation(type, Devnet.class);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static @Nullable Class<?> outer(Class<?> type) {
    return type.getEnclosingClass();
  }

  private static @Nullable Injected injected(ExtensionContext context) {
    return context.getStore(SPACE).get(Injected.class, Injected.class);
  }

  private static World world(ExtensionContext context) {
    Injected injected = injected(context);
    if (injected == null) {
      throw new IllegalStateException("no devnet was started for " + context.getDisplayName());
    }
    return injected.world();
  }

  /** The world of one test class. */
  private record Injected(String owner, World world, boolean foreign) {}
}
