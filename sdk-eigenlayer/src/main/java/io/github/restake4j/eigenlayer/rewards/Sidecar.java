package io.github.restake4j.eigenlayer.rewards;

import io.github.restake4j.error.RpcException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.rest.RestApi;
import io.github.restake4j.task.Progress;
import io.github.restake4j.task.Task;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Sidecar, EigenLayer's indexer, by the public part of its REST API. Its proofs are verified
 * against the chain before they are used; that it leaves a token out nobody can see, so what it
 * does not tell of is not claimed.
 */
public final class Sidecar implements ClaimSource {
  private static final String ROOTS = "/rewards/v1/distribution-roots";
  private static final String PROOF = "/rewards/v1/claim-proof";

  private final RestApi api;

  Sidecar(RestApi api) {
    this.api = api;
  }

  /**
   * What it says of an earner's rewards, unchecked; for display.
   *
   * @return a task that throws {@code TransportException}, or {@code RpcException}
   *     MALFORMED_RESPONSE if the answer is not what the API promises: an amount with a point or an
   *     exponent, say
   */
  public Task<List<SummarizedReward>> summarizedRewards(Address earner) {
    return Task.of("restake4j-sidecar", progress -> summarized(earner, progress));
  }

  List<SummarizedReward> summarized(Address earner, Progress progress) {
    String path = "/rewards/v1/earners/" + lower(earner) + "/summarized-rewards";
    String what = "summarized-rewards of " + earner + " at " + api;
    List<SummarizedReward> rewards = new ArrayList<>();
    SidecarJson.read(
        ask(progress, () -> api.get(path, progress)),
        what,
        (name, value) -> {
          if (name.equals("rewards")) {
            rewards.addAll(value.list(name, Sidecar::reward));
          }
        });
    return List.copyOf(rewards);
  }

  private static SummarizedReward reward(SidecarJson item) throws IOException {
    Parts parts = new Parts();
    item.object(
        (name, value) -> {
          switch (name) {
            case "token" -> parts.token = value.address(name);
            case "earned" -> parts.earned = value.amount(name);
            case "active" -> parts.active = value.amount(name);
            case "claimed" -> parts.claimed = value.amount(name);
            case "claimable" -> parts.claimable = value.amount(name);
            default -> {}
          }
        });
    return new SummarizedReward(
        present(parts.token, "token", item),
        parts.earned,
        parts.active,
        parts.claimed,
        parts.claimable);
  }

  /** A root as the Sidecar knows it. */
  record Listed(long index, Hash32 root) {}

  /** The roots it knows, newest first. */
  List<Listed> distributionRoots(Progress progress) {
    List<Listed> roots = new ArrayList<>();
    SidecarJson.read(
        ask(progress, () -> api.get(ROOTS, progress)),
        "distribution-roots at " + api,
        (name, value) -> {
          if (name.equals("distributionRoots")) {
            roots.addAll(value.list(name, Sidecar::listed));
          }
        });
    roots.sort((a, b) -> Long.compare(b.index(), a.index()));
    return roots;
  }

  private static Listed listed(SidecarJson item) throws IOException {
    Parts parts = new Parts();
    item.object(
        (name, value) -> {
          if (name.equals("rootIndex")) {
            parts.rootIndex = value.index(name);
          } else if (name.equals("root")) {
            parts.root = root(value.text(name), value);
          }
        });
    return new Listed(parts.rootIndex, present(parts.root, "root", item));
  }

  private static Hash32 root(String text, SidecarJson json) {
    try {
      return Hash32.parse(text);
    } catch (IllegalArgumentException e) {
      throw json.wrong("root is no hash of 32 bytes in hex");
    }
  }

  /**
   * A claim for tokens of an earner, not proved yet.
   *
   * @throws RpcException MALFORMED_RESPONSE; NODE_MISBEHAVIOUR if it is not for what was asked
   */
  RewardsMerkleClaim claimProof(
      Address earner, List<Address> tokens, long rootIndex, Progress progress) {
    String what = "claim-proof of " + earner + " for root " + rootIndex + " at " + api;
    StringBuilder body = new StringBuilder();
    body.append("{\"earnerAddress\":\"").append(lower(earner)).append("\",\"tokens\":[");
    for (int i = 0; i < tokens.size(); i++) {
      body.append(i == 0 ? "\"" : ",\"").append(lower(tokens.get(i))).append('"');
    }
    body.append("],\"rootIndex\":").append(rootIndex).append('}');
    byte[] json = body.toString().getBytes(StandardCharsets.US_ASCII);
    Proof proof = new Proof();
    boolean[] there = {false};
    SidecarJson.read(
        ask(progress, () -> api.post(PROOF, json, progress)),
        what,
        (name, value) -> {
          if (name.equals("proof")) {
            there[0] = true;
            value.object(proof::take);
          }
        });
    if (!there[0]) {
      throw SidecarJson.malformed(what, "no proof in the answer");
    }
    RewardsMerkleClaim claim = proof.claim(what);
    List<Address> proved = new ArrayList<>();
    claim.tokens().forEach(token -> proved.add(token.token()));
    if (!claim.earner().equals(earner)
        || claim.rootIndex() != rootIndex
        || !proved.containsAll(tokens)) {
      throw new RpcException(
          RpcException.Code.NODE_MISBEHAVIOUR,
          what
              + ": the proof is of another claim, or leaves out a token; it is for root "
              + claim.rootIndex()
              + ", earner "
              + claim.earner()
              + " and tokens "
              + proved
              + ", asked for were "
              + tokens);
    }
    return claim;
  }

