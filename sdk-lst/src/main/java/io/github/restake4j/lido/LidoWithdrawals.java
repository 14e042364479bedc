package io.github.restake4j.lido;

import static io.github.restake4j.lido.LidoShares.SHARES;
import static io.github.restake4j.lido.Steth.STETH;
import static io.github.restake4j.lido.Wsteth.WSTETH;

import io.github.restake4j.Restake4j;
import io.github.restake4j.abi.AbiCall;
import io.github.restake4j.error.RefusedException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.lido.contract.WithdrawalQueueERC721Contract;
import io.github.restake4j.read.Read;
import io.github.restake4j.tx.Explanation;
import io.github.restake4j.tx.TxPlan;
import io.github.restake4j.tx.TxSpec;
import io.github.restake4j.units.Amount;
import io.github.restake4j.units.Wei;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Lido's withdrawal queue (unstETH): request ETH for stETH or wstETH, wait for an oracle report to
 * finalize the request, claim. Places are ERC-721 tokens: whoever owns one claims it. A request
 * cannot be taken back.
 */
public final class LidoWithdrawals {
  /** {@code WithdrawalQueue.MIN_STETH_WITHDRAWAL_AMOUNT}, lidofinance/core 372b02e. */
  private static final Amount<Steth> LEAST = Amount.of(100, STETH);

  /** {@code WithdrawalQueue.MAX_STETH_WITHDRAWAL_AMOUNT}, lidofinance/core 372b02e. */
  private static final Amount<Steth> MOST = Amount.parse("1000", STETH);

  /**
   * The contract sets no bound; more than this comes close to the gas one transaction may use
   * (EIP-7825).
   */
  private static final int MOST_REQUESTS = 50;

  private final Restake4j client;
  private final LidoAddresses addresses;
  private final LidoQueueReads reads;

  LidoWithdrawals(Restake4j client, LidoAddresses addresses) {
    this.client = client;
    this.addresses = addresses;
    this.reads = new LidoQueueReads(client, addresses);
  }

  /** The queue as a whole: limits, pause, bunker mode, what waits. */
  public Read<WithdrawalQueueState> state() {
    return reads.state();
  }

  /** All places of an account that are not claimed yet, oldest first. Three rounds. */
  public Read<List<WithdrawalRequest>> requestsOf(Address owner) {
    return reads.requestsOf(owner);
  }

  /**
   * The places with the given ids, in the order given, claimed ones included. Three rounds.
   *
   * <p>The run fails with {@code InvalidRequestId} if one of them does not exist.
   */
  public Read<List<WithdrawalRequest>> requests(List<BigInteger> requestIds) {
    return reads.requests(checkedIds("LidoWithdrawals.requests", requestIds));
  }

  /**
   * Plans one withdrawal request per amount. Nothing is sent until {@link TxPlan#send}.
   *
   * <p>The plan brings its own allowance: a permit where the signer can sign one, else an exact
   * approval as its first step. stETH stops earning for its owner once requested; the payout can
   * fall below the amount in a slashing, and be a wei or two below it without one.
   *
   * @param amounts each 100 wei to 1,000 stETH, at most 50 of them, checked here before any network
   *     call
   * @param owner receives the ERC-721 places; may differ from the signer
   * @return a plan whose result lists the tickets in the order of {@code amounts}
   * @throws IllegalArgumentException if {@code amounts} is empty or too long, one is out of bounds,
   *     or the owner is zero
   * @see <a
   *     href="https://github.com/lidofinance/core/blob/372b02e197df61fdf1a443de18acb514804b828d/contracts/0.8.9/WithdrawalQueue.sol">
   *     WithdrawalQueue.requestWithdrawals</a>
   */
  public TxPlan<List<WithdrawalTicket>> requestWithdrawals(
      List<Amount<Steth>> amounts, Address owner) {
    String name = "LidoWithdrawals.requestWithdrawals";
    checkCount(name, amounts.size());
    checkOwner(name, owner);
    Amount<Steth> sum = Amount.zero(STETH);
    List<BigInteger> words = new ArrayList<>();
    for (Amount<Steth> amount : amounts) {
      if (amount.compareTo(LEAST) < 0 || amount.compareTo(MOST) > 0) {
        throw new IllegalArgumentException(
            name + " takes " + LEAST + " to " + MOST + " per request, not " + amount);
      }
      sum = sum.plus(amount);
      words.add(amount.smallest());
    }
    Amount<Steth> total = sum;
    return request(
        name,
        amounts,
        owner,
        new TxSpec.Allowance(
            addresses.lido(), addresses.queue(), total, Optional.of(StethToken.DOMAIN)),
        situation -> stethChecks(situation.from(), total),
        new Explanation.Delta(total, false, "up to 2 wei less"),
        permit ->
            permit.isPresent()
                ? WithdrawalQueueERC721Contract.requestWithdrawalsWithPermit(
                    words, owner, permitInput(permit.get()))
                : WithdrawalQueueERC721Contract.requestWithdrawals(words, owner));
  }

