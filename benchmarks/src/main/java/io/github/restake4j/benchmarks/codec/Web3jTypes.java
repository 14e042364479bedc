package io.github.restake4j.benchmarks.codec;

import java.util.List;
import org.web3j.abi.TypeReference;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.Bool;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.DynamicStruct;
import org.web3j.abi.datatypes.Event;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.abi.datatypes.generated.Uint32;
import org.web3j.abi.datatypes.reflection.Parameterized;

/** The contracts as web3j's generator would write them, where it can. */
public final class Web3jTypes {
  static final Function AGGREGATE3 =
      new Function("aggregate3", List.of(), List.of(new TypeReference<DynamicArray<Result>>() {}));

  static final Function QUEUED_WITHDRAWALS =
      new Function(
          "getQueuedWithdrawals",
          List.of(),
          List.of(
              new TypeReference<DynamicArray<Withdrawal>>() {},
              new TypeReference<DynamicArray<DynamicArray<Uint256>>>() {}));

  static final Event TRANSFER =
      new Event(
          "Transfer",
          List.of(
              new TypeReference<Address>(true) {},
              new TypeReference<Address>(true) {},
              new TypeReference<Uint256>() {}));

  private Web3jTypes() {}

  /** {@code Multicall3.Result}; public, because web3j finds its constructor by reflection. */
  public static final class Result extends DynamicStruct {
    final boolean success;
    final byte[] returnData;

    /** As web3j calls it. */
    public Result(Bool success, DynamicBytes returnData) {
      super(success, returnData);
      this.success = success.getValue();
      this.returnData = returnData.getValue();
    }
  }

  /** {@code IDelegationManagerTypes.Withdrawal}. */
  public static final class Withdrawal extends DynamicStruct {
    final DynamicArray<Uint256> scaledShares;

    /** As web3j calls it. */
    public Withdrawal(
        Address staker,
        Address delegatedTo,
        Address withdrawer,
        Uint256 nonce,
        Uint32 startBlock,
        @Parameterized(type = Address.class) DynamicArray<Address> strategies,
        @Parameterized(type = Uint256.class) DynamicArray<Uint256> scaledShares) {
      super(staker, delegatedTo, withdrawer, nonce, startBlock, strategies, scaledShares);
      this.scaledShares = scaledShares;
    }
  }
}
