package io.github.restake4j.examples.cases;

import static io.github.restake4j.etherfi.Eeth.EETH;
import static io.github.restake4j.etherfi.Weeth.WEETH;
import static io.github.restake4j.lido.LidoShares.SHARES;
import static io.github.restake4j.lido.Steth.STETH;
import static io.github.restake4j.lido.Wsteth.WSTETH;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.restake4j.Restake4j;
import io.github.restake4j.deployments.Deployments;
import io.github.restake4j.devnet.EigenLayerLevers;
import io.github.restake4j.devnet.World;
import io.github.restake4j.devnet.junit.Devnet;
import io.github.restake4j.eigenlayer.DelegationApproval;
import io.github.restake4j.eigenlayer.DepositAuthorization;
import io.github.restake4j.eigenlayer.EigenLayer;
import io.github.restake4j.eigenlayer.OperatorSet;
import io.github.restake4j.eigenlayer.Withdrawal;
import io.github.restake4j.eigenlayer.WithdrawalAmount;
import io.github.restake4j.eigenlayer.operator.AllocationTarget;
import io.github.restake4j.eigenlayer.operator.Operators;
import io.github.restake4j.eigenlayer.rewards.ClaimAmounts;
import io.github.restake4j.eigenlayer.rewards.Rewards;
import io.github.restake4j.eigenlayer.shares.Magnitude;
import io.github.restake4j.eigenlayer.shares.Strategy;
import io.github.restake4j.erc20.Erc20;
import io.github.restake4j.erc20.Token;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.etherfi.EtherFi;
import io.github.restake4j.etherfi.RedemptionAsset;
import io.github.restake4j.etherfi.WithdrawTicket;
import io.github.restake4j.lido.Lido;
import io.github.restake4j.lido.WithdrawalTicket;
import io.github.restake4j.sign.LocalKey;
import io.github.restake4j.tx.Explanation;
import io.github.restake4j.tx.TxOptions;
import io.github.restake4j.tx.TxPlan;
import io.github.restake4j.units.Amount;
import io.github.restake4j.units.Wei;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a wallet is shown of every plan of every facade is what the chain then gets. */
@Devnet(protocols = {"lido", "eigenlayer", "etherfi"})
class PreviewAcceptanceTest {
  private static final TxOptions APPROVING =
      TxOptions.builder().allowance(TxOptions.Allowance.APPROVE).build();

  private final World world;
  private Previews previews;
  private Restake4j client;
  private LocalKey wallet;
  private LocalKey other;

  PreviewAcceptanceTest(World world) {
    this.world = world;
  }

  @BeforeEach
  void connect() {
    previews = new Previews(world);
    client =
        Restake4j.builder()
            .rpc(world.rpcUrl())
            .deployments(Deployments.parse(world.deploymentJson()))
            .pollInterval(Duration.ofMillis(20))
            .build();
    wallet = key(0);
    other = key(1);
  }

  @AfterEach
  void disconnect() {
    client.close();
  }

  private LocalKey key(int account) {
    return LocalKey.parse(world.accounts().get(account).privateKey());
  }

  private <R> R send(TxPlan<R> plan) {
    return previews.send(plan, wallet);
  }

  private void assertComplete(Class<?>... facades) {
    assertThat(previews.shown()).containsAll(Previews.plansOf(facades));
    assertThat(Previews.plansOf(facades)).isNotEmpty();
  }

  @Test
  void S18_everyPlanOfLido_isShownAsItIsMined() {
    Lido lido = Lido.on(client);
    Address me = wallet.address();
    send(lido.stake(Wei.ofEther("30")));
    send(lido.stake(Wei.ofEther("1"), other.address()));
    send(lido.stake(Wei.ofEther("1"), Address.ZERO, Amount.of(1, SHARES)));
    send(lido.steth().transferShares(other.address(), Amount.parse("0.5", SHARES)));
    send(lido.steth().erc20().transfer(other.address(), Amount.parse("0.25", STETH)));
    send(lido.steth().erc20().approve(other.address(), Amount.parse("0.125", STETH)));
    send(lido.wsteth().wrap(Amount.parse("6", STETH)));
    send(lido.wsteth().unwrap(Amount.parse("1", WSTETH)));
    List<WithdrawalTicket> tickets =
        send(
            lido.withdrawals()
                .requestWithdrawals(
                    List.of(Amount.parse("1", STETH), Amount.parse("2", STETH)), me));
    send(
        lido.withdrawals()
            .requestWithdrawals(List.of(Amount.parse("3", STETH)), other.address())
            .with(APPROVING));
    send(lido.withdrawals().requestWithdrawalsWstETH(List.of(Amount.parse("1", WSTETH)), me));
    world.lido().report(BigInteger.ZERO, tickets.get(1).requestId());
    send(lido.withdrawals().claimWithdrawals(List.of(tickets.get(0).requestId())));
    send(
        lido.withdrawals()
            .claimWithdrawalsTo(List.of(tickets.get(1).requestId()), other.address()));

    assertComplete(Lido.class, Erc20.class);
  }

