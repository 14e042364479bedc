package io.github.restake4j.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.error.RefusedException;
import io.github.restake4j.error.SigningException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.internal.sign.RawTx;
import io.github.restake4j.units.Wei;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpendPolicyTest {
  private static final LocalKey KEY =
      LocalKey.parse("0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80");
  private static final Address FRIEND = Address.parse("0x3535353535353535353535353535353535353535");
  private static final Address LIDO = Address.parse("0xae7ab96520DE3A18E5e111B5EaAb095312D7fE84");
  private static final Address QUEUE = Address.parse("0x889edC2eDab5f40e902b864aD4d7AdE8E412F9B1");
  private static final Address STRANGER =
      Address.parse("0x4646464646464646464646464646464646464646");

  /** {@code submit(address)} of Lido, as its verified source and every explorer show it. */
  private static final String SUBMIT = "0xa1903eab";

  private final HandClock clock = new HandClock();
  private final CountingSigner inner = new CountingSigner();
  private final SpendPolicy policy =
      SpendPolicy.builder()
          .chains(1)
          .recipients(FRIEND)
          .functions(LIDO, "submit(address)")
          .approval(LIDO, QUEUE, Wei.of(1000))
          .tokenTransfer(LIDO, FRIEND, Wei.of(50))
          .permit(LIDO, QUEUE, Wei.of(1000))
          .typedData(QUEUE, "Order")
          .maxValue(Wei.ofEther("2"))
          .maxValuePerDay(Wei.ofEther("3"))
          .maxFee(Wei.ofEther("0.01"))
          .clock(clock)
          .build();
  private final Signer guarded = policy.guard(inner);

  private static TxRequest tx(long nonce, Address to, String ether, String data) {
    return new TxRequest(
        1, nonce, Wei.of(1), Wei.ofGwei("10"), 100_000, to, Wei.ofEther(ether), Bytes.parse(data));
  }

  private void refused(String why, ThrowingCallable call) {
    int before = inner.asked;
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.code()).isEqualTo("SPEND_POLICY"))
        .hasMessageContaining(why);
    assertThat(inner.asked).as("the signer was not asked").isEqualTo(before);
  }

  private void signed(TxRequest request) {
    assertThat(RawTx.decode(guarded.signTransaction(request)).request()).isEqualTo(request);
  }

  @Test
  void S17_recipient_onlyNamedOnesGetEth() {
    signed(tx(0, FRIEND, "1", "0x"));
    refused(STRANGER.toString(), () -> guarded.signTransaction(tx(1, STRANGER, "1", "0x")));
    refused("a transfer to", () -> guarded.signTransaction(tx(1, LIDO, "1", "0x")));
    refused("0x00000000", () -> guarded.signTransaction(tx(1, FRIEND, "1", "0x00000000")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0xa1903eac", "0xa1903e", "0xa1", "0x00a1903eab", "0x095ea7b3"})
  void S17_selector_onlyNamedFunctions(String data) {
    signed(tx(0, LIDO, "1", SUBMIT + "00".repeat(32)));
    refused("is not allowed", () -> guarded.signTransaction(tx(1, LIDO, "0", data)));
    refused("is not allowed", () -> guarded.signTransaction(tx(1, QUEUE, "0", SUBMIT)));
  }

  @Test
  void S17_value_perTransaction() {
    signed(tx(0, FRIEND, "2", "0x"));
    refused(
        "above the allowed 2",
        () -> guarded.signTransaction(tx(1, FRIEND, "2.000000000000000001", "0x")));
  }

  @Test
  void S17_valueOfADay_isCountedOverTheLastTwentyFourHours() {
    signed(tx(0, FRIEND, "2", "0x"));
    clock.pass(Duration.ofHours(12));
    signed(tx(1, FRIEND, "1", "0x"));
    refused(
        "in 24 hours", () -> guarded.signTransaction(tx(2, FRIEND, "0.000000000000000001", "0x")));
    clock.pass(Duration.ofHours(12).minusMillis(1));
    refused("in 24 hours", () -> guarded.signTransaction(tx(2, FRIEND, "1", "0x")));
    clock.pass(Duration.ofMillis(1));
    signed(tx(2, FRIEND, "2", "0x"));
    refused("in 24 hours", () -> guarded.signTransaction(tx(3, FRIEND, "0.1", "0x")));
  }

  @Test
  void S17_bumpsOfOneNonce_countOnceWithTheLargestValue() {
    TxRequest first = tx(0, FRIEND, "2", "0x");
    signed(first);
    for (int gwei = 11; gwei < 30; gwei++) {
      signed(first.withFees(Wei.of(2), Wei.ofGwei("" + gwei)));
    }
    // a smaller value at the same nonce frees nothing: the larger one may still be mined
    signed(tx(0, FRIEND, "0.5", "0x"));
    refused("in 24 hours", () -> guarded.signTransaction(tx(1, FRIEND, "1.5", "0x")));
    signed(tx(1, FRIEND, "1", "0x"));
    // nor does a larger one pass as a bump
    refused("in 24 hours", () -> guarded.signTransaction(tx(1, FRIEND, "1.1", "0x")));
  }

  @Test
  void S17_fillOfANonce_isAllowedAndNothingElseToOneself() {
    TxRequest stuck = tx(5, FRIEND, "2", "0x");
    signed(stuck);
    signed(stuck.cancelled(KEY.address()));
    refused("is not allowed", () -> guarded.signTransaction(tx(6, KEY.address(), "1", "0x")));
    refused("is not allowed", () -> guarded.signTransaction(tx(6, KEY.address(), "0", "0x01")));
    refused("is not allowed", () -> guarded.signTransaction(tx(6, STRANGER, "0", "0x")));
    // what was cancelled may still have been mined
    refused("in 24 hours", () -> guarded.signTransaction(tx(6, FRIEND, "1.1", "0x")));
  }

  @Test
  void S17_fee_isGasTimesMaximum_alsoOfAFill() {
    // 100000 gas at 100 gwei is 0.01 ETH
    TxRequest dear = tx(0, FRIEND, "1", "0x").withFees(Wei.ZERO, Wei.ofGwei("100"));
    signed(dear);
    refused(
        "fee", () -> guarded.signTransaction(dear.withFees(Wei.ZERO, Wei.ofGwei("100.000000001"))));
    refused(
        "fee",
        () ->
            guarded.signTransaction(
                dear.withFees(Wei.ZERO, Wei.ofGwei("500")).cancelled(KEY.address())));
  }

  @Test
  void S17_chain_onlyNamedOnes() {
    TxRequest request = tx(0, FRIEND, "1", "0x");
    TxRequest elsewhere =
        new TxRequest(
            5,
            0,
            request.maxPriorityFeePerGas(),
            request.maxFeePerGas(),
            100_000,
            FRIEND,
            request.value(),
            request.data());
    refused("chain id 5", () -> guarded.signTransaction(elsewhere));
    refused("chain id 5", () -> guarded.signTransaction(elsewhere.cancelled(KEY.address())));
  }

  @Test
  void S17_batchOfThreads_staysWithinTheDay() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<Boolean>> all = new ArrayList<>();
      for (int i = 0; i < 32; i++) {
        TxRequest request = tx(i, FRIEND, "0.5", "0x");
        all.add(
            pool.submit(
                () -> {
                  start.await();
                  try {
                    guarded.signTransaction(request);
                    return true;
                  } catch (RefusedException e) {
                    return false;
                  }
                }));
      }
      start.countDown();
      int signed = 0;
      for (Future<Boolean> each : all) {
        signed += each.get() ? 1 : 0;
      }
      // 3 ETH in halves
      assertThat(signed).isEqualTo(6);
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void S17_signerThatFails_stillCounts() {
    inner.failing = true;
    assertThatThrownBy(() -> guarded.signTransaction(tx(0, FRIEND, "2", "0x")))
        .isInstanceOf(SigningException.class);
    inner.failing = false;
    refused("in 24 hours", () -> guarded.signTransaction(tx(1, FRIEND, "2", "0x")));
    signed(tx(0, FRIEND, "2", "0x"));
  }

  @Test
  void S17_signerThatSignsSomethingElse_isFoundOut() {
    inner.instead = tx(0, STRANGER, "2", "0x");
    assertThatThrownBy(() -> guarded.signTransaction(tx(0, FRIEND, "2", "0x")))
        .isInstanceOfSatisfying(
            SigningException.class, e -> assertThat(e.code()).isEqualTo("INVALID_SIGNATURE"));
  }

  private static String words(String selector, Address party, long amount) {
    return selector
        + "00".repeat(12)
        + party.toString().substring(2)
        + String.format("%064x", amount);
  }

  @Test
  void S17_approval_onlyForTheSpenderAndUpToTheAmount() {
    // 0x095ea7b3 is approve(address,uint256) of ERC-20, 0xa9059cbb transfer(address,uint256)
    signed(tx(0, LIDO, "0", words("0x095ea7b3", QUEUE, 1000)));
    signed(tx(1, LIDO, "0", words("0x095ea7b3", QUEUE, 0)));
    signed(tx(2, LIDO, "0", words("0xa9059cbb", FRIEND, 50)));
    for (String data :
        List.of(
            words("0x095ea7b3", QUEUE, 1001),
            words("0x095ea7b3", STRANGER, 1),
            words("0x095ea7b3", QUEUE, 1000) + "00",
            "0x095ea7b3" + "01" + "00".repeat(11) + QUEUE.toString().substring(2) + "00".repeat(32),
            "0x095ea7b3" + "00".repeat(12) + QUEUE.toString().substring(2) + "ff".repeat(32),
            words("0xa9059cbb", FRIEND, 51),
            words("0xa9059cbb", QUEUE, 1),
            words("0x23b872dd", FRIEND, 1))) {
      refused("is not allowed", () -> guarded.signTransaction(tx(3, LIDO, "0", data)));
    }
    refused(
        "is not allowed",
        () -> guarded.signTransaction(tx(3, LIDO, "1", words("0x095ea7b3", QUEUE, 1))));
    refused(
        "is not allowed",
        () -> guarded.signTransaction(tx(3, QUEUE, "0", words("0x095ea7b3", QUEUE, 1))));
  }

  private static TypedData permit(long chainId, Address token, Address spender, BigInteger value) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("owner", KEY.address());
    message.put("spender", spender);
    message.put("value", value);
    message.put("nonce", 0);
    message.put("deadline", 1_900_000_000L);
    return TypedData.builder("Permit")
        .domainName("stETH")
        .domainVersion("2")
        .chainId(chainId)
        .verifyingContract(token)
        .type(
            "Permit",
            "address owner",
            "address spender",
            "uint256 value",
            "uint256 nonce",
            "uint256 deadline")
        .message(message)
        .build();
  }

  @Test
  void S17_permit_onlyForTokenSpenderAmountAndChain() {
    BigInteger most = BigInteger.valueOf(1000);
    TypedData good = permit(1, LIDO, QUEUE, most);
    assertThat(guarded.signTypedData(good).signer(good.hash())).contains(KEY.address());
    for (TypedData bad :
        List.of(
            permit(1, LIDO, QUEUE, most.add(BigInteger.ONE)),
            permit(1, LIDO, STRANGER, most),
            permit(1, STRANGER, QUEUE, most),
            permit(5, LIDO, QUEUE, most))) {
      refused("not allowed", () -> guarded.signTypedData(bad));
    }
  }

  @Test
  void S17_permitWithoutAnAmount_isRefused() {
    TypedData unlimited =
        TypedData.builder("Permit")
            .domainName("stETH")
            .chainId(1)
            .verifyingContract(LIDO)
            .type("Permit", "address holder", "address spender", "bool allowed")
            .message(Map.of("holder", KEY.address(), "spender", QUEUE, "allowed", true))
            .build();
    refused("not allowed", () -> guarded.signTypedData(unlimited));
  }

  @Test
  void S17_typedData_onlyOfNamedKindAndContract() {
    TypedData order = order("Order", QUEUE);
    assertThat(guarded.signTypedData(order).signer(order.hash())).contains(KEY.address());
    refused("not allowed", () -> guarded.signTypedData(order("Other", QUEUE)));
    refused("not allowed", () -> guarded.signTypedData(order("Order", STRANGER)));
    TypedData nowhere =
        TypedData.builder("Order").type("Order", "bool a").message(Map.of("a", true)).build();
    refused("not allowed", () -> guarded.signTypedData(nowhere));
  }

  private static TypedData order(String kind, Address contract) {
    return TypedData.builder(kind)
        .domainName("Orders")
        .chainId(1)
        .verifyingContract(contract)
        .type(kind, "bool a")
        .message(Map.of("a", true))
        .build();
  }

  @Test
  void S17_messages_onlyIfAllowed() {
    refused("messages", () -> guarded.signMessage(Bytes.EMPTY));
    Signer talking = SpendPolicy.builder().messages().build().guard(inner);
    assertThat(talking.signMessage(Bytes.EMPTY)).isEqualTo(KEY.signMessage(Bytes.EMPTY));
  }

  @Test
  void S17_emptyPolicy_allowsNothing() {
    Signer none = SpendPolicy.builder().build().guard(inner);
    refused("chain id", () -> none.signTransaction(tx(0, FRIEND, "0", "0x")));
    Signer noFee = SpendPolicy.builder().chains(1).recipients(FRIEND).build().guard(inner);
    refused("maxFee", () -> noFee.signTransaction(tx(0, FRIEND, "0", "0x")));
    Signer noValue =
        SpendPolicy.builder()
            .chains(1)
            .recipients(FRIEND)
            .maxFee(Wei.ofEther("1"))
            .build()
            .guard(inner);
    refused("value", () -> noValue.signTransaction(tx(0, FRIEND, "0.000000000000000001", "0x")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"submit", "submit(address referral)", "submit (address)", "", "0xa1903eab", "f(x"})
  void functions_noCanonicalSignature_isRefused(String text) {
    assertThatThrownBy(() -> SpendPolicy.builder().functions(LIDO, text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void objection_saysWithoutCounting() {
    for (int i = 0; i < 5; i++) {
      assertThat(policy.objection(tx(i, FRIEND, "2", "0x"), KEY.address())).isEmpty();
    }
    assertThat(policy.objection(tx(0, STRANGER, "2", "0x"), KEY.address())).isPresent();
  }

  /** Signs, fails, or signs something else, and counts. */
  private static final class CountingSigner implements Signer {
    private int asked;
    private boolean failing;
    private @Nullable TxRequest instead;

    @Override
    public Address address() {
      return KEY.address();
    }

    @Override
    public synchronized Bytes signTransaction(TxRequest transaction) {
      asked++;
      if (failing) {
        throw new SigningException(SigningException.Code.SIGNER_UNREACHABLE, "gone");
      }
      return KEY.signTransaction(instead == null ? transaction : instead);
    }

    @Override
    public Signature signTypedData(TypedData data) {
      asked++;
      return KEY.signTypedData(data);
    }

    @Override
    public Signature signMessage(Bytes message) {
      asked++;
      return KEY.signMessage(message);
    }
  }

  private static final class HandClock extends Clock {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    void pass(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
