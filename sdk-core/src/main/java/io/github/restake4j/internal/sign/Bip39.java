package io.github.restake4j.internal.sign;

import io.github.restake4j.error.SigningException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;
import org.web3j.crypto.MnemonicUtils;

/** Phrases of English words for entropy, and their seeds (BIP-39). The list is web3j's resource. */
public final class Bip39 {
  private static final int BITS = 11;
  private static final int ROUNDS = 2048;
  private static final int SEED = 64;

  private Bip39() {}

  /**
   * The words for 16, 20, 24, 28 or 32 bytes of entropy, with single spaces.
   *
   * @throws IllegalArgumentException if there are other than so many
   */
  public static char[] phrase(byte[] entropy) {
    int count = entropy.length * 3 / 4;
    requireCount(count);
    if (entropy.length % 4 != 0) {
      throw new IllegalArgumentException("entropy has 16, 20, 24, 28 or 32 bytes");
    }
    List<String> list = MnemonicUtils.getWords();
    int[] indices = new int[count];
    byte checksum = checksum(entropy);
    int length = count - 1;
    for (int i = 0; i < count; i++) {
      for (int bit = i * BITS; bit < (i + 1) * BITS; bit++) {
        int at = bit / 8;
        byte from = at < entropy.length ? entropy[at] : checksum;
        indices[i] = indices[i] << 1 | (from >> (7 - bit % 8) & 1);
      }
      length += list.get(indices[i]).length();
    }
    char[] phrase = new char[length];
    int at = 0;
    for (int i = 0; i < count; i++) {
      if (i > 0) {
        phrase[at++] = ' ';
      }
      String word = list.get(indices[i]);
      word.getChars(0, word.length(), phrase, at);
      at += word.length();
      indices[i] = 0;
    }
    return phrase;
  }

  /**
   * The same phrase with single spaces between its words.
   *
   * @param text words of ASCII letters, in either case, with any spaces and line breaks around them
   * @throws SigningException MNEMONIC_INVALID; the message does not contain the words
   */
  public static char[] checked(CharSequence text) {
    List<Integer> indices = indices(text);
    int count = indices.size();
    if (count < 12 || count > 24 || count % 3 != 0) {
      throw invalid("a mnemonic has 12, 15, 18, 21 or 24 words, not " + count);
    }
    byte[] entropy = new byte[count * 4 / 3];
    int checksum = 0;
    for (int i = 0; i < count; i++) {
      for (int b = 0; b < BITS; b++) {
        int bit = i * BITS + b;
        int value = indices.get(i) >> (BITS - 1 - b) & 1;
        if (bit / 8 < entropy.length) {
          entropy[bit / 8] = (byte) (entropy[bit / 8] | value << (7 - bit % 8));
        } else {
          checksum = checksum << 1 | value;
        }
      }
    }
    int bits = count / 3;
    boolean fits = (checksum(entropy) & 0xff) >> (8 - bits) == checksum;
    try {
      if (!fits) {
        throw invalid("the checksum of the mnemonic is wrong: a word is wrong or out of its place");
      }
      return phrase(entropy);
    } finally {
      Secrets.wipe(entropy);
      Collections.fill(indices, 0);
    }
  }

  /**
   * The seed of a checked phrase.
   *
   * @param passphrase any text, may be empty; brought into form NFKD, through a {@code String} if
   *     it has other than ASCII characters
   */
  public static byte[] seed(char[] phrase, char[] passphrase) {
    byte[] password = Secrets.utf8(phrase);
    byte[] added = Secrets.utf8(normalized(passphrase));
    byte[] prefix = "mnemonic".getBytes(StandardCharsets.US_ASCII);
    byte[] salt = new byte[prefix.length + added.length];
    System.arraycopy(prefix, 0, salt, 0, prefix.length);
    System.arraycopy(added, 0, salt, prefix.length, added.length);
    PKCS5S2ParametersGenerator generator = new PKCS5S2ParametersGenerator(new SHA512Digest());
    generator.init(password, salt, ROUNDS);
    byte[] seed = ((KeyParameter) generator.generateDerivedMacParameters(8 * SEED)).getKey();
    Secrets.wipe(password, added, salt);
    return seed;
  }

  private static List<Integer> indices(CharSequence text) {
    List<String> list = MnemonicUtils.getWords();
    List<Integer> indices = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : ' ';
      if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
        if (word.length() > 0) {
          int index = Collections.binarySearch(list, word, Bip39::compare);
          if (index < 0) {
            wipe(word);
            throw invalid(
                "word " + (indices.size() + 1) + " of the mnemonic is not in the English list");
          }
          indices.add(index);
          wipe(word);
        }
      } else if (indices.size() < 25) {
        word.append(c >= 'A' && c <= 'Z' ? (char) (c + 'a' - 'A') : c);
      }
    }
    return indices;
  }

  private static int compare(CharSequence a, CharSequence b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      if (a.charAt(i) != b.charAt(i)) {
        return Character.compare(a.charAt(i), b.charAt(i));
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  private static char[] normalized(char[] passphrase) {
    for (char c : passphrase) {
      if (c > 127) {
        return Normalizer.normalize(new String(passphrase), Normalizer.Form.NFKD).toCharArray();
      }
    }
    return passphrase;
  }

  private static byte checksum(byte[] entropy) {
    SHA256Digest digest = new SHA256Digest();
    digest.update(entropy, 0, entropy.length);
    byte[] hash = new byte[digest.getDigestSize()];
    digest.doFinal(hash, 0);
    return hash[0];
  }

  private static void requireCount(int words) {
    if (words < 12 || words > 24 || words % 3 != 0) {
      throw new IllegalArgumentException("a mnemonic has 12, 15, 18, 21 or 24 words, not " + words);
    }
  }

  private static void wipe(StringBuilder text) {
    for (int i = 0; i < text.length(); i++) {
      text.setCharAt(i, '\0');
    }
    text.setLength(0);
  }

  private static SigningException invalid(String message) {
    return new SigningException(SigningException.Code.MNEMONIC_INVALID, message);
  }
}
