package io.github.restake4j.sign;

import io.github.restake4j.error.SigningException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.eth.Keccak;
import java.math.BigInteger;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * EIP-712 typed data: what a wallet shows before it signs. Immutable and complete: every field of
 * every struct has a value of its type, and there is no other.
 *
 * <p>Values are, by type: {@link Address}, {@link Boolean}, {@link String}, {@link Bytes} for
 * {@code bytes} and {@code bytes1} to {@code bytes32}, {@link BigInteger} for {@code intN} and
 * {@code uintN}, {@code List} for arrays, {@code Map<String, Object>} for structs. A struct may
 * contain itself through an array only: otherwise no value of it would be complete.
 */
public final class TypedData {
  private final String primaryType;
  private final Eip712Types types;
  private final Map<String, Object> domain;
  private final Map<String, Object> message;

  private TypedData(
      String primaryType,
      Eip712Types types,
      Map<String, Object> domain,
      Map<String, Object> message) {
    this.primaryType = primaryType;
    this.types = types;
    this.domain = domain;
    this.message = message;
  }

  /** Starts typed data whose message is a struct of the given name. */
  public static Builder builder(String primaryType) {
    return new Builder(primaryType);
  }

  /**
   * Reads the JSON of {@code eth_signTypedData_v4}. Numbers may be JSON integers, decimal text or
   * hex text.
   *
   * @throws IllegalArgumentException if it is not complete typed data, or has fields or members
   *     that its types do not have
   */
  public static TypedData parse(String json) {
    return Eip712Json.parse(json);
  }

  /** The name of the message's struct. */
  public String primaryType() {
    return primaryType;
  }

  /** The chain of the domain, if it names one. */
  public OptionalLong chainId() {
    Object id = domain.get(Eip712Types.CHAIN_ID);
    return id instanceof BigInteger number && number.bitLength() < Long.SIZE
        ? OptionalLong.of(number.longValue())
        : OptionalLong.empty();
  }

  /** The contract of the domain, if it names one. */
  public Optional<Address> verifyingContract() {
    return domain.get(Eip712Types.VERIFYING_CONTRACT) instanceof Address contract
        ? Optional.of(contract)
        : Optional.empty();
  }

  /** The message's values by field, in the order of its type; immutable. */
  public Map<String, Object> message() {
    return message;
  }

  /** What a domain may be only if the caller says so. */
  public enum Unusual {
    /** The domain is for another chain than the client's. */
    OTHER_CHAIN,
    /** The domain names no chain: the signature counts on all. */
    NO_CHAIN,
    /** The verifying contract is the zero address, which is no contract. */
    ZERO_CONTRACT,
    /** The verifying contract is the very account that signs. */
    OWN_ACCOUNT
  }

  /**
   * Checks that the domain is one that an honest application asks to be signed.
   *
   * @param chainId of the client
   * @param signer who would sign
   * @param allowed what is let through although it is unusual
   * @throws SigningException CHAIN_MISMATCH or SUSPICIOUS_DOMAIN
   */
  public void requireUsual(long chainId, Address signer, Unusual... allowed) {
    Set<Unusual> let = EnumSet.noneOf(Unusual.class);
    Collections.addAll(let, allowed);
    Object named = domain.get(Eip712Types.CHAIN_ID);
    if (named == null) {
      if (!let.contains(Unusual.NO_CHAIN)) {
        throw new SigningException(
            SigningException.Code.CHAIN_MISMATCH,
            primaryType + " names no chain: its signature would count on every one");
      }
    } else if (!named.equals(BigInteger.valueOf(chainId)) && !let.contains(Unusual.OTHER_CHAIN)) {
      throw new SigningException(
          SigningException.Code.CHAIN_MISMATCH,
          primaryType + " is for chain id " + named + ", the client is on " + chainId);
    }
    Optional<Address> contract = verifyingContract();
    if (contract.equals(Optional.of(Address.ZERO)) && !let.contains(Unusual.ZERO_CONTRACT)) {
      throw new SigningException(
          SigningException.Code.SUSPICIOUS_DOMAIN,
          primaryType + " names the zero address as verifying contract");
    }
    if (contract.equals(Optional.of(signer)) && !let.contains(Unusual.OWN_ACCOUNT)) {
      throw new SigningException(
          SigningException.Code.SUSPICIOUS_DOMAIN,
          primaryType + " names the signing account " + signer + " itself as verifying contract");
    }
  }

