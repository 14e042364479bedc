package io.github.restake4j.etherfi;

import io.github.restake4j.Restake4j;
import io.github.restake4j.abi.AbiCall;
import io.github.restake4j.error.ChainException;
import io.github.restake4j.error.DecodingException;
import io.github.restake4j.error.RevertException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.etherfi.contract.LiquidityPoolContract;
import io.github.restake4j.etherfi.contract.WithdrawRequestNFTContract;
import io.github.restake4j.read.Read;
import java.math.BigInteger;
import java.util.List;

/**
 * Tells the generations apart by what their contracts answer. Proxies keep no version: functions
 * that one generation has and the other lacks do.
 */
final class GenerationProbe {
  private GenerationProbe() {}

  static Read<EtherFiGeneration> of(Restake4j client, EtherFiAddresses at) {
    Read<List<Boolean>> answers =
        Read.all(
            List.of(
                answers(client, at.pool(), LiquidityPoolContract.minWithdrawAmount()),
                answers(
                    client,
                    at.requests(),
                    WithdrawRequestNFTContract.frozenRateFor(BigInteger.ONE)),
                answers(
                    client,
                    at.pool(),
                    io.github.restake4j.etherfi.contract.legacy202603.LiquidityPoolContract
                        .ethAmountLockedForWithdrawal()),
                answers(
                    client,
                    at.requests(),
                    io.github.restake4j.etherfi.contract.legacy202603.WithdrawRequestNFTContract
                        .shareRemainderSplitToTreasuryInBps())));
    return answers.map(found -> generation(found, at));
  }

  private static Read<Boolean> answers(Restake4j client, Address to, AbiCall<?> call) {
    return client
        .call(to, call)
        .attempt()
        .map(
            attempt ->
                attempt.fold(
                    value -> true,
                    cause -> {
                      if (cause instanceof RevertException || cause instanceof DecodingException) {
                        return false;
                      }
                      throw cause;
                    }));
  }

  private static EtherFiGeneration generation(List<Boolean> found, EtherFiAddresses at) {
    if (found.equals(List.of(true, true, false, false))) {
      return EtherFiGeneration.JUNE_2026;
    }
    if (found.equals(List.of(false, false, true, true))) {
      return EtherFiGeneration.MARCH_2026;
    }
    throw new ChainException(
        ChainException.Code.UNKNOWN_GENERATION,
        "ether.fi with LiquidityPool "
            + at.pool()
            + " and WithdrawRequestNFT "
            + at.requests()
            + " is of no generation this release knows: minWithdrawAmount "
            + said(found.get(0))
            + ", frozenRateFor "
            + said(found.get(1))
            + " (both of June 2026), ethAmountLockedForWithdrawal "
            + said(found.get(2))
            + ", shareRemainderSplitToTreasuryInBps "
            + said(found.get(3))
            + " (both of March 2026); look for a newer release");
  }

  private static String said(boolean answered) {
    return answered ? "answers" : "does not answer";
  }
}
