package io.github.restake4j.examples.demo;

import io.github.restake4j.devnet.EigenLayerLevers;
import io.github.restake4j.devnet.RawChain;
import io.github.restake4j.eigenlayer.Deposited;
import io.github.restake4j.eigenlayer.EigenLayer;
import io.github.restake4j.eigenlayer.OperatorSet;
import io.github.restake4j.eigenlayer.PaidWithdrawal;
import io.github.restake4j.eigenlayer.QueuedWithdrawal;
import io.github.restake4j.eigenlayer.StakerPosition;
import io.github.restake4j.eigenlayer.Withdrawal;
import io.github.restake4j.eigenlayer.WithdrawalAmount;
import io.github.restake4j.eigenlayer.operator.AllocationTarget;
import io.github.restake4j.eigenlayer.operator.Operators;
import io.github.restake4j.eigenlayer.rewards.ClaimAmounts;
import io.github.restake4j.eigenlayer.rewards.ClaimedReward;
import io.github.restake4j.eigenlayer.rewards.Rewards;
import io.github.restake4j.eigenlayer.shares.Magnitude;
import io.github.restake4j.eigenlayer.shares.Strategy;
import io.github.restake4j.erc20.Token;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.sign.Signer;
import io.github.restake4j.tx.TxOutcome;
import io.github.restake4j.units.Amount;
import io.github.restake4j.units.Wei;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/**
 * Restake stETH through EigenLayer: deposit, delegate, earn, be slashed twice, queue and complete.
 */
final class EigenLayerLeg {
  private final Stage on;
  private final ChainCheck check;
  private final EigenLayer eigenlayer;
  private final Operators operators;
  private final Rewards rewards;
  private final String strategyManager;
  private final String delegationManager;
  private final String rewardsCoordinator;
  private final Strategy steth;

  EigenLayerLeg(Stage on) {
    this.on = on;
    this.check = on.check;
    this.eigenlayer = EigenLayer.on(on.ethereum);
    this.operators = Operators.on(on.ethereum);
    this.rewards = Rewards.on(on.ethereum);
    this.strategyManager = on.devnet.address("eigenlayer", "StrategyManager");
    this.delegationManager = on.devnet.address("eigenlayer", "DelegationManager");
    this.rewardsCoordinator = on.devnet.address("eigenlayer", "RewardsCoordinator");
    this.steth = eigenlayer.strategies().of("stETH").now();
  }

  void deposit() {
    on.title("Deposit 10 stETH into EigenLayer's stETH strategy");
    TxOutcome<Deposited> outcome =
        on.send(
            eigenlayer.deposits().depositIntoStrategy(steth, Amount.parse("10", steth.token())));
    Deposited deposited = outcome.orThrow();
    // stakerDepositShares(address,address)
    check.view(
        "deposit shares",
        deposited.shares().smallest(),
        strategyManager,
        "0xfe243a17",
        RawChain.word(on.myself()),
        RawChain.word(steth.address().toString()));
    on.line("shares", deposited.shares());
    stake();
  }

  /** An operator with half of its stake at the disposal of an AVS; the wallet delegates to it. */
  OperatorSet delegate(Signer operator) {
    on.title("An operator serves an AVS with half of its stake; delegate to it");
    Address account = operator.address();
    on.send(operators.registerAsOperator(Address.ZERO, 0, ""), operator);
    EigenLayerLevers.OperatorSet created =
        on.devnet.eigenlayer().createOperatorSet(List.of(steth.address().toString()));
    OperatorSet set = new OperatorSet(Address.parse(created.avs()), created.id().longValue());
    on.send(
        operators
            .operatorSets()
            .registerForOperatorSets(account, set.avs(), List.of(set.id()), Bytes.EMPTY),
        operator);
    on.devnet.mine(operators.allocations().configurationDelay().now().intValue() + 1);
    on.send(
        operators
            .allocations()
            .modifyAllocations(
                account, List.of(new AllocationTarget(set, steth.address(), Magnitude.of("0.5")))),
        operator);
    on.send(eigenlayer.delegations().delegateTo(account));
    // delegatedTo(address)
    check.view(
        "operator",
        new BigInteger(1, account.toBytes()),
        delegationManager,
        "0x65da1264",
        RawChain.word(on.myself()));
    on.line("operator", account);
    return set;
  }

  void claimRewards() {
    on.title("Earn 25 TST of rewards and claim them with a proof made and verified here");
    Strategy tst = eigenlayer.strategies().of("TST").now();
    Token token = tst.token();
    BigInteger earned = Amount.parse("25", token).smallest();
    Address other = Address.parse(on.devnet.accounts().get(2).address());
    ClaimAmounts file =
        ClaimAmounts.of(
            Map.of(
                on.me(),
                Map.of(token.address(), earned),
                other,
                Map.of(token.address(), earned.multiply(BigInteger.TEN))));
    on.devnet
        .eigenlayer()
        .fundRewards(token.address().toString(), earned.multiply(BigInteger.valueOf(11)));
    EigenLayerLevers.RewardsRoot root =
        on.devnet.eigenlayer().postRewardsRoot(file.root().toString());
    long wait = root.activatedAt().longValue() - on.devnet.raw().timestamp();
    on.devnet.warp(Math.max(1, wait));
    BigInteger before = check.balanceOf(token.address().toString(), on.myself());
    ClaimedReward claimed =
        on.send(
                rewards.processClaim(
                    rewards.claimable(on.me(), file).run().get(0).claim(), on.me()))
            .orThrow()
            .get(0);
    check.same(
        "claimed",
        claimed.claimed(),
        check.balanceOf(token.address().toString(), on.myself()).subtract(before));
    // cumulativeClaimed(address,address)
    check.view(
        "claimed so far",
        rewards.cumulativeClaimed(on.me(), token.address()).now(),
        rewardsCoordinator,
        "0x865c6953",
        RawChain.word(on.myself()),
        RawChain.word(token.address().toString()));
    on.line("claimed", Amount.of(claimed.claimed(), token));
  }

