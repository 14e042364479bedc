package io.github.restake4j.etherfi;

import static io.github.restake4j.etherfi.Eeth.EETH;

import io.github.restake4j.Restake4j;
import io.github.restake4j.error.RefusedException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.etherfi.contract.LiquidityPoolContract;
import io.github.restake4j.etherfi.contract.WithdrawRequestNFTContract;
import io.github.restake4j.read.Read;
import io.github.restake4j.tx.Explanation;
import io.github.restake4j.tx.TxPlan;
import io.github.restake4j.tx.TxSpec;
import io.github.restake4j.units.Amount;
import io.github.restake4j.units.Wei;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * ether.fi's withdrawal queue: request ETH for eETH, wait for the oracle to finalize the request,
 * claim. Requests are ERC-721 tokens whose owner gets the ETH. A request cannot be taken back.
 *
 * <p>The contract does not list the requests of an account: keep the ids of the tickets.
 */
public final class EtherFiWithdrawals {
  /** The contract keeps amounts in 96 bits, and would cut longer ones. */
  private static final int AMOUNT_BITS = 96;

  /** The contract counts requests in 32 bits. */
  private static final int ID_BITS = 32;

  /**
   * The contract sets no bound; more than this comes close to the gas one transaction may use
   * (EIP-7825).
   */
  private static final int MOST_REQUESTS = 50;

  private final Restake4j client;
  private final EtherFiAddresses addresses;
  private final Read<EtherFiGeneration> generation;
  private final EtherFiGuards guards;
  private final RequestReads reads;

  EtherFiWithdrawals(
      Restake4j client,
      EtherFiAddresses addresses,
      Read<EtherFiGeneration> generation,
      EtherFiGuards guards) {
    this.client = client;
    this.addresses = addresses;
    this.generation = generation;
    this.guards = guards;
    this.reads = new RequestReads(client, addresses, generation, guards);
  }

  /** The queue as a whole: bounds, pauses, how far it is finalized. */
  public Read<WithdrawQueueState> state() {
    return reads.state();
  }

  /**
   * The requests with the given ids, in the order given: pending, claimable with the exact payout,
   * invalidated, claimed, or never made. One round, however many.
   *
   * @throws IllegalArgumentException if there are more than 1,000 ids, or one is no id
   */
  public Read<List<WithdrawRequest>> requests(List<BigInteger> requestIds) {
    if (requestIds.size() > 1_000) {
      throw new IllegalArgumentException(
          "EtherFiWithdrawals.requests takes up to 1000 ids, not " + requestIds.size());
    }
    return reads.requests(checkedIds("EtherFiWithdrawals.requests", requestIds));
  }

  /**
   * Plans a withdrawal request. Nothing is sent until {@link TxPlan#send}.
   *
   * <p>The plan brings its own allowance: a permit where the signer can sign one, else an exact
   * approval as its first step. What the request pays is the lower of its amount and what its
   * shares are worth at the rate of the finalization: the eETH stops earning, but bears losses
   * until then.
   *
   * @param amount above zero and within the bounds of {@link #state}, which are checked against the
   *     chain before anything is signed
   * @param recipient owns the request; may differ from the signer. A contract must implement {@code
   *     onERC721Received}
   * @return a plan whose result is the ticket
   * @throws IllegalArgumentException if the amount is zero or does not fit 96 bits, or the
   *     recipient is zero
   * @see <a
   *     href="https://github.com/etherfi-protocol/smart-contracts/blob/b4a0968087b178bc346cdf6bee6c0597bf4c42c7/src/core/LiquidityPool.sol">
   *     LiquidityPool.requestWithdraw, requestWithdrawWithPermit</a>
   */
  public TxPlan<WithdrawTicket> requestWithdraw(Amount<Eeth> amount, Address recipient) {
    String name = "EtherFiWithdrawals.requestWithdraw";
    if (amount.isZero() || amount.smallest().bitLength() > AMOUNT_BITS) {
      throw new IllegalArgumentException(
          name + " takes an amount above zero that fits 96 bits, not " + amount);
    }
    if (recipient.isZero()) {
      throw new IllegalArgumentException(
          name + ": the owner of a request cannot be the zero address");
    }
    return client.plan(
        TxSpec.<WithdrawTicket>named(name)
            .argument("amount", amount)
            .argument("recipient", recipient)
            .allowance(
                new TxSpec.Allowance(
                    Read.known(addresses.eeth()),
                    Read.known(addresses.pool()),
                    amount,
                    Optional.of(EethToken.DOMAIN)))
            .checks(situation -> requestChecks(situation, amount, recipient))
            .deltas(
                situation ->
                    reads
                        .bounds()
                        .map(
                            bounds ->
                                List.of(new Explanation.Delta(amount, false, "up to 2 wei less"))))
            .warning("A request cannot be taken back, and earns nothing while it waits.")
            .warning(
                "The payout is at most the amount requested; a loss before finalization lowers it.")
            .call(
                situation ->
                    Read.known(
                        new TxSpec.Call(
                            addresses.pool(),
                            situation
                                .permit()
                                .map(
                                    permit ->
                                        LiquidityPoolContract.requestWithdrawWithPermit(
                                            recipient, amount.smallest(), permitInput(permit)))
                                .orElseGet(
                                    () ->
                                        LiquidityPoolContract.requestWithdraw(
                                            recipient, amount.smallest())))),
                receipt -> RequestEvents.ticket(receipt, addresses.requests())));
  }

