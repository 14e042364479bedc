package io.github.restake4j.lido;

import static io.github.restake4j.lido.LidoShares.SHARES;
import static io.github.restake4j.lido.Steth.STETH;

import io.github.restake4j.Restake4j;
import io.github.restake4j.abi.AbiCall;
import io.github.restake4j.error.DecodingException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.lido.contract.WithdrawalQueueERC721Contract;
import io.github.restake4j.lido.contract.WithdrawalQueueERC721Contract.WithdrawalRequestStatus;
import io.github.restake4j.read.Read;
import io.github.restake4j.units.Amount;
import io.github.restake4j.units.Wei;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** What can be read of the withdrawal queue. */
final class LidoQueueReads {
  private static final BigInteger FIRST_CHECKPOINT = BigInteger.ONE;

  private final Restake4j client;
  private final LidoAddresses addresses;

  LidoQueueReads(Restake4j client, LidoAddresses addresses) {
    this.client = client;
    this.addresses = addresses;
  }

  private <R> Read<R> ask(AbiCall<R> call) {
    return addresses.queue().then(queue -> client.call(queue, call));
  }

  Read<WithdrawalQueueState> state() {
    Read<Mode> mode =
        Read.zip(
            Read.zip(
                ask(WithdrawalQueueERC721Contract.isPaused()),
                ask(WithdrawalQueueERC721Contract.getResumeSinceTimestamp()),
                (paused, resumes) -> paused ? instant(resumes) : Optional.<Instant>empty()),
            Read.zip(
                ask(WithdrawalQueueERC721Contract.isPaused()),
                ask(WithdrawalQueueERC721Contract.bunkerModeSinceTimestamp()),
                (paused, since) -> new Mode(paused, Optional.empty(), instant(since))),
            (resumes, rest) -> new Mode(rest.paused(), resumes, rest.bunkerSince()));
    Read<List<BigInteger>> numbers =
        Read.all(
            List.of(
                ask(WithdrawalQueueERC721Contract.MIN_STETH_WITHDRAWAL_AMOUNT()),
                ask(WithdrawalQueueERC721Contract.MAX_STETH_WITHDRAWAL_AMOUNT()),
                ask(WithdrawalQueueERC721Contract.unfinalizedRequestNumber()),
                ask(WithdrawalQueueERC721Contract.unfinalizedStETH()),
                ask(WithdrawalQueueERC721Contract.getLastRequestId()),
                ask(WithdrawalQueueERC721Contract.getLastFinalizedRequestId())));
    return Read.zip(
        mode,
        numbers,
        (m, n) ->
            new WithdrawalQueueState(
                m.paused(),
                m.resumesAt(),
                m.bunkerSince(),
                Amount.of(n.get(0), STETH),
                Amount.of(n.get(1), STETH),
                n.get(2),
                Amount.of(n.get(3), STETH),
                n.get(4),
                n.get(5)));
  }

  Read<List<WithdrawalRequest>> requestsOf(Address owner) {
    return Read.zip(
            ask(WithdrawalQueueERC721Contract.getWithdrawalRequests(owner)),
            frontier(),
            (ids, frontier) -> {
              List<BigInteger> sorted = new ArrayList<>(ids);
              Collections.sort(sorted); // the contract's order changes with every claim
              return details(sorted, frontier);
            })
        .then(read -> read);
  }

  Read<List<WithdrawalRequest>> requests(List<BigInteger> ids) {
    return frontier().then(frontier -> details(ids, frontier));
  }

  /** Checkpoint hints of finalized requests, zero for others; ids in ascending order. */
  Read<List<BigInteger>> hints(List<BigInteger> ids) {
    return frontier()
        .then(
            frontier ->
                hints(ids, frontier)
                    .map(
                        byId -> {
                          List<BigInteger> hints = new ArrayList<>();
                          for (BigInteger id : ids) {
                            hints.add(byId.getOrDefault(id, BigInteger.ZERO));
                          }
                          return List.copyOf(hints);
                        }));
  }

  private Read<Frontier> frontier() {
    return Read.zip(
        ask(WithdrawalQueueERC721Contract.getLastFinalizedRequestId()),
        ask(WithdrawalQueueERC721Contract.getLastCheckpointIndex()),
        Frontier::new);
  }

