package io.github.restake4j.eigenlayer.rewards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.eth.Keccak;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tree against vectors that the real contract accepted, and against a second verifier. */
class RewardsTreeTest {
  private static final String ZERO_WORD =
      "0000000000000000000000000000000000000000000000000000000000000000";

  static final List<Address> EARNERS =
      addresses(
          "0x05f7a45e049c96769360fafef7ccfc130dc22ab6",
          "0x55ccb6ec92959052b9f1bf35b2cef438cf626aa5",
          "0x7aadd3816216358a86aaca56728ca82abe9378af",
          "0xdb5117dd6769e1a3442dd19f6bf89e2b8c2e011b",
          "0xf924f84924421031c236c6f83727cae0c8ad13f2");

  static final List<Address> TOKENS =
      addresses(
          "0x257601e63cc667ba6ad3561eb197f0edad4f96f7",
          "0x50fba4307f9e10297bcda2c4380539814f965ce1",
          "0x6fcc04913c0cd3eca196723a780bdb4b9aa14194",
          "0x9fc9be8f24b23f5d12a53061ed5b96030cbb375c",
          "0xdd78fcf0c0814218f9e8863142b904d7a04b7ae5");

  private static List<Address> addresses(String... texts) {
    List<Address> addresses = new ArrayList<>();
    for (String text : texts) {
      addresses.add(Address.parse(text));
    }
    return List.copyOf(addresses);
  }

  /** Earner i has the first 5 - i tokens, token j with i + j + 1. */
  static Map<Address, Map<Address, BigInteger>> triangular() {
    Map<Address, Map<Address, BigInteger>> earnings = new LinkedHashMap<>();
    for (int i = 0; i < 5; i++) {
      Map<Address, BigInteger> tokens = new LinkedHashMap<>();
      for (int j = 0; j < 5 - i; j++) {
        tokens.put(TOKENS.get(j), BigInteger.valueOf(i + j + 1));
      }
      earnings.put(EARNERS.get(i), tokens);
    }
    return earnings;
  }