  private Read<List<TxSpec.Check>> requestChecks(
      TxSpec.Situation situation, Amount<Eeth> amount, Address recipient) {
    Read<List<TxSpec.Check>> own =
        Read.zip(
            client.erc20(Read.known(addresses.eeth()), EETH).balanceOf(situation.from()),
            reads.bounds(),
            (balance, bounds) -> {
              List<TxSpec.Check> checks = new ArrayList<>();
              checks.add(EethToken.funds(situation, balance, amount));
              if (bounds.least().isPresent() && bounds.most().isPresent()) {
                checks.add(within(amount, bounds.least().get(), bounds.most().get()));
              }
              return checks;
            });
    return EtherFiGuards.all(
        List.of(
            guards.running(EtherFiAction.REQUEST),
            guards.welcome(situation.from(), recipient),
            own));
  }

  private static TxSpec.Check within(Amount<Eeth> amount, Amount<Eeth> least, Amount<Eeth> most) {
    return new TxSpec.Check(
        RefusedException.Code.PRECONDITION,
        amount
            + " is within "
            + least
            + " to "
            + most
            + " per request; split more into several requests",
        amount.compareTo(least) >= 0 && amount.compareTo(most) <= 0);
  }

  /**
   * Plans to claim one request; otherwise as {@link #batchClaimWithdraw}.
   *
   * @return a plan whose result is the payout
   * @see <a
   *     href="https://github.com/etherfi-protocol/smart-contracts/blob/b4a0968087b178bc346cdf6bee6c0597bf4c42c7/src/withdrawals/WithdrawRequestNFT.sol">
   *     WithdrawRequestNFT.claimWithdraw</a>
   */
  public TxPlan<WithdrawPayout> claimWithdraw(BigInteger requestId) {
    String name = "EtherFiWithdrawals.claimWithdraw";
    List<BigInteger> ids = checkedIds(name, List.of(requestId));
    return client.plan(
        TxSpec.<WithdrawPayout>named(name)
            .argument("requestId", requestId)
            .checks(situation -> claimChecks(situation, ids))
            .deltas(situation -> claimDeltas(situation, ids))
            .call(
                situation ->
                    Read.known(
                        new TxSpec.Call(
                            addresses.requests(),
                            WithdrawRequestNFTContract.claimWithdraw(requestId))),
                receipt ->
                    EtherFiEvents.first(
                        RequestEvents.payouts(receipt, addresses.requests()),
                        payout -> payout.requestId().equals(requestId),
                        "WithdrawRequestClaimed of " + requestId,
                        receipt)));
  }

  /**
   * Plans to claim requests in one transaction; <b>the ETH goes to the owner of each</b>, whoever
   * claims. With the code before June 2026 only the owner may.
   *
   * @param requestIds at least one, none twice, at most 50; each finalized, valid and not claimed:
   *     checked before anything is signed, because one bad id reverts all
   * @return a plan whose result lists the payouts in the order of {@code requestIds}
   * @throws IllegalArgumentException if the list is empty or too long, or an id is no id or there
   *     twice
   * @see <a
   *     href="https://github.com/etherfi-protocol/smart-contracts/blob/b4a0968087b178bc346cdf6bee6c0597bf4c42c7/src/withdrawals/WithdrawRequestNFT.sol">
   *     WithdrawRequestNFT.batchClaimWithdraw</a>
   */
  public TxPlan<List<WithdrawPayout>> batchClaimWithdraw(List<BigInteger> requestIds) {
    String name = "EtherFiWithdrawals.batchClaimWithdraw";
    if (requestIds.isEmpty() || requestIds.size() > MOST_REQUESTS) {
      throw new IllegalArgumentException(
          name + " takes 1 to " + MOST_REQUESTS + " ids, not " + requestIds.size());
    }
    List<BigInteger> ids = checkedIds(name, requestIds);
    if (new HashSet<>(ids).size() != ids.size()) {
      throw new IllegalArgumentException(name + " was given a request id twice: " + ids);
    }
    return client.plan(
        TxSpec.<List<WithdrawPayout>>named(name)
            .argument("requestIds", ids)
            .checks(situation -> claimChecks(situation, ids))
            .deltas(situation -> claimDeltas(situation, ids))
            .call(
                situation ->
                    Read.known(
                        new TxSpec.Call(
                            addresses.requests(),
                            WithdrawRequestNFTContract.batchClaimWithdraw(ids))),
                receipt -> RequestEvents.payouts(receipt, addresses.requests())));
  }

