package io.github.restake4j.eigenlayer;

import io.github.restake4j.error.RefusedException;
import io.github.restake4j.read.Read;
import io.github.restake4j.tx.TxSpec;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Conditions of plans, put together. */
final class Checks {
  private Checks() {}

  static TxSpec.Check of(boolean met, String text) {
    return new TxSpec.Check(RefusedException.Code.PRECONDITION, text, met);
  }

  static TxSpec.Check funds(boolean met, String text) {
    return new TxSpec.Check(RefusedException.Code.INSUFFICIENT_FUNDS, text, met);
  }

  /** All of them, in the order given, in the same rounds. */
  static Read<List<TxSpec.Check>> all(List<Read<List<TxSpec.Check>>> parts) {
    return Read.all(parts)
        .map(
            lists -> {
              List<TxSpec.Check> all = new ArrayList<>();
              lists.forEach(all::addAll);
              return List.copyOf(all);
            });
  }

  /** A bit of a contract's {@code paused()} bitmap. */
  enum Pause {
    /** StrategyManager. */
    DEPOSITS("StrategyManager", 0, "deposits"),
    /** Each strategy. */
    STRATEGY_DEPOSITS("a strategy", 0, "deposits"),
    /** Each strategy; completing as shares goes on. */
    STRATEGY_WITHDRAWALS("a strategy", 1, "withdrawals of tokens"),
    /** DelegationManager. */
    NEW_DELEGATION("DelegationManager", 0, "new delegations"),
    /** DelegationManager. */
    ENTER_QUEUE("DelegationManager", 1, "entering the withdrawal queue"),
    /** DelegationManager. */
    EXIT_QUEUE("DelegationManager", 2, "leaving the withdrawal queue");

    private final String contract;
    private final int bit;
    private final String what;

    Pause(String contract, int bit, String what) {
      this.contract = contract;
      this.bit = bit;
      this.what = what;
    }

    Read<List<TxSpec.Check>> check(Read<BigInteger> paused) {
      return check(contract, paused);
    }

    /** Under the name of one of several such contracts. */
    Read<List<TxSpec.Check>> check(String name, Read<BigInteger> paused) {
      return paused.map(
          bitmap ->
              List.of(
                  of(
                      !bitmap.testBit(bit),
                      name
                          + " has not paused "
                          + what
                          + " (bit "
                          + bit
                          + " of paused(), now "
                          + bitmap
                          + "; if it is set, wait until EigenLayer unpauses)")));
    }
  }
}
