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
  private static final int SELECTOR = 4;
  private static final BigInteger OVERFLOW = BigInteger.valueOf(0x11);

  private static final String PANIC_SIGNATURE = "Panic(uint256)";

  private final ConcurrentMap<Integer, List<AbiError<?>>> errors = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, ErrorMeaning> meanings = new ConcurrentHashMap<>();

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
    if (data.size() < SELECTOR) {
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

  /** Adds what errors mean; of an error that is explained already, the first words stay. */
  public void explain(Collection<ErrorMeaning> words) {
    for (ErrorMeaning one : words) {
      meanings.putIfAbsent(one.signature(), one);
    }
  }

  /**
   * What a reason means for the caller. Never throws; of an error nobody explained it says what is
   * known of it.
   */
  public ErrorMeaning meaning(Revert revert) {
    if (revert instanceof Revert.Panic panic) {
      return new ErrorMeaning(PANIC_SIGNATURE, List.of(), panic.meaning(), remedy(panic));
    }
    if (revert instanceof Revert.Reason) {
      return new ErrorMeaning(
          "Error(string)",
          List.of(),
          "the contract refuses, for the reason it states",
          "read its words; they are the contract author's, not ours");
    }
    if (revert instanceof Revert.Custom custom && custom.raw().size() >= SELECTOR) {
      for (AbiError<?> error : errors.getOrDefault(AbiError.selectorOf(custom.raw()), List.of())) {
        if (error.name().equals(custom.error())) {
          String signature = error.signature();
          ErrorMeaning known = meanings.get(signature);
          return known != null
              ? known
              : new ErrorMeaning(
                  signature,
                  List.of(),
                  "the contract refuses, for the reason its name says",
                  "look the error up in the contract's source");
        }
      }
    }
    return revert.raw().isEmpty()
        ? new ErrorMeaning(
            "",
            List.of(),
            "the call was rolled back without a reason",
            "check that the contract has this function, that it takes ETH if some is sent, and that"
                + " there is gas enough")
        : new ErrorMeaning(
            "",
            List.of(),
            "the call was rolled back with an error that is not known here",
            "add the contract's errors with client.errors().add; the raw bytes are kept");
  }

  private static String remedy(Revert.Panic panic) {
    return panic.code().equals(OVERFLOW)
        ? "check the amounts: one may be above a balance or allowance; else report it to the"
            + " contract's authors"
        : "a fault of the contract, or arguments it did not foresee: report it to its authors";
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
    return AbiReader.readAll(data.toArray(), SELECTOR, 32, "revert data", "", body);
  }
}