  private Read<List<TxSpec.Check>> claimChecks(TxSpec.Situation situation, List<BigInteger> ids) {
    Read<List<TxSpec.Check>> own =
        Read.zip(
                generation,
                requests(ids),
                (known, found) ->
                    EtherFiGuards.all(
                        List.of(
                            Read.known(claimChecks(known, found, situation.from())),
                            guards.welcome(withOwners(situation.from(), found)),
                            guards.burnable(payout(found)))))
            .then(checks -> checks);
    return EtherFiGuards.all(List.of(guards.running(EtherFiAction.CLAIM), own));
  }

  private static Address[] withOwners(Address from, List<WithdrawRequest> found) {
    List<Address> accounts = new ArrayList<>(List.of(from));
    for (WithdrawRequest request : found) {
      if (request instanceof WithdrawRequest.Claimable claimable) {
        accounts.add(claimable.owner());
      }
    }
    return accounts.toArray(new Address[0]);
  }

  private static List<TxSpec.Check> claimChecks(
      EtherFiGeneration known, List<WithdrawRequest> found, Address from) {
    List<TxSpec.Check> checks = new ArrayList<>();
    for (WithdrawRequest request : found) {
      String place = "withdrawal request " + request.requestId();
      if (request instanceof WithdrawRequest.NeverMade) {
        checks.add(unmet(place + " exists"));
      } else if (request instanceof WithdrawRequest.Claimed) {
        checks.add(unmet(place + " is not claimed yet"));
      } else if (request instanceof WithdrawRequest.Invalidated invalidated) {
        checks.add(
            unmet(
                place
                    + " of "
                    + invalidated.amount()
                    + " is valid; a guardian of ether.fi froze it, and only governance can make it"
                    + " valid again"));
      } else if (request instanceof WithdrawRequest.Pending pending) {
        checks.add(unmet(place + " of " + pending.amount() + " is finalized; it still waits"));
      } else if (request instanceof WithdrawRequest.Claimable claimable) {
        checks.add(
            new TxSpec.Check(RefusedException.Code.PRECONDITION, place + " is finalized", true));
        if (!known.anyoneMayClaim()) {
          checks.add(
              new TxSpec.Check(
                  RefusedException.Code.PRECONDITION,
                  place + " of " + claimable.owner() + " belongs to the sender " + from,
                  claimable.owner().equals(from)));
        }
      }
    }
    return checks;
  }

  private static TxSpec.Check unmet(String text) {
    return new TxSpec.Check(RefusedException.Code.PRECONDITION, text, false);
  }

  private Read<List<Explanation.Delta>> claimDeltas(
      TxSpec.Situation situation, List<BigInteger> ids) {
    return requests(ids)
        .map(
            found -> {
              List<WithdrawRequest> own = new ArrayList<>();
              for (WithdrawRequest request : found) {
                if (request instanceof WithdrawRequest.Claimable claimable
                    && claimable.owner().equals(situation.from())) {
                  own.add(request);
                }
              }
              return own.isEmpty()
                  ? List.<Explanation.Delta>of()
                  : List.of(new Explanation.Delta(payout(own), true, ""));
            });
  }

  private static Wei payout(List<WithdrawRequest> found) {
    Wei sum = Wei.ZERO;
    for (WithdrawRequest request : found) {
      if (request instanceof WithdrawRequest.Claimable claimable) {
        sum = sum.plus(claimable.payout());
      }
    }
    return sum;
  }

  private static LiquidityPoolContract.PermitInput permitInput(TxSpec.SignedPermit permit) {
    return new LiquidityPoolContract.PermitInput(
        permit.value(), permit.deadline(), permit.v(), permit.r(), permit.s());
  }

  private static List<BigInteger> checkedIds(String name, List<BigInteger> requestIds) {
    for (BigInteger id : requestIds) {
      if (id.signum() <= 0 || id.bitLength() > ID_BITS) {
        throw new IllegalArgumentException(name + ": request ids are 1 to 4294967295, not " + id);
      }
    }
    return List.copyOf(requestIds);
  }
}