  @Test
  void S18_everyPlanOfEtherFi_isShownAsItIsMined() {
    EtherFi etherfi = EtherFi.on(client);
    Address me = wallet.address();
    send(etherfi.deposit(Wei.ofEther("30")));
    send(etherfi.deposit(Wei.ofEther("1"), other.address()));
    send(
        etherfi.deposit(
            Wei.ofEther("1"),
            Address.ZERO,
            Amount.of(1, io.github.restake4j.etherfi.EethShares.EETH_SHARES)));
    send(etherfi.eeth().transfer(other.address(), Amount.parse("0.5", EETH)));
    send(etherfi.weeth().erc20().approve(other.address(), Amount.parse("0.5", WEETH)));
    send(etherfi.weeth().wrap(Amount.parse("6", EETH)));
    send(etherfi.weeth().wrap(Amount.parse("1", EETH)).with(APPROVING));
    send(etherfi.weeth().erc20().transfer(other.address(), Amount.parse("0.5", WEETH)));
    send(etherfi.weeth().unwrap(Amount.parse("1", WEETH)));
    WithdrawTicket first = send(etherfi.withdrawals().requestWithdraw(Amount.parse("1", EETH), me));
    WithdrawTicket second =
        send(
            etherfi
                .withdrawals()
                .requestWithdraw(Amount.parse("2", EETH), other.address())
                .with(APPROVING));
    world.etherfi().finalizeRequests(second.requestId());
    send(etherfi.withdrawals().claimWithdraw(first.requestId()));
    send(etherfi.withdrawals().batchClaimWithdraw(List.of(second.requestId())));
    send(etherfi.redemptions().redeemEEth(Amount.parse("1", EETH), me, RedemptionAsset.ETHER));
    send(
        etherfi
            .redemptions()
            .redeemEEth(Amount.parse("1", EETH), me, RedemptionAsset.ETHER, Wei.ofEther("0.5")));
    send(
        etherfi
            .redemptions()
            .redeemWeEth(Amount.parse("1", WEETH), other.address(), RedemptionAsset.ETHER));

    assertComplete(EtherFi.class);
  }

  @Test
  void S18_everyPlanOfEigenLayer_isShownAsItIsMined() {
    EigenLayer eigen = EigenLayer.on(client);
    Operators operators = Operators.on(client);
    LocalKey operator = key(2);
    LocalKey approver = key(3);
    LocalKey second = key(4);
    Strategy tst = eigen.strategies().of("TST").now();
    operate(operators, tst, operator, approver, second);

    world
        .eigenlayer()
        .mintToken(tst.token().address().toString(), wallet.address().toString(), ten("20"));
    previews.send(eigen.delegations().delegateTo(operator.address()), wallet);
    send(eigen.deposits().depositIntoStrategy(tst, amount(tst, "9")));
    send(
        eigen
            .deposits()
            .depositIntoStrategy(tst, amount(tst, "1"), Amount.of(1, tst.withdrawableShares())));
    DepositAuthorization.Signed authorized =
        eigen
            .deposits()
            .depositAuthorization(tst, amount(tst, "2"), other.address(), inAnHour())
            .now()
            .signBy(other);
    send(eigen.deposits().depositIntoStrategyWithSignature(authorized));
    List<Withdrawal> queued =
        send(
            eigen
                .withdrawals()
                .queueWithdrawals(List.of(WithdrawalAmount.tokens(tst, amount(tst, "1")))));
    Withdrawal asTokens = queue(eigen, tst);
    Withdrawal asShares = queue(eigen, tst);
    Withdrawal asMoreShares = queue(eigen, tst);
    world.mine(eigen.withdrawals().minWithdrawalDelayBlocks().now().intValue() + 1);
    send(eigen.withdrawals().completeQueuedWithdrawalAsTokens(asTokens));
    send(eigen.withdrawals().completeQueuedWithdrawalsAsTokens(queued));
    send(eigen.withdrawals().completeQueuedWithdrawalAsShares(asShares));
    send(eigen.withdrawals().completeQueuedWithdrawalsAsShares(List.of(asMoreShares)));
    send(eigen.delegations().redelegate(approval(eigen, second, 1).signBy(approver)));
    send(eigen.delegations().redelegate(operator.address()));
    send(eigen.delegations().undelegate(wallet.address()));
    send(eigen.delegations().delegateTo(approval(eigen, second, 2).signBy(approver)));
    earn(tst.token(), operator);

    assertComplete(EigenLayer.class, Operators.class, Rewards.class);
  }

