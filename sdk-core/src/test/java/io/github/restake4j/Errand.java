package io.github.restake4j;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One thing a child has to do: send an amount that no other errand sends, under a key.
 *
 * @param key idempotency key
 * @param privateKey of the account that sends
 * @param value in wei, the mark it is found by on chain
 */
record Errand(String key, String privateKey, long value) {
  static Errand parse(String line) {
    String[] words = line.split(" ", -1);
    return new Errand(words[0], words[1], Long.parseLong(words[2]));
  }

  static List<String> lines(List<Errand> errands) {
    return errands.stream()
        .map(each -> each.key + " " + each.privateKey + " " + each.value)
        .collect(Collectors.toList());
  }
}
