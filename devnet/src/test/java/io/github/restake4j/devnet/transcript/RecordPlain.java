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
 * Records a transcript of a contract that stands by itself. Arguments: its protocol, {@code native}
 * or {@code standard}; a file with the real contract's {@code bytecode} and what it is ({@code
 * source}); a file of signed deposits ({@code vectors}), read for {@code native} only; and the
 * transcript to write.
 */
public final class RecordPlain {
  private static final long SEED = 20_261_120L;

  private RecordPlain() {}

  /** Records; see the class comment. */
  public static void main(String[] arguments) throws IOException {
    boolean deposits = arguments[0].equals("native");
    String contract = deposits ? "DepositContract" : "Multicall3";
    JsonNode real = Stage.parse(Files.readString(Path.of(arguments[1])));
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
      stage.contract(arguments[0], contract, address).open(FreshStandIns.accounts());
      List<ObjectNode> steps = deposits ? deposits(stage, arguments[2]) : calls(stage);
      String runtime = node.call("eth_getCode", address, "latest").asText().substring(2);
      ObjectNode head = JsonNodeFactory.instance.objectNode().put("protocol", arguments[0]);
      head.set("source", real.path("source"));
      head.put("seed", SEED).put("complete", true);
      byte[] hash = Hash.sha3(HexFormat.of().parseHex(runtime));
      head.putObject("code").put(contract, "0x" + HexFormat.of().formatHex(hash));
      new Transcript(head, steps).write(Path.of(arguments[3]));
    }
  }

  private static List<ObjectNode> deposits(Stage stage, String vectors) throws IOException {
    NativeStory story = new NativeStory(stage, SEED);
    story.tell(Stage.parse(Files.readString(Path.of(vectors))).path("vectors"));
    return story.steps();
  }

  private static List<ObjectNode> calls(Stage stage) {
    MulticallStory story = new MulticallStory(stage, SEED);
    story.tell();
    return story.steps();
  }
}
