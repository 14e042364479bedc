package io.github.restake4j.abi;

import io.github.restake4j.error.DecodingException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.eth.Log;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One event of a contract: recognizes and decodes its logs. Immutable; knows no address.
 *
 * @param <E> the record its logs become
 */
public final class AbiEvent<E> {
  private static final String LOG = "log of";

  /**
   * Reads one log.
   *
   * @param <E> the record it becomes
   */
  @FunctionalInterface
  public interface Decoder<E> {
    /**
     * Reads one log; both readers hold their values in the order of the declaration.
     *
     * @param topics the indexed parameters
     * @param data the others
     * @return the record
     */
    E read(AbiReader topics, AbiReader data);
  }

  private final String declaration;
  private final @Nullable Hash32 topic0;
  private final String topic0Text;
  private final int indexed;
  private final int dataHead;
  private final Decoder<? extends E> decoder;

  private AbiEvent(
      String declaration,
      @Nullable Hash32 topic0,
      int indexed,
      int dataHead,
      Decoder<? extends E> decoder) {
    this.declaration = declaration;
    this.topic0 = topic0;
    this.topic0Text = String.valueOf(topic0);
    this.indexed = indexed;
    this.dataHead = dataHead;
    this.decoder = decoder;
  }

  /**
   * An event. Meant for generated code, which knows the numbers.
   *
   * @param declaration as {@link #declaration} returns it
   * @param topic0 hash of the signature: 0x and 64 hex digits
   * @param indexed how many parameters are indexed
   * @param dataHead head bytes of the parameters that are not indexed
   * @param decoder reads one log
   * @param <E> what {@code decoder} returns
   * @return the event
   */
  public static <E> AbiEvent<E> of(
      String declaration, String topic0, int indexed, int dataHead, Decoder<? extends E> decoder) {
    return new AbiEvent<>(declaration, Hash32.parse(topic0), indexed, dataHead, decoder);
  }

  /**
   * An anonymous event, which does not say its name in the log. Meant for generated code.
   *
   * @param declaration as {@link #declaration} returns it
   * @param indexed how many parameters are indexed
   * @param dataHead head bytes of the parameters that are not indexed
   * @param decoder reads one log
   * @param <E> what {@code decoder} returns
   * @return the event
   */
  public static <E> AbiEvent<E> anonymous(
      String declaration, int indexed, int dataHead, Decoder<? extends E> decoder) {
    return new AbiEvent<>(declaration, null, indexed, dataHead, decoder);
  }

  /** {@code Transfer}. */
  public String name() {
    return declaration.substring(0, declaration.indexOf('('));
  }

  /** Canonical text: {@code Transfer(address,address,uint256)}. */
  public String signature() {
    return AbiDeclaration.parse(declaration).signature();
  }

  /** With names: {@code Transfer(address indexed from, address indexed to, uint256 value)}. */
  public String declaration() {
    return declaration;
  }

  /** True if logs do not carry the hash of the signature. */
  public boolean isAnonymous() {
    return topic0 == null;
  }

  /**
   * An indexed parameter, which logs can be searched by.
   *
   * @param name as the declaration spells it; empty if it has none
   * @param type canonical ABI type; of a dynamic type or an array the log holds only the hash
   */
  public record Indexed(String name, String type) {}

  /** The indexed parameters, in the order of their topics. */
  public List<Indexed> indexed() {
    List<Indexed> found = new ArrayList<>();
    for (AbiDeclaration.Parameter parameter : AbiDeclaration.parse(declaration).parameters()) {
      if (parameter.indexed()) {
        found.add(new Indexed(parameter.name(), parameter.type().canonical()));
      }
    }
    return Collections.unmodifiableList(found);
  }

  /**
   * The hash of the signature, the first topic of each log.
   *
   * @throws IllegalStateException if the event is anonymous
   */
  public Hash32 topic0() {
    if (topic0 == null) {
      throw new IllegalStateException(declaration + " is anonymous: its logs carry no topic0");
    }
    return topic0;
  }