  private interface Request {
    byte[] send();
  }

  private static byte[] ask(Progress progress, Request request) {
    progress.check("asking a Sidecar");
    return request.send();
  }

  /** The Sidecar finds addresses by their lower-case text. */
  private static String lower(Address address) {
    return Bytes.wrap(address.toBytes()).toString();
  }

  private static <T> T present(@Nullable T value, String name, SidecarJson json) {
    if (value == null) {
      throw json.wrong("no " + name);
    }
    return value;
  }

  /** Fields of an item; those that are zero may be missing. */
  private static final class Parts {
    private @Nullable Address token;
    private BigInteger earned = BigInteger.ZERO;
    private BigInteger active = BigInteger.ZERO;
    private BigInteger claimed = BigInteger.ZERO;
    private BigInteger claimable = BigInteger.ZERO;
    private long rootIndex;
    private @Nullable Hash32 root;
  }

  private record Leaf(Address token, BigInteger cumulativeEarnings) {}

  /** Fields of a proof. */
  private static final class Proof {
    private long rootIndex;
    private long earnerIndex;
    private Bytes earnerTreeProof = Bytes.EMPTY;
    private Optional<Address> earner = Optional.empty();
    private Bytes earnerTokenRoot = Bytes.EMPTY;
    private List<Long> tokenIndices = List.of();
    private List<Bytes> tokenTreeProofs = List.of();
    private List<Leaf> tokenLeaves = List.of();

    void take(String name, SidecarJson value) throws IOException {
      switch (name) {
        case "rootIndex" -> rootIndex = value.index(name);
        case "earnerIndex" -> earnerIndex = value.index(name);
        case "earnerTreeProof" -> earnerTreeProof = value.bytes(name);
        case "earnerLeaf" -> value.object(this::takeLeaf);
        case "tokenIndices", "leafIndices" ->
            tokenIndices = value.list(name, item -> item.index(name));
        case "tokenTreeProofs" -> tokenTreeProofs = value.list(name, item -> item.bytes(name));
        case "tokenLeaves" -> tokenLeaves = value.list(name, Proof::leaf);
        default -> {}
      }
    }

    private void takeLeaf(String name, SidecarJson value) throws IOException {
      if (name.equals("earner")) {
        earner = Optional.of(value.address(name));
      } else if (name.equals("earnerTokenRoot")) {
        earnerTokenRoot = value.bytes(name);
      }
    }

    private static Leaf leaf(SidecarJson item) throws IOException {
      Parts parts = new Parts();
      item.object(
          (name, value) -> {
            if (name.equals("token")) {
              parts.token = value.address(name);
            } else if (name.equals("cumulativeEarnings")) {
              parts.earned = value.amount(name);
            }
          });
      return new Leaf(present(parts.token, "token", item), parts.earned);
    }

    RewardsMerkleClaim claim(String what) {
      if (tokenIndices.size() != tokenLeaves.size()
          || tokenTreeProofs.size() != tokenLeaves.size()) {
        throw SidecarJson.malformed(
            what,
            tokenLeaves.size()
                + " tokens come with "
                + tokenIndices.size()
                + " indices and "
                + tokenTreeProofs.size()
                + " proofs");
      }
      try {
        List<RewardsMerkleClaim.TokenProof> tokens = new ArrayList<>();
        for (int i = 0; i < tokenLeaves.size(); i++) {
          Leaf leaf = tokenLeaves.get(i);
          tokens.add(
              new RewardsMerkleClaim.TokenProof(
                  leaf.token(),
                  leaf.cumulativeEarnings(),
                  tokenIndices.get(i),
                  tokenTreeProofs.get(i)));
        }
        return new RewardsMerkleClaim(
            rootIndex,
            earner.orElse(Address.ZERO),
            earnerIndex,
            earnerTreeProof,
            Hash32.of(earnerTokenRoot.toArray()),
            tokens);
      } catch (IllegalArgumentException e) {
        throw SidecarJson.malformed(what, "" + e.getMessage());
      }
    }
  }
}
