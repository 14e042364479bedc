package io.github.restake4j.benchmarks.codec;

import com.esaulpaugh.headlong.abi.Address;
import com.esaulpaugh.headlong.abi.Single;
import com.esaulpaugh.headlong.abi.Tuple;
import com.esaulpaugh.headlong.abi.TupleType;
import com.esaulpaugh.headlong.util.FastHex;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What a node would answer, written by headlong. */
final class Payloads {
  private static final int WEI_BITS = 70;

  private Payloads() {}

  /** {@code aggregate3} of 500 calls that each returned a balance. */
  static String aggregate3(int results) {
    Random random = new Random(500);
    Tuple[] rows = new Tuple[results];
    for (int i = 0; i < results; i++) {
      byte[] word = new byte[32];
      byte[] balance = new BigInteger(WEI_BITS, random).toByteArray();
      System.arraycopy(balance, 0, word, 32 - balance.length, balance.length);
      rows[i] = Tuple.of(true, word);
    }
    TupleType<Single<Tuple[]>> type = TupleType.parse("((bool,bytes)[])");
    return "0x" + FastHex.encodeToString(type.encode(Single.of(rows)).array());
  }

  /** {@code getQueuedWithdrawals}: withdrawals from three strategies each, and their shares. */
  static String queuedWithdrawals(int count) {
    Random random = new Random(50);
    Address staker = address(random);
    Address operator = address(random);
    Tuple[] withdrawals = new Tuple[count];
    BigInteger[][] shares = new BigInteger[count][];
    for (int i = 0; i < count; i++) {
      Address[] strategies = {address(random), address(random), address(random)};
      BigInteger[] scaled = wei(random);
      shares[i] = wei(random);
      withdrawals[i] =
          Tuple.from(
              staker,
              operator,
              staker,
              BigInteger.valueOf(i),
              22_000_000L + random.nextInt(1_000_000),
              strategies,
              scaled);
    }
    TupleType<Tuple> type =
        TupleType.parse(
            "((address,address,address,uint256,uint32,address[],uint256[])[],uint256[][])");
    return "0x" + FastHex.encodeToString(type.encode(Tuple.of(withdrawals, shares)).array());
  }

  private static BigInteger[] wei(Random random) {
    List<BigInteger> values = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      values.add(new BigInteger(WEI_BITS, random));
    }
    return values.toArray(new BigInteger[0]);
  }

  private static Address address(Random random) {
    return address(new BigInteger(160, random));
  }

  static Address address(BigInteger value) {
    return Address.wrap(Address.toChecksumAddress(value));
  }
}
