package io.github.restake4j.eigenlayer.operator;

import io.github.restake4j.Restake4j;
import io.github.restake4j.abi.AbiCall;
import io.github.restake4j.abi.NoOutput;
import io.github.restake4j.eigenlayer.EigenGeneration;
import io.github.restake4j.eigenlayer.Generations;
import io.github.restake4j.eigenlayer.OperatorSet;
import io.github.restake4j.eigenlayer.contract.AllocationManagerContract;
import io.github.restake4j.eigenlayer.contract.DelegationManagerContract;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.read.Read;
import io.github.restake4j.tx.TxPlan;
import io.github.restake4j.tx.TxSpec;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Joining and leaving the operator sets of AVSs, and what can be read of them. */
public final class OperatorSets {
  private static final int PAUSED_REGISTRATION = 2;

  private final Restake4j client;
  private final Address manager;
  private final Address delegation;
  private final Permissions permissions;
  private final Allocations allocations;
  private final Generations generations;

  OperatorSets(
      Restake4j client,
      Address manager,
      Address delegation,
      Permissions permissions,
      Allocations allocations,
      Generations generations) {
    this.client = client;
    this.manager = manager;
    this.delegation = delegation;
    this.permissions = permissions;
    this.allocations = allocations;
    this.generations = generations;
  }

  private <R> Read<R> ask(AbiCall<R> call) {
    return client.call(manager, call);
  }

  /** Whether an AVS made the set. */
  public Read<Boolean> exists(OperatorSet set) {
    return ask(AllocationManagerContract.isOperatorSet(Structs.struct(set)));
  }

  /** The strategies whose allocations the set can slash. */
  public Read<List<Address>> strategies(OperatorSet set) {
    return ask(AllocationManagerContract.getStrategiesInOperatorSet(Structs.struct(set)));
  }

  /** The operators in the set now; who left may still be slashable. */
  public Read<List<Address>> members(OperatorSet set) {
    return ask(AllocationManagerContract.getMembers(Structs.struct(set)));
  }

  /** Whether an operator is in the set now. */
  public Read<Boolean> isMember(Address operator, OperatorSet set) {
    return ask(AllocationManagerContract.isMemberOfOperatorSet(operator, Structs.struct(set)));
  }

  /** Whether the set may slash an operator now: a member, or gone for too few blocks. */
  public Read<Boolean> isSlashable(Address operator, OperatorSet set) {
    return ask(AllocationManagerContract.isOperatorSlashable(operator, Structs.struct(set)));
  }

  /** The sets an operator is in. */
  public Read<List<OperatorSet>> registered(Address operator) {
    return ask(AllocationManagerContract.getRegisteredSets(operator)).map(OperatorSets::sets);
  }

  /** The sets an operator has allocated to, in any strategy; it need not be in them. */
  public Read<List<OperatorSet>> allocated(Address operator) {
    return ask(AllocationManagerContract.getAllocatedSets(operator)).map(OperatorSets::sets);
  }

  /**
   * The one account that may slash the set's operators.
   *
   * @return a read that fails with {@code ChainException} NOT_IN_GENERATION before EigenLayer v1.9,
   *     where the AVS and its appointees may slash
   */
  public Read<Address> slasher(OperatorSet set) {
    return generations.since(
        EigenGeneration.V1_9, manager, AllocationManagerContract.getSlasher(Structs.struct(set)));
  }

  /**
   * How often the set has slashed; also the id of its newest slash.
   *
   * @return a read that fails with {@code ChainException} NOT_IN_GENERATION before EigenLayer v1.5,
   *     where slashes are not counted
   */
  public Read<BigInteger> slashCount(OperatorSet set) {
    return generations.since(
        EigenGeneration.V1_5,
        manager,
        AllocationManagerContract.getSlashCount(Structs.struct(set)));
  }

  private static List<OperatorSet> sets(List<AllocationManagerContract.OperatorSet> structs) {
    List<OperatorSet> sets = new ArrayList<>();
    structs.forEach(set -> sets.add(Structs.set(set)));
    return List.copyOf(sets);
  }

  /**
   * Plans to join operator sets. From its block on the sets may slash what is allocated to them.
   * The AVS's registrar decides too and may revert for reasons of its own.
   *
   * <p>Refused before anything is signed: not an operator, an unknown set, one the operator is in
   * or left too short a time ago, registration paused, or a sender who may not act for the
   * operator.
   *
   * @param operator the sender, or an account that let the sender do this
   * @param avs whose sets they are
   * @param ids at least one, each once
   * @param data for the registrar, as the AVS documents it
   * @return a plan whose result lists the sets joined, in the order of {@code ids}
   * @throws IllegalArgumentException if there is no id, one is no uint32 or occurs twice
   * @see <a
   *     href="https://github.com/Layr-Labs/eigenlayer-contracts/blob/f84a5151080cdf0b77b9b6e46506cde723d06c28/src/contracts/core/AllocationManager.sol#L182">
   *     AllocationManager.registerForOperatorSets</a>
   */
  public TxPlan<List<OperatorSet>> registerForOperatorSets(
      Address operator, Address avs, List<Long> ids, Bytes data) {
    List<OperatorSet> sets = distinct(avs, ids);
    AbiCall<NoOutput> call =
        AllocationManagerContract.registerForOperatorSets(
            operator, new AllocationManagerContract.RegisterParams(avs, List.copyOf(ids), data));
    return client.plan(
        TxSpec.<List<OperatorSet>>named("OperatorSets.registerForOperatorSets")
            .argument("operator", operator)
            .argument("avs", avs)
            .argument("operatorSetIds", ids)
            .argument("data", data)
            .checks(
                situation -> {
                  List<Read<TxSpec.Check>> checks = new ArrayList<>();
                  checks.add(
                      allocations.notPaused(PAUSED_REGISTRATION, "operator set registrations"));
                  checks.add(permissions.required(operator, situation.from(), manager, call));
                  checks.add(
                      client
                          .call(delegation, DelegationManagerContract.isOperator(operator))
                          .map(is -> Allocations.condition(operator + " is an operator", is)));
                  for (OperatorSet set : sets) {
                    checks.add(existing(set));
                    checks.add(
                        isSlashable(operator, set)
                            .map(
                                slashable ->
                                    Allocations.condition(
                                        operator
                                            + " is not in "
                                            + set
                                            + " and did not leave it too few blocks ago",
                                        !slashable)));
                  }
                  return Read.<TxSpec.Check>all(checks);
                })
            .call(
                situation -> Read.known(new TxSpec.Call(manager, call)),
                receipt -> joined(receipt, operator, sets)));
  }

