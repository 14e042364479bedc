package io.github.restake4j.eigenlayer.operator;

import io.github.restake4j.Restake4j;
import io.github.restake4j.abi.AbiCall;
import io.github.restake4j.abi.NoOutput;
import io.github.restake4j.eigenlayer.EigenGeneration;
import io.github.restake4j.eigenlayer.Generations;
import io.github.restake4j.eigenlayer.contract.DelegationManagerContract;
import io.github.restake4j.eigenlayer.contract.EigenlayerErrors;
import io.github.restake4j.eigenlayer.contract.EigenlayerMeanings;
import io.github.restake4j.eigenlayer.shares.Strategy;
import io.github.restake4j.eigenlayer.shares.WithdrawableShares;
import io.github.restake4j.error.DecodingException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.read.Read;
import io.github.restake4j.tx.TxPlan;
import io.github.restake4j.tx.TxSpec;
import io.github.restake4j.units.Amount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** EigenLayer for those who run operators, and for all who want to know what an operator does. */
public final class Operators {
  private static final long MAX_UINT32 = 0xffff_ffffL;
  private static final int LONGEST_URI = 1024;
  private static final String PROTOCOL = "eigenlayer";

  private final Restake4j client;
  private final Address delegation;
  private final Permissions permissions;
  private final Allocations allocations;
  private final OperatorSets operatorSets;
  private final Generations generations;

  private Operators(Restake4j client) {
    this.client = client;
    this.delegation = client.deployment().address(PROTOCOL, "DelegationManager");
    Address manager = client.deployment().address(PROTOCOL, "AllocationManager");
    this.permissions = Permissions.on(client);
    this.generations = Generations.of(client);
    this.allocations = new Allocations(client, manager, delegation, permissions, generations);
    this.operatorSets =
        new OperatorSets(client, manager, delegation, permissions, allocations, generations);
  }

  /**
   * EigenLayer as the client's deployment knows it. Asks nothing yet.
   *
   * @throws io.github.restake4j.error.ChainException NOT_DEPLOYED if the deployment lacks {@code
   *     eigenlayer/DelegationManager}, {@code AllocationManager} or {@code PermissionController}
   */
  public static Operators on(Restake4j client) {
    client.errors().add(EigenlayerErrors.ALL);
    client.errors().explain(EigenlayerMeanings.ALL);
    return new Operators(client);
  }

  /** Which generation of the contracts is deployed; asked once and kept. */
  public Read<EigenGeneration> generation() {
    return generations.found();
  }

  /** Magnitudes, allocations and their delays. */
  public Allocations allocations() {
    return allocations;
  }

  /** Joining and leaving operator sets. */
  public OperatorSets operatorSets() {
    return operatorSets;
  }

  /** Who may act for whom. */
  public Permissions permissions() {
    return permissions;
  }

  /** Whether an account is registered as an operator. */
  public Read<Boolean> isOperator(Address account) {
    return client.call(delegation, DelegationManagerContract.isOperator(account));
  }

  /** Who must sign each delegation to an operator; empty if anyone may delegate. */
  public Read<Optional<Address>> delegationApprover(Address operator) {
    return client
        .call(delegation, DelegationManagerContract.delegationApprover(operator))
        .map(Operators::unlessZero);
  }

  /**
   * What is delegated to an operator, its own included. Slashed and queued shares are gone from it.
   *
   * @return one amount per strategy, in the order given
   */
  public Read<List<Amount<WithdrawableShares>>> operatorShares(
      Address operator, List<Strategy> strategies) {
    List<Address> addresses = new ArrayList<>();
    strategies.forEach(strategy -> addresses.add(strategy.address()));
    return client
        .call(delegation, DelegationManagerContract.getOperatorShares(operator, addresses))
        .map(
            shares -> {
              if (shares.size() != strategies.size()) {
                throw new DecodingException(
                    DecodingException.Code.ABI_MALFORMED,
                    "asked shares of " + strategies.size() + " strategies, got " + shares.size());
              }
              List<Amount<WithdrawableShares>> amounts = new ArrayList<>();
              for (int i = 0; i < shares.size(); i++) {
                amounts.add(Amount.of(shares.get(i), strategies.get(i).withdrawableShares()));
              }
              return List.copyOf(amounts);
            });
  }

