package io.github.restake4j.eigenlayer.avs;

import io.github.restake4j.Restake4j;
import io.github.restake4j.abi.AbiCall;
import io.github.restake4j.eigenlayer.EigenGeneration;
import io.github.restake4j.eigenlayer.Generations;
import io.github.restake4j.eigenlayer.OperatorSet;
import io.github.restake4j.eigenlayer.contract.AllocationManagerContract;
import io.github.restake4j.eigenlayer.contract.StrategyManagerContract;
import io.github.restake4j.eigenlayer.operator.Permissions;
import io.github.restake4j.error.ChainException;
import io.github.restake4j.error.DecodingException;
import io.github.restake4j.error.RefusedException;
import io.github.restake4j.error.RevertException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.read.Read;
import io.github.restake4j.tx.TxSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** What the rooms of the facade read in common, and the generation of what they talk to. */
final class AvsContracts {
  private static final String PROTOCOL = "eigenlayer";

  final Restake4j client;
  final Permissions permissions;
  final Address allocations;
  final Address deposits;
  final Address delegation;

  private final Read<EigenGeneration> generation;

  AvsContracts(Restake4j client) {
    this.client = client;
    this.permissions = Permissions.on(client);
    this.allocations = client.deployment().address(PROTOCOL, "AllocationManager");
    this.deposits = client.deployment().address(PROTOCOL, "StrategyManager");
    this.delegation = client.deployment().address(PROTOCOL, "DelegationManager");
    this.generation = Generations.of(client).found();
  }

  <R> Read<R> allocations(AbiCall<R> call) {
    return client.call(allocations, call);
  }

  <R> Read<R> deposits(AbiCall<R> call) {
    return client.call(deposits, call);
  }

  Read<EigenGeneration> generation() {
    return generation;
  }

  /** Whether a contract has a function: a revert, or nothing in return, says it has not. */
  Read<Boolean> answers(Address to, AbiCall<?> call) {
    return client
        .call(to, call)
        .attempt()
        .map(
            attempt ->
                attempt.fold(
                    value -> true,
                    cause -> {
                      if (cause instanceof RevertException || cause instanceof DecodingException) {
                        return false;
                      }
                      throw cause;
                    }));
  }

  /** A read of something that generations before {@code wanted} do not have. */
  <R> Read<R> since(EigenGeneration wanted, String what, Supplier<Read<R>> read) {
    return generation.then(
        found -> {
          if (!found.isAtLeast(wanted)) {
            throw absent(what, wanted, "AllocationManager " + allocations);
          }
          return read.get();
        });
  }

  static ChainException absent(String what, EigenGeneration since, String contract) {
    return new ChainException(
        ChainException.Code.NOT_IN_GENERATION,
        what
            + " is not in this generation of EigenLayer: it came with "
            + since
            + ", and "
            + contract
            + " is older");
  }

  Read<Boolean> exists(OperatorSet set) {
    return allocations(AllocationManagerContract.isOperatorSet(struct(set)));
  }

  Read<TxSpec.Check> existing(OperatorSet set) {
    return exists(set).map(exists -> condition(set + " exists", exists));
  }

  Read<List<Address>> strategies(OperatorSet set) {
    return allocations(AllocationManagerContract.getStrategiesInOperatorSet(struct(set)));
  }

  Read<TxSpec.Check> permitted(Address account, Address from, Address target, AbiCall<?> call) {
    return permissions.required(account, from, target, call);
  }

  static AllocationManagerContract.OperatorSet struct(OperatorSet set) {
    return new AllocationManagerContract.OperatorSet(set.avs(), set.id());
  }

  static StrategyManagerContract.OperatorSet depositStruct(OperatorSet set) {
    return new StrategyManagerContract.OperatorSet(set.avs(), set.id());
  }

  static OperatorSet set(AllocationManagerContract.OperatorSet struct) {
    return new OperatorSet(struct.avs(), struct.id());
  }

  static OperatorSet set(StrategyManagerContract.OperatorSet struct) {
    return new OperatorSet(struct.avs(), struct.id());
  }

  static TxSpec.Check condition(String text, boolean met) {
    return new TxSpec.Check(RefusedException.Code.PRECONDITION, text, met);
  }

  /** One read per value, in the same rounds; nothing is asked for none. */
  static <A, B> Read<List<B>> each(
      List<A> values, Function<? super A, ? extends Read<? extends B>> read) {
    List<Read<? extends B>> reads = new ArrayList<>();
    values.forEach(value -> reads.add(read.apply(value)));
    return reads.isEmpty() ? Read.known(List.of()) : Read.all(reads);
  }

  /** All lists in one, in the order given. */
  static <A> Read<List<A>> joined(List<Read<List<A>>> parts) {
    return Read.all(parts)
        .map(
            lists -> {
              List<A> all = new ArrayList<>();
              lists.forEach(all::addAll);
              return List.copyOf(all);
            });
  }

  static <A> Read<List<A>> list(Read<A> one) {
    return one.map(List::of);
  }

  static DecodingException missing(String what, Receipt receipt) {
    return new DecodingException(
        DecodingException.Code.ABI_EMPTY,
        "transaction " + receipt.transactionHash() + " was mined, but has no event " + what);
  }
}