  /**
   * Plans to leave operator sets. Allocations to them can be slashed for {@link
   * Allocations#deallocationDelay} more blocks, and the sets cannot be joined again before. The
   * operator and the AVS may both do this.
   *
   * @param operator who leaves
   * @param avs whose sets they are
   * @param ids at least one, each once
   * @return a plan whose result lists the sets left, in the order of {@code ids}
   * @throws IllegalArgumentException if there is no id, one is no uint32 or occurs twice
   * @see <a
   *     href="https://github.com/Layr-Labs/eigenlayer-contracts/blob/f84a5151080cdf0b77b9b6e46506cde723d06c28/src/contracts/core/AllocationManager.sol#L209">
   *     AllocationManager.deregisterFromOperatorSets</a>
   */
  public TxPlan<List<OperatorSet>> deregisterFromOperatorSets(
      Address operator, Address avs, List<Long> ids) {
    List<OperatorSet> sets = distinct(avs, ids);
    AbiCall<NoOutput> call =
        AllocationManagerContract.deregisterFromOperatorSets(
            new AllocationManagerContract.DeregisterParams(operator, avs, List.copyOf(ids)));
    return client.plan(
        TxSpec.<List<OperatorSet>>named("OperatorSets.deregisterFromOperatorSets")
            .argument("operator", operator)
            .argument("avs", avs)
            .argument("operatorSetIds", ids)
            .checks(
                situation -> {
                  List<Read<TxSpec.Check>> checks = new ArrayList<>();
                  checks.add(
                      allocations.notPaused(PAUSED_REGISTRATION, "operator set registrations"));
                  checks.add(
                      Read.zip(
                          permissions.canCall(operator, situation.from(), manager, call),
                          permissions.canCall(avs, situation.from(), manager, call),
                          (forOperator, forAvs) ->
                              Allocations.condition(
                                  situation.from()
                                      + " may call "
                                      + call.name()
                                      + " for operator "
                                      + operator
                                      + " or for AVS "
                                      + avs,
                                  forOperator || forAvs)));
                  for (OperatorSet set : sets) {
                    checks.add(existing(set));
                    checks.add(
                        isMember(operator, set)
                            .map(is -> Allocations.condition(operator + " is in " + set, is)));
                  }
                  return Read.<TxSpec.Check>all(checks);
                })
            .call(
                situation -> Read.known(new TxSpec.Call(manager, call)),
                receipt -> left(receipt, operator, sets)));
  }

  private Read<TxSpec.Check> existing(OperatorSet set) {
    return exists(set).map(exists -> Allocations.condition(set + " exists", exists));
  }

  private static List<OperatorSet> distinct(Address avs, List<Long> ids) {
    List<OperatorSet> sets = new ArrayList<>();
    Set<Long> seen = new HashSet<>();
    for (long id : ids) {
      if (!seen.add(id)) {
        throw new IllegalArgumentException("operator set " + id + " of " + avs + " is named twice");
      }
      sets.add(new OperatorSet(avs, id));
    }
    if (sets.isEmpty()) {
      throw new IllegalArgumentException("no operator set of " + avs + " is named");
    }
    return List.copyOf(sets);
  }

  private List<OperatorSet> joined(Receipt receipt, Address operator, List<OperatorSet> sets) {
    List<OperatorSet> found = new ArrayList<>();
    for (AllocationManagerContract.OperatorAddedToOperatorSet event :
        AllocationManagerContract.OperatorAddedToOperatorSet.EVENT.in(receipt.logs(), manager)) {
      if (event.operator().equals(operator)) {
        found.add(Structs.set(event.operatorSet()));
      }
    }
    return all(found, sets, "OperatorAddedToOperatorSet", receipt);
  }

  private List<OperatorSet> left(Receipt receipt, Address operator, List<OperatorSet> sets) {
    List<OperatorSet> found = new ArrayList<>();
    for (AllocationManagerContract.OperatorRemovedFromOperatorSet event :
        AllocationManagerContract.OperatorRemovedFromOperatorSet.EVENT.in(
            receipt.logs(), manager)) {
      if (event.operator().equals(operator)) {
        found.add(Structs.set(event.operatorSet()));
      }
    }
    return all(found, sets, "OperatorRemovedFromOperatorSet", receipt);
  }

  private static List<OperatorSet> all(
      List<OperatorSet> found, List<OperatorSet> wanted, String event, Receipt receipt) {
    if (!found.containsAll(wanted)) {
      throw Structs.missing(event + " for each of " + wanted, receipt);
    }
    return wanted;
  }
}