  /**
   * All an operator has in one strategy and has promised to operator sets, at one block: what the
   * arithmetic of {@link OperatorStake} starts from.
   */
  public Read<OperatorStake> stake(Address operator, Strategy strategy) {
    return Read.zip(
        Read.zip(
            operatorShares(operator, List.of(strategy)),
            allocations.maxMagnitude(operator, strategy.address()),
            (shares, max) -> new OperatorStake(shares.get(0), max, List.of())),
        allocations.allocations(operator, strategy.address()),
        (stake, each) -> new OperatorStake(stake.shares(), stake.max(), each));
  }

  /**
   * Plans to make the sender an operator. It is delegated to itself <b>for ever</b>: an operator
   * can never undelegate, so its own restaked tokens stay slashable by the sets it joins. Refused
   * if the sender is delegated to somebody already.
   *
   * @param delegationApprover who must sign each delegation; the zero address if anyone may
   * @param allocationDelay blocks from an allocation to its effect, 0 to 2^32 - 1; holds {@link
   *     Allocations#firstDelayWait} blocks later, and nothing can be allocated before; each later
   *     change takes {@link Allocations#configurationDelay} and one
   * @param metadataUri where a JSON with name, website, description and logo is; up to 1024
   *     characters, never checked by the contract and only kept in an event
   * @throws IllegalArgumentException if the delay is no uint32 or the URI too long
   * @see <a
   *     href="https://github.com/Layr-Labs/eigenlayer-contracts/blob/f84a5151080cdf0b77b9b6e46506cde723d06c28/src/contracts/core/DelegationManager.sol#L88">
   *     DelegationManager.registerAsOperator</a>
   */
  public TxPlan<OperatorRegistered> registerAsOperator(
      Address delegationApprover, long allocationDelay, String metadataUri) {
    requireUint32("an allocation delay in blocks", allocationDelay);
    requireUri(metadataUri);
    AbiCall<NoOutput> call =
        DelegationManagerContract.registerAsOperator(
            delegationApprover, allocationDelay, metadataUri);
    return client.plan(
        TxSpec.<OperatorRegistered>named("Operators.registerAsOperator")
            .argument("delegationApprover", delegationApprover)
            .argument("allocationDelay", allocationDelay)
            .argument("metadataUri", metadataUri)
            .warning("an operator is delegated to itself for ever and can never undelegate")
            .checks(
                situation ->
                    client
                        .call(delegation, DelegationManagerContract.delegatedTo(situation.from()))
                        .map(
                            to ->
                                List.of(
                                    Allocations.condition(
                                        situation.from()
                                            + " is delegated to nobody"
                                            + (to.isZero() ? "" : "; it is to " + to),
                                        to.isZero()))))
            .call(
                situation -> Read.known(new TxSpec.Call(delegation, call)),
                receipt -> registered(receipt, metadataUri)));
  }

  private OperatorRegistered registered(Receipt receipt, String uri) {
    List<DelegationManagerContract.OperatorRegistered> events =
        DelegationManagerContract.OperatorRegistered.EVENT.in(receipt.logs(), delegation);
    if (events.size() != 1) {
      throw Structs.missing("OperatorRegistered", receipt);
    }
    Address operator = events.get(0).operator();
    return new OperatorRegistered(
        operator,
        unlessZero(events.get(0).delegationApprover()),
        allocations.delaySet(receipt, operator),
        uri);
  }

