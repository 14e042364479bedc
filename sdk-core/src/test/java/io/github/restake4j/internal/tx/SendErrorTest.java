package io.github.restake4j.internal.tx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts as the named clients write them. */
class SendErrorTest {
  @ParameterizedTest
  @CsvSource({
    "-32000, already known", // geth, reth, erigon
    "-32000, Known transaction", // besu
    "-32010, AlreadyKnown", // nethermind, old
    "-32000, existing txn with same hash", // erigon
    "-32003, transaction already imported", // anvil
    "-32010, Transaction with the same hash was already imported.", // parity style
    "-32000, alreadyknown",
    "-32000, tx already exists in cache",
    "-32000, 'INTERNAL_ERROR: already known'",
  })
  void E10_of_theSameTransactionAgain_isAlreadyKnown(long code, String text) {
    assertThat(SendError.of(code, text)).isEqualTo(SendError.ALREADY_KNOWN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unknown transaction",
        "Unknown transaction status",
        "this is no known transaction",
        ""
      })
  void E11_of_unknownTransaction_isNotAlreadyKnown(String text) {
    assertThat(SendError.of(-32000, text)).isEqualTo(SendError.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-32000 | nonce too low: next nonce 5, tx nonce 3 | NONCE_TOO_LOW",
        "-32001 | Nonce too low | NONCE_TOO_LOW",
        "-32010 | OldNonce, Current nonce: 5, nonce of rejected tx: 3 | NONCE_TOO_LOW",
        "-32010 | Transaction nonce is too low. Try incrementing the nonce. | NONCE_TOO_LOW",
        "-32010 | OwnNonceAlreadyUsed | NONCE_CONFLICT",
        "-32000 | nonce too high: tx nonce 9, gapped nonce 7 | NONCE_TOO_HIGH",
        "-32000 | gapped-nonce tx from delegated accounts | NONCE_TOO_HIGH",
        "-32006 | Transaction nonce is too distant from current sender nonce | NONCE_TOO_HIGH",
        "-32010 | NonceGap, Future nonce. Expected nonce: 3 | NONCE_TOO_HIGH",
        "-32000 | replacement transaction underpriced | REPLACEMENT_UNDERPRICED",
        "-32000 | Replacement transaction underpriced | REPLACEMENT_UNDERPRICED",
        "-32000 | could not replace existing tx | REPLACEMENT_UNDERPRICED",
        "-32000 | future transaction tries to replace pending | REPLACEMENT_UNDERPRICED",
        "-32010 | ReplacementNotAllowed | REPLACEMENT_UNDERPRICED",
        "-32000 | transaction underpriced | UNDERPRICED",
        "-32000 | transaction underpriced: gas tip cap 0, minimum needed 1 | UNDERPRICED",
        "-32000 | transaction gas price below minimum: gas tip cap 0, minimum needed 1 | UNDERPRICED",
        "-32000 | fee too low | UNDERPRICED",
        "-32010 | FeeTooLowToCompete | UNDERPRICED",
        "-32009 | Gas price below configured minimum gas price | UNDERPRICED",
        "-32009 | Gas price below current base fee | FEE_CAP_TOO_LOW",
        "-32000 | max fee per gas less than block base fee: address 0x1, maxFeePerGas: 1 | FEE_CAP_TOO_LOW",
        "-32000 | insufficient funds for gas * price + value: balance 1, tx cost 2, overshot 1 | INSUFFICIENT_FUNDS",
        "-32003 | Insufficient funds for gas * price + value | INSUFFICIENT_FUNDS",
        "-32010 | InsufficientFunds, Account balance: 0, cumulative cost: 1 | INSUFFICIENT_FUNDS",
        "-32004 | Upfront cost exceeds account balance | INSUFFICIENT_FUNDS",
        "-32000 | insufficient funds for transfer | INSUFFICIENT_FUNDS",
        "-32000 | intrinsic gas too low: gas 1, minimum needed 21000 | INTRINSIC_GAS",
        "-32000 | insufficient gas for floor data gas cost: gas 1, minimum needed 2 | INTRINSIC_GAS",
        "-32000 | exceeds block gas limit | GAS_LIMIT_TOO_HIGH",
        "-32000 | transaction gas limit too high (cap: 16777216, tx: 20000000) | GAS_LIMIT_TOO_HIGH",
        "-32005 | Transaction gas limit exceeds block gas limit | GAS_LIMIT_TOO_HIGH",
        "-32000 | tx fee (2.00 ether) exceeds the configured cap (1.00 ether) | NODE_FEE_POLICY",
        "-32000 | txpool is full | POOL_LIMIT",
        "-32000 | account limit exceeded: pooled 16 txs | POOL_LIMIT",
        "-32000 | in-flight transaction limit reached for delegated accounts | POOL_LIMIT",
        "-32000 | queued sub-pool is full | POOL_LIMIT",
        "-32000 | invalid chain id for signer: have 1 want 2 | CHAIN_ID",
        "-32000 | only replay-protected (EIP-155) transactions allowed over RPC | CHAIN_ID",
        "-32000 | Wrong chainId | CHAIN_ID",
        "-32000 | invalid sender | MALFORMED",
        "-32602 | Failed to decode transaction | MALFORMED",
        "-32008 | Initial sync is still in progress | NODE_NOT_READY",
        "429 | Too Many Requests | RATE_LIMIT",
        "-32005 | daily request count exceeded | RATE_LIMIT",
        "-32007 | 15/second request limit reached | RATE_LIMIT",
        "-32000 | Your app has exceeded its compute units per second capacity | RATE_LIMIT",
      })
  void of_dialects_areClassedByTheirWords(long code, String text, SendError expected) {
    assertThat(SendError.of(code, text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"something nobody has ever seen", "execution failed", "internal error"})
  void E58_of_unknownText_isAmbiguous(String text) {
    assertThat(SendError.of(-32000, text)).isEqualTo(SendError.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({
    "transaction rejected, UNKNOWN", // anvil and reth by EIP-1474
    "response too large, UNKNOWN", // geth
    "Intrinsic gas exceeds gas limit, INTRINSIC_GAS", // besu
  })
  void E59_of_sameCodeOtherWords_isNotClassedByTheCode(String text, SendError expected) {
    assertThat(SendError.of(-32003, text)).isEqualTo(expected);
  }
}
