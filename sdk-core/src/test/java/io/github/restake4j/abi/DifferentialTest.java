package io.github.restake4j.abi;

import static org.assertj.core.api.Assertions.assertThat;

import com.esaulpaugh.headlong.abi.Tuple;
import com.esaulpaugh.headlong.abi.TupleType;
import io.github.restake4j.codegen.AbiGenerator;
import io.github.restake4j.eth.Bytes;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Random types, generated and compiled, against headlong and web3j. Where one of them differs, the
 * word-by-word encoder decides, and docs/testing.md says who is right and why.
 */
class DifferentialTest {
  private static final double SCALE = Double.parseDouble(System.getProperty("scale", "0.05"));
  private static final int TYPES = SCALE >= 1 ? 4_000 : (int) (2_000 * SCALE);
  private static final int VALUES = SCALE >= 1 ? 2_500 : (int) (1_000 * SCALE);
  private static final int VALUES_FOR_WEB3J = Math.min(VALUES, 20);
  private static final int BATCH = 100;

  private final Random random = new Random(4_000);
  private final Set<String> divergences = new LinkedHashSet<>();
  private int structs;
  private int sameAsWeb3j;

  @Test
  void A11_randomTypes_generatedCode_writesAndReadsLikeHeadlongAndWeb3j() throws Exception {
    for (int done = 0; done < TYPES; done += BATCH) {
      List<Shape> shapes = new ArrayList<>();
      for (int i = 0; i < BATCH; i++) {
        shapes.add(Shape.tuple(random, 4));
      }
      Class<?> contract = compiled(shapes);
      Map<String, Method> methods = new HashMap<>();
      for (Method method : contract.getDeclaredMethods()) {
        methods.put(method.getName(), method);
      }
      for (int i = 0; i < BATCH; i++) {
        compare(shapes.get(i), Objects.requireNonNull(methods.get("f" + i)));
      }
    }
    assertThat(sameAsWeb3j).isGreaterThan(TYPES);
    assertThat(divergences).isSubsetOf(Web3jFaults.KNOWN);
  }

  private void compare(Shape shape, Method method) throws Exception {
    TupleType<Tuple> headlong = TupleType.parse(shape.text());
    for (int i = 0; i < VALUES; i++) {
      List<?> values = (List<?>) shape.value(random);
      AbiCall<?> call = call(method, values);
      byte[] body = call.calldata().slice(4, call.calldata().size()).toArray();
      String what = shape.text() + " of " + values;
      byte[] theirs = Oracles.headlong(headlong, values);
      assertThat(body).as(what).isEqualTo(theirs);
      Object expected = Shape.plain(values.size() == 1 ? values.get(0) : values);
      assertThat(JavaValues.from(call.decode(Bytes.wrap(theirs)))).as(what).isEqualTo(expected);
      assertThat(JavaValues.from(call.decodeHex(Bytes.wrap(theirs).toString())))
          .as(what)
          .isEqualTo(expected);
      if (i < VALUES_FOR_WEB3J) {
        assertThat(Shape.plain(Oracles.headlong(shape, headlong, body)))
            .as(what)
            .isEqualTo(Shape.plain(values));
        web3j(shape, values, body);
      }
    }
  }

  private void web3j(Shape shape, List<?> values, byte[] ours) throws Exception {
    String theirs;
    try {
      theirs = Oracles.web3j(shape, values);
    } catch (RuntimeException | ReflectiveOperationException refused) {
      divergences.add(Web3jFaults.of(shape, values));
      return;
    }
    if (theirs.equals(Bytes.wrap(ours).toString())) {
      sameAsWeb3j++;
    } else {
      assertThat(ours).isEqualTo(shape.encode(values));
      divergences.add(Web3jFaults.of(shape, values));
    }
  }

  private static AbiCall<?> call(Method method, List<?> values) throws Exception {
    Object[] arguments = new Object[values.size()];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = JavaValues.to(method.getGenericParameterTypes()[i], values.get(i));
    }
    return (AbiCall<?>) method.invoke(null, arguments);
  }

  private Class<?> compiled(List<Shape> shapes) throws IOException, ClassNotFoundException {
    StringBuilder abi = new StringBuilder("{\"abi\":[");
    for (int i = 0; i < shapes.size(); i++) {
      String parameters = parameters(shapes.get(i));
      abi.append(i > 0 ? "," : "")
          .append("{\"type\":\"function\",\"stateMutability\":\"view\",\"name\":\"f" + i + "\",")
          .append("\"inputs\":" + parameters + ",\"outputs\":" + parameters + "}");
    }
    String source = AbiGenerator.contract(abi.append("]}").toString(), "generated", "Random");
    return SourceCompiler.compile(Map.of("generated/Random.java", source), List.of("-Xlint:none"))
        .loadClass("generated.Random");
  }

  private String parameters(Shape tuple) {
    StringBuilder json = new StringBuilder("[");
    for (int i = 0; i < tuple.parts().size(); i++) {
      Shape part = tuple.parts().get(i);
      String brackets = "";
      while (part.kind().equals("array")) {
        brackets = (part.size() < 0 ? "[]" : "[" + part.size() + "]") + brackets;
        part = part.parts().get(0);
      }
      boolean struct = part.kind().equals("tuple");
      json.append(i > 0 ? "," : "").append("{\"name\":\"p" + i + "\",\"type\":\"");
      json.append(struct ? "tuple" : part.text()).append(brackets + "\"");
      if (struct) {
        json.append(",\"internalType\":\"struct S" + structs++ + brackets + "\",\"components\":");
        json.append(parameters(part));
      }
      json.append("}");
    }
    return json.append("]").toString();
  }
}
