package io.github.restake4j.examples;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.internal.sign.Secp256k1;
import io.github.restake4j.sign.LocalKey;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The house: which module may see which, and what no SDK module does. Looks at the compiled classes
 * of every module.
 */
class HouseTest {
  private static final Map<String, JavaClasses> MODULES = new LinkedHashMap<>();

  @BeforeAll
  static void importModules() {
    for (String module :
        List.of("codegen", "devnet", "sdk-core", "sdk-lst", "sdk-eigenlayer", "sdk-lrt")) {
      Path classes = Path.of("..", module, "target", "classes");
      assertThat(Files.isDirectory(classes)).as("compiled classes of " + module).isTrue();
      MODULES.put(module, new ClassFileImporter().importPath(classes));
    }
  }

  private static JavaClasses module(String name) {
    JavaClasses classes = Objects.requireNonNull(MODULES.get(name), name);
    assertThat(classes).as(name).isNotEmpty();
    return classes;
  }

  private static final String[] CORE = {
    "io.github.restake4j",
    "io.github.restake4j.units..",
    "io.github.restake4j.eth..",
    "io.github.restake4j.abi..",
    "io.github.restake4j.read..",
    "io.github.restake4j.rpc..",
    "io.github.restake4j.sign..",
    "io.github.restake4j.tx..",
    "io.github.restake4j.erc20..",
    "io.github.restake4j.logs..",
    "io.github.restake4j.task..",
    "io.github.restake4j.rest..",
    "io.github.restake4j.deployments..",
    "io.github.restake4j.error..",
    "io.github.restake4j.internal..",
    "io.github.restake4j.standard.."
  };

  private static final String[] CORE_LIBRARIES = {
    "java..",
    "javax.annotation.processing..",
    "javax.security.auth..",
    "okhttp3..",
    "okio..",
    "com.fasterxml.jackson..",
    "org.bouncycastle..",
    "org.web3j.crypto..",
    "org.web3j.rlp..",
    "org.web3j.utils..",
    "io.github.resilience4j..",
    "org.slf4j..",
    "org.jspecify..",
    "kotlin.."
  };

  @Test
  void arrows_core_seesNoOtherModule() {
    String[] allowed = new String[CORE.length + CORE_LIBRARIES.length];
    System.arraycopy(CORE, 0, allowed, 0, CORE.length);
    System.arraycopy(CORE_LIBRARIES, 0, allowed, CORE.length, CORE_LIBRARIES.length);
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(allowed)
        .check(module("sdk-core"));
  }

  @Test
  void arrows_protocols_seeOnlyTheOpenPartOfCoreAndWhatTheyStandOn() {
    facade("sdk-lst", "io.github.restake4j.lido..");
    facade(
        "sdk-eigenlayer",
        "io.github.restake4j.eigenlayer..",
        "com.fasterxml.jackson.core.."); // claims files
    facade("sdk-lrt", "io.github.restake4j.etherfi..", "io.github.restake4j.lido..");
  }

  private static void facade(String module, String... besidesCore) {
    List<String> allowed = new ArrayList<>(List.of(besidesCore));
    allowed.addAll(List.of("java..", "javax.annotation.processing..", "org.jspecify.."));
    for (String core : CORE) {
      if (!core.contains(".internal") && !core.contains(".rpc")) {
        allowed.add(core);
      }
    }
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(allowed.toArray(new String[0]))
        .check(module(module));
  }

  @Test
  void arrows_tools_seeNoSdkModule() {
    for (String tool : List.of("codegen", "devnet")) {
      String own = "io.github.restake4j." + tool + "..";
      classes()
          .that()
          .resideInAPackage(own)
          .should()
          .onlyDependOnClassesThat(
              com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching(
                  "(?!io\\.github\\.restake4j\\.(?!" + tool + "\\.)).*"))
          .check(module(tool));
    }
  }

