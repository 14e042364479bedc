package io.github.restake4j.eigenlayer;

import io.github.restake4j.eigenlayer.contract.DelegationManagerContract;
import io.github.restake4j.eigenlayer.shares.ScaledShares;
import io.github.restake4j.eigenlayer.shares.Strategy;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.eth.Keccak;
import io.github.restake4j.units.Amount;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * A withdrawal as the queue keeps it. The contract wants it back field by field to complete it, so
 * take it from a receipt or a read, and do not make one.
 *
 * @param staker whose shares they were
 * @param delegatedTo the operator at that time, who can still lose them in a slash; the zero
 *     address for none
 * @param withdrawer who may complete it and receives; the staker, except in very old withdrawals
 * @param nonce counts the staker's withdrawals from zero
 * @param startBlock the block it was queued in
 * @param scaledShares what it holds, per strategy
 */
public record Withdrawal(
    Address staker,
    Address delegatedTo,
    Address withdrawer,
    BigInteger nonce,
    long startBlock,
    List<Amount<ScaledShares>> scaledShares) {
  private static final int SELECTOR = 4;

  /** Copies the list. */
  public Withdrawal {
    scaledShares = List.copyOf(scaledShares);
  }

  static Withdrawal of(DelegationManagerContract.Withdrawal struct, List<Strategy> strategies) {
    List<Amount<ScaledShares>> scaled = new ArrayList<>();
    for (int i = 0; i < strategies.size(); i++) {
      scaled.add(Amount.of(struct.scaledShares().get(i), strategies.get(i).scaledShares()));
    }
    return new Withdrawal(
        struct.staker(),
        struct.delegatedTo(),
        struct.withdrawer(),
        struct.nonce(),
        struct.startBlock(),
        scaled);
  }

  /** The strategies, in the order of the shares; one may be there twice. */
  public List<Strategy> strategies() {
    List<Strategy> strategies = new ArrayList<>();
    for (Amount<ScaledShares> scaled : scaledShares) {
      strategies.add(scaled.unit().strategy());
    }
    return List.copyOf(strategies);
  }

  /** What names it on chain: the hash over all its fields. */
  public Hash32 root() {
    Bytes calldata = DelegationManagerContract.calculateWithdrawalRoot(struct()).calldata();
    return Keccak.hash(calldata.slice(SELECTOR, calldata.size()));
  }

  DelegationManagerContract.Withdrawal struct() {
    List<Address> addresses = new ArrayList<>();
    List<BigInteger> shares = new ArrayList<>();
    for (Amount<ScaledShares> scaled : scaledShares) {
      addresses.add(scaled.unit().strategy().address());
      shares.add(scaled.smallest());
    }
    return new DelegationManagerContract.Withdrawal(
        staker, delegatedTo, withdrawer, nonce, startBlock, addresses, shares);
  }
}
