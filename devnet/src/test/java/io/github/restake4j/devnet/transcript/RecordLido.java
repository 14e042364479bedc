package io.github.restake4j.devnet.transcript;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.restake4j.devnet.ForeignWorld;
import io.github.restake4j.devnet.rpc.NodeRpc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.web3j.crypto.Hash;

/**
 * Records the Lido transcript on real contracts. Arguments: the deployment file of a freshly
 * started world, a file that says what runs in it ({@code {"source": {...}, "code": {"Lido":
 * "0x…"}}}, the addresses being those of the code behind any proxy), and the transcript to write.
 */
public final class RecordLido {
  private static final long SEED = 20_261_120L;

  private RecordLido() {}

  /** Records; see the class comment. */
  public static void main(String[] arguments) throws IOException {
    JsonNode what = Stage.parse(Files.readString(Path.of(arguments[1])));
    try (ForeignWorld world = ForeignWorld.open(Path.of(arguments[0]))) {
      String snapshot = world.snapshot();
      Stage stage = LidoStage.real(world);
      LidoStory story = new LidoStory(stage, SEED);
      ObjectNode head = JsonNodeFactory.instance.objectNode();
      head.put("protocol", "lido");
      head.set("source", what.path("source"));
      head.put("seed", SEED).put("complete", true);
      head.set("code", code(world.node(), what.path("code")));
      head.putObject("start")
          .put("ether", story.uint("@Lido", "getTotalPooledEther()").toString())
          .put("shares", story.uint("@Lido", "getTotalShares()").toString());
      try {
        story.tell();
      } finally {
        new Transcript(head, story.steps()).write(Path.of(arguments[2]));
        world.revert(snapshot);
      }
    }
  }

  /** The keccak-256 of what runs at each address. */
  static ObjectNode code(NodeRpc node, JsonNode addresses) {
    ObjectNode code = JsonNodeFactory.instance.objectNode();
    for (var contract : addresses.properties()) {
      String runtime = node.call("eth_getCode", contract.getValue().asText(), "latest").asText();
      byte[] bytes = HexFormat.of().parseHex(runtime.substring(2));
      code.put(contract.getKey(), "0x" + HexFormat.of().formatHex(Hash.sha3(bytes)));
    }
    return code;
  }
}