  void surviveSlashes(Signer operator, OperatorSet set) {
    on.title("The AVS slashes a fifth of what the operator allocated: 10 % of every delegator");
    slash(operator, set, "0.2");
    stake();

    on.title("Queue a withdrawal of 4 stETH");
    Withdrawal withdrawal =
        on.send(
                eigenlayer
                    .withdrawals()
                    .queueWithdrawal(
                        List.of(WithdrawalAmount.tokens(steth, Amount.parse("4", steth.token())))))
            .orThrow();
    // getQueuedWithdrawalRoots(address) answers offset, count, roots
    check.same(
        "root",
        new BigInteger(1, withdrawal.root().toBytes()),
        check.word(2, delegationManager, "0xfd8aa88d", RawChain.word(on.myself())));
    on.line("root", withdrawal.root());
    Amount<Token> first = queued(withdrawal);
    on.line("pays now", first);
    stake();

    on.title("A second slash, of half the allocation, also hits what is queued");
    slash(operator, set, "0.5");
    Amount<Token> second = queued(withdrawal);
    on.line("pays now", second);
    stake();

    on.title("After the delay, complete it");
    on.devnet.mine(eigenlayer.withdrawals().minWithdrawalDelayBlocks().now().intValue() + 1);
    Amount<Token> predicted = queued(withdrawal);
    on.line("predicted", predicted);
    TxOutcome<PaidWithdrawal> outcome =
        on.send(eigenlayer.withdrawals().completeQueuedWithdrawalAsTokens(withdrawal));
    Amount<Token> paid = outcome.orThrow().tokens().get(0);
    check.event(
        "paid",
        paid.smallest(),
        Stage.hashOfLast(outcome),
        steth.token().address().toString(),
        ChainCheck.TRANSFER,
        0);
    check.same("predicted", predicted.smallest(), paid.smallest());
    on.line("paid", paid);
    stake();
  }

  EigenLayer facade() {
    return eigenlayer;
  }

  /** Checks and prints the position of the wallet. */
  void show(StakerPosition position) {
    for (StakerPosition.Stake stake : position.stakes()) {
      same(stake);
      on.line(
          "EigenLayer",
          stake.worth()
              + " withdrawable, "
              + stake.stake().withdrawable()
              + " in "
              + stake.stake().strategy());
    }
    on.line(
        "",
        position.queued().size()
            + " queued withdrawals, delegated to "
            + position.operator().orElseThrow());
  }

  private void slash(Signer operator, OperatorSet set, String part) {
    BigInteger wad = Wei.ofEther(part).smallest(); // a wad has 18 decimals as well
    on.devnet
        .eigenlayer()
        .slash(
            operator.address().toString(),
            BigInteger.valueOf(set.id()),
            List.of(steth.address().toString()),
            List.of(wad),
            "downtime");
  }

  /** What the queue would pay; checked against the payment when it comes. */
  private Amount<Token> queued(Withdrawal withdrawal) {
    QueuedWithdrawal found =
        eigenlayer.withdrawals().getQueuedWithdrawal(withdrawal.root()).now().orElseThrow();
    QueuedWithdrawal.Payout payout = found.pays().get(0);
    // sharesToUnderlyingView(uint256)
    check.view(
        "tokens of the queued shares",
        payout.tokens().smallest(),
        steth.address().toString(),
        "0x7a8b2637",
        RawChain.word(payout.shares().smallest()));
    return payout.tokens();
  }

  private void stake() {
    for (StakerPosition.Stake stake : eigenlayer.position(on.me()).now().stakes()) {
      same(stake);
      on.line("stake", stake.worth() + " = " + stake.stake().withdrawable());
    }
  }

  /**
   * {@code getWithdrawableShares(address,address[])}: two offsets, then count and word of each
   * array.
   */
  private void same(StakerPosition.Stake stake) {
    String strategy = stake.stake().strategy().address().toString();
    BigInteger shares = stake.stake().withdrawable().smallest();
    check.same(
        "withdrawable shares",
        shares,
        check.word(
            3,
            delegationManager,
            "0xc978f7ac",
            RawChain.word(on.myself()),
            ChainCheck.number(64),
            ChainCheck.number(1),
            RawChain.word(strategy)));
    check.view("worth", stake.worth().smallest(), strategy, "0x7a8b2637", RawChain.word(shares));
  }
}