  /** What dies under R8 and on Android, or lets strangers choose which code runs. */
  private static ArchRule nothingDynamic() {
    return noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.lang.reflect..", "java.rmi..", "javax.script..")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching("java\\.lang\\.invoke\\.(MethodHandle|VarHandle).*")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.ServiceLoader")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.io.ObjectInputStream")
        .orShould()
        .callMethodWhere(
            target(owner(type(Class.class)))
                .and(
                    target(
                        nameMatching(
                            "forName|newInstance|get(Declared|Enclosing|Record)?"
                                + "(Methods?|Constructors?|Fields?|Components)"))))
        .orShould()
        .callMethodWhere(
            target(owner(assignableTo(ClassLoader.class))).and(target(nameMatching("loadClass"))));
  }

  @Test
  void sdkModules_useNoReflectionAndNothingDynamic() {
    for (String sdk : List.of("sdk-core", "sdk-lst", "sdk-eigenlayer", "sdk-lrt")) {
      assertThat(module(sdk)).as(sdk).anyMatch(each -> each.getName().endsWith("Contract"));
      nothingDynamic().check(module(sdk));
    }
  }

  @Test
  void nothingDynamic_plantedUses_areFoundOneByOne() {
    Class<?>[] planted = Planted.class.getDeclaredClasses();
    assertThat(planted).hasSizeGreaterThan(10);
    for (Class<?> each : planted) {
      JavaClasses one = new ClassFileImporter().importClasses(each);
      assertThat(one).as(each.getSimpleName()).hasSize(1);
      assertThat(nothingDynamic().evaluate(one).hasViolation())
          .as(each.getSimpleName())
          .isEqualTo(!each.getSimpleName().startsWith("Clean"));
    }
  }

  @Test
  void L03_sdkModules_printNothingAndRunNothing() {
    for (String sdk : List.of("sdk-core", "sdk-lst", "sdk-eigenlayer", "sdk-lrt")) {
      noClasses()
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.lang.Runtime")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.lang.ProcessBuilder")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("sun.misc.Unsafe")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.Random")
          .check(module(sdk));
    }
  }

  @Test
  void S11_sdkModules_signNoHashesThatOthersChose() {
    for (String sdk : List.of("sdk-core", "sdk-lst", "sdk-eigenlayer", "sdk-lrt")) {
      noClasses()
          .should()
          .callMethod(LocalKey.class, "signRawHash", Hash32.class)
          .check(module(sdk));
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(LocalKey.class.getName())
          .should()
          .callMethod(Secp256k1.class, "sign", Hash32.class, BigInteger.class)
          .check(module(sdk));
    }
  }

  @Test
  void publicSignatures_holdNoForeignTypes() {
    for (String sdk : List.of("sdk-core", "sdk-lst", "sdk-eigenlayer", "sdk-lrt")) {
      classes()
          .that()
          .haveModifier(PUBLIC)
          .and()
          .resideOutsideOfPackages(
              "io.github.restake4j.internal..", "io.github.restake4j.rpc.okhttp..")
          .should(haveOnlyOwnTypesInPublicMethods())
          .check(module(sdk));
    }
  }

  private static ArchCondition<JavaClass> haveOnlyOwnTypesInPublicMethods() {
    return new ArchCondition<>("have only own and JDK types in public methods") {
      @Override
      public void check(JavaClass owner, ConditionEvents events) {
        for (JavaMethod method : owner.getMethods()) {
          if (!method.getModifiers().contains(PUBLIC)) {
            continue;
          }
          look(owner, method, method.getReturnType().getAllInvolvedRawTypes(), events);
          method
              .getParameterTypes()
              .forEach(type -> look(owner, method, type.getAllInvolvedRawTypes(), events));
        }
        owner
            .getConstructors()
            .forEach(
                constructor -> {
                  if (constructor.getModifiers().contains(PUBLIC)) {
                    constructor
                        .getParameterTypes()
                        .forEach(
                            type ->
                                type.getAllInvolvedRawTypes()
                                    .forEach(
                                        raw ->
                                            refuse(owner, constructor.getFullName(), raw, events)));
                  }
                });
      }

      private void look(
          JavaClass owner, JavaMethod method, Iterable<JavaClass> types, ConditionEvents events) {
        types.forEach(raw -> refuse(owner, method.getFullName(), raw, events));
      }

      private void refuse(JavaClass owner, String member, JavaClass raw, ConditionEvents events) {
        String name = raw.getBaseComponentType().getName();
        boolean own = name.startsWith("io.github.restake4j.") && !name.contains(".internal.");
        if (!own && !name.startsWith("java.") && !raw.getBaseComponentType().isPrimitive()) {
          events.add(SimpleConditionEvent.violated(owner, member + " shows " + name));
        }
      }
    };
  }
}