  /**
   * Plans one withdrawal request per amount of wstETH, which the queue unwraps; otherwise as {@link
   * #requestWithdrawals}.
   *
   * @param amounts each worth 100 wei to 1,000 stETH at the rate of the mined block, at most 50 of
   *     them; the bounds move with the rate and are checked against the chain before anything is
   *     signed
   * @param owner receives the ERC-721 places; may differ from the signer
   * @return a plan whose result lists the tickets in the order of {@code amounts}
   * @throws IllegalArgumentException if {@code amounts} is empty or too long, one is zero, or the
   *     owner is zero
   * @see <a
   *     href="https://github.com/lidofinance/core/blob/372b02e197df61fdf1a443de18acb514804b828d/contracts/0.8.9/WithdrawalQueue.sol">
   *     WithdrawalQueue.requestWithdrawalsWstETH</a>
   */
  public TxPlan<List<WithdrawalTicket>> requestWithdrawalsWstETH(
      List<Amount<Wsteth>> amounts, Address owner) {
    String name = "LidoWithdrawals.requestWithdrawalsWstETH";
    checkCount(name, amounts.size());
    checkOwner(name, owner);
    Amount<Wsteth> sum = Amount.zero(WSTETH);
    List<BigInteger> words = new ArrayList<>();
    for (Amount<Wsteth> amount : amounts) {
      if (amount.isZero()) {
        throw new IllegalArgumentException(name + " takes amounts of wstETH above zero");
      }
      sum = sum.plus(amount);
      words.add(amount.smallest());
    }
    Amount<Wsteth> total = sum;
    return request(
        name,
        amounts,
        owner,
        new TxSpec.Allowance(
            addresses.wsteth(), addresses.queue(), total, Optional.of(WstethToken.DOMAIN)),
        situation -> wstethChecks(situation.from(), amounts, total),
        new Explanation.Delta(total, false, ""),
        permit ->
            permit.isPresent()
                ? WithdrawalQueueERC721Contract.requestWithdrawalsWstETHWithPermit(
                    words, owner, permitInput(permit.get()))
                : WithdrawalQueueERC721Contract.requestWithdrawalsWstETH(words, owner));
  }

  /**
   * Plans to claim places; the sender gets the ETH. The hints the contract wants are looked up when
   * the plan is sent.
   *
   * @param requestIds at least one, none twice, at most 50; each finalized, not claimed, and owned
   *     by the sender: checked before anything is signed
   * @return a plan whose result lists the payouts in ascending order of id
   * @throws IllegalArgumentException if the list is empty or too long, or an id is below one or
   *     there twice
   * @see <a
   *     href="https://github.com/lidofinance/core/blob/372b02e197df61fdf1a443de18acb514804b828d/contracts/0.8.9/WithdrawalQueue.sol">
   *     WithdrawalQueue.claimWithdrawals</a>
   */
  public TxPlan<List<WithdrawalPayout>> claimWithdrawals(List<BigInteger> requestIds) {
    return claim("LidoWithdrawals.claimWithdrawals", requestIds, Optional.empty());
  }

