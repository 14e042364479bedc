package io.github.restake4j.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.eth.Keccak;
import io.github.restake4j.internal.sign.RawTx;
import io.github.restake4j.units.Wei;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The example of EIP-155, and what viem 2.21.0 and ethers 6.15.0 both signed with anvil's first
 * published test key (type 4: ethers only).
 */
class TransactionTypesTest {
  private static final String KEY =
      "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";
  private static final LocalKey SIGNER = LocalKey.parse(KEY);

  private static final Address TO = Address.parse("0x889edC2eDab5f40e902b864aD4d7AdE8E412F9B1");
  private static final Wei VALUE = Wei.ofEther("2.5");
  private static final Wei GAS_PRICE = Wei.ofGwei("30");
  private static final Bytes DATA =
      Bytes.parse("0xd66810420000000000000000000000000000000000000000000000000000000000000001");
  private static final List<AccessTuple> LIST =
      List.of(
          new AccessTuple(
              Address.parse("0xae7ab96520DE3A18E5e111B5EaAb095312D7fE84"),
              List.of(
                  Hash32.parse("0x" + "00".repeat(31) + "01"),
                  Hash32.parse("0x" + "ff".repeat(32)))),
          new AccessTuple(Address.parse("0x0000000000000000000000000000000000000001"), List.of()));

  private static final String LEGACY =
      "0xf896078506fc23ac00830249f094889edc2edab5f40e902b864ad4d7ade8e412f9b18822b1c8c1227a0000"
          + "a4d66810420000000000000000000000000000000000000000000000000000000000000001850200000025"
          + "a07aa0a5467a30d891920d940145efa6772ab71be57b84229ad75f4a4a39063a8f"
          + "a05c0c23eb039419ee2ce533f127f0f2c8323ca5627f3fcb00f2edef2ec6d00381";
  private static final String LISTED =
      "f872f85994ae7ab96520de3a18e5e111b5eaab095312d7fe84f842"
          + "a00000000000000000000000000000000000000000000000000000000000000001"
          + "a0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
          + "d6940000000000000000000000000000000000000001c0";
  private static final String CALL =
      "830249f094889edc2edab5f40e902b864ad4d7ade8e412f9b18822b1c8c1227a0000"
          + "a4d66810420000000000000000000000000000000000000000000000000000000000000001";
  private static final String ACCESS_LIST =
      "0x01f9010983088bb0078506fc23ac00"
          + CALL
          + LISTED
          + "01a06391d762fccab337504a3a03226f93cc5be44cf58f046558abc610aa6ca1c749"
          + "a05423107dba8ba4a0c19165ccc2d352d7ac330f22c8ced6915b6885a1fb635854";
  private static final String DYNAMIC_FEE =
      "0x02f9010e83088bb007843b9aca008506fc23ac00"
          + CALL
          + LISTED
          + "80a0c19372d62622fa4d861eb6c7b41f1e246d2e8e349e19404cbe1affd8834cf2f2"
          + "a02f250aec0caf7c73edea01a081abe9050e3e169ed1984c035937ad79b5a771cb";
  private static final String BLOBS =
      "0x03f8be83088bb007843b9aca008506fc23ac00"
          + CALL
          + "c005e1a001a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9"
          + "01a052eb28e55124ea5afb42fc736e1c7320b3530b4fc002a65efac1edd799984943"
          + "a05d6871c4ccb6a38c872425af8aa17b5e57e5821114e3c8c626545a2748027316";
  private static final String AUTHORIZED =
      "f85ff85d83088bb09463c0c19a282a1b52b07dd5a65b58948a07dae32b0880"
          + "a0341b412f8d6ba01cdb216831c558c5841b3a3614e16c55a5ef3d22bf1dd17f49"
          + "a02d6dd4019bef9895553928ba055d03341448356886bdb2416b448dbc39abe576";
  private static final String SET_CODE =
      "0x04f8fc83088bb007843b9aca008506fc23ac00"
          + CALL
          + "c0"
          + AUTHORIZED
          + "80a00eee1320800c8661f2e39c916f30367fbbcc3567de7e7b4facd2a746daa91aab"
          + "a03bdd8e48223e372e89c704a484e71e73b8c2c5b0c4fbcd83c1c63d4c655e6990";

  @Test
  void S01_legacy_exampleOfEip155_isEqualByteForByte() {
    TxRequest request =
        TxRequest.legacy(
            1,
            9,
            Wei.ofGwei("20"),
            21_000,
            Address.parse("0x3535353535353535353535353535353535353535"),
            Wei.ofEther("1"),
            Bytes.EMPTY);

    assertThat(RawTx.signingHash(request))
        .isEqualTo(
            Hash32.parse("0xdaf5a779ae972f972197303d7b574746c7ef83eadac0f2791ad23db92e4c8e53"));
    assertThat(LocalKey.parse("0x" + "46".repeat(32)).signTransaction(request))
        .isEqualTo(
            Bytes.parse(
                "0xf86c098504a817c800825208943535353535353535353535353535353535353535"
                    + "880de0b6b3a76400008025"
                    + "a028ef61340bd939bc2195fe537567866003e1a15d3c71ff63e1590620aa636276"
                    + "a067cbe9d8997f761aecb703304b3800ccf555c9f3dc64214b297fb1966a3b6d83"));
  }