  @Test
  void root_triangularVector_isThePipelines() {
    ClaimAmounts amounts = ClaimAmounts.of(triangular());

    assertThat(amounts.root())
        .hasToString("0x6cbbc579e43e27391fff6c2fe7c637dcc7ea7efe7b57ee42016b3c23c601415d");
    assertThat(amounts.earnerCount()).isEqualTo(5);
    assertThat(amounts.lineCount()).isEqualTo(15);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0x4acae56afcefa7a8cad4141f508bf21f0ba7e1604956f70b6ce1f7e16dbdf8cf",
    "1, 0xacb9ba407768c011e5d1cf99725c803f8e925935a430b9c42e6e6ca5dcd9b736",
    "2, 0x56774b80ca0f406155f85cece80f163072c36394d5c914fee8634bcc57adf6d5",
    "3, 0xf76ef31a7ab692a4ba0ebd06571328ab02351bca77adb2a60d75636e8f4fd1d2",
    "4, 0x7c3f6160c7098b5fc79f779bdc399d3ea70c2d10975c645ef0ffe2cd07c23454",
  })
  void claim_triangularVector_hasTheEarnersTokenRoot(int earner, Hash32 expected) {
    ClaimAmounts amounts = ClaimAmounts.of(triangular());

    RewardsMerkleClaim claim = amounts.claim(EARNERS.get(earner), List.of(TOKENS.get(0)), 7);

    assertThat(claim.earnerTokenRoot()).isEqualTo(expected);
    assertThat(claim.earnerIndex()).isEqualTo(earner);
    assertThat(claim.rootIndex()).isEqualTo(7);
  }

  @Test
  void claim_lastEarnerOfTheTriangularVector_hasTheKnownProof() {
    RewardsMerkleClaim claim =
        ClaimAmounts.of(triangular()).claim(EARNERS.get(4), List.of(TOKENS.get(0)), 0);

    assertThat(claim.earnerTreeProof())
        .hasToString(
            "0x"
                + ZERO_WORD
                + "ad3228b676f7d3cd4284a5443f17f1962b36e491b30a40b2405849e597ba5fb5"
                + "69d29349c57bb21c99a633d1253ab95625770768f98366769ebe71c7ebe1c8ed");
    assertThat(claim.tokens().get(0).proof()).isEqualTo(Bytes.EMPTY);
    assertThat(claim.tokens().get(0).cumulativeEarnings()).isEqualTo(BigInteger.valueOf(5));
  }

  @Test
  void root_completeVector_isThePipelines() {
    Map<Address, Map<Address, BigInteger>> earnings = new LinkedHashMap<>();
    for (int i = 4; i >= 0; i--) {
      Map<Address, BigInteger> tokens = new LinkedHashMap<>();
      for (int j = 4; j >= 0; j--) {
        tokens.put(TOKENS.get(j), BigInteger.valueOf(i + j + 2));
      }
      earnings.put(EARNERS.get(i), tokens);
    }

    assertThat(ClaimAmounts.of(earnings).root())
        .hasToString("0x5e3735ba9f39d623a414f027ac8007307e34c64bcfbf5f89b7a789377f41fc71");
  }

  @Test
  void root_singleVector_isTheLeafItself() {
    Address earner = Address.parse("0x0d6ba28b9919cfcdb6b233469cc5ce30b979e08e");
    Address token = Address.parse("0x1006dd1b8c3d0ef53489bed27577c75299f71473");
    BigInteger amount = new BigInteger("2000000000000000000");

    ClaimAmounts amounts = ClaimAmounts.of(Map.of(earner, Map.of(token, amount)));
    RewardsMerkleClaim claim = amounts.claim(earner, List.of(token), 0);

    assertThat(amounts.root())
        .hasToString("0x58161438f32c6a86849f557cd8bf09f9d2f194f1875c53475511921e3283ff1a");
    assertThat(claim.earnerTokenRoot())
        .hasToString("0x846075474374f511f1c85903bca88bd8924f888a95bf2ea1ffde560de3d5682b");
    assertThat(claim.earnerTreeProof().isEmpty()).isTrue();
    assertThat(claim.mismatch(amounts.root())).isEmpty();
  }

  @Test
  void leaves_ofTheVectors_areSalted() {
    assertThat(MerkleTree.tokenLeaf(TOKENS.get(0), new BigInteger("1000000000000000001")))
        .hasToString("0x10b390dd7b2d9567d6de6be628601af7b936f1bcd910cf3e7139c1eb7c327302");
    assertThat(
            MerkleTree.earnerLeaf(
                EARNERS.get(0),
                Hash32.parse("0x1cd66d8c8bc9fff584d645acad9772fcb3a2e35b668195c1f4233b4afb6c5c08")))
        .hasToString("0x1b0e0897246f77a680bd80e2f88930ebb927b1a1c3c6bfe406ed93be7d55a169");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void claim_everyEarnerOfTreesUpTo33_satisfiesASecondVerifier(long seed) {
    Random random = new Random(seed);
    for (int earners = 1; earners <= 33; earners++) {
      Map<Address, Map<Address, BigInteger>> earnings = randomEarnings(random, earners);
      ClaimAmounts amounts = ClaimAmounts.of(earnings);
      for (Map.Entry<Address, Map<Address, BigInteger>> each : earnings.entrySet()) {
        RewardsMerkleClaim claim =
            amounts.claim(each.getKey(), new ArrayList<>(each.getValue().keySet()), 0);

        assertThat(accepts(amounts.root(), claim, each.getValue())).as("seed %s", seed).isTrue();
        assertThat(claim.mismatch(amounts.root())).isEmpty();
        assertThat(amounts.cumulativeEarnings(each.getKey())).isEqualTo(each.getValue());
      }
    }
  }

  static Map<Address, Map<Address, BigInteger>> randomEarnings(Random random, int earners) {
    Map<Address, Map<Address, BigInteger>> earnings = new LinkedHashMap<>();
    while (earnings.size() < earners) {
      Map<Address, BigInteger> tokens = new LinkedHashMap<>();
      int count = 1 + random.nextInt(5);
      while (tokens.size() < count) {
        tokens.put(randomAddress(random), new BigInteger(1 + random.nextInt(256), random));
      }
      earnings.put(randomAddress(random), tokens);
    }
    return earnings;
  }

  static Address randomAddress(Random random) {
    byte[] bytes = new byte[Address.SIZE];
    random.nextBytes(bytes);
    return Address.of(bytes);
  }

  /** The contract's rule, written a second time: bit by bit from the leaf, sides by the index. */
  private static boolean accepts(
      Hash32 root, RewardsMerkleClaim claim, Map<Address, BigInteger> earned) {
    byte[] salted = concat(new byte[] {0}, claim.earner().toBytes());
    boolean fine =
        climb(
                Keccak.hash(concat(salted, claim.earnerTokenRoot().toBytes())).toString(),
                BigInteger.valueOf(claim.earnerIndex()),
                claim.earnerTreeProof().toString().substring(2))
            .equals(root.toString());
    for (RewardsMerkleClaim.TokenProof token : claim.tokens()) {
      String amount = Objects.requireNonNull(earned.get(token.token())).toString(16);
      String leaf =
          "0x01"
              + token.token().toString().substring(2)
              + ZERO_WORD.substring(amount.length())
              + amount;
      fine &=
          climb(
                  Keccak.hash(Bytes.parse(leaf)).toString(),
                  BigInteger.valueOf(token.index()),
                  token.proof().toString().substring(2))
              .equals(claim.earnerTokenRoot().toString());
    }
    return fine;
  }

  private static String climb(String leaf, BigInteger index, String siblings) {
    if (siblings.isEmpty()) {
      return index.signum() == 0 ? leaf : "index outside the tree";
    }
    String sibling = siblings.substring(0, 64);
    String node = leaf.substring(2);
    String both = index.testBit(0) ? sibling + node : node + sibling;
    String parent = Keccak.hash(Bytes.parse("0x" + both)).toString();
    return climb(parent, index.shiftRight(1), siblings.substring(64));
  }

  private static byte[] concat(byte[] a, byte[] b) {
    return Bytes.concat(Bytes.of(a), Bytes.of(b)).toArray();
  }

  @Test
  void F14_mismatch_anyTamperedPart_saysWhich() {
    ClaimAmounts amounts = ClaimAmounts.of(triangular());
    RewardsMerkleClaim good = amounts.claim(EARNERS.get(1), List.of(TOKENS.get(2)), 0);
    RewardsMerkleClaim.TokenProof token = good.tokens().get(0);

    assertThat(good.mismatch(amounts.root())).isEmpty();
    assertThat(with(good, 0, good.earnerTreeProof(), token).mismatch(amounts.root()))
        .hasValueSatisfying(why -> assertThat(why).contains("earner " + EARNERS.get(1)));
    assertThat(with(good, 1, flipped(good.earnerTreeProof()), token).mismatch(amounts.root()))
        .hasValueSatisfying(why -> assertThat(why).contains("earner " + EARNERS.get(1)));
    assertThat(
            with(
                    good,
                    1,
                    good.earnerTreeProof(),
                    new RewardsMerkleClaim.TokenProof(
                        token.token(), BigInteger.valueOf(5), token.index(), token.proof()))
                .mismatch(amounts.root()))
        .hasValueSatisfying(why -> assertThat(why).contains("token " + TOKENS.get(2)));
    assertThat(good.mismatch(Hash32.ZERO)).isPresent();
  }

  @Test
  void F14_mismatch_indexOutsideTheTree_isSeenAlthoughTheHashesFit() {
    ClaimAmounts amounts = ClaimAmounts.of(triangular());
    RewardsMerkleClaim good = amounts.claim(EARNERS.get(1), List.of(TOKENS.get(2)), 0);

    RewardsMerkleClaim shifted =
        with(good, 1 + 8, good.earnerTreeProof(), good.tokens().get(0)); // 3 levels: same path

    assertThat(shifted.mismatch(amounts.root()))
        .hasValueSatisfying(why -> assertThat(why).contains("index 9").contains("3 hashes"));
  }

  private static RewardsMerkleClaim with(
      RewardsMerkleClaim claim, long index, Bytes proof, RewardsMerkleClaim.TokenProof token) {
    return new RewardsMerkleClaim(
        claim.rootIndex(), claim.earner(), index, proof, claim.earnerTokenRoot(), List.of(token));
  }

  static Bytes flipped(Bytes proof) {
    byte[] bytes = proof.toArray();
    bytes[bytes.length - 1] ^= 1;
    return Bytes.wrap(bytes);
  }

  @Test
  void constructor_shapelessClaim_isRefused() {
    RewardsMerkleClaim good =
        ClaimAmounts.of(triangular()).claim(EARNERS.get(0), List.of(TOKENS.get(0)), 0);
    RewardsMerkleClaim.TokenProof token = good.tokens().get(0);

    assertThatThrownBy(() -> with(good, 1L << 32, good.earnerTreeProof(), token))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("4294967296");
    assertThatThrownBy(() -> with(good, 0, Bytes.of(new byte[33]), token))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("33 bytes");
    assertThatThrownBy(() -> with(good, 0, Bytes.of(new byte[33 * 32]), token))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                new RewardsMerkleClaim(
                    0, good.earner(), 0, good.earnerTreeProof(), Hash32.ZERO, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no token");
    assertThatThrownBy(
            () ->
                new RewardsMerkleClaim(
                    0,
                    good.earner(),
                    0,
                    good.earnerTreeProof(),
                    good.earnerTokenRoot(),
                    List.of(token, token)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("twice");
  }

  @Test
  void claim_strangerOrMissingToken_isRefusedByName() {
    ClaimAmounts amounts = ClaimAmounts.of(triangular());
    Address stranger = Address.parse("0x05f7a45e049c96769360fafef7ccfc130dc22ab7");

    assertThat(amounts.cumulativeEarnings(stranger)).isEmpty();
    assertThatThrownBy(() -> amounts.claim(stranger, List.of(TOKENS.get(0)), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(stranger.toString());
    assertThatThrownBy(() -> amounts.claim(EARNERS.get(4), List.of(TOKENS.get(1)), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(TOKENS.get(1).toString());
  }
}
