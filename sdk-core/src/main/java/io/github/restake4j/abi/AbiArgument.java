package io.github.restake4j.abi;

/**
 * One argument as it stands in encoded bytes, for people to read.
 *
 * @param name as the declaration spells it; empty if it has none
 * @param type canonical ABI type, tuples written out: {@code (address,uint256)[]}
 * @param value by type: {@code Integer}, {@code Long} or {@code BigInteger} (see {@link
 *     AbiReader}), {@code Boolean}, {@code Address}, {@code Hash32} (bytes32), {@code Bytes},
 *     {@code String}, {@code List} of such values (arrays), {@code List<AbiArgument>} (tuples)
 */
public record AbiArgument(String name, String type, Object value) {

  /** {@code amount=1000}; long texts and byte strings are cut, control characters escaped. */
  @Override
  public String toString() {
    String text = AbiText.of(value);
    return name.isEmpty() ? text : name + "=" + text;
  }
}
