package io.github.restake4j.devnet;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.restake4j.devnet.rpc.NodeRpc;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The lever command of a devnet that was handed over as a file: arguments are the node's address,
 * the contracts' addresses as JSON, and the lever's name; its JSON comes on standard input, the
 * result leaves on standard output. Exit status 0 pulled, 1 refused, 2 used wrongly, 3 no such
 * lever.
 */
public final class LeverCommand {
  /** The exit status of a lever command that does not know the lever. */
  static final int NO_SUCH_LEVER = 3;

  private LeverCommand() {}

  /** Runs one lever; see the class comment. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 3) {
      System.err.println("usage: LeverCommand NODE_URL ADDRESSES_JSON LEVER < ARGUMENTS_JSON");
      System.exit(2);
    }
    System.exit(run(arguments[0], arguments[1], arguments[2]));
  }

  private static int run(String url, String addresses, String lever) throws IOException {
    String json = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
    try (NodeRpc node = new NodeRpc(URI.create(url))) {
      Map<String, Map<String, String>> contracts = SavedState.addresses(Json.parse(addresses));
      System.out.println(StandInLevers.invoke(node, contracts, lever, json));
      return 0;
    } catch (MissingLeverException e) {
      System.err.println(e.getMessage());
      return NO_SUCH_LEVER;
    } catch (RuntimeException e) {
      System.err.println(e.getMessage());
      return 1;
    }
  }

  /** This command for a running node, without the lever's name. */
  static List<String> line(URI node, JsonNode addresses) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath =
        Stream.of(LeverCommand.class, ObjectMapper.class, JsonFactory.class, JsonProperty.class)
            .map(LeverCommand::location)
            .distinct()
            .collect(Collectors.joining(File.pathSeparator));
    return List.of(
        java,
        "-XX:TieredStopAtLevel=1",
        "-cp",
        classPath,
        LeverCommand.class.getName(),
        node.toString(),
        addresses.toString());
  }

  private static String location(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("no file holds " + type, e);
    }
  }
}
