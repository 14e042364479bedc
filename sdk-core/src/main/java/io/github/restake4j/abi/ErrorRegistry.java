package io.github.restake4j.abi;

import io.github.restake4j.error.DecodingException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The custom errors one client can name. Thread-safe; starts empty, only grows.
 *
 * <p>{@code Error(string)} and {@code Panic(uint256)}, which belong to the language, are always
 * known.
 */
public final class ErrorRegistry {
  private static final int REASON = 0x08c379a0;
  private static final int PANIC = 0x4e487b71;

  private final ConcurrentMap<Integer, List<AbiError<?>>> errors = new ConcurrentHashMap<>();

  /** An empty registry. */
  public ErrorRegistry() {}

  /**
   * Adds errors; one whose signature is known already changes nothing.
   *
   * @throws IllegalArgumentException if a declaration cannot be read; the ones before it are added
   */
  public void add(Collection<AbiError<?>> known) {
    for (AbiError<?> error : known) {
      String signature = error.signature();
      errors.compute(error.selector(), (selector, old) -> with(old, error, signature));
    }
  }

  private static List<AbiError<?>> with(
      @Nullable List<AbiError<?>> old, AbiError<?> error, String signature) {
    if (old == null) {
      return List.of(error);
    }
    for (AbiError<?> one : old) {
      if (one.signature().equals(signature)) {
        return old;
      }
    }
    List<AbiError<?>> all = new ArrayList<>(old);
    all.add(error);
    return Collections.unmodifiableList(all);
  }

  /**
   * Names the reason of a revert. Never throws, whatever the bytes: what cannot be read strictly as
   * a known error is {@link Revert.Unknown}. Should two known errors share a selector, the first
   * added whose types fit is taken.
   *
   * @param contract the contract that was called
   * @param data what the node gave as revert data
   * @return the reason, with {@code data} kept in it
   */
  public Revert decode(Address contract, Bytes data) {
    if (data.size() < 4) {
      return new Revert.Unknown(data);
    }
    int selector = AbiError.selectorOf(data);
    try {
      if (selector == REASON) {
        return new Revert.Reason(AbiText.displayable(read(data, AbiReader::string)), data);
      }
      if (selector == PANIC) {
        BigInteger code = read(data, AbiReader::uint256);
        return new Revert.Panic(code, data);
      }
    } catch (DecodingException malformed) {
      return new Revert.Unknown(data);
    }
    for (AbiError<?> error : errors.getOrDefault(selector, List.of())) {
      Revert custom = custom(error, contract, data);
      if (custom != null) {
        return custom;
      }
    }
    return new Revert.Unknown(data);
  }

  private static @Nullable Revert custom(AbiError<?> error, Address contract, Bytes data) {
    List<Object> arguments = new ArrayList<>();
    try {
      for (Object argument : error.arguments(data)) {
        arguments.add(AbiText.displayable(argument));
      }
    } catch (DecodingException otherTypes) {
      return null;
    }
    return new Revert.Custom(contract, error.name(), arguments, data);
  }

  private static <T> T read(Bytes data, AbiReader.Decoder<T> body) {
    return AbiReader.readAll(data.toArray(), 4, 32, "revert data", "", body);
  }
}
