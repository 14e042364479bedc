package io.github.restake4j.codegen;

import java.util.AbstractSet;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Turns Solidity identifiers into Java ones that Kotlin can call too. */
final class Names {
  /** Reserved in Java, or hard keywords in Kotlin, which would need backticks there. */
  private static final Set<String> KEYWORDS =
      Set.of(
          ("_ abstract assert boolean break byte case catch char class const continue default do"
                  + " double else enum extends false final finally float for goto if implements"
                  + " import instanceof int interface long native new null package private"
                  + " protected public return short static strictfp super switch synchronized this"
                  + " throw throws transient true try void volatile while"
                  + " as fun in is object typealias typeof val var when")
              .split(" "));

  /** No parameterless method of a class, and no record component, can be called like this. */
  private static final Set<String> OBJECT_METHODS =
      Set.of(
          "clone", "finalize", "getClass", "hashCode", "notify", "notifyAll", "toString", "wait");

  /** Types that generated code mentions by their simple name, or that cannot be type names. */
  static final Set<String> TYPES =
      Set.of(
          ("AbiCall AbiConstructor AbiError AbiEvent AbiReader AbiWriter Address BigInteger Boolean Bytes Generated"
                  + " Hash32 Integer List Long NoOutput Object Override Record String"
                  + " permits record sealed var yield")
              .split(" "));

  private Names() {}

  /**
   * The name itself, or its beginning with a number made of all of it: class files are named after
   * types, and file systems take 255 characters.
   */
  static String shortened(String name, int most) {
    if (name.length() <= most) {
      return name;
    }
    return name.substring(0, most - 9) + "_" + Keccak.hex(name).substring(2, 10);
  }

  /** Without leading underscores, unless nothing or a digit would be left in front. */
  static String stripped(String name) {
    int from = 0;
    while (from < name.length() && name.charAt(from) == '_') {
      from++;
    }
    if (from == name.length()) {
      return "";
    }
    boolean digit = from > 0 && Character.isDigit(name.charAt(from));
    return name.substring(digit ? from - 1 : from);
  }

  static String capitalized(String name) {
    String bare = stripped(name);
    String kept = bare.isEmpty() ? name : bare;
    return kept.substring(0, 1).toUpperCase(Locale.ROOT) + kept.substring(1);
  }

  /** A method name. */
  static String method(String name) {
    return KEYWORDS.contains(name) || OBJECT_METHODS.contains(name) ? name + "_" : name;
  }

  /** Longest name of a method or variable; the format of class files ends at 65,535. */
  static final int LONGEST = 200;

  /** Adds underscores until the name is free among {@code taken}, and takes it. */
  static String free(String name, Set<String> taken) {
    String free = shortened(name, LONGEST);
    while (KEYWORDS.contains(free) || OBJECT_METHODS.contains(free) || !taken.add(free)) {
      free += "_";
    }
    return free;
  }

  /** Type names of one class: unique even where file systems ignore case. */
  static final class Scope {
    private final Set<String> taken = new HashSet<>();
    private final Set<String> spelled = new HashSet<>(TYPES);
    private final int longest;

    Scope(String enclosing) {
      longest = Math.max(60, 200 - enclosing.length());
      TYPES.forEach(type -> taken.add(type.toLowerCase(Locale.ROOT)));
      add(enclosing);
    }

    private String add(String name) {
      taken.add(name.toLowerCase(Locale.ROOT));
      spelled.add(name);
      return name;
    }

    /** What no variable may be called: it would hide the type. */
    Set<String> variables(String... more) {
      return new Variables(spelled, new HashSet<>(List.of(more)));
    }

    /** Inside a record, the constant of its log or error would hide a type of that name. */
    boolean isFree(String name) {
      return !name.equals("_")
          && !name.equals("EVENT")
          && !name.equals("ERROR")
          && !taken.contains(name.toLowerCase(Locale.ROOT));
    }

    /** A free name of that ending, which stays if the name has to be shortened. */
    String takeEnding(String name, String ending) {
      return take(shortened(name, longest - ending.length()) + ending);
    }

    /** The first free one of the wanted names, or the last of them with a number. */
    String take(String... wanted) {
      String last = shortened(wanted[wanted.length - 1], longest);
      for (String each : wanted) {
        String name = shortened(each, longest);
        if (isFree(name)) {
          return add(name);
        }
      }
      int number = 2;
      while (!isFree(last + number)) {
        number++;
      }
      return add(last + number);
    }
  }

  /** The types of a class and some variables; there are too many types to copy for each method. */
  private static final class Variables extends AbstractSet<String> {
    private final Set<String> types;
    private final Set<String> variables;

    Variables(Set<String> types, Set<String> variables) {
      this.types = types;
      this.variables = variables;
    }

    @Override
    public boolean contains(Object name) {
      return types.contains(name) || variables.contains(name);
    }

    @Override
    public boolean add(String name) {
      return !types.contains(name) && variables.add(name);
    }

    @Override
    public int size() {
      return types.size() + variables.size();
    }

    @Override
    public Iterator<String> iterator() {
      return Stream.concat(types.stream(), variables.stream()).iterator();
    }
  }
}