  private void operate(
      Operators operators, Strategy tst, LocalKey operator, LocalKey approver, LocalKey second) {
    Address account = operator.address();
    previews.send(operators.registerAsOperator(Address.ZERO, 0, ""), operator);
    previews.send(operators.registerAsOperator(Address.ZERO, 0, "https://two.example"), second);
    previews.send(operators.modifyOperatorDetails(second.address(), approver.address()), second);
    previews.send(operators.updateOperatorMetadataUri(account, "https://one.example"), operator);
    EigenLayerLevers.OperatorSet made =
        world.eigenlayer().createOperatorSet(List.of(tst.address().toString()));
    OperatorSet set = new OperatorSet(Address.parse(made.avs()), made.id().longValueExact());
    List<Long> ids = List.of(set.id());
    previews.send(
        operators.operatorSets().registerForOperatorSets(account, set.avs(), ids, Bytes.EMPTY),
        operator);
    world.mine(operators.allocations().configurationDelay().now().intValue() + 1);
    previews.send(
        operators
            .allocations()
            .modifyAllocations(
                account, List.of(new AllocationTarget(set, tst.address(), Magnitude.of("0.5")))),
        operator);
    previews.send(operators.allocations().setAllocationDelay(account, 7), operator);
    previews.send(
        operators.operatorSets().deregisterFromOperatorSets(account, set.avs(), ids), operator);
  }

  private void earn(Token token, LocalKey operator) {
    Rewards rewards = Rewards.on(client);
    BigInteger earned = ten("25");
    ClaimAmounts file =
        ClaimAmounts.of(
            Map.of(
                wallet.address(),
                Map.of(token.address(), earned),
                other.address(),
                Map.of(token.address(), earned)));
    world.eigenlayer().fundRewards(token.address().toString(), earned.add(earned));
    EigenLayerLevers.RewardsRoot root = world.eigenlayer().postRewardsRoot(file.root().toString());
    world.warp(Math.max(1, root.activatedAt().longValueExact() - world.raw().timestamp()));
    send(
        rewards.processClaim(
            rewards.claimable(wallet.address(), file).run().get(0).claim(), other.address()));
    previews.send(
        rewards.processClaims(
            List.of(rewards.claimable(other.address(), file).run().get(0).claim()),
            wallet.address()),
        other);
    send(rewards.setClaimerFor(other.address()));
    previews.send(rewards.setClaimerFor(operator.address(), other.address()), operator);
  }

  private Withdrawal queue(EigenLayer eigen, Strategy tst) {
    return send(
        eigen
            .withdrawals()
            .queueWithdrawal(List.of(WithdrawalAmount.tokens(tst, amount(tst, "1")))));
  }

  private DelegationApproval approval(EigenLayer eigen, LocalKey operator, int salt) {
    return eigen
        .delegations()
        .delegationApproval(
            operator.address(),
            wallet.address(),
            Hash32.parse(String.format("0x%064x", salt)),
            inAnHour())
        .now();
  }

  private Instant inAnHour() {
    return Instant.ofEpochSecond(world.raw().timestamp() + 3600);
  }

  private static BigInteger ten(String whole) {
    return Wei.ofEther(whole).smallest();
  }

  private static Amount<Token> amount(Strategy strategy, String whole) {
    return Amount.parse(whole, strategy.token());
  }

  @Test
  void S18_plainTransfer_isShownAsItIsMined() {
    TxPlan<Receipt> plan = client.transfer(other.address(), Wei.ofEther("1"));
    Explanation before = plan.explain(wallet.address()).now();

    Receipt receipt = plan.send(wallet).await().orThrow();

    assertThat(before.toString())
        .contains("plain transfer on " + other.address() + " with 1.000000000000000000 ETH");
    assertThat(before.steps())
        .singleElement()
        .isInstanceOfSatisfying(
            Explanation.Transaction.class,
            step -> {
              assertThat(step.data()).isEqualTo(Bytes.EMPTY);
              JsonNode mined =
                  world
                      .node()
                      .call("eth_getTransactionByHash", receipt.transactionHash().toString());
              assertThat(mined.path("input").asText()).isEqualTo("0x");
              assertThat(Address.parse(mined.path("to").asText())).isEqualTo(step.to());
              assertThat(mined.path("value").asText())
                  .isEqualTo("0x" + step.value().smallest().toString(16));
            });
  }
}
