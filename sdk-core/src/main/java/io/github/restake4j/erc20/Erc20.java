package io.github.restake4j.erc20;

import io.github.restake4j.Restake4j;
import io.github.restake4j.error.DecodingException;
import io.github.restake4j.error.RefusedException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.read.Read;
import io.github.restake4j.standard.contract.ERC20Contract;
import io.github.restake4j.standard.contract.ERC20Contract.Approval;
import io.github.restake4j.standard.contract.ERC20Contract.Transfer;
import io.github.restake4j.tx.Explanation;
import io.github.restake4j.tx.TxPlan;
import io.github.restake4j.tx.TxSpec;
import io.github.restake4j.units.Amount;
import io.github.restake4j.units.Asset;
import java.math.BigInteger;
import java.util.List;

/**
 * An ERC-20 token under the unit its amounts are counted in. Immutable; does no I/O by itself.
 *
 * @param <U> the token's unit: a static one, or a {@link Token} known at run time
 * @see <a href="https://eips.ethereum.org/EIPS/eip-20">EIP-20</a>
 */
public final class Erc20<U extends Asset> {
  private final Restake4j client;
  private final Read<Address> address;
  private final U unit;

  private Erc20(Restake4j client, Read<Address> address, U unit) {
    this.client = client;
    this.address = address;
    this.unit = unit;
  }

  /** A token whose address is read when it is needed; its decimals must be the unit's. */
  public static <U extends Asset> Erc20<U> of(Restake4j client, Read<Address> address, U unit) {
    return new Erc20<>(client, address, unit);
  }

  /** Where the token lives. */
  public Read<Address> address() {
    return address;
  }

  /** What amounts are counted in. */
  public U unit() {
    return unit;
  }

  /**
   * What the contract says of itself: address, symbol, decimals.
   *
   * @see <a href="https://eips.ethereum.org/EIPS/eip-20#methods">EIP-20, symbol and decimals</a>
   */
  public Read<Token> token() {
    return address.then(
        at ->
            Read.<String, Integer, Token>zip(
                client.call(at, ERC20Contract.symbol()),
                client.call(at, ERC20Contract.decimals()),
                (symbol, decimals) -> new Token(at, symbol, decimals)));
  }

  /** What an account owns. */
  public Read<Amount<U>> balanceOf(Address owner) {
    return address
        .<BigInteger>then(at -> client.call(at, ERC20Contract.balanceOf(owner)))
        .map(this::amount);
  }

  /** How much there is of the token. */
  public Read<Amount<U>> totalSupply() {
    return address
        .<BigInteger>then(at -> client.call(at, ERC20Contract.totalSupply()))
        .map(this::amount);
  }

  /** How much a spender may still take from an owner. */
  public Read<Amount<U>> allowance(Address owner, Address spender) {
    return address
        .<BigInteger>then(at -> client.call(at, ERC20Contract.allowance(owner, spender)))
        .map(this::amount);
  }

  /**
   * Plans a transfer from the sender. Refused, before anything is signed, if the sender owns less
   * or {@code to} is the token itself, which would lose the amount.
   *
   * @param to who receives; not the zero address
   * @param amount exactly what moves
   * @return a plan whose result is the token's own event; a token without that event in the receipt
   *     did not do it, whatever it returned
   * @throws IllegalArgumentException if {@code to} is the zero address
   */
  public TxPlan<Transferred<U>> transfer(Address to, Amount<U> amount) {
    if (to.isZero()) {
      throw new IllegalArgumentException(
          "Erc20.transfer of " + amount + " to the zero address would lose it");
    }
    Amount<U> checked = own(amount);
    return client.plan(
        TxSpec.<Transferred<U>>named("Erc20.transfer")
            .argument("token", identity())
            .argument("to", to)
            .argument("amount", checked)
            .checks(
                situation ->
                    Read.<Address, Amount<U>, List<TxSpec.Check>>zip(
                        address,
                        balanceOf(situation.from()),
                        (at, balance) -> transferChecks(at, to, checked, balance)))
            .deltas(
                situation -> address.map(at -> List.of(new Explanation.Delta(checked, false, ""))))
            .call(
                situation ->
                    address.map(
                        at -> new TxSpec.Call(at, ERC20Contract.transfer(to, checked.smallest()))),
                receipt -> transferred(receipt)));
  }

  /**
   * Plans an allowance of exactly {@code amount} from the sender, replacing the one before; zero
   * takes it back. Plans of facades bring the allowance they need by themselves.
   *
   * @param spender who may take; not the zero address
   * @param amount how much, in all
   * @throws IllegalArgumentException if {@code spender} is the zero address
   */
  public TxPlan<Approved<U>> approve(Address spender, Amount<U> amount) {
    if (spender.isZero()) {
      throw new IllegalArgumentException("Erc20.approve of the zero address as spender");
    }
    Amount<U> checked = own(amount);
    return client.plan(
        TxSpec.<Approved<U>>named("Erc20.approve")
            .argument("token", identity())
            .argument("spender", spender)
            .argument("amount", checked)
            .call(
                situation ->
                    address.map(
                        at ->
                            new TxSpec.Call(
                                at, ERC20Contract.approve(spender, checked.smallest()))),
                this::approved));
  }

  private static <U extends Asset> List<TxSpec.Check> transferChecks(
      Address token, Address to, Amount<U> amount, Amount<U> balance) {
    return List.of(
        new TxSpec.Check(
            RefusedException.Code.PRECONDITION,
            "the recipient is not the token itself, " + token,
            !to.equals(token)),
        new TxSpec.Check(
            RefusedException.Code.INSUFFICIENT_FUNDS,
            "the sender owns " + balance + " and sends " + amount,
            balance.smallest().compareTo(amount.smallest()) >= 0));
  }

  /** Anybody may claim a symbol; an address, where the unit has one, tells tokens apart. */
  private Object identity() {
    return unit instanceof Token token ? token.address() : unit.symbol();
  }

  private Transferred<U> transferred(Receipt receipt) {
    Transfer event = last(Transfer.EVENT.in(receipt.logs(), target(receipt)), "Transfer");
    return new Transferred<>(event.from(), event.to(), amount(event.value()));
  }

  private Approved<U> approved(Receipt receipt) {
    Approval event = last(Approval.EVENT.in(receipt.logs(), target(receipt)), "Approval");
    return new Approved<>(event.owner(), event.spender(), amount(event.value()));
  }

  private static Address target(Receipt receipt) {
    return receipt
        .to()
        .orElseThrow(() -> new IllegalArgumentException("the transaction created a contract"));
  }

  private static <E> E last(List<E> events, String name) {
    if (events.isEmpty()) {
      throw new DecodingException(
          DecodingException.Code.ABI_EMPTY,
          "the token succeeded without a "
              + name
              + " event: it is no ERC-20 token, or did nothing");
    }
    return events.get(events.size() - 1);
  }

  private Amount<U> amount(BigInteger smallest) {
    return Amount.of(smallest, unit);
  }

  /** At run time a foreign unit may come in, which the types cannot see. */
  private Amount<U> own(Amount<U> amount) {
    return Amount.of(0, unit).plus(amount);
  }
}
