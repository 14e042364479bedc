package io.github.restake4j.examples.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.restake4j.Restake4j;
import io.github.restake4j.abi.ErrorMeaning;
import io.github.restake4j.abi.Revert;
import io.github.restake4j.eigenlayer.EigenLayer;
import io.github.restake4j.eigenlayer.operator.Operators;
import io.github.restake4j.eigenlayer.rewards.Rewards;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.etherfi.EtherFi;
import io.github.restake4j.lido.Lido;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.bouncycastle.jcajce.provider.digest.Keccak;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every error of every contract has its name as soon as its facade is there. Revert data is written
 * here by hand, from the ABI files and another library's Keccak.
 */
class RevertNamesTest {
  private static final Address CONTRACT = Address.parse("0x" + "c0".repeat(20));

  private final Restake4j client = Restake4j.connect("http://127.0.0.1:9");

  @AfterEach
  void close() {
    client.close();
  }

  private record Facade(String module, int errorsAtLeast, Consumer<Restake4j> on) {
    @Override
    public String toString() {
      return module;
    }
  }

  static List<Facade> facades() {
    return List.of(
        new Facade("sdk-lst", 40, Lido::on),
        new Facade("sdk-eigenlayer", 130, EigenLayer::on),
        new Facade("sdk-eigenlayer", 130, Operators::on),
        new Facade("sdk-eigenlayer", 130, Rewards::on),
        new Facade("sdk-lrt", 100, EtherFi::on));
  }

  @ParameterizedTest
  @MethodSource("facades")
  void F16_everyErrorOfEveryContract_isNamedWithItsArguments(Facade facade) {
    List<BundledAbi.Entry> errors = BundledAbi.of(facade.module(), "error");
    assertThat(errors).hasSizeGreaterThan(facade.errorsAtLeast());
    for (BundledAbi.Entry error : errors) {
      Written written = written(error);
      assertThat(client.errors().decode(CONTRACT, written.data()))
          .as("%s without its facade", error)
          .isEqualTo(new Revert.Unknown(written.data()));
    }

    facade.on().accept(client);

    for (BundledAbi.Entry error : errors) {
      Written written = written(error);
      assertThat(client.errors().decode(CONTRACT, written.data()))
          .as("%s", error)
          .isEqualTo(
              new Revert.Custom(CONTRACT, error.name(), written.arguments(), written.data()));
    }
  }

  @ParameterizedTest
  @MethodSource("facades")
  void everyErrorOfEveryContract_saysWhatItMeansAndWhatToDo(Facade facade) {
    facade.on().accept(client);
    for (BundledAbi.Entry error : BundledAbi.of(facade.module(), "error")) {
      ErrorMeaning meaning =
          client.errors().meaning(client.errors().decode(CONTRACT, written(error).data()));
      assertThat(meaning.signature()).startsWith(error.name() + "(");
      assertThat(meaning.contracts()).as("%s", error).isNotEmpty();
      assertThat(meaning.means()).as("%s", error).isNotEmpty();
      assertThat(meaning.whatToDo()).as("%s", error).isNotEmpty();
    }
  }

  @Test
  void F16_anythingElse_keepsItsBytes() {
    facades().forEach(each -> each.on().accept(client));
    String text = HexFormat.of().formatHex("APP_AUTH_FAILED".getBytes(StandardCharsets.US_ASCII));
    Bytes reason = Bytes.parse("0x08c379a0" + word(32) + word(15) + text + "00".repeat(17));
    Bytes panic = Bytes.parse("0x4e487b71" + word(0x11));
    Bytes unknown = Bytes.parse("0xdeadbeef" + word(7));
    // Error(string) whose text would lie behind the end of the data
    Bytes broken = Bytes.parse("0x08c379a0" + word(64) + word(15));

    assertThat(client.errors().decode(CONTRACT, reason))
        .isEqualTo(new Revert.Reason("APP_AUTH_FAILED", reason));
    assertThat(client.errors().decode(CONTRACT, panic))
        .isEqualTo(new Revert.Panic(BigInteger.valueOf(0x11), panic));
    for (Bytes each : List.of(unknown, broken, Bytes.EMPTY, Bytes.parse("0x08c379"))) {
      assertThat(client.errors().decode(CONTRACT, each)).isEqualTo(new Revert.Unknown(each));
    }
  }

  /** A known selector with bytes that its error would not write is no such error. */
  @Test
  void F16_knownErrorWithBytesTooManyOrTooFew_isUnknown() {
    facades().forEach(each -> each.on().accept(client));
    for (String module : List.of("sdk-lst", "sdk-eigenlayer", "sdk-lrt")) {
      for (BundledAbi.Entry error : BundledAbi.of(module, "error")) {
        String data = written(error).data().toString();
        List<String> wrong = new ArrayList<>(List.of(data + "00".repeat(32)));
        if (data.length() > 10) {
          wrong.add(data.substring(0, data.length() - 64));
        }
        for (String each : wrong) {
          Bytes bytes = Bytes.parse(each);
          assertThat(client.errors().decode(CONTRACT, bytes))
              .as("%s", error)
              .isEqualTo(new Revert.Unknown(bytes));
        }
      }
    }
  }

  private record Written(Bytes data, List<Object> arguments) {}

  /** Head and tail as the ABI specification has them, other values at every place. */
  private static Written written(BundledAbi.Entry error) {
    JsonNode inputs = error.json().path("inputs");
    StringBuilder head = new StringBuilder();
    StringBuilder tail = new StringBuilder();
    List<Object> arguments = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      String type = inputs.get(i).path("type").asText();
      switch (type) {
        case "uint256" -> {
          BigInteger value = BigInteger.ONE.shiftLeft(200).add(BigInteger.valueOf(i));
          head.append(word(value));
          arguments.add(value);
        }
        case "address" -> {
          String value = String.format("%040x", 0xabc0000 + i);
          head.append("0".repeat(24)).append(value);
          arguments.add(Address.parse("0x" + value));
        }
        case "string" -> {
          head.append(word(32L * inputs.size() + tail.length() / 2));
          tail.append(word(2)).append("686").append(i + 1).append("00".repeat(30));
          arguments.add("h" + (char) ('a' + i));
        }
        default -> throw new AssertionError("write " + type + " of " + error + " here as well");
      }
    }
    byte[] hash =
        new Keccak.Digest256().digest(error.signature().getBytes(StandardCharsets.US_ASCII));
    String selector = HexFormat.of().formatHex(hash, 0, 4);
    return new Written(Bytes.parse("0x" + selector + head + tail), arguments);
  }

  private static String word(long value) {
    return word(BigInteger.valueOf(value));
  }

  private static String word(BigInteger value) {
    return String.format("%064x", value);
  }
}
