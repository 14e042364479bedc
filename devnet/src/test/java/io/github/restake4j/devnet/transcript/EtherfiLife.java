package io.github.restake4j.devnet.transcript;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * The seeded part of ether.fi's story: five people who deposit, wrap, request, trade and claim
 * requests, and redeem.
 */
abstract class EtherfiLife extends Story {
  static final String POOL = "@LiquidityPool";
  static final String EETH = "@EETH";
  static final String WEETH = "@WeETH";
  static final String NFT = "@WithdrawRequestNFT";
  static final String REDEMPTION = "@EtherFiRedemptionManager";
  static final String LIDO = "@Lido";
  static final String ETH = "0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee";
  static final String PERMIT = "permit(address,address,uint256,uint256,uint8,bytes32,bytes32)";
  static final String INPUT = "(uint256,uint256,uint8,bytes32,bytes32)";
  static final String TRANSFER = "transfer(address,uint256)";
  static final String TRANSFER_FROM = "transferFrom(address,address,uint256)";
  static final String SAFE_TRANSFER = "safeTransferFrom(address,address,uint256)";
  static final String APPROVE = "approve(address,uint256)";
  static final String DEPOSIT = "deposit(address)";
  static final String REQUEST = "requestWithdraw(address,uint256)";
  static final String CLAIM = "claimWithdraw(uint256)";
  static final String CLAIM_ALL = "batchClaimWithdraw(uint256[])";
  static final String REDEEM = "redeemEEth(uint256,address,address)";
  static final String REDEEM_WE = "redeemWeEth(uint256,address,address)";

  EtherfiLife(Stage stage, long seed) {
    super(stage, seed);
    watch(POOL, "totalValueInLp()");
    watch(POOL, "totalValueOutOfLp()");
    watch(EETH, "totalShares()");
    watch(EETH, "shares(address)", "@alice");
    watch(EETH, "balanceOf(address)", "@bob");
    watch(EETH, "shares(address)", NFT);
    watch(EETH, "shares(address)", "@treasury");
    watch(WEETH, "totalSupply()");
    watch(WEETH, "balanceOf(address)", "@alice");
    watch(NFT, "nextRequestId()");
    watch(NFT, "lastFinalizedRequestId()");
    watch(NFT, "ethAmountLockedForWithdrawal()");
    watch(NFT, "balanceOf(address)", "@alice");
    watch(LIDO, "sharesOf(address)", "@EtherFiRestaker");
    watch(LIDO, "sharesOf(address)", "@wallet");
    // who sends nothing, so that gas does not blur what it received
    watch("@Multicall3", "getEthBalance(address)", "@wallet");
    watch("@Multicall3", "getEthBalance(address)", NFT);
  }

  /** A lever takes several blocks there, at times the machine's speed decides. */
  @Override
  final long afterLever(long time) {
    return time + 60;
  }

  final void anything() {
    String who = person();
    String other = person();
    later(random.nextInt(900));
    switch (random.nextInt(16)) {
      case 0, 1 -> pay(amount(200), who, POOL, DEPOSIT, other);
      case 2 -> call(who, EETH, TRANSFER, other, amount(80));
      case 3 -> call(who, EETH, APPROVE, random.nextBoolean() ? POOL : WEETH, amount(400));
      case 4 -> call(other, EETH, TRANSFER_FROM, who, other, amount(20));
      case 5 -> call(who, WEETH, "wrap(uint256)", amount(120));
      case 6 -> call(who, WEETH, "unwrap(uint256)", amount(30));
      case 7, 8 -> {
        call(who, EETH, APPROVE, POOL, amount(200));
        call(who, POOL, REQUEST, random.nextInt(4) == 0 ? "@vault" : other, amount(60));
      }
      case 9 -> requestWithPermit(who, other, amount(30));
      case 10 -> randomRebase();
      case 11 -> finalizeSome();
      case 12 -> claimSome(who);
      case 13 -> {
        call(who, EETH, APPROVE, REDEMPTION, amount(60));
        call(who, REDEMPTION, REDEEM, amount(40), "@wallet", oneOf(ETH, LIDO));
      }
      case 14 -> {
        call(who, WEETH, APPROVE, REDEMPTION, amount(60));
        call(who, REDEMPTION, REDEEM_WE, amount(40), "@wallet", oneOf(ETH, LIDO));
      }
      default -> {
        String id = Integer.toString(1 + random.nextInt(next()));
        call(who, NFT, TRANSFER_FROM, who, other, id);
      }
    }
  }

