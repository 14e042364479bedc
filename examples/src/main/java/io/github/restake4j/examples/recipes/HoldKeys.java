package io.github.restake4j.examples.recipes;

import io.github.restake4j.Restake4j;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.sign.Keystore;
import io.github.restake4j.sign.LocalKey;
import io.github.restake4j.sign.Mnemonic;
import io.github.restake4j.sign.RemoteSigner;
import io.github.restake4j.sign.Signatures;
import io.github.restake4j.sign.Signer;
import io.github.restake4j.sign.SpendPolicy;
import io.github.restake4j.tx.CallsStatus;
import io.github.restake4j.tx.Handoff;
import io.github.restake4j.tx.TxHandle;
import io.github.restake4j.tx.TxPlan;
import io.github.restake4j.units.Wei;
import java.io.IOException;
import java.nio.CharBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;

/** Where keys come from, and what stands between them and what they sign. */
public final class HoldKeys {
  private HoldKeys() {}

  static Address keystore(Path file, char[] password) throws IOException {
    // [keystore]
    try (LocalKey key = Keystore.read(Files.readString(file), password)) {
      return key.address(); // or plan.send(key)
    } finally {
      Arrays.fill(password, '\0');
    }
    // [end]
  }

  static Address mnemonic(char[] words) {
    // [mnemonic]
    try (Mnemonic mnemonic = Mnemonic.parse(CharBuffer.wrap(words));
        LocalKey key = mnemonic.key(0)) { // m/44'/60'/0'/0/0
      return key.address();
    } finally {
      Arrays.fill(words, '\0');
    }
    // [end]
  }

  static void newKey(Path file, char[] password) throws IOException {
    // [new key]
    try (Mnemonic mnemonic = Mnemonic.generate(24);
        LocalKey key = mnemonic.key(0)) {
      Files.writeString(file, Keystore.write(key, password, Keystore.Strength.LIGHT));
    }
    // [end]
  }

  static <R> R remote(String url, Address account, TxPlan<R> plan) {
    // [remote]
    try (RemoteSigner signer = RemoteSigner.connect(url, account)) {
      return plan.send(signer).await().orThrow();
    }
    // [end]
  }

  static Signer guarded(Signer key, Address lido, Address withdrawalQueue) {
    // [policy]
    SpendPolicy policy =
        SpendPolicy.builder()
            .chains(1)
            .functions(lido, "submit(address)")
            .permit(lido, withdrawalQueue, Wei.ofEther("100")) // stETH counts in wei, too
            .maxValue(Wei.ofEther("32"))
            .maxValuePerDay(Wei.ofEther("100"))
            .maxFee(Wei.ofEther("0.02"))
            .build();
    return policy.guard(key);
    // [end]
  }

  static boolean verified(Restake4j ethereum, Address account, String text, Bytes signature) {
    // [verify]
    return Signatures.isValidMessage(ethereum, account, text, signature).now();
    // [end]
  }

  static String safeFile(Handoff.Send todo) {
    // [safe]
    String stored = todo.toJson(); // survives your process; Handoff.parse reads it
    return ((Handoff.Send) Handoff.parse(stored)).toSafeFile("Stake with Lido", Instant.now());
    // [end]
  }

  /** Stands for a browser wallet. */
  interface Wallet {
    /** Sends a JSON-RPC request and gives its result as JSON. */
    String request(String method, String parameters);
  }

  static <R> TxHandle<R> walletCalls(TxPlan<R> plan, Address owner, Wallet wallet, String id) {
    // [wallet calls]
    if (plan.unsigned(owner).now() instanceof Handoff.Send todo) {
      wallet.request("wallet_sendCalls", todo.toWalletCalls(false));
    }
    CallsStatus status = CallsStatus.parse(wallet.request("wallet_getCallsStatus", id));
    return plan.track(owner, status.hashes());
    // [end]
  }
}
