package io.github.restake4j.devnet.transcript;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.restake4j.devnet.FreshStandIns;
import io.github.restake4j.devnet.anvil.Anvil;
import io.github.restake4j.devnet.anvil.AnvilBinary;
import io.github.restake4j.devnet.rpc.NodeRpc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.web3j.crypto.Hash;

/**
 * Records the deposit contract's transcript. Arguments: a file with the real contract's {@code
 * bytecode} and what it is ({@code source}), a file of signed deposits ({@code vectors}), and the
 * transcript to write.
 */
public final class RecordNative {
  private static final long SEED = 20_261_120L;

  private RecordNative() {}

  /** Records; see the class comment. */
  public static void main(String[] arguments) throws IOException {
    JsonNode real = Stage.parse(Files.readString(Path.of(arguments[0])));
    JsonNode vectors = Stage.parse(Files.readString(Path.of(arguments[1]))).path("vectors");
    try (Anvil anvil = Anvil.start(AnvilBinary.find(), List.of());
        NodeRpc node = new NodeRpc(anvil.url())) {
      ObjectNode deployment =
          JsonNodeFactory.instance
              .objectNode()
              .put("from", FreshStandIns.accounts().get(9).address())
              .put("data", real.path("bytecode").asText());
      String address =
          node.call("eth_sendTransactionSync", deployment).path("contractAddress").asText();
      Stage stage = new Stage(node, (name, json) -> json);
      stage.contract("native", "DepositContract", address).open(FreshStandIns.accounts());
      NativeStory story = new NativeStory(stage, SEED);
      story.tell(vectors);
      String runtime = node.call("eth_getCode", address, "latest").asText().substring(2);
      ObjectNode head = JsonNodeFactory.instance.objectNode().put("protocol", "native");
      head.set("source", real.path("source"));
      head.put("seed", SEED).put("complete", true);
      byte[] hash = Hash.sha3(HexFormat.of().parseHex(runtime));
      head.putObject("code").put("DepositContract", "0x" + HexFormat.of().formatHex(hash));
      new Transcript(head, story.steps()).write(Path.of(arguments[2]));
    }
  }
}