  /**
   * True if a log may be of this event: topic0 and the count of topics agree. Both are needed:
   * ERC-20 and ERC-721 share topic0 of Transfer, and differ in what is indexed. Of an anonymous
   * event only the count can be compared, so ask for the emitter too.
   */
  public boolean matches(Log log) {
    List<Hash32> topics = log.topics();
    if (topic0 == null) {
      return topics.size() == indexed;
    }
    return topics.size() == indexed + 1 && topics.get(0).equals(topic0);
  }

  /**
   * Reads a log.
   *
   * @throws IllegalArgumentException if the log does not {@link #matches match}
   * @throws DecodingException if topics or data are not what this event writes
   */
  public E decode(Log log) {
    if (!matches(log)) {
      throw new IllegalArgumentException(
          "not a log of " + declaration + ": topics " + log.topics());
    }
    int named = topic0 == null ? 0 : 1;
    byte[] all = new byte[indexed * Hash32.SIZE + log.data().size()];
    for (int i = 0; i < indexed; i++) {
      log.topics().get(named + i).copyTo(all, i * Hash32.SIZE);
    }
    log.data().copyTo(all, indexed * Hash32.SIZE);
    return read(new EncodedBytes(all));
  }

  /**
   * Reads a log from the texts of a JSON-RPC answer.
   *
   * @param topics {@code 0x} and 64 hex digits each, topic0 included
   * @param data {@code 0x} and an even count of hex digits
   * @return the record
   * @throws IllegalArgumentException if topic0 or the count of topics is that of another event
   * @throws DecodingException if a text is of another form, or not what this event writes
   */
  public E decodeHex(List<String> topics, String data) {
    int named = topic0 == null ? 0 : 1;
    if (topics.size() != named + indexed || (named == 1 && !isTopic0(topics.get(0)))) {
      throw new IllegalArgumentException("not a log of " + declaration);
    }
    byte[] words = data.getBytes(StandardCharsets.ISO_8859_1);
    int size = Math.max(words.length - 2, 0) / 2;
    byte[] all = new byte[indexed * Hash32.SIZE + size];
    if (!EncodedHex.read(words, all, indexed * Hash32.SIZE, size)) {
      throw malformed("the data is not 0x and an even count of hex digits");
    }
    for (int i = 0; i < indexed; i++) {
      byte[] topic = topics.get(named + i).getBytes(StandardCharsets.ISO_8859_1);
      if (!EncodedHex.read(topic, all, i * Hash32.SIZE, Hash32.SIZE)) {
        throw malformed("a topic is not 0x and 64 hex digits");
      }
    }
    return read(new EncodedBytes(all));
  }

  private boolean isTopic0(String text) {
    return text.equals(topic0Text) || text.equalsIgnoreCase(topic0Text);
  }

  /** Reads the indexed words and the data, which follows them. */
  private E read(Encoded all) {
    AbiReader topics = AbiReader.open(all, 0, indexed * Hash32.SIZE, "topics of", declaration);
    AbiReader data = AbiReader.open(all, indexed * Hash32.SIZE, dataHead, "data of", declaration);
    E event = decoder.read(topics, data);
    data.close();
    return event;
  }

  private DecodingException malformed(String why) {
    return new DecodingException(
        DecodingException.Code.ABI_MALFORMED, LOG + " " + declaration + ": " + why);
  }

  /**
   * Reads all logs of this event that one contract emitted; skips all others.
   *
   * @param logs of a receipt or a query, in any order
   * @param emitter the contract
   * @return in the order of {@code logs}, immutable
   * @throws DecodingException if one that matches is malformed
   */
  public List<E> in(List<Log> logs, Address emitter) {
    List<E> found = new ArrayList<>();
    for (Log log : logs) {
      if (log.address().equals(emitter) && matches(log)) {
        found.add(decode(log));
      }
    }
    return Collections.unmodifiableList(found);
  }

  @Override
  public String toString() {
    return "event " + declaration;
  }
}
