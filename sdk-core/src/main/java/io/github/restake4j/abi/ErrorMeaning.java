package io.github.restake4j.abi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * What an error says to the one who called, in words.
 *
 * @param signature canonical text: {@code RequestAmountTooLarge(uint256)}; {@code Error(string)}
 *     and {@code Panic(uint256)} are the language's own, empty if the error is not known
 * @param contracts names of the contracts that declare it; empty if not known
 * @param means why the call was refused
 * @param whatToDo what makes it succeed, as far as that is up to the caller
 */
public record ErrorMeaning(
    String signature, List<String> contracts, String means, String whatToDo) {
  private static final int FIELDS = 4;

  /** Copies the contracts. */
  public ErrorMeaning {
    contracts = Collections.unmodifiableList(new ArrayList<>(contracts));
  }

  /**
   * Reads a table: one error per line, as signature, contracts with blanks between them, meaning,
   * and what to do, with bars between these.
   *
   * @throws IllegalArgumentException if a line has another count of fields, or an empty one
   */
  public static List<ErrorMeaning> table(String text) {
    List<ErrorMeaning> meanings = new ArrayList<>();
    for (String line : text.split("\n", -1)) {
      if (line.isEmpty()) {
        continue;
      }
      String[] fields = line.split("\\|", -1);
      if (fields.length != FIELDS || Arrays.asList(fields).contains("")) {
        throw new IllegalArgumentException("not signature|contracts|meaning|what to do: " + line);
      }
      List<String> contracts = Arrays.asList(fields[1].split(" ", -1));
      meanings.add(new ErrorMeaning(fields[0], contracts, fields[2], fields[3]));
    }
    return Collections.unmodifiableList(meanings);
  }

  /** One line for people. */
  @Override
  public String toString() {
    return signature + (signature.isEmpty() ? "" : ": ") + means + "; " + whatToDo;
  }
}