  @Test
  void S01_legacy_chainIdAboveThirtyTwoBits_equalsViemAndEthers() {
    TxRequest request = TxRequest.legacy(4_294_967_297L, 7, GAS_PRICE, 150_000, TO, VALUE, DATA);

    assertSigned(
        request, LEGACY, "0xe529524f9e205540a15c888175337c3a36da32e7cacc90569e2abafe92d654fc");
  }

  @Test
  void S01_accessList_equalsViemAndEthers() {
    assertSigned(
        request(TxType.ACCESS_LIST, GAS_PRICE),
        ACCESS_LIST,
        "0x0501274e4436bb06d0c09dc9a4bb2870a4046b94d4e23e06a1805e8c3f2782df");
  }

  @Test
  void S01_dynamicFeeWithAccessList_equalsViemAndEthers() {
    assertSigned(
        request(TxType.DYNAMIC_FEE, Wei.ofGwei("1")),
        DYNAMIC_FEE,
        "0x81920992e1b47db100475a6c96c50893564c08925a96ee698b6f31d22375c0ff");
  }

  @Test
  void S01_dynamicFeeWithZeros_equalsViemAndEthers() {
    assertSigned(
        new TxRequest(560_048, 0, Wei.ZERO, GAS_PRICE, 150_000, TO, Wei.ZERO, Bytes.EMPTY),
        "0x02f86b83088bb080808506fc23ac00830249f094889edc2edab5f40e902b864ad4d7ade8e412f9b18080c0"
            + "01a0942f1f2ac1e50da43ee145c626b31e5223c6f6bd08fc88b01b66c6cd7fa15902"
            + "a02418318aeb26226f69253df5b473f13fb81ce0399c66a90dc79377008272eead",
        "0x5401426296898be1c3a03c7bfb977f9e6a9f4a572a6bb50dbd675043ff68820d");
  }