  /**
   * Plans to claim places for somebody else, who gets the ETH; otherwise as {@link
   * #claimWithdrawals}.
   *
   * @param recipient gets the ETH; a contract must be able to receive it
   * @throws IllegalArgumentException also if the recipient is the zero address
   */
  public TxPlan<List<WithdrawalPayout>> claimWithdrawalsTo(
      List<BigInteger> requestIds, Address recipient) {
    if (recipient.isZero()) {
      throw new IllegalArgumentException(
          "LidoWithdrawals.claimWithdrawalsTo the zero address would lose the ETH");
    }
    return claim("LidoWithdrawals.claimWithdrawalsTo", requestIds, Optional.of(recipient));
  }

  private TxPlan<List<WithdrawalPayout>> claim(
      String name, List<BigInteger> requestIds, Optional<Address> recipient) {
    List<BigInteger> ids = List.copyOf(new TreeSet<>(checkedIds(name, requestIds)));
    if (ids.size() != requestIds.size()) {
      throw new IllegalArgumentException(name + " was given a request id twice: " + requestIds);
    }
    TxSpec.Builder<List<WithdrawalPayout>> spec =
        TxSpec.<List<WithdrawalPayout>>named(name).argument("requestIds", ids);
    recipient.ifPresent(to -> spec.argument("recipient", to));
    return client.plan(
        spec.checks(situation -> requests(ids).map(found -> claimChecks(found, situation.from())))
            .deltas(
                situation ->
                    requests(ids)
                        .map(
                            found ->
                                recipient.isPresent() && !recipient.get().equals(situation.from())
                                    ? List.of()
                                    : List.of(new Explanation.Delta(payout(found), true, ""))))
            .call(
                situation ->
                    Read.zip(
                        addresses.queue(),
                        reads.hints(ids),
                        (queue, hints) ->
                            new TxSpec.Call(
                                queue,
                                recipient.isPresent()
                                    ? WithdrawalQueueERC721Contract.claimWithdrawalsTo(
                                        ids, hints, recipient.get())
                                    : WithdrawalQueueERC721Contract.claimWithdrawals(ids, hints))),
                this::payouts));
  }

  private TxPlan<List<WithdrawalTicket>> request(
      String name,
      List<? extends Amount<?>> amounts,
      Address owner,
      TxSpec.Allowance allowance,
      Function<TxSpec.Situation, Read<List<TxSpec.Check>>> checks,
      Explanation.Delta locked,
      Function<Optional<TxSpec.SignedPermit>, AbiCall<List<BigInteger>>> call) {
    return client.plan(
        TxSpec.<List<WithdrawalTicket>>named(name)
            .argument("amounts", amounts)
            .argument("owner", owner)
            .allowance(allowance)
            .checks(checks)
            .deltas(situation -> Read.known(List.of(locked)))
            .warning("A request cannot be taken back, and earns nothing while it waits.")
            .warning(
                "The payout is at most the amount requested; a slashing before finalization lowers it.")
            .call(
                situation ->
                    addresses
                        .queue()
                        .map(queue -> new TxSpec.Call(queue, call.apply(situation.permit()))),
                this::tickets));
  }

  private Read<List<TxSpec.Check>> stethChecks(Address from, Amount<Steth> total) {
    return Read.zip(
        client.erc20(addresses.lido(), STETH).balanceOf(from),
        state(),
        (balance, state) ->
            List.of(
                running(state),
                WstethToken.funds(
                    from, balance.toString(), total.toString(), balance.compareTo(total) >= 0)));
  }

  private Read<List<TxSpec.Check>> wstethChecks(
      Address from, List<Amount<Wsteth>> amounts, Amount<Wsteth> total) {
    WstethToken wsteth = new WstethToken(client, addresses);
    List<Read<Amount<Steth>>> worths = new ArrayList<>();
    for (Amount<Wsteth> amount : amounts) {
      worths.add(wsteth.stethFor(amount));
    }
    return Read.zip(
        Read.zip(
            wsteth.balanceOf(from),
            state(),
            (balance, state) ->
                List.of(
                    running(state),
                    WstethToken.funds(
                        from,
                        balance.toString(),
                        total.toString(),
                        balance.compareTo(total) >= 0))),
        Read.all(worths),
        (checks, values) -> {
          List<TxSpec.Check> all = new ArrayList<>(checks);
          for (int i = 0; i < values.size(); i++) {
            Amount<Steth> worth = values.get(i);
            all.add(
                new TxSpec.Check(
                    RefusedException.Code.PRECONDITION,
                    amounts.get(i) + ", worth " + worth + ", is within " + LEAST + " to " + MOST,
                    worth.compareTo(LEAST) >= 0 && worth.compareTo(MOST) <= 0));
          }
          return all;
        });
  }