  /**
   * Plans another approver of delegations; those made before stay.
   *
   * @param operator the sender, or an account that let the sender do this
   * @param newDelegationApprover the zero address lets anyone delegate
   * @return a plan whose result is the new approver
   * @see <a
   *     href="https://github.com/Layr-Labs/eigenlayer-contracts/blob/f84a5151080cdf0b77b9b6e46506cde723d06c28/src/contracts/core/DelegationManager.sol#L106">
   *     DelegationManager.modifyOperatorDetails</a>
   */
  public TxPlan<Optional<Address>> modifyOperatorDetails(
      Address operator, Address newDelegationApprover) {
    AbiCall<NoOutput> call =
        DelegationManagerContract.modifyOperatorDetails(operator, newDelegationApprover);
    return client.plan(
        TxSpec.<Optional<Address>>named("Operators.modifyOperatorDetails")
            .argument("operator", operator)
            .argument("newDelegationApprover", newDelegationApprover)
            .checks(situation -> ofAnOperator(operator, situation.from(), call))
            .call(
                situation -> Read.known(new TxSpec.Call(delegation, call)),
                receipt -> approver(receipt, operator)));
  }

  private Optional<Address> approver(Receipt receipt, Address operator) {
    for (DelegationManagerContract.DelegationApproverUpdated event :
        DelegationManagerContract.DelegationApproverUpdated.EVENT.in(receipt.logs(), delegation)) {
      if (event.operator().equals(operator)) {
        return unlessZero(event.newDelegationApprover());
      }
    }
    throw Structs.missing("DelegationApproverUpdated of " + operator, receipt);
  }

  /**
   * Plans to announce another metadata URI.
   *
   * @param operator the sender, or an account that let the sender do this
   * @param metadataUri as in {@link #registerAsOperator}
   * @return a plan whose result is the URI announced
   * @throws IllegalArgumentException if the URI is too long
   * @see <a
   *     href="https://github.com/Layr-Labs/eigenlayer-contracts/blob/f84a5151080cdf0b77b9b6e46506cde723d06c28/src/contracts/core/DelegationManager.sol#L115">
   *     DelegationManager.updateOperatorMetadataURI</a>
   */
  public TxPlan<String> updateOperatorMetadataUri(Address operator, String metadataUri) {
    requireUri(metadataUri);
    AbiCall<NoOutput> call =
        DelegationManagerContract.updateOperatorMetadataURI(operator, metadataUri);
    return client.plan(
        TxSpec.<String>named("Operators.updateOperatorMetadataUri")
            .argument("operator", operator)
            .argument("metadataUri", metadataUri)
            .checks(situation -> ofAnOperator(operator, situation.from(), call))
            .call(
                situation -> Read.known(new TxSpec.Call(delegation, call)),
                receipt -> announced(receipt, operator)));
  }

  private String announced(Receipt receipt, Address operator) {
    for (DelegationManagerContract.OperatorMetadataURIUpdated event :
        DelegationManagerContract.OperatorMetadataURIUpdated.EVENT.in(receipt.logs(), delegation)) {
      if (event.operator().equals(operator)) {
        return event.metadataURI();
      }
    }
    throw Structs.missing("OperatorMetadataURIUpdated of " + operator, receipt);
  }

  private Read<List<TxSpec.Check>> ofAnOperator(
      Address operator, Address from, AbiCall<NoOutput> call) {
    return Read.all(
        List.of(
            isOperator(operator).map(is -> Allocations.condition(operator + " is an operator", is)),
            permissions.required(operator, from, delegation, call)));
  }

  private static void requireUri(String uri) {
    if (uri.length() > LONGEST_URI) {
      throw new IllegalArgumentException(
          "a metadata URI has up to " + LONGEST_URI + " characters, not " + uri.length());
    }
  }

  static void requireUint32(String what, long value) {
    if (value < 0 || value > MAX_UINT32) {
      throw new IllegalArgumentException(what + " is 0 to " + MAX_UINT32 + ", not " + value);
    }
  }

  private static Optional<Address> unlessZero(Address address) {
    return address.isZero() ? Optional.empty() : Optional.of(address);
  }
}
