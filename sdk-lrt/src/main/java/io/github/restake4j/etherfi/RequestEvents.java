package io.github.restake4j.etherfi;

import static io.github.restake4j.etherfi.Eeth.EETH;
import static io.github.restake4j.etherfi.EethShares.EETH_SHARES;

import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Log;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.etherfi.contract.WithdrawRequestNFTContract.WithdrawRequestClaimed;
import io.github.restake4j.etherfi.contract.WithdrawRequestNFTContract.WithdrawRequestCreated;
import io.github.restake4j.etherfi.contract.legacy202603.WithdrawRequestNFTContract;
import io.github.restake4j.units.Amount;
import io.github.restake4j.units.Wei;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * The queue's events of both generations. The older ones carry a fee at their end, which is always
 * zero and makes another topic of them; the transaction's own logs say which it was.
 */
final class RequestEvents {
  private RequestEvents() {}

  static WithdrawTicket ticket(Receipt receipt, Address queue) {
    for (Log log : receipt.logs()) {
      if (!log.address().equals(queue)) {
        continue;
      }
      if (WithdrawRequestCreated.EVENT.matches(log)) {
        WithdrawRequestCreated event = WithdrawRequestCreated.EVENT.decode(log);
        return ticket(event.requestId(), event.owner(), event.amountOfEEth(), event.shareOfEEth());
      }
      if (WithdrawRequestNFTContract.WithdrawRequestCreated.EVENT.matches(log)) {
        WithdrawRequestNFTContract.WithdrawRequestCreated event =
            WithdrawRequestNFTContract.WithdrawRequestCreated.EVENT.decode(log);
        return ticket(event.requestId(), event.owner(), event.amountOfEEth(), event.shareOfEEth());
      }
    }
    throw EtherFiEvents.missing("WithdrawRequestCreated", receipt);
  }

  private static WithdrawTicket ticket(
      long id, Address owner, BigInteger amount, BigInteger shares) {
    return new WithdrawTicket(
        BigInteger.valueOf(id), owner, Amount.of(amount, EETH), Amount.of(shares, EETH_SHARES));
  }

  static List<WithdrawPayout> payouts(Receipt receipt, Address queue) {
    List<WithdrawPayout> payouts = new ArrayList<>();
    for (Log log : receipt.logs()) {
      if (!log.address().equals(queue)) {
        continue;
      }
      if (WithdrawRequestClaimed.EVENT.matches(log)) {
        WithdrawRequestClaimed event = WithdrawRequestClaimed.EVENT.decode(log);
        payouts.add(
            payout(event.requestId(), event.owner(), event.amountOfEEth(), event.shareOfEEth()));
      } else if (WithdrawRequestNFTContract.WithdrawRequestClaimed.EVENT.matches(log)) {
        WithdrawRequestNFTContract.WithdrawRequestClaimed event =
            WithdrawRequestNFTContract.WithdrawRequestClaimed.EVENT.decode(log);
        payouts.add(
            payout(
                event.requestId(), event.owner(), event.amountOfEEth(), event.burntShareOfEEth()));
      }
    }
    return List.copyOf(payouts);
  }

  private static WithdrawPayout payout(
      long id, Address owner, BigInteger ether, BigInteger shares) {
    return new WithdrawPayout(
        BigInteger.valueOf(id), owner, Wei.of(ether), Amount.of(shares, EETH_SHARES));
  }
}