  Eip712Types types() {
    return types;
  }

  /** What contracts call {@code DOMAIN_SEPARATOR}. */
  public Hash32 domainSeparator() {
    return types.hashStruct(Eip712Types.DOMAIN, domain);
  }

  /** What is signed: the hash over 0x1901, domain and message. */
  public Hash32 hash() {
    return Keccak.hash(
        new byte[] {0x19, 0x01},
        domainSeparator().toBytes(),
        types.hashStruct(primaryType, message).toBytes());
  }

  /** The JSON of {@code eth_signTypedData_v4}, {@code EIP712Domain} included. */
  public String toJson() {
    return Eip712Json.write(primaryType, types, domain, message);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TypedData that && that.toJson().equals(toJson());
  }

  @Override
  public int hashCode() {
    return hash().hashCode();
  }

  /** The JSON. */
  @Override
  public String toString() {
    return toJson();
  }

  /** Collects domain, types and message. */
  public static final class Builder {
    private final String primaryType;
    private final Map<String, Object> domain = new LinkedHashMap<>();
    private final Map<String, String[]> types = new LinkedHashMap<>();
    private @Nullable Map<String, ?> message;

    private Builder(String primaryType) {
      this.primaryType = primaryType;
    }

    /** Of the application or contract, as its code spells it. */
    public Builder domainName(String name) {
      domain.put("name", name);
      return this;
    }

    /** Of the domain, {@code "1"}. */
    public Builder domainVersion(String version) {
      domain.put("version", version);
      return this;
    }

    /**
     * EIP-155 id of the chain the signature is for.
     *
     * @throws IllegalArgumentException if not above zero
     */
    public Builder chainId(long chainId) {
      if (chainId <= 0) {
        throw new IllegalArgumentException("a chain id is above zero, not " + chainId);
      }
      domain.put(Eip712Types.CHAIN_ID, chainId);
      return this;
    }

    /** The contract that will check the signature. */
    public Builder verifyingContract(Address contract) {
      domain.put(Eip712Types.VERIFYING_CONTRACT, contract);
      return this;
    }

    /** Rarely used; sets domains apart that are otherwise equal. */
    public Builder salt(Hash32 salt) {
      domain.put("salt", salt);
      return this;
    }

    /**
     * Declares a struct.
     *
     * @param name as the contract's source spells it
     * @param fields in order, each type and name: {@code "address owner"}
     */
    public Builder type(String name, String... fields) {
      types.put(name, fields.clone());
      return this;
    }

    /**
     * The values, by field; {@code Long} and {@code Integer} stand for whole numbers too, and
     * {@link Hash32} for {@code bytes32}.
     */
    public Builder message(Map<String, ?> values) {
      this.message = new LinkedHashMap<>(values);
      return this;
    }

    Builder domainField(String name, Object value) {
      domain.put(name, value);
      return this;
    }

    /**
     * The typed data.
     *
     * @throws IllegalArgumentException if a type is unknown or malformed, or a value is missing,
     *     superfluous or not of its type; the message names the field
     */
    public TypedData build() {
      if (message == null) {
        throw new IllegalArgumentException("typed data without a message");
      }
      Eip712Types all = Eip712Types.of(domain.keySet(), types);
      if (primaryType.equals(Eip712Types.DOMAIN) || !types.containsKey(primaryType)) {
        throw new IllegalArgumentException(
            "the primary type " + primaryType + " is not among the declared types");
      }
      return new TypedData(
          primaryType,
          all,
          all.struct(Eip712Types.DOMAIN, domain, "domain", 0),
          all.struct(primaryType, message, primaryType, 0));
    }
  }
}