  private static TxSpec.Check running(WithdrawalQueueState state) {
    return new TxSpec.Check(
        RefusedException.Code.PRECONDITION,
        "Lido's withdrawal queue is not paused"
            + state.resumesAt().map(end -> " (it is until " + end + ")").orElse(""),
        !state.isPaused());
  }

  private static List<TxSpec.Check> claimChecks(List<WithdrawalRequest> found, Address from) {
    List<TxSpec.Check> checks = new ArrayList<>();
    for (WithdrawalRequest request : found) {
      String place = "withdrawal request " + request.requestId();
      boolean claimed = request.status() instanceof WithdrawalRequest.Claimed;
      checks.add(
          new TxSpec.Check(
              RefusedException.Code.PRECONDITION, place + " is not claimed yet", !claimed));
      if (!claimed) {
        checks.add(
            new TxSpec.Check(
                RefusedException.Code.PRECONDITION,
                place + " is finalized",
                request.status() instanceof WithdrawalRequest.Claimable));
        checks.add(
            new TxSpec.Check(
                RefusedException.Code.PRECONDITION,
                place + " of " + request.owner() + " belongs to the sender " + from,
                request.owner().equals(from)));
      }
    }
    return checks;
  }

  private static Wei payout(List<WithdrawalRequest> found) {
    Wei sum = Wei.ZERO;
    for (WithdrawalRequest request : found) {
      if (request.status() instanceof WithdrawalRequest.Claimable claimable) {
        sum = sum.plus(claimable.payout());
      }
    }
    return sum;
  }

  private List<WithdrawalTicket> tickets(Receipt receipt) {
    List<WithdrawalTicket> tickets = new ArrayList<>();
    for (WithdrawalQueueERC721Contract.WithdrawalRequested event :
        WithdrawalQueueERC721Contract.WithdrawalRequested.EVENT.in(
            receipt.logs(), addresses.queue().now())) {
      tickets.add(
          new WithdrawalTicket(
              event.requestId(),
              event.owner(),
              Amount.of(event.amountOfStETH(), STETH),
              Amount.of(event.amountOfShares(), SHARES)));
    }
    return List.copyOf(tickets);
  }

  private List<WithdrawalPayout> payouts(Receipt receipt) {
    List<WithdrawalPayout> payouts = new ArrayList<>();
    for (WithdrawalQueueERC721Contract.WithdrawalClaimed event :
        WithdrawalQueueERC721Contract.WithdrawalClaimed.EVENT.in(
            receipt.logs(), addresses.queue().now())) {
      payouts.add(
          new WithdrawalPayout(event.requestId(), event.receiver(), Wei.of(event.amountOfETH())));
    }
    return List.copyOf(payouts);
  }

  private static WithdrawalQueueERC721Contract.PermitInput permitInput(TxSpec.SignedPermit permit) {
    return new WithdrawalQueueERC721Contract.PermitInput(
        permit.value(), permit.deadline(), permit.v(), permit.r(), permit.s());
  }

  private static List<BigInteger> checkedIds(String name, List<BigInteger> requestIds) {
    checkCount(name, requestIds.size());
    for (BigInteger id : requestIds) {
      if (id.signum() <= 0 || id.bitLength() > 256) {
        throw new IllegalArgumentException(name + ": request ids start at 1, not " + id);
      }
    }
    return List.copyOf(requestIds);
  }

  private static void checkCount(String name, int count) {
    if (count == 0 || count > MOST_REQUESTS) {
      throw new IllegalArgumentException(
          name + " takes 1 to " + MOST_REQUESTS + " entries, not " + count);
    }
  }

  private static void checkOwner(String name, Address owner) {
    if (owner.isZero()) {
      throw new IllegalArgumentException(
          name + ": the owner of a place cannot be the zero address");
    }
  }
}
