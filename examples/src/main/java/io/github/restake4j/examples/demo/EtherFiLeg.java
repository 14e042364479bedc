package io.github.restake4j.examples.demo;

import static io.github.restake4j.etherfi.Eeth.EETH;

import io.github.restake4j.devnet.RawChain;
import io.github.restake4j.etherfi.Deposited;
import io.github.restake4j.etherfi.EtherFi;
import io.github.restake4j.etherfi.EtherFiPosition;
import io.github.restake4j.etherfi.WithdrawPayout;
import io.github.restake4j.etherfi.WithdrawRequest;
import io.github.restake4j.etherfi.WithdrawTicket;
import io.github.restake4j.etherfi.Wrapped;
import io.github.restake4j.tx.TxOutcome;
import io.github.restake4j.units.Amount;
import io.github.restake4j.units.Wei;
import java.math.BigInteger;
import java.util.List;

/** Mint a liquid restaking token, wrap a part of it, and leave through the queue. */
final class EtherFiLeg {
  private final Stage on;
  private final ChainCheck check;
  private final EtherFi etherfi;
  private final String eeth;
  private final String weeth;
  private final String requests;

  EtherFiLeg(Stage on) {
    this.on = on;
    this.check = on.check;
    this.etherfi = EtherFi.on(on.ethereum);
    this.eeth = on.devnet.address("etherfi", "EETH");
    this.weeth = on.devnet.address("etherfi", "WeETH");
    this.requests = on.devnet.address("etherfi", "WithdrawRequestNFT");
  }

  void mint() {
    on.title("Mint eETH of ether.fi with 5 ETH, wrap 2 of them with a permit");
    TxOutcome<Deposited> deposit = on.send(etherfi.deposit(Wei.ofEther("5")));
    Deposited deposited = deposit.orThrow();
    check.event(
        "minted",
        deposited.shares().smallest(),
        Stage.hashOfLast(deposit),
        eeth,
        ChainCheck.TRANSFER_SHARES,
        0);
    on.line("minted", deposited.shares());
    TxOutcome<Wrapped> wrap = on.send(etherfi.weeth().wrap(Amount.parse("2", EETH)));
    Wrapped wrapped = wrap.orThrow();
    String hash = Stage.hashOfLast(wrap);
    check.event("eETH in", wrapped.eeth().smallest(), hash, eeth, ChainCheck.TRANSFER, 0);
    check.event("weETH out", wrapped.weeth().smallest(), hash, weeth, ChainCheck.TRANSFER, 0);
    on.line("wrapped", wrapped.eeth() + " into " + wrapped.weeth());
    balances();
  }

  void exit() {
    on.title("Request 1 ETH back, wait for the next report, claim");
    WithdrawTicket ticket =
        on.send(etherfi.withdrawals().requestWithdraw(Amount.parse("1", EETH), on.me())).orThrow();
    // getRequest's first two words are not asked: ownerOf(uint256) says whose it is
    check.view(
        "owner of the request",
        new BigInteger(1, ticket.owner().toBytes()),
        requests,
        "0x6352211e",
        RawChain.word(ticket.requestId()));
    on.line("ticket", "#" + ticket.requestId());
    on.devnet.etherfi().finalizeRequests(ticket.requestId());
    WithdrawRequest request =
        etherfi.withdrawals().requests(List.of(ticket.requestId())).now().get(0);
    if (!(request instanceof WithdrawRequest.Claimable claimable)) {
      throw new IllegalStateException("the report did not finalize the request: " + request);
    }
    // getClaimableAmount(uint256)
    check.view(
        "claimable",
        claimable.payout().smallest(),
        requests,
        "0x7d8ca242",
        RawChain.word(ticket.requestId()));
    on.line("pays", claimable.payout());
    BigInteger before = check.ether(on.myself());
    TxOutcome<WithdrawPayout> outcome =
        on.send(etherfi.withdrawals().claimWithdraw(ticket.requestId()));
    Wei paid = outcome.orThrow().amount();
    BigInteger fee = outcome.receipts().get(0).fee().smallest();
    check.same("paid", paid.smallest(), check.ether(on.myself()).subtract(before).add(fee));
    on.line("paid", paid);
    balances();
  }

  EtherFi facade() {
    return etherfi;
  }

  /** Checks and prints the position of the wallet. */
  void show(EtherFiPosition position) {
    same(position);
    // getEETHByWeETH(uint256)
    check.view(
        "worth of weETH",
        position.weethInEeth().smallest(),
        weeth,
        "0x94626044",
        RawChain.word(position.weeth().smallest()));
    on.line("ether.fi", position.eeth() + " = " + position.shares());
    on.line("", position.weeth() + ", worth " + position.weethInEeth());
  }

  private void balances() {
    EtherFiPosition position = etherfi.position(on.me()).now();
    same(position);
    on.line("balance", position.eeth() + " = " + position.shares() + "; " + position.weeth());
  }

  private void same(EtherFiPosition position) {
    check.balance("eETH", position.eeth().smallest(), eeth, on.myself());
    check.balance("weETH", position.weeth().smallest(), weeth, on.myself());
    // shares(address)
    check.view(
        "eETH shares",
        position.shares().smallest(),
        eeth,
        "0xce7c2ac2",
        RawChain.word(on.myself()));
  }
}
