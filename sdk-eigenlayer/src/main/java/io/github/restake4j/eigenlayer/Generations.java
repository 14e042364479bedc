package io.github.restake4j.eigenlayer;

import io.github.restake4j.Restake4j;
import io.github.restake4j.abi.AbiCall;
import io.github.restake4j.deployments.Deployment;
import io.github.restake4j.eigenlayer.contract.AllocationManagerContract;
import io.github.restake4j.eigenlayer.contract.RewardsCoordinatorContract;
import io.github.restake4j.error.ChainException;
import io.github.restake4j.error.Restake4jException;
import io.github.restake4j.error.RevertException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.read.Attempt;
import io.github.restake4j.read.Read;

/**
 * Which generation a deployment is of, and what follows from it. Proxies keep no version that all
 * releases tell; functions that one generation has and those before lack do.
 */
public final class Generations {
  private static final String PROTOCOL = "eigenlayer";
  private static final AllocationManagerContract.OperatorSet NO_SET =
      new AllocationManagerContract.OperatorSet(Address.ZERO, 0);

  private final Restake4j client;
  private final Read<EigenGeneration> found;

  private Generations(Restake4j client) {
    this.client = client;
    this.found = probe(client).once();
  }

  /**
   * For one facade, which keeps it. Asks nothing yet.
   *
   * @throws ChainException NOT_DEPLOYED if the deployment lacks AllocationManager
   */
  public static Generations of(Restake4j client) {
    return new Generations(client);
  }

  /**
   * The generation; asked once, together with whatever else is read, and kept. Where the deployment
   * has no RewardsCoordinator, v1.12 goes as v1.9: they differ in nothing else.
   */
  public Read<EigenGeneration> found() {
    return found;
  }

  /**
   * A call that older generations lack.
   *
   * @return a read that fails with {@code ChainException} NOT_IN_GENERATION on those, naming the
   *     call, what was found and what is needed
   */
  public <R> Read<R> since(EigenGeneration first, Address contract, AbiCall<R> call) {
    return Read.<EigenGeneration, Attempt<R>, R>zip(
        found,
        client.call(contract, call).attempt(),
        (generation, answer) -> {
          require(generation, first, call);
          return answer.orThrow();
        });
  }

  private static void require(EigenGeneration generation, EigenGeneration first, AbiCall<?> call) {
    if (!generation.isAtLeast(first)) {
      throw new ChainException(
          ChainException.Code.NOT_IN_GENERATION,
          call.name()
              + " is not in the EigenLayer that is deployed, "
              + generation
              + "; it came with "
              + first);
    }
  }

  private static Read<EigenGeneration> probe(Restake4j client) {
    Address allocations = client.deployment().address(PROTOCOL, "AllocationManager");
    Read<EigenGeneration> core =
        Read.zip(
            has(client, allocations, AllocationManagerContract.getSlashCount(NO_SET)),
            has(client, allocations, AllocationManagerContract.getSlasher(NO_SET)),
            (counts, slasher) ->
                slasher
                    ? EigenGeneration.V1_9
                    : counts ? EigenGeneration.V1_5 : EigenGeneration.V1_3);
    return client
        .deployment()
        .find(PROTOCOL, "RewardsCoordinator")
        .map(Deployment.Entry::address)
        .map(
            rewards ->
                Read.<EigenGeneration, Boolean, EigenGeneration>zip(
                    core,
                    has(
                        client,
                        rewards,
                        RewardsCoordinatorContract.isOptedInForProtocolFee(Address.ZERO)),
                    (found, fee) ->
                        fee && found == EigenGeneration.V1_9 ? EigenGeneration.V1_12 : found))
        .orElse(core);
  }

  /** A function that is not there reverts without a word; one that refuses says why. */
  private static Read<Boolean> has(Restake4j client, Address contract, AbiCall<?> call) {
    return client.call(contract, call).attempt().map(answer -> has(answer));
  }

  private static boolean has(Attempt<?> answer) {
    return answer.fold(value -> true, Generations::saysWhy);
  }

  private static boolean saysWhy(Restake4jException failed) {
    if (failed instanceof RevertException reverted) {
      return !reverted.revert().raw().isEmpty();
    }
    throw failed;
  }
}
