package io.github.restake4j.devnet.transcript;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.web3j.crypto.Hash;

/** A tree of what three people earned of one token, by hand: four leaves, the last one empty. */
final class EigenRewards {
  private static final byte[] NOTHING = new byte[32];

  private final List<String> earners;
  private final List<String> tokens;
  private final List<List<String>> amounts;
  private final List<byte[]> leaves = new ArrayList<>();

  /**
   * A tree.
   *
   * @param earners three addresses, ascending
   * @param tokens one or two addresses, ascending
   * @param amounts of each earner, for each token
   */
  EigenRewards(List<String> earners, List<String> tokens, List<List<String>> amounts) {
    this.earners = earners;
    this.tokens = tokens;
    this.amounts = amounts;
    for (int i = 0; i < earners.size(); i++) {
      leaves.add(Hash.sha3(Permits.words(new byte[] {0}, account(earners.get(i)), tokenRoot(i))));
    }
  }

  String root() {
    return hex(pair(pair(leaves.get(0), leaves.get(1)), pair(leaves.get(2), NOTHING)));
  }

  /** A claim of one earner for all tokens. */
  List<Object> claim(int rootIndex, int earner) {
    byte[] beside =
        switch (earner) {
          case 0 -> leaves.get(1);
          case 1 -> leaves.get(0);
          default -> NOTHING;
        };
    byte[] above = earner == 2 ? pair(leaves.get(0), leaves.get(1)) : pair(leaves.get(2), NOTHING);
    List<Object> indices = new ArrayList<>();
    List<Object> proofs = new ArrayList<>();
    List<Object> tokenLeaves = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      indices.add(String.valueOf(i));
      proofs.add(tokens.size() == 1 ? "0x" : hex(tokenLeaf(earner, 1 - i)));
      tokenLeaves.add(List.of(tokens.get(i), amounts.get(earner).get(i)));
    }
    return List.of(
        String.valueOf(rootIndex),
        String.valueOf(earner),
        hex(Permits.words(beside, above)),
        List.of(earners.get(earner), hex(tokenRoot(earner))),
        indices,
        proofs,
        tokenLeaves);
  }

  private byte[] tokenRoot(int earner) {
    byte[] first = tokenLeaf(earner, 0);
    return tokens.size() == 1 ? first : pair(first, tokenLeaf(earner, 1));
  }

  private byte[] tokenLeaf(int earner, int token) {
    byte[] amount = Permits.number(new BigInteger(amounts.get(earner).get(token)));
    return Hash.sha3(Permits.words(new byte[] {1}, account(tokens.get(token)), amount));
  }

  private static byte[] pair(byte[] left, byte[] right) {
    return Hash.sha3(Permits.words(left, right));
  }

  private static byte[] account(String address) {
    return HexFormat.of().parseHex(address.substring(2));
  }

  private static String hex(byte[] bytes) {
    return "0x" + HexFormat.of().formatHex(bytes);
  }
}
