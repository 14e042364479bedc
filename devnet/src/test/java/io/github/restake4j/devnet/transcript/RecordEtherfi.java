package io.github.restake4j.devnet.transcript;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.restake4j.devnet.ForeignWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Records the ether.fi transcript on real contracts. Arguments: the deployment file of a freshly
 * started world, a file that says what runs in it ({@code {"source": {...}, "code": {"EETH":
 * "0x…"}}}, the addresses being those of the code behind the proxies), the transcript to write, and
 * the address that pauses contracts there. The world ends a timed pause when the lever says.
 */
public final class RecordEtherfi {
  private static final long SEED = 20_261_120L;

  private RecordEtherfi() {}

  /** Records; see the class comment. */
  public static void main(String[] arguments) throws IOException {
    JsonNode what = Stage.parse(Files.readString(Path.of(arguments[1])));
    try (ForeignWorld world = ForeignWorld.open(Path.of(arguments[0]))) {
      String snapshot = world.snapshot();
      EtherfiStory story = new EtherfiStory(EtherfiStage.real(world, arguments[3]), SEED);
      ObjectNode head = JsonNodeFactory.instance.objectNode();
      head.put("protocol", "etherfi");
      head.set("source", what.path("source"));
      head.put("seed", SEED).put("complete", true);
      head.set("code", RecordLido.code(world.node(), what.path("code")));
      EtherfiStage.start(story, head.putObject("start"));
      try {
        story.tell();
      } finally {
        new Transcript(head, story.steps()).write(Path.of(arguments[2]));
        world.revert(snapshot);
      }
    }
  }
}