  /**
   * Only finalized ids are asked for: in the contract a hint that is not found spoils the search
   * for the ids after it.
   */
  private Read<Map<BigInteger, BigInteger>> hints(List<BigInteger> ids, Frontier frontier) {
    TreeSet<BigInteger> finalized = new TreeSet<>();
    for (BigInteger id : ids) {
      if (id.compareTo(frontier.lastFinalized()) <= 0) {
        finalized.add(id);
      }
    }
    if (finalized.isEmpty()) {
      return Read.known(Map.of());
    }
    List<BigInteger> ascending = List.copyOf(finalized);
    return ask(WithdrawalQueueERC721Contract.findCheckpointHints(
            ascending, FIRST_CHECKPOINT, frontier.lastCheckpoint()))
        .map(
            hints -> {
              Map<BigInteger, BigInteger> byId = new HashMap<>();
              for (int i = 0; i < ascending.size(); i++) {
                byId.put(ascending.get(i), hints.get(i));
              }
              return byId;
            });
  }

  private Read<List<WithdrawalRequest>> details(List<BigInteger> ids, Frontier frontier) {
    if (ids.isEmpty()) {
      return Read.known(List.of());
    }
    Read<Map<BigInteger, Wei>> payouts = hints(ids, frontier).then(this::payouts);
    return Read.zip(
        ask(WithdrawalQueueERC721Contract.getWithdrawalStatus(ids)),
        payouts,
        (statuses, paid) -> {
          List<WithdrawalRequest> requests = new ArrayList<>();
          for (int i = 0; i < ids.size(); i++) {
            requests.add(request(ids.get(i), statuses.get(i), paid));
          }
          return List.copyOf(requests);
        });
  }

  private Read<Map<BigInteger, Wei>> payouts(Map<BigInteger, BigInteger> hintById) {
    if (hintById.isEmpty()) {
      return Read.known(Map.of());
    }
    List<BigInteger> ids = new ArrayList<>(new TreeSet<>(hintById.keySet()));
    List<BigInteger> hints = new ArrayList<>();
    for (BigInteger id : ids) {
      hints.add(hintById.getOrDefault(id, BigInteger.ZERO));
    }
    return ask(WithdrawalQueueERC721Contract.getClaimableEther(ids, hints))
        .map(
            amounts -> {
              Map<BigInteger, Wei> byId = new HashMap<>();
              for (int i = 0; i < ids.size(); i++) {
                byId.put(ids.get(i), Wei.of(amounts.get(i)));
              }
              return byId;
            });
  }

  private static WithdrawalRequest request(
      BigInteger id, WithdrawalRequestStatus status, Map<BigInteger, Wei> payouts) {
    WithdrawalRequest.Status standing;
    if (status.isClaimed()) {
      standing = new WithdrawalRequest.Claimed();
    } else if (status.isFinalized()) {
      standing = new WithdrawalRequest.Claimable(payouts.getOrDefault(id, Wei.ZERO));
    } else {
      standing = new WithdrawalRequest.Pending();
    }
    return new WithdrawalRequest(
        id,
        status.owner(),
        Amount.of(status.amountOfStETH(), STETH),
        Amount.of(status.amountOfShares(), SHARES),
        requestedAt(id, status.timestamp()),
        standing);
  }

  /** The contract keeps it in 40 bits. */
  private static Instant requestedAt(BigInteger id, BigInteger seconds) {
    return instant(seconds)
        .orElseThrow(
            () ->
                new DecodingException(
                    DecodingException.Code.ABI_MALFORMED,
                    "withdrawal request " + id + " has no time a block can have: " + seconds));
  }

  /** A contract's time; its "never" is 2^256 - 1. */
  private static Optional<Instant> instant(BigInteger seconds) {
    return seconds.bitLength() > 40
        ? Optional.empty()
        : Optional.of(Instant.ofEpochSecond(seconds.longValue()));
  }

  private record Frontier(BigInteger lastFinalized, BigInteger lastCheckpoint) {}

  private record Mode(boolean paused, Optional<Instant> resumesAt, Optional<Instant> bunkerSince) {}
}
