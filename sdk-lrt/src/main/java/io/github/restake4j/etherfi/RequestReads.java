package io.github.restake4j.etherfi;

import static io.github.restake4j.etherfi.Eeth.EETH;
import static io.github.restake4j.etherfi.EethShares.EETH_SHARES;

import io.github.restake4j.Restake4j;
import io.github.restake4j.abi.AbiCall;
import io.github.restake4j.error.RevertException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.etherfi.contract.LiquidityPoolContract;
import io.github.restake4j.etherfi.contract.WithdrawRequestNFTContract;
import io.github.restake4j.read.Attempt;
import io.github.restake4j.read.Read;
import io.github.restake4j.units.Amount;
import io.github.restake4j.units.Wei;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What can be read of the withdrawal queue. */
final class RequestReads {
  private final Restake4j client;
  private final EtherFiAddresses addresses;
  private final Read<EtherFiGeneration> generation;
  private final EtherFiGuards guards;

  RequestReads(
      Restake4j client,
      EtherFiAddresses addresses,
      Read<EtherFiGeneration> generation,
      EtherFiGuards guards) {
    this.client = client;
    this.addresses = addresses;
    this.generation = generation;
    this.guards = guards;
  }

  private <R> Read<R> ask(AbiCall<R> call) {
    return client.call(addresses.requests(), call);
  }

  /** Smallest and largest request; empty where the code has none. */
  record Bounds(Optional<Amount<Eeth>> least, Optional<Amount<Eeth>> most) {
    private static final Bounds NONE = new Bounds(Optional.empty(), Optional.empty());
  }

  Read<Bounds> bounds() {
    return generation.then(
        known ->
            known.boundsRequests()
                ? Read.zip(
                    client.call(addresses.pool(), LiquidityPoolContract.minWithdrawAmount()),
                    client.call(addresses.pool(), LiquidityPoolContract.maxWithdrawAmount()),
                    (least, most) ->
                        new Bounds(
                            Optional.of(Amount.of(least, EETH)),
                            Optional.of(Amount.of(most, EETH))))
                : Read.known(Bounds.NONE));
  }

  Read<WithdrawQueueState> state() {
    Read<Boolean> takes = isRunning(EtherFiAction.REQUEST);
    Read<Boolean> pays = isRunning(EtherFiAction.CLAIM);
    Read<Frontier> frontier = frontier();
    return Read.zip(
        Read.zip(takes, pays, Running::new),
        Read.zip(bounds(), frontier, Extent::new),
        (running, extent) ->
            new WithdrawQueueState(
                running.takes(),
                running.pays(),
                extent.bounds().least(),
                extent.bounds().most(),
                BigInteger.valueOf(extent.frontier().next() - 1),
                BigInteger.valueOf(extent.frontier().lastFinalized())));
  }

  private Read<Boolean> isRunning(EtherFiAction action) {
    return guards.running(action).map(checks -> checks.stream().allMatch(check -> check.met()));
  }

  Read<List<WithdrawRequest>> requests(List<BigInteger> ids) {
    return generation.then(
        known -> {
          List<Read<Found>> found = new ArrayList<>();
          for (BigInteger id : ids) {
            found.add(found(id, known));
          }
          return Read.zip(
              frontier(),
              Read.all(found),
              (frontier, all) -> {
                List<WithdrawRequest> requests = new ArrayList<>();
                for (Found one : all) {
                  requests.add(request(one, frontier));
                }
                return List.copyOf(requests);
              });
        });
  }

  private Read<Frontier> frontier() {
    return Read.zip(
        ask(WithdrawRequestNFTContract.nextRequestId()),
        ask(WithdrawRequestNFTContract.lastFinalizedRequestId()),
        Frontier::new);
  }

  private Read<Found> found(BigInteger id, EtherFiGeneration known) {
    // a rate of zero marks what the older code finalized
    Read<BigInteger> frozen =
        known.fixesPayouts()
            ? ask(WithdrawRequestNFTContract.frozenRateFor(id))
            : Read.known(BigInteger.ZERO);
    return Read.zip(
        Read.zip(
            ask(WithdrawRequestNFTContract.getRequest(id)),
            ask(WithdrawRequestNFTContract.ownerOf(id)).attempt(),
            Entry::new),
        Read.zip(
            ask(WithdrawRequestNFTContract.getClaimableAmount(id)).attempt(), frozen, Price::new),
        (entry, price) -> new Found(id, entry, price));
  }

  private static WithdrawRequest request(Found found, Frontier frontier) {
    BigInteger id = found.id();
    if (id.compareTo(BigInteger.valueOf(frontier.next())) >= 0) {
      return new WithdrawRequest.NeverMade(id);
    }
    Attempt<Address> asked = found.entry().owner();
    if (asked instanceof Attempt.Failed<Address> failed
        && failed.cause() instanceof RevertException) {
      return new WithdrawRequest.Claimed(id); // the claim burnt the token
    }
    Address owner = asked.orThrow();
    WithdrawRequestNFTContract.WithdrawRequest entry = found.entry().request();
    Amount<Eeth> amount = Amount.of(entry.amountOfEEth(), EETH);
    Amount<EethShares> shares = Amount.of(entry.shareOfEEth(), EETH_SHARES);
    if (!entry.isValid()) {
      return new WithdrawRequest.Invalidated(id, owner, amount, shares);
    }
    if (id.compareTo(BigInteger.valueOf(frontier.lastFinalized())) > 0) {
      return new WithdrawRequest.Pending(id, owner, amount, shares);
    }
    return new WithdrawRequest.Claimable(
        id,
        owner,
        amount,
        shares,
        Wei.of(found.price().claimable().orThrow()),
        found.price().frozenRate().signum() > 0);
  }

  private record Frontier(long next, long lastFinalized) {}

  private record Running(boolean takes, boolean pays) {}

  private record Extent(Bounds bounds, Frontier frontier) {}

  private record Entry(
      WithdrawRequestNFTContract.WithdrawRequest request, Attempt<Address> owner) {}

  private record Price(Attempt<BigInteger> claimable, BigInteger frozenRate) {}

  private record Found(BigInteger id, Entry entry, Price price) {}
}
