package io.github.restake4j.devnet.transcript;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.restake4j.devnet.ForeignWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.web3j.crypto.Hash;

/**
 * Records the EigenLayer transcript on real contracts. Arguments: the deployment file of a freshly
 * started world, a file that says what runs in it ({@code {"source": {...}, "code":
 * {"StrategyManager": "0x…"}, "governance": "0x…", "avs": "0x…"}}, the addresses being those of the
 * code behind any proxy, of who pauses, and of the service the levers slash for), the transcript to
 * write, and {@code avs} for the story of services instead of the one of stakers.
 */
public final class RecordEigenLayer {
  private static final long SEED = 20_261_120L;

  private RecordEigenLayer() {}

  /** Records; see the class comment. */
  public static void main(String[] arguments) throws IOException {
    JsonNode what = Stage.parse(Files.readString(Path.of(arguments[1])));
    try (ForeignWorld world = ForeignWorld.open(Path.of(arguments[0]))) {
      String snapshot = world.snapshot();
      ObjectNode deployment = (ObjectNode) Stage.parse(world.deploymentJson());
      deployment.set("governance", what.path("governance"));
      deployment.set("avs", what.path("avs"));
      ObjectNode head = JsonNodeFactory.instance.objectNode();
      head.put("protocol", "eigenlayer");
      head.set("source", what.path("source"));
      head.put("seed", SEED).put("complete", true);
      ObjectNode code = head.putObject("code");
      for (var contract : what.path("code").properties()) {
        String runtime =
            world.node().call("eth_getCode", contract.getValue().asText(), "latest").asText();
        byte[] bytes = HexFormat.of().parseHex(runtime.substring(2));
        code.put(contract.getKey(), "0x" + HexFormat.of().formatHex(Hash.sha3(bytes)));
      }
      Stage stage = EigenStage.of(world.node(), world::invoke, deployment).open(world.accounts());
      boolean services = arguments.length > 3 && arguments[3].equals("avs");
      EigenLife story = services ? new EigenAvsStory(stage, SEED) : new EigenStory(stage, SEED);
      head.set("start", EigenStage.start(story));
      try {
        story.tell();
      } finally {
        new Transcript(head, story.steps()).write(Path.of(arguments[2]));
        world.revert(snapshot);
      }
    }
  }
}