  @Test
  void S01_blobTransaction_hashesAsViemAndEthersButIsNotRead() {
    assertThat(Keccak.hash(Bytes.parse(BLOBS)))
        .isEqualTo(
            Hash32.parse("0x787e16ee9747638c1b3f6587a865a8227eff8d170eb58151c6fe06564f91f49e"));
    assertSignerOf(BLOBS, "0x3334b1beea93f6ac2b0380ad986e55de78a82924af1ff012194fdf52cb94f85b", 28);
    assertThatThrownBy(() -> RawTx.decode(Bytes.parse(BLOBS)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the first byte is 3");
  }

  @Test
  void S01_setCodeTransaction_hashesAsEthersButIsNotRead() {
    assertThat(Keccak.hash(Bytes.parse(SET_CODE)))
        .isEqualTo(
            Hash32.parse("0x6baf49395d0ee88e632379c25dec3c72213453820c400b3644de247703515147"));
    assertSignerOf(
        SET_CODE, "0x3582490149206582d97c80c0d3aee95aa0f606e431e975e95548afe651a2c3d2", 27);
    assertThatThrownBy(() -> RawTx.decode(Bytes.parse(SET_CODE)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the first byte is 4");
  }

  @ParameterizedTest
  @ValueSource(ints = {27, 28, 0, 1})
  void S03_decode_legacyWithoutChainId_isRefused(int v) {
    // the example of EIP-155 with another v, as signed before that EIP
    String raw =
        "0xf86c098504a817c800825208943535353535353535353535353535353535353535880de0b6b3a764000080"
            + (v == 0 ? "80" : String.format("%02x", v))
            + "a028ef61340bd939bc2195fe537567866003e1a15d3c71ff63e1590620aa636276"
            + "a067cbe9d8997f761aecb703304b3800ccf555c9f3dc64214b297fb1966a3b6d83";
    assertThatThrownBy(() -> RawTx.decode(Bytes.parse(raw)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("35 or more");
  }

  @ParameterizedTest
  @CsvSource({"23, a chain id is above zero", "24, a chain id is above zero"})
  void S03_decode_legacyWithChainIdZero_isRefused(String v, String why) {
    String raw =
        "0xf86c098504a817c800825208943535353535353535353535353535353535353535880de0b6b3a764000080"
            + v
            + "a028ef61340bd939bc2195fe537567866003e1a15d3c71ff63e1590620aa636276"
            + "a067cbe9d8997f761aecb703304b3800ccf555c9f3dc64214b297fb1966a3b6d83";
    assertThatThrownBy(() -> RawTx.decode(Bytes.parse(raw)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @EnumSource(TxType.class)
  void decode_anyByteCutOrChanged_isRefusedOrAnotherTransaction(TxType type) {
    TxRequest request =
        type == TxType.LEGACY
            ? TxRequest.legacy(Long.MAX_VALUE, 1, GAS_PRICE, 21_000, TO, VALUE, DATA)
            : request(type, GAS_PRICE);
    Bytes raw = SIGNER.signTransaction(request);
    assertThat(RawTx.decode(raw).request()).isEqualTo(request);
    for (int i = 0; i < raw.size(); i++) {
      int cut = i;
      assertThatThrownBy(() -> RawTx.decode(raw.slice(0, cut)))
          .isInstanceOf(IllegalArgumentException.class);
      byte[] changed = raw.toArray();
      changed[i] = (byte) (changed[i] ^ 1);
      try {
        RawTx other = RawTx.decode(Bytes.of(changed));
        assertThat(RawTx.encode(other.request(), other.signature())).isEqualTo(other.raw());
        assertThat(other.sender().equals(SIGNER.address()) && other.request().equals(request))
            .isFalse();
      } catch (IllegalArgumentException refused) {
        assertThat(refused.getMessage()).isNotBlank();
      }
    }
    assertThatThrownBy(() -> RawTx.decode(Bytes.concat(raw, Bytes.of((byte) 0))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void txRequest_twoPricesInAFormWithOne_isRefused() {
    for (TxType type : new TxType[] {TxType.LEGACY, TxType.ACCESS_LIST}) {
      assertThatThrownBy(
              () ->
                  new TxRequest(
                      type, 1, 0, Wei.of(1), Wei.of(2), 21_000, TO, VALUE, Bytes.EMPTY, List.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("one gas price");
    }
  }

  @Test
  void txRequest_legacyWithAccessList_isRefused() {
    assertThatThrownBy(() -> request(TxType.LEGACY, GAS_PRICE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("access list");
  }

  @Test
  void txRequest_gasPrice_isThatOfFormsThatHaveOne() {
    assertThat(request(TxType.ACCESS_LIST, GAS_PRICE).gasPrice()).isEqualTo(GAS_PRICE);
    assertThatThrownBy(() -> request(TxType.DYNAMIC_FEE, GAS_PRICE).gasPrice())
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void withFees_keepsTheFormAndEverythingElse() {
    TxRequest listed = request(TxType.ACCESS_LIST, GAS_PRICE);

    TxRequest bumped = listed.withFees(Wei.of(1), Wei.ofGwei("40"));

    assertThat(bumped.maxPriorityFeePerGas()).isEqualTo(Wei.ofGwei("40"));
    assertThat(bumped.gasPrice()).isEqualTo(Wei.ofGwei("40"));
    assertThat(bumped.withFees(GAS_PRICE, GAS_PRICE)).isEqualTo(listed);
    assertThat(
            request(TxType.DYNAMIC_FEE, GAS_PRICE)
                .withFees(Wei.of(1), GAS_PRICE)
                .maxPriorityFeePerGas())
        .isEqualTo(Wei.of(1));
  }

  @Test
  void cancelled_doesNothingAtTheSameNonceAndFees() {
    TxRequest cancelled = request(TxType.DYNAMIC_FEE, Wei.of(3)).cancelled(SIGNER.address());

    assertThat(cancelled)
        .isEqualTo(
            new TxRequest(
                560_048, 7, Wei.of(3), GAS_PRICE, 21_000, SIGNER.address(), Wei.ZERO, Bytes.EMPTY));
  }

  private static TxRequest request(TxType type, Wei tip) {
    return new TxRequest(type, 560_048, 7, tip, GAS_PRICE, 150_000, TO, VALUE, DATA, LIST);
  }

  private static void assertSigned(TxRequest request, String raw, String hash) {
    assertThat(SIGNER.signTransaction(request)).isEqualTo(Bytes.parse(raw));
    RawTx decoded = RawTx.decode(Bytes.parse(raw));
    assertThat(decoded.request()).isEqualTo(request);
    assertThat(decoded.sender()).isEqualTo(SIGNER.address());
    assertThat(decoded.hash()).isEqualTo(Hash32.parse(hash));
  }

  /** The last 64 bytes of a raw transaction are a0 r a0 s; its signing hash is ethers'. */
  private static void assertSignerOf(String raw, String signingHash, int v) {
    int end = raw.length();
    String r = "0x" + raw.substring(end - 130, end - 66);
    String s = "0x" + raw.substring(end - 64);
    assertThat(new Signature(Hash32.parse(r), Hash32.parse(s), v).signer(Hash32.parse(signingHash)))
        .contains(SIGNER.address());
  }
}
