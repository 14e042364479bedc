package io.github.restake4j.examples.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.restake4j.abi.AbiArgument;
import io.github.restake4j.abi.CallPreview;
import io.github.restake4j.devnet.World;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.sign.Signer;
import io.github.restake4j.tx.Explanation;
import io.github.restake4j.tx.TxOutcome;
import io.github.restake4j.tx.TxPlan;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Sends plans, and holds what was shown before against the transactions that were mined. */
final class Previews {
  private final World world;
  private final Map<String, Set<String>> declarations = new LinkedHashMap<>();
  private final Set<String> shown = new TreeSet<>();

  Previews(World world) {
    this.world = world;
    Stream.of("sdk-core", "sdk-lst", "sdk-eigenlayer", "sdk-lrt")
        .flatMap(module -> BundledAbi.of(module, "function").stream())
        .forEach(
            each ->
                declarations
                    .computeIfAbsent(each.signature(), any -> new TreeSet<>())
                    .add(each.declaration()));
  }

  /** Names of the plans sent, such as {@code Lido.stake}. */
  Set<String> shown() {
    return shown;
  }

  /** Every plan that can be reached from facades: {@code Class.method}. */
  static Set<String> plansOf(Class<?>... facades) {
    Set<String> plans = new TreeSet<>();
    Set<Class<?>> seen = new HashSet<>(List.of(facades));
    Deque<Class<?>> left = new ArrayDeque<>(seen);
    while (!left.isEmpty()) {
      Class<?> facade = left.pop();
      for (Method method : facade.getMethods()) {
        Class<?> type = method.getReturnType();
        if (type == TxPlan.class) {
          plans.add(facade.getSimpleName() + "." + method.getName());
        } else if (method.getParameterCount() == 0
            && !Modifier.isStatic(method.getModifiers())
            && type.getPackageName().startsWith("io.github.restake4j.")
            && seen.add(type)) {
          left.push(type);
        }
      }
    }
    return plans;
  }

  /** Explains a plan, sends it, and compares. */
  <R> R send(TxPlan<R> plan, Signer signer) {
    Explanation before = plan.explain(signer.address()).now();
    assertThat(before.isReady()).as("%s", before).isTrue();
    boolean permit = before.steps().stream().anyMatch(Explanation.Signature.class::isInstance);
    List<Explanation.Transaction> steps = new ArrayList<>();
    for (Explanation.Step step : before.steps()) {
      if (step instanceof Explanation.Transaction transaction) {
        steps.add(transaction);
      }
    }
    TxOutcome<R> outcome = plan.send(signer).await();
    R result = outcome.orThrow();
    assertThat(outcome.receipts()).as("%s", before).hasSameSizeAs(steps);
    for (int i = 0; i < steps.size(); i++) {
      String hash = outcome.receipts().get(i).transactionHash().toString();
      same(steps.get(i), world.node().call("eth_getTransactionByHash", hash), permit);
    }
    shown.add(before.plan());
    return result;
  }

  private void same(Explanation.Transaction step, JsonNode mined, boolean permit) {
    Bytes input = Bytes.parse(mined.path("input").asText());
    assertThat(step.to()).isEqualTo(Address.parse(mined.path("to").asText()));
    assertThat("0x" + step.value().smallest().toString(16)).isEqualTo(mined.path("value").asText());
    assertThat(declarations).as("no ABI file has %s", step.function()).containsKey(step.function());
    List<List<Explanation.Argument>> decoded = new ArrayList<>();
    for (String declaration : declarations.getOrDefault(step.function(), Set.of())) {
      decoded.add(decoded(step.function(), input, declaration));
    }
    if (!permit) {
      assertThat(step.data()).isEqualTo(input);
      // two contracts may call the parameters of one function by different names
      assertThat(decoded).contains(step.arguments());
      return;
    }
    // the preview shows zeros where the signature will be, and says so
    assertThat(step.purpose()).contains("in place of the zeros");
    assertThat(step.data()).isNotEqualTo(input);
    List<Explanation.Argument> arguments = decoded.get(0);
    assertThat(decoded).hasSize(1);
    assertThat(step.arguments()).hasSameSizeAs(arguments);
    int permits = 0;
    for (int i = 0; i < arguments.size(); i++) {
      Explanation.Argument before = step.arguments().get(i);
      if (before.name().equals("permit")) {
        permits++;
        assertThat(before.value()).endsWith("v=27, r=" + Hash32.ZERO + ", s=" + Hash32.ZERO + ")");
        assertThat(amount(before)).isEqualTo(amount(arguments.get(i)));
      } else {
        assertThat(before).isEqualTo(arguments.get(i));
      }
    }
    assertThat(permits).isEqualTo(1);
  }

  /** The first field of a permit; the second, its deadline, counts from the block. */
  private static String amount(Explanation.Argument permit) {
    return permit.value().substring(0, permit.value().indexOf(','));
  }

  private static List<Explanation.Argument> decoded(
      String function, Bytes input, String declaration) {
    CallPreview preview = CallPreview.of(input, List.of(declaration));
    assertThat(preview.function()).contains(function);
    List<Explanation.Argument> arguments = new ArrayList<>();
    for (AbiArgument each : preview.arguments()) {
      String text = new AbiArgument("", each.type(), each.value()).toString();
      arguments.add(new Explanation.Argument(each.name(), each.type(), text));
    }
    return arguments;
  }
}