  private String oneOf(String one, String other) {
    return random.nextInt(3) > 0 ? one : other;
  }

  final void randomRebase() {
    BigInteger gain = new BigInteger(amount(15));
    boolean loss = random.nextInt(3) == 0;
    rebase((loss ? gain.multiply(BigInteger.TWO).negate() : gain).toString());
  }

  final void finalizeSome() {
    int last = uint(NFT, "lastFinalizedRequestId()").intValueExact();
    int open = next() - 1 - last;
    if (open > 0) {
      finalizeUpTo(Integer.toString(last + 1 + random.nextInt(open)));
    }
  }

  /** Requests that are due, those of others too. */
  final void claimSome(String who) {
    int last = uint(NFT, "lastFinalizedRequestId()").intValueExact();
    List<String> due = new ArrayList<>();
    for (int id = 1; id <= last && due.size() < 3; id++) {
      boolean open = read(NFT, "ownerOf(uint256)", Integer.toString(id)).isArray();
      if (open && random.nextInt(4) > 0) {
        due.add(Integer.toString(id));
      }
    }
    due.forEach(id -> call(who, NFT, "getClaimableAmount(uint256)", id));
    call(who, NFT, CLAIM_ALL, due);
  }

  final void rebase(String amount) {
    lever("etherfi.rebase", object().put("amount", amount));
  }

  final void finalizeUpTo(String id) {
    lever("etherfi.finalize", object().put("upTo", id));
  }

  final int next() {
    return uint(NFT, "nextRequestId()").intValueExact();
  }

  final String last() {
    return Integer.toString(next() - 1);
  }

  final String person() {
    return Stage.PEOPLE.get(random.nextInt(Stage.PEOPLE.size()));
  }

  /** Up to so many ether, to the wei. */
  final String amount(int most) {
    long gwei = 1 + random.nextLong(most * 1_000_000_000L);
    return BigInteger.valueOf(gwei)
        .multiply(BigInteger.valueOf(1_000_000_000))
        .add(BigInteger.valueOf(random.nextInt(1_000_000_000)))
        .toString();
  }

  static String ether(int amount) {
    return ETHER.multiply(BigInteger.valueOf(amount)).toString();
  }

  final String soon() {
    return Long.toString(Stage.START + now() + 600);
  }

  final ObjectNode sign(
      String token, String owner, String spender, String value, String deadline, long nonce) {
    return object()
        .put("token", token)
        .put("owner", owner)
        .put("signer", owner)
        .put("spender", spender)
        .put("value", value)
        .put("deadline", deadline)
        .put("nonce", Long.toString(nonce));
  }

  /** A permit of a token for a spender, with the nonce that is due. */
  final ObjectNode permitOf(
      String token, String owner, String spender, String value, String deadline) {
    long nonce = uint(token, "nonces(address)", owner).longValueExact();
    return sign(token, owner, spender, value, deadline, nonce);
  }

  static List<String> input(String value, String deadline) {
    return List.of(value, deadline, "$v", "$r", "$s");
  }

  final void requestWithPermit(String who, String recipient, String amount) {
    String deadline = soon();
    signed(
        permitOf(EETH, who, POOL, amount, deadline),
        who,
        POOL,
        "requestWithdrawWithPermit(address,uint256," + INPUT + ")",
        recipient,
        amount,
        input(amount, deadline));
  }
}
