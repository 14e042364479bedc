package io.github.restake4j.deployments;

import io.github.restake4j.Chain;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where deployments come from: the addresses this release ships, and files of private networks. */
public final class Deployments {
  /** Absolute, so that shrinking this class into another package does not lose it. */
  private static final String SHIPPED = "/io/github/restake4j/deployments/deployments.json";

  private Deployments() {}

  /**
   * What this release knows of a network: on mainnet, Hoodi, Sepolia, Holesky and the rollups where
   * liquid restaking tokens live. Of any other network, nothing.
   *
   * <p>The addresses were collected from the protocols' own repositories where these name them;
   * {@link Deployment.Entry#source} says where each comes from.
   */
  public static Deployment of(Chain chain) {
    Deployment known = Shipped.BY_CHAIN_ID.get(chain.id());
    return known == null ? new Deployment(chain, Map.of(), List.of(), Optional.empty()) : known;
  }

  /**
   * Reads a deployment from JSON: a devnet, a private network, a fork.
   *
   * <pre>{@code
   * {"chainId": 31337,
   *  "addresses": {"lido": {"Lido": "0x..."}, "standard": {"Multicall3": "0x..."}},
   *  "strategies": [{"symbol": "stETH", "strategy": "0x...", "token": "0x..."}],
   *  "rpcUrl": "http://127.0.0.1:18100",
   *  "accounts": [{"address": "0x...", "privateKey": "0x..."}],
   *  "leverCommand": ["node", "levers.mjs"]}
   * }</pre>
   *
   * <p>{@code chainId} and {@code addresses} are needed. The last three are for test rigs; they are
   * skipped, so that no key is kept, and other keys are refused. Addresses are lower case or carry
   * a right checksum, and are not zero.
   *
   * @throws IllegalArgumentException if the text is anything else; the message names the place and
   *     quotes nothing but addresses and names of keys
   */
  public static Deployment parse(String json) {
    return DeploymentJson.parse(json);
  }

  /** Read once, when first asked for. */
  private static final class Shipped {
    static final Map<Long, Deployment> BY_CHAIN_ID = read();

    private static Map<Long, Deployment> read() {
      try (InputStream in = Deployments.class.getResourceAsStream(SHIPPED)) {
        if (in == null) {
          throw new IllegalStateException(
              "the resource " + SHIPPED + " is missing: keep it when packaging this library");
        }
        return DeploymentJson.shipped(in);
      } catch (IOException e) {
        throw new IllegalStateException("the resource " + SHIPPED + " cannot be read", e);
      }
    }
  }
}
