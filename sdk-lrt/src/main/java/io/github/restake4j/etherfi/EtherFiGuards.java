package io.github.restake4j.etherfi;

import static io.github.restake4j.etherfi.Eeth.EETH;

import io.github.restake4j.Restake4j;
import io.github.restake4j.error.RefusedException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.BlockRef;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.etherfi.contract.BlacklisterContract;
import io.github.restake4j.etherfi.contract.EtherFiRateLimiterContract;
import io.github.restake4j.etherfi.contract.LiquidityPoolContract;
import io.github.restake4j.read.Read;
import io.github.restake4j.tx.TxSpec;
import io.github.restake4j.units.Amount;
import io.github.restake4j.units.Quantity;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** What may keep a call of ether.fi from working, whatever its amount: asked before it is sent. */
final class EtherFiGuards {
  /** {@code EETH.EETH_MINT_LIMIT_ID}, the hash of its own name. */
  private static final Hash32 MINTED =
      Hash32.parse("0xcc0f998d0366c7f31f40808a6c491ccd6963d72e35b41552ee1dc291920ad683");

  /** {@code EETH.EETH_BURN_LIMIT_ID}, the hash of its own name. */
  private static final Hash32 BURNT =
      Hash32.parse("0x31f08af9e3989e3dfc1bd83bcdc0b63dc1946a46e598156f6fe782a61dab3ebd");

  /** The limiter counts in gwei of eETH. */
  private static final BigInteger GWEI = BigInteger.TEN.pow(9);

  /** What rounding may take from an amount before the limiter sees it. */
  private static final BigInteger ROUNDING = BigInteger.valueOf(2);

  /** Times beyond this are a "for ever". */
  private static final int TIME_BITS = 40;

  private final Restake4j client;
  private final EtherFiAddresses addresses;
  private final Read<EtherFiGeneration> generation;

  EtherFiGuards(Restake4j client, EtherFiAddresses addresses, Read<EtherFiGeneration> generation) {
    this.client = client;
    this.addresses = addresses;
    this.generation = generation;
  }

  /** All conditions of several reads, in the order given. */
  static Read<List<TxSpec.Check>> all(List<Read<List<TxSpec.Check>>> parts) {
    return Read.all(parts)
        .map(
            lists -> {
              List<TxSpec.Check> checks = new ArrayList<>();
              for (List<TxSpec.Check> list : lists) {
                checks.addAll(list);
              }
              return List.copyOf(checks);
            });
  }

  Read<EtherFiPause> pause(EtherFiContract contract, EtherFiGeneration known) {
    // the getters are the same in all of ether.fi's contracts
    Address at = addresses.address(contract);
    Read<Boolean> plain = client.call(at, LiquidityPoolContract.paused());
    Read<BigInteger> timed =
        known.isGuarded()
            ? client.call(at, LiquidityPoolContract.pausedUntil())
            : Read.known(BigInteger.ZERO);
    Read<BigInteger> end =
        Read.zip(
            timed,
            client.block(),
            (until, now) -> isAhead(until, now, true) ? until : BigInteger.ZERO);
    return Read.zip(
        plain,
        end,
        (paused, until) ->
            new EtherFiPause(
                contract, paused || until.signum() > 0, paused ? Optional.empty() : time(until)));
  }

  /** That none of the contracts needed is paused. */
  Read<List<TxSpec.Check>> running(EtherFiAction action) {
    return generation.then(
        known -> {
          List<Read<EtherFiPause>> pauses = new ArrayList<>();
          for (EtherFiContract contract : action.needs(known)) {
            pauses.add(pause(contract, known));
          }
          return Read.all(pauses).map(EtherFiGuards::running);
        });
  }

  private static List<TxSpec.Check> running(List<EtherFiPause> pauses) {
    List<TxSpec.Check> checks = new ArrayList<>();
    for (EtherFiPause pause : pauses) {
      checks.add(
          new TxSpec.Check(
              RefusedException.Code.PRECONDITION,
              "ether.fi's "
                  + pause.contract().contractName()
                  + " is not paused"
                  + (pause.isPaused()
                      ? pause
                          .until()
                          .map(until -> " (it is until " + until + ")")
                          .orElse(" (it is, until governance resumes it)")
                      : ""),
              !pause.isPaused()));
    }
    return List.copyOf(checks);
  }

  /** That none of the accounts is on the blacklist, where there is one. */
  Read<List<TxSpec.Check>> welcome(Address... accounts) {
    Optional<Address> blacklister = addresses.find("Blacklister");
    if (!blacklister.isPresent()) {
      return Read.known(List.of());
    }
    return generation.then(
        known -> {
          List<Read<TxSpec.Check>> checks = new ArrayList<>();
          if (known.isGuarded()) {
            for (Address account : new TreeSet<>(List.of(accounts))) {
              checks.add(welcome(blacklister.get(), account));
            }
          }
          return Read.all(checks);
        });
  }

  private Read<TxSpec.Check> welcome(Address blacklister, Address account) {
    return Read.zip(
        client.call(blacklister, BlacklisterContract.blacklistedUntil(account)),
        client.block(),
        (until, now) -> {
          boolean listed = isAhead(until, now, false);
          String end =
              time(until).map(last -> " (it is until " + last + ")").orElse(" (it is, for good)");
          return new TxSpec.Check(
              RefusedException.Code.PRECONDITION,
              account + " is not on ether.fi's blacklist" + (listed ? end : ""),
              !listed);
        });
  }

  /** That eETH of an amount may still be minted now. */
  Read<List<TxSpec.Check>> mintable(Quantity amount) {
    return limited("minted", MINTED, amount);
  }

  /** That eETH of an amount may still be burnt now. */
  Read<List<TxSpec.Check>> burnable(Quantity amount) {
    return limited("burnt", BURNT, amount);
  }

  private Read<List<TxSpec.Check>> limited(String doing, Hash32 bucket, Quantity amount) {
    Optional<Address> limiter = addresses.find("EtherFiRateLimiter");
    if (!limiter.isPresent()) {
      return Read.known(List.of());
    }
    return generation.then(
        known ->
            known.isGuarded()
                ? client
                    .call(limiter.get(), EtherFiRateLimiterContract.consumable(bucket))
                    .map(gwei -> List.of(limited(doing, amount, gwei.multiply(GWEI))))
                : Read.known(List.of()));
  }

  private static TxSpec.Check limited(String doing, Quantity amount, BigInteger left) {
    // refused only where rounding cannot save it: the call itself has the last word
    boolean fits = amount.smallest().subtract(ROUNDING).compareTo(left) <= 0;
    return new TxSpec.Check(
        RefusedException.Code.PRECONDITION,
        amount
            + " is within what may be "
            + doing
            + " of eETH by everybody now, "
            + Amount.of(left, EETH)
            + ", which refills second by second",
        fits);
  }

  /** A pause still holds in its last second, a blacklisting does not. */
  private static boolean isAhead(BigInteger until, BlockRef.Exact now, boolean inclusive) {
    int order = until.compareTo(BigInteger.valueOf(now.timestamp().getEpochSecond()));
    return inclusive ? order >= 0 : order > 0;
  }

  private static Optional<Instant> time(BigInteger seconds) {
    return seconds.signum() == 0 || seconds.bitLength() > TIME_BITS
        ? Optional.empty()
        : Optional.of(Instant.ofEpochSecond(seconds.longValue()));
  }
}
